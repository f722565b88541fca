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

/** Teams of one size that are drawn at most, and customers in all of them: a territory of thousands takes seconds. */
const MOST_TEAMS = { teams: 20, customers: 2000 };

/** Who a team consists of. */
export interface Members {
  /** Indexes of the reps there are, ascending. */
  readonly stay: readonly number[];
  /** Indexes of the customers at whom additional reps live. */
  readonly homes: readonly number[];
}

export interface Team {
  readonly request: PlanRequest;
  readonly leave: readonly string[];
  readonly homes: readonly { readonly near: string; readonly location: Place }[];
}

/**
 * Teams of a size, the one with the best homes first: by the capacitated p-median, of those who work at all. A larger team adds reps at the
 * customers where they lie best beside the homes there are. Where reps differ in working time, homes alone do not say whose time suffices: the
 * next teams heed it, and of few teams all follow. The last is the team before with more reps.
 * @param before a smaller team; null: none is known
 */
export function* membersOf(
  meaning: Interpretation,
  design: TerritoryDesign,
  size: number,
  before: Members | null,
): Generator<Members> {
  const reps = [...meaning.reps.keys()];
  if (size === reps.length) {
    yield { stay: reps, homes: [] };
    return;
  }
  const seen = new Set<string>();
  const isNew = ({ stay, homes }: Members) => {
    const key = `${stay} ${homes}`;
    return !seen.has(key) && seen.add(key);
  };
  for (const members of tried(meaning, design, size, before)) if (isNew(members)) yield members;
}

function* tried(
  meaning: Interpretation,
  design: TerritoryDesign,
  size: number,
  before: Members | null,
): Generator<Members> {
  yield byHomes(meaning, design, size, candidates(meaning, size), 'equal');
  const time = secondsOf(meaning);
  if (size < time.length && time.some((each) => each !== time[0])) {
    yield byHomes(meaning, design, size, candidates(meaning, size), 'by time');
    const most = [...time.keys()].sort((a, b) => time[b] - time[a] || a - b);
    yield { stay: most.slice(0, size).sort((a, b) => a - b), homes: [] };
    const { teams, customers } = MOST_TEAMS;
    const all = subsets(time.length, size, Math.min(teams, customers / meaning.customers.length));
    yield* all.map((stay) => ({ stay, homes: [] }));
  }
  if (before !== null) yield byHomes(meaning, design, size, withMore(meaning, size, before), 'equal');
}

/** All choices of so many of the first numbers, ascending; none where there are more than that. */
function subsets(of: number, size: number, most: number): number[][] {
  let found: number[][] = [[]];
  for (let next = 0; next < of; next++) {
    const more = found.filter(({ length }) => length < size).map((chosen) => [...chosen, next]);
    found = [...found, ...more].filter(({ length }) => length + of - next - 1 >= size);
    if (found.length > most * size) return [];
  }
  return found.length > most ? [] : found;
}

/**
 * The request with these members: additional reps are like the one with the most working time. Locks to reps who would leave fall away.
 */
export function teamOf(meaning: Interpretation, members: Members): Team {
  const { request, customers } = meaning;
  const kept = new Set(members.stay);
  const stay = request.territory.reps.filter((_, rep) => kept.has(rep));
  const leave = request.territory.reps.filter((_, rep) => !kept.has(rep)).map(({ id }) => id);
  const system = request.territory.coordinateSystem ?? 'WGS84';
  const homes = members.homes
    .map((customer) => customers[customer])
    .map(({ location, name }) => ({
      near: townNear(meaning, location) ?? name,
      location: fromWgs84(location, system),
    }));
  const added = homes.map(({ near, location }, index): Rep => newRep(meaning, near, location, index));
  return { request: freed(request, [...stay, ...added]), leave, homes };
}

/** The members whose homes lie best for all customers. @param room how much of the work one can do: as much as others, or by working time */
function byHomes(
  meaning: Interpretation,
  design: TerritoryDesign,
  size: number,
  among: Candidates,
  room: 'equal' | 'by time',
): Members {
  const { reps, customers } = meaning;
  const { centres } = searchCentres(centreProblem(meaning, design, size, among, room), {
    seed: meaning.seed,
    stop: maxSteps(stepsFor(customers.length / size)),
  });
  const isHome = (site: number) => site < reps.length;
  const stay = [...centres].filter(isHome).sort((a, b) => a - b);
  return { stay, homes: [...centres].filter((site) => !isHome(site)).map((site) => site - reps.length) };
}

function stepsFor(customersOfOne: number): number {
  return Math.round(Math.min(STEPS.most, Math.max(STEPS.least, STEPS.work / customersOfOne ** 2)));
}

/** Sites are the homes, then the customers. */
function centreProblem(
  meaning: Interpretation,
  { repOf }: TerritoryDesign,
  size: number,
  { fixed, free }: Candidates,
  room: 'equal' | 'by time',
): CentreProblem {
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
  const capacity = new Float64Array(places.length).fill((total / size) * ROOM);
  if (room === 'by time') {
    const time = secondsOf(meaning);
    const most = time.toSorted((a, b) => b - a).slice(0, size);
    const all = most.reduce((sum, each) => sum + each, 0);
    time.forEach((each, rep) => {
      capacity[rep] = ((total * each) / Math.max(1, all)) * ROOM;
    });
  }
  const mayBeCentre = new Uint8Array(places.length);
  for (const site of free) mayBeCentre[site] = 1;
  return {
    sites: places.length,
    centres: size,
    fixed,
    mayBeCentre,
    weight,
    demand,
    capacity,
    distance: (a, b) => haversineMetres(places[a], places[b]) / 1000,
  };
}

/** Per rep the seconds in which he can work or be on the way. */
const secondsOf = (meaning: Interpretation): number[] =>
  timeOf(meaning).map(({ working, ownDrive }) => working + ownDrive);

/** The sites that are centres in any case, and those of which the others are chosen. */
interface Candidates {
  readonly fixed: readonly number[];
  readonly free: readonly number[];
}

/** The team before stays, others join it: of those there are as long as there are some. */
function withMore(meaning: Interpretation, size: number, { stay, homes }: Members): Candidates {
  const reps = [...meaning.reps.keys()];
  const kept = size > reps.length ? reps : stay;
  const fixed = [...kept, ...homes.map((customer) => reps.length + customer)];
  const free = size > reps.length ? meaning.customers.map((_, customer) => reps.length + customer) : reps;
  return { fixed, free: free.filter((site) => !fixed.includes(site)) };
}

/** Who never works is the first to leave. */
function candidates(meaning: Interpretation, size: number): Candidates {
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
