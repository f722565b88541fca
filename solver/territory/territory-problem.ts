/** Territory design as numbers: areas to be carried by reps. */
import type { Interpretation } from '../input/index.ts';
import type { BasicArea } from './basic-areas.ts';
import { homeRanges } from './home-ranges.ts';
import { addWeighted, kmBetween, normalise, unitVectors } from './sphere.ts';
import { haulSecondsPerKm, localDriveSeconds, serviceSeconds, timeOf } from './workload.ts';

/** Where everything lies at one place, rounding is not to be taken for distances. */
const LEAST_REACH_KM = 0.1;

/** A customer owed no visit in this horizon still wants a rep nearby. */
const LEAST_WEIGHT = 0.25;

/** The price of a hand-over that is not to be, for each customer: more than all tolerances and maxima together can be worth to it. */
const STAYING = 2200;
/** A rep who costs an area so much more than another does not get it, whatever that breaks. */
export const NEVER = 2000;

export interface TerritoryProblem {
  readonly areas: number;
  readonly reps: number;
  readonly eligibleReps: readonly (readonly number[])[];
  /** Unit vectors of the areas' centres and of the reps' homes. */
  readonly place: Float64Array;
  readonly home: Float64Array;
  /** Per area: visits owed (at least a quarter a customer), as the weight of a distance. */
  readonly weight: Float64Array;
  readonly visits: Float64Array;
  /** Seconds of the visits owed, and of the drives to them from stops around them. */
  readonly serviceSeconds: Float64Array;
  readonly localDriveSeconds: Float64Array;
  readonly revenue: Float64Array;
  readonly customers: Float64Array;
  readonly keyAccounts: Float64Array;
  readonly haulSecondsPerKm: number;
  /** Per rep what driving has turned out to take, as a multiple of the estimate. */
  readonly driveFactor: Float64Array;
  /** Per rep the share of the working time of all; equal shares when nobody works. */
  readonly timeShare: Float64Array;
  /** Per area who carries most of its customers today, of those who may carry all of it, or -1. */
  readonly today: Int32Array;
  /** Per area what it costs to hand all of it over, in what the distance of an area usually costs; and per rep of today his part of that. */
  readonly handOverCost: Float64Array;
  readonly handOverCostOf: readonly ReadonlyMap<number, number>[];
  /** Mean kilometres of a visit from the nearest eligible home, or from the home whose fair share it is in, whichever is more; above 0. */
  readonly reachKm: number;
  /** The same for an area, × its weight; above 0. */
  readonly distanceUnit: number;
  /** Per rep the unit vector of the middle of a fair share of areas, the nearest to home. */
  readonly homeMiddle: Float64Array;
}

/** What a design is to heed besides the request. */
export interface DesignWishes {
  /** Per rep what driving takes, as a multiple of the estimate: learned from tours. Default 1. */
  readonly driveFactor?: Float64Array;
  /** Per customer the rep who carries him today, or -1. Default: nobody. */
  readonly today?: Int32Array;
  /** What handing over a mean area costs, in what the distance of an area usually costs. Default 0. */
  readonly handOverPrice?: number;
  /** Per customer 1 where he stays with his rep of today, whatever that costs in tolerances and maxima. Default: nobody. */
  readonly stays?: Uint8Array;
  /** How far from the fair share a rep may be at most. Default: somewhat less than the tolerances of the request. */
  readonly tolerances?: { readonly workload: number; readonly revenue: number };
}

export function territoryProblem(
  meaning: Interpretation,
  areas: readonly BasicArea[],
  wishes: DesignWishes = {},
): TerritoryProblem {
  const { customers, reps } = meaning;
  const { driveFactor = new Float64Array(reps.length).fill(1) } = wishes;
  const customerPlace = unitVectors(customers.map(({ location }) => location));
  const service = serviceSeconds(meaning);
  const localDrive = localDriveSeconds(meaning);
  const sum = (measure: (customer: number) => number): Float64Array =>
    Float64Array.from(areas, ({ members }) => members.reduce((total, member) => total + measure(member), 0));
  const weightOf = (customer: number): number => Math.max(LEAST_WEIGHT, customers[customer].requirement.visits.length);
  const place = new Float64Array(areas.length * 3);
  areas.forEach(({ members }, area) => {
    for (const member of members) addWeighted(customerPlace, member, weightOf(member), place, area);
    if (!normalise(place, area)) addWeighted(customerPlace, members[0], 1, place, area);
  });
  const home = unitVectors(reps.map((rep) => rep.home));
  const weight = sum(weightOf);
  let nearestKm = 0;
  let allWeight = 0;
  areas.forEach(({ eligibleReps }, area) => {
    allWeight += weight[area];
    nearestKm += weight[area] * Math.min(...eligibleReps.map((rep) => kmBetween(place, area, home, rep)));
  });
  const { middle: homeMiddle, meanKm } = homeRanges(place, weight, home);
  const reachKm = Math.max(nearestKm / allWeight, meanKm, LEAST_REACH_KM);
  return {
    areas: areas.length,
    reps: reps.length,
    eligibleReps: areas.map(({ eligibleReps }) => eligibleReps),
    place,
    home,
    weight,
    visits: sum((customer) => customers[customer].requirement.visits.length),
    serviceSeconds: sum((customer) => service[customer]),
    localDriveSeconds: sum((customer) => localDrive[customer]),
    revenue: sum((customer) => customers[customer].annualRevenue),
    customers: sum(() => 1),
    keyAccounts: sum((customer) => (customers[customer].keyAccount ? 1 : 0)),
    haulSecondsPerKm: haulSecondsPerKm(meaning),
    driveFactor,
    ...handOversOf(areas, customers.length, wishes),
    timeShare: timeShareOf(meaning),
    reachKm,
    distanceUnit: (reachKm * allWeight) / areas.length,
    homeMiddle,
  };
}

/**
 * Who carries an area today, and what handing it over costs: a price for each of its customers who would change the rep.
 * @param customers of all areas
 */
function handOversOf(
  areas: readonly BasicArea[],
  customers: number,
  { today = new Int32Array(customers).fill(-1), handOverPrice = 0, stays }: DesignWishes,
): Pick<TerritoryProblem, 'today' | 'handOverCost' | 'handOverCostOf'> {
  const priceOf = (customer: number) => (stays?.[customer] === 1 ? STAYING * customers : handOverPrice);
  const ofAreas = areas.map(({ members, eligibleReps }) => {
    const carried = Map.groupBy(members, (member) => today[member]);
    carried.delete(-1);
    const parts = [...carried].map(([rep, own]) => {
      const price = own.reduce((sum, member) => sum + priceOf(member), 0);
      return { rep, customers: own.length, cost: (price * areas.length) / customers };
    });
    const most = parts
      .filter(({ rep }) => eligibleReps.includes(rep))
      .reduce((best, part) => (part.customers > best.customers ? part : best), { rep: -1, customers: 0 });
    return { parts, today: most.rep };
  });
  return {
    today: Int32Array.from(ofAreas, (area) => area.today),
    handOverCost: Float64Array.from(ofAreas, ({ parts }) => parts.reduce((sum, { cost }) => sum + cost, 0)),
    handOverCostOf: ofAreas.map(({ parts }) => new Map(parts.map(({ rep, cost }) => [rep, cost]))),
  };
}

/** Per rep his fair share of the work: that of the working time; equal shares when nobody works. */
export function timeShareOf(meaning: Interpretation): Float64Array {
  const working = Float64Array.from(timeOf(meaning), (time) => time.working);
  const total = working.reduce((sum, seconds) => sum + seconds, 0);
  return working.map((seconds) => (total > 0 ? seconds / total : 1 / working.length));
}

/** Per rep his fair share of the revenue: the same for everybody who has working time. @param timeShare that of the working time */
export function revenueShareOf(timeShare: Float64Array): Float64Array {
  const working = timeShare.filter((share) => share > 0).length;
  return timeShare.map((share) => (share > 0 ? 1 / working : 0));
}

/** Seconds of work that an area means to a rep. */
export function workSeconds(problem: TerritoryProblem, area: number, rep: number): number {
  return problem.serviceSeconds[area] + problem.driveFactor[rep] * driveSeconds(problem, area, rep);
}

/** Seconds of driving that an area means to a rep, by the estimate alone. */
export function driveSeconds(problem: TerritoryProblem, area: number, rep: number): number {
  const { localDriveSeconds, visits, haulSecondsPerKm: perKm, place, home } = problem;
  return localDriveSeconds[area] + visits[area] * perKm * kmBetween(place, area, home, rep);
}
