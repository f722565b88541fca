/** Teams of other sizes: who stays, and where additional reps had best live. */
import { maxSteps } from '../annealing/index.ts';
import { type CentreProblem, searchCentres } from '../centres/index.ts';
import type { Interpretation, Place, PlanRequest, Rep } from '../input/index.ts';
import { fromWgs84 } from '../input/index.ts';
import { haversineMetres } from '../problem/index.ts';
import type { TerritoryDesign } from '../territory/index.ts';
import { customerDriveSeconds, serviceSeconds, timeOf } from '../territory/index.ts';

/** A centre serves at most so much more than the mean. */
const ROOM = 1.15;
/** Steps of the search; fewer where a step is long, since every centre has many customers. */
const STEPS = { most: 4000, least: 60, work: 4e6 };

export interface Team {
  readonly request: PlanRequest;
  readonly leave: readonly string[];
  readonly homes: readonly { readonly near: string; readonly location: Place }[];
}

/**
 * The request with another number of reps. A smaller team keeps those whose homes lie best for all customers, by the capacitated
 * p-median, of those who work at all; a larger one adds reps like the one with the most working time, at the customers where they lie best beside the homes there are. Locks to
 * reps who would leave fall away.
 */
export function teamOf(meaning: Interpretation, design: TerritoryDesign, size: number): Team {
  const { request, reps, customers } = meaning;
  if (size === reps.length) return { request: freed(request, request.territory.reps), leave: [], homes: [] };
  const { centres } = searchCentres(centreProblem(meaning, design, size), {
    seed: meaning.seed,
    stop: maxSteps(stepsFor(customers.length / size)),
  });
  const isHome = (site: number) => site < reps.length;
  const kept = new Set([...centres].filter(isHome));
  const stay = request.territory.reps.filter((_, rep) => kept.has(rep));
  const leave = request.territory.reps.filter((_, rep) => !kept.has(rep)).map(({ id }) => id);
  const system = request.territory.coordinateSystem ?? 'WGS84';
  const homes = [...centres]
    .filter((site) => !isHome(site))
    .map((site) => customers[site - reps.length])
    .map(({ location, name }) => ({
      near: townNear(meaning, location) ?? name,
      location: fromWgs84(location, system),
    }));
  const added = homes.map(({ near, location }, index): Rep => newRep(meaning, near, location, index));
  return { request: freed(request, [...stay, ...added]), leave, homes };
}

function stepsFor(customersOfOne: number): number {
  return Math.round(Math.min(STEPS.most, Math.max(STEPS.least, STEPS.work / customersOfOne ** 2)));
}

/** Sites are the homes, then the customers. */
function centreProblem(meaning: Interpretation, { repOf }: TerritoryDesign, size: number): CentreProblem {
  const { reps, customers } = meaning;
  const places = [...reps.map(({ home }) => home), ...customers.map(({ location }) => location)];
  const drive = customerDriveSeconds(meaning, repOf);
  const service = serviceSeconds(meaning);
  const demand = new Float64Array(places.length);
  const weight = new Float64Array(places.length);
  customers.forEach(({ requirement: { visits } }, customer) => {
    const site = reps.length + customer;
    weight[site] = Math.max(0.25, visits.length);
    demand[site] = drive[customer] + service[customer];
  });
  const total = demand.reduce((sum, each) => sum + each, 0);
  const { fixed, free } = candidates(meaning, size);
  const mayBeCentre = new Uint8Array(places.length);
  for (const site of free) mayBeCentre[site] = 1;
  return {
    sites: places.length,
    centres: size,
    fixed,
    mayBeCentre,
    weight,
    demand,
    capacity: new Float64Array(places.length).fill((total / size) * ROOM),
    distance: (a, b) => haversineMetres(places[a], places[b]) / 1000,
  };
}

/** The sites that are centres in any case, and those of which the others are chosen. Who never works is the first to leave. */
function candidates(meaning: Interpretation, size: number): { readonly fixed: number[]; readonly free: number[] } {
  const homes = [...meaning.reps.keys()];
  if (size > homes.length)
    return { fixed: homes, free: meaning.customers.map((_, customer) => homes.length + customer) };
  const time = timeOf(meaning);
  const working = homes.filter((rep) => time[rep].working > 0);
  if (size <= working.length) return { fixed: [], free: working };
  return { fixed: working, free: homes.filter((rep) => time[rep].working === 0) };
}

/** Hotels are named after their towns; without any the customer is the best name there is. */
function townNear({ request, sleepingPlaces }: Interpretation, location: Place): string | null {
  if ((request.territory.hotels ?? []).length === 0) return null;
  let nearest = sleepingPlaces[0];
  for (const place of sleepingPlaces)
    if (haversineMetres(place.location, location) < haversineMetres(nearest.location, location)) nearest = place;
  return nearest.name;
}

function newRep(meaning: Interpretation, near: string, home: Place, index: number): Rep {
  const { territory } = meaning.request;
  const working = timeOf(meaning).map((time) => time.working);
  const full = working.indexOf(Math.max(...working));
  const { workingHours, breaks, morningDriveMinutes, eveningDriveMinutes } = territory.reps[full];
  const { maxDriveMinutesPerDay, overnight, channelWidth } = territory.reps[full];
  const known = new Set(territory.reps.map(({ id }) => id));
  let id = `new-${index + 1}`;
  while (known.has(id)) id = `${id}-`;
  const time = { workingHours, breaks, morningDriveMinutes, eveningDriveMinutes, maxDriveMinutesPerDay };
  const like = { ...time, overnight, channelWidth };
  const given = Object.fromEntries(Object.entries(like).filter(([, value]) => value !== undefined));
  return { id, name: `New rep near ${near}`, home, ...given };
}

/** Everybody who is not locked to somebody who stays may go to anybody, as far as eligibleRepIds allow. */
function freed(request: PlanRequest, reps: readonly Rep[]): PlanRequest {
  const { territory } = request;
  const stays = new Set(reps.map(({ id }) => id));
  const customers = territory.customers.map(({ repId, currentRepId: _, eligibleRepIds, ...customer }) => {
    const eligible = eligibleRepIds?.filter((id) => stays.has(id)) ?? [];
    return {
      ...customer,
      ...(repId !== undefined && stays.has(repId) ? { repId } : {}),
      ...(eligible.length > 0 ? { eligibleRepIds: eligible } : {}),
    };
  });
  const keyReps = territory.policy?.keyAccounts?.repIds?.filter((id) => stays.has(id));
  const { repIds: _, ...keyAccounts } = territory.policy?.keyAccounts ?? {};
  const policy =
    keyReps === undefined
      ? territory.policy
      : { ...territory.policy, keyAccounts: keyReps.length > 0 ? { ...keyAccounts, repIds: keyReps } : keyAccounts };
  return {
    ...request,
    territory: { ...territory, customers, reps: [...reps], ...(policy === undefined ? {} : { policy }) },
    options: { ...request.options, territories: 'split' },
  };
}
