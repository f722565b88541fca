/** Territory design as numbers: areas to be carried by reps. */
import type { Interpretation } from '../input/index.ts';
import type { BasicArea } from './basic-areas.ts';
import { homeRanges } from './home-ranges.ts';
import { addWeighted, kmBetween, normalise, unitVectors } from './sphere.ts';
import { haulSecondsPerKm, localDriveSeconds, serviceSeconds, timeOf } from './workload.ts';

/** A customer owed no visit in this horizon still wants a rep nearby. */
const LEAST_WEIGHT = 0.25;

/** The price of a hand-over that is not to be, for each customer: more than all tolerances and maxima together can be worth to it. */
const STAYING = 2200;

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
  /** Per area the rep who carries it today, or -1; and what handing it over costs, in what the distance of an area usually costs. */
  readonly today: Int32Array;
  readonly handOverCost: Float64Array;
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
  const reachKm = Math.max(nearestKm / allWeight, meanKm) || 1;
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
    ...handOversOf(areas, wishes, customers.length),
    timeShare: timeShareOf(meaning),
    reachKm,
    distanceUnit: (reachKm * allWeight) / areas.length,
    homeMiddle,
  };
}

/** An area is carried by the rep who carries most of its customers. */
function handOversOf(
  areas: readonly BasicArea[],
  { today, handOverPrice = 0, stays }: DesignWishes,
  customers: number,
) {
  const ofArea = new Int32Array(areas.length).fill(-1);
  const handOverCost = new Float64Array(areas.length);
  if (today === undefined) return { today: ofArea, handOverCost };
  areas.forEach(({ members }, area) => {
    const count = new Map<number, number>();
    for (const member of members) if (today[member] >= 0) count.set(today[member], (count.get(today[member]) ?? 0) + 1);
    for (const [rep, carried] of count) {
      if (carried <= (count.get(ofArea[area]) ?? 0)) continue;
      ofArea[area] = rep;
      const price = members.some((member) => stays?.[member] === 1) ? STAYING * customers : handOverPrice;
      handOverCost[area] = (price * carried * areas.length) / customers;
    }
  });
  return { today: ofArea, handOverCost };
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
