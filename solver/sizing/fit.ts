/** Demand against time, before anything is planned: per rep and class, and what has to give. */
import type { Interpretation, Issue } from '../input/index.ts';
import {
  customerDriveSeconds,
  homeKilometres,
  secondsPerKm,
  serviceSeconds,
  type TerritoryDesign,
  territoryIssue,
  timeOf,
} from '../territory/index.ts';
import type { Fit } from './sizing-schema.ts';

type ClassFit = Fit['byClass'][string];

/** What the visits of one customer take in the horizon. */
interface Demand {
  readonly visits: number;
  readonly visitSeconds: number;
  readonly driveSeconds: number;
}

/** @param driveFactor per rep what driving takes, as a multiple of the estimate */
export function fitOf(meaning: Interpretation, design: TerritoryDesign, driveFactor: Float64Array): Fit {
  const { customers, reps, dates } = meaning;
  const weeks = dates.length / 7;
  const perWeek = (seconds: number) => Math.round((seconds / 60 / weeks) * 10) / 10;
  const demand = demandOf(meaning, design, driveFactor);
  const time = timeOf(meaning);
  const carriedBy = (rep: number) => [...customers.keys()].filter((customer) => design.repOf[customer] === rep);
  const loads = reps.map((_, rep) => loadOf(carriedBy(rep).map((customer) => demand[customer])));
  const lost = reps.flatMap((_, rep) => withoutTime(meaning, carriedBy(rep), demand, time[rep]));
  const total = loadOf(demand);
  const all = [...customers.keys()];
  return {
    fits: lost.length === 0,
    workingMinutesPerWeek: perWeek(sumOf(time, ({ working }) => working)),
    ownDriveMinutesPerWeek: perWeek(sumOf(time, ({ ownDrive }) => ownDrive)),
    visitMinutesPerWeek: perWeek(total.visitSeconds),
    driveMinutesPerWeek: perWeek(total.driveSeconds),
    byClass: byClass(meaning, all, demand, perWeek, weeks),
    reps: reps.map(({ id }, rep) => ({
      repId: id,
      utilisation: Math.round(utilisation(loads[rep], time[rep]) * 1000) / 1000,
      workingMinutesPerWeek: perWeek(time[rep].working),
      visitMinutesPerWeek: perWeek(loads[rep].visitSeconds),
      driveMinutesPerWeek: perWeek(loads[rep].driveSeconds),
      byClass: byClass(meaning, carriedBy(rep), demand, perWeek, weeks),
    })),
    mustGive: mustGive(meaning, lost, weeks),
    oneMore: oneMore(meaning, demand, lost, design),
  };
}

/** What has to give, as an issue of a plan; none when everything fits. */
export function fitIssues({ fits, mustGive, oneMore }: Fit): Issue[] {
  if (fits) return [];
  const gives = mustGive
    .map(
      ({ class: name, visitsPerWeek, share }) =>
        `${visitsPerWeek} visits a week of class ${name} (${Math.round(share * 100)} %)`,
    )
    .join(', ');
  const { rep, workingDay: day, night } = oneMore;
  return [territoryIssue('TIME_DOES_NOT_SUFFICE', '/territory/reps', { gives, rep, day, night })];
}

/** Visits owed and those for which the time of their rep suffices. */
export function coverageOf(meaning: Interpretation, design: TerritoryDesign, driveFactor: Float64Array): number {
  const demand = demandOf(meaning, design, driveFactor);
  const time = timeOf(meaning);
  const owed = loadOf(demand).visits;
  if (owed === 0) return 1;
  const lost = meaning.reps.flatMap((_, rep) => {
    const carried = [...demand.keys()].filter((customer) => design.repOf[customer] === rep);
    return withoutTime(meaning, carried, demand, time[rep]);
  });
  return 1 - sumOf(lost, ({ visits }) => visits) / owed;
}

/** Time needed / time there is; 0 without demand, 9.99 where there is no time at all. */
export function utilisation(load: Demand, { working, ownDrive }: { working: number; ownDrive: number }): number {
  if (load.visits === 0) return 0;
  if (working <= 0) return 9.99;
  const all = (load.visitSeconds + load.driveSeconds) / (working + ownDrive);
  return Math.min(9.99, Math.max(load.visitSeconds / working, all));
}

function demandOf(meaning: Interpretation, { repOf }: TerritoryDesign, driveFactor: Float64Array): Demand[] {
  const drive = customerDriveSeconds(meaning, repOf);
  const service = serviceSeconds(meaning);
  return meaning.customers.map(({ requirement: { visits } }, customer) => ({
    visits: visits.length,
    visitSeconds: service[customer],
    driveSeconds: drive[customer] * driveFactor[repOf[customer]],
  }));
}

function loadOf(demand: readonly Demand[]): Demand {
  return {
    visits: sumOf(demand, ({ visits }) => visits),
    visitSeconds: sumOf(demand, ({ visitSeconds }) => visitSeconds),
    driveSeconds: sumOf(demand, ({ driveSeconds }) => driveSeconds),
  };
}

interface Lost {
  readonly customer: number;
  /** May be a part of one: what is missing of the time is shared out exactly. */
  readonly visits: number;
  /** Weight for each second that a visit takes. */
  readonly worth: number;
}

/** Visits are given up that are worth least for their time, until the rep's time suffices. */
function withoutTime(
  { customers }: Interpretation,
  carried: readonly number[],
  demand: readonly Demand[],
  time: { readonly working: number; readonly ownDrive: number },
): Lost[] {
  const load = loadOf(carried.map((customer) => demand[customer]));
  let visitSeconds = load.visitSeconds - time.working;
  let allSeconds = load.visitSeconds + load.driveSeconds - time.working - time.ownDrive;
  if (visitSeconds <= 0 && allSeconds <= 0) return [];
  const worth = (customer: number): number => {
    const { visits, visitSeconds: visit, driveSeconds: drive } = demand[customer];
    return (customers[customer].weight * visits) / Math.max(1, visit + drive);
  };
  const lost: Lost[] = [];
  for (const customer of carried
    .filter((each) => demand[each].visits > 0)
    .sort((a, b) => worth(a) - worth(b) || a - b)) {
    if (visitSeconds <= 1e-6 && allSeconds <= 1e-6) break;
    const { visits, visitSeconds: visit, driveSeconds: drive } = demand[customer];
    const part = Math.min(1, Math.max(visitSeconds / Math.max(1, visit), allSeconds / Math.max(1, visit + drive)));
    visitSeconds -= part * visit;
    allSeconds -= part * (visit + drive);
    lost.push({ customer, visits: part * visits, worth: worth(customer) });
  }
  return lost;
}

function mustGive({ customers }: Interpretation, lost: readonly Lost[], weeks: number): Fit['mustGive'] {
  const classOf = ({ customer }: Lost) => customers[customer].class;
  const leastFirst = lost.toSorted((a, b) => a.worth - b.worth);
  return [...Map.groupBy(leastFirst, classOf)].map(([name, of]) => {
    const owed = sumOf(
      customers.filter((customer) => customer.class === name),
      ({ requirement }) => requirement.visits.length,
    );
    const visits = sumOf(of, (each) => each.visits);
    return { class: name, visitsPerWeek: Math.round((visits / weeks) * 10) / 10, share: Math.min(1, visits / owed) };
  });
}

function oneMore(
  meaning: Interpretation,
  demand: readonly Demand[],
  lost: readonly Lost[],
  { repOf }: TerritoryDesign,
): Fit['oneMore'] {
  const weeks = meaning.dates.length / 7;
  const concerned = lost.length > 0 ? lost.map(({ customer }) => demand[customer]) : demand;
  const { visits, visitSeconds, driveSeconds } = loadOf(concerned);
  const each = visits > 0 ? (visitSeconds + driveSeconds) / visits : 0;
  const buys = (seconds: number) => (each > 0 ? Math.round((seconds / each) * 10) / 10 : 0);
  const time = timeOf(meaning);
  const mean = sumOf(time, ({ working, ownDrive }) => working + ownDrive) / Math.max(1, time.length);
  const days = sumOf(meaning.reps, (rep) => rep.days.filter((day) => day !== null).length) / Math.max(1, time.length);
  return {
    rep: buys(mean / weeks),
    workingDay: buys(days > 0 ? mean / days : 0),
    night: buys(farDriveSeconds(meaning, repOf)),
  };
}

/** The way home and back of the farther half of the customers: what a night near them saves. */
function farDriveSeconds(meaning: Interpretation, repOf: Int32Array): number {
  const away = [...homeKilometres(meaning, repOf)].sort((a, b) => b - a);
  const far = away.slice(0, Math.ceil(away.length / 2));
  return far.length === 0 ? 0 : (2 * secondsPerKm(meaning) * sumOf(far, (km) => km)) / far.length;
}

function byClass(
  { customers }: Interpretation,
  of: readonly number[],
  demand: readonly Demand[],
  perWeek: (seconds: number) => number,
  weeks: number,
): Record<string, ClassFit> {
  const groups = Map.groupBy(of, (customer) => customers[customer].class);
  return Object.fromEntries(
    [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, members]) => {
        const { visits, visitSeconds, driveSeconds } = loadOf(members.map((customer) => demand[customer]));
        const fit: ClassFit = {
          customers: members.length,
          visitsPerWeek: Math.round((visits / weeks) * 10) / 10,
          visitMinutesPerWeek: perWeek(visitSeconds),
          driveMinutesPerWeek: perWeek(driveSeconds),
        };
        return [name, fit];
      }),
  );
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
