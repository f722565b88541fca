/** What a request asks for: its meaning, the territories, and the work of each rep. */
import { type Interpretation, type Issue, interpret, type PlanRequest } from './input/index.ts';
import { farCustomers, type StartItinerary } from './itinerary/index.ts';
import { learnTerritories } from './learn-territories.ts';
import type { LpSolver } from './lp/index.ts';
import {
  buildRepProblem,
  haversineMetres,
  longestDrive,
  type PlaceOnTheWay,
  type RepProblem,
  stagesOf,
  ways,
} from './problem/index.ts';
import { hotelsBefore, type Replan, replanOf, residualUnder } from './replan/index.ts';
import { fitIssues, fitOf } from './sizing/index.ts';
import { designTerritories, type TerritoryDesign } from './territory/index.ts';

/** Hotels considered: the nearest ones of each customer. */
const HOTELS_PER_CUSTOMER = 4;

/** The work of one rep: independent of all others, so that it can be done anywhere. */
export interface RepTask {
  /** Index of the rep in the interpretation. */
  readonly rep: number;
  readonly problem: RepProblem;
  /** Null without a previous plan. */
  readonly replan: Replan | null;
  /** Days found while the territories were drawn, to begin with; null: none were. */
  readonly start: StartItinerary | null;
  readonly seed: number;
}

/** A request with its territories drawn: plain data that crosses threads. */
export interface PreparedPlan {
  readonly meaning: Interpretation;
  /** Per customer the rep that carries it. */
  readonly repOf: Int32Array;
  /** Customers have changed the rep since the territories were drawn. */
  readonly isExchanged: boolean;
  /** What the territories as they were drawn do not keep. */
  readonly issues: readonly Issue[];
  /** Per rep what driving takes as the drawing has learned it, as a multiple of the estimate. */
  readonly driveFactor: Float64Array;
  readonly tasks: readonly RepTask[];
}

/**
 * Interprets the request, and draws the territories with what short searches teach.
 * @param request valid: see `parseRequest`
 * @param isCancelled asked in every step of the short searches: the best territories drawn until then are taken
 */
export function preparePlan(
  request: PlanRequest,
  lpSolvers: readonly LpSolver[],
  isCancelled: () => boolean = () => false,
): PreparedPlan {
  const meaning = interpret(request);
  // Where nearly everybody keeps his rep, there is nothing to learn.
  const { design, starts } = meaning.replanning
    ? { design: designTerritories(meaning, lpSolvers), starts: new Map<number, StartItinerary>() }
    : learnTerritories(meaning, lpSolvers, (drawn) => tasksOf(meaning, drawn), isCancelled);
  const { repOf } = design;
  const tasks = tasksOf(meaning, repOf).map((task) => ({ ...task, start: starts.get(task.rep) ?? null }));
  return {
    meaning,
    repOf,
    isExchanged: false,
    issues: issuesOf(meaning, design),
    driveFactor: design.driveFactor,
    tasks,
  };
}

/** What territories do not keep, and what has to give where the time does not suffice. */
export function issuesOf(meaning: Interpretation, design: TerritoryDesign): Issue[] {
  // What was frozen or done already makes the demand of a replan another one.
  if (meaning.replanning !== null) return [...design.issues];
  return [...design.issues, ...fitIssues(fitOf(meaning, design, new Float64Array(meaning.reps.length).fill(1)))];
}

/** The work of every rep who carries somebody. @param repOf per customer the rep @param reps all, or those asked for */
export function tasksOf(
  meaning: Interpretation,
  repOf: Int32Array,
  reps: readonly number[] = [...meaning.reps.keys()],
): RepTask[] {
  return reps
    .map((rep): RepTask => {
      const problem = problemOf(
        meaning,
        rep,
        [...repOf.keys()].filter((customer) => repOf[customer] === rep),
      );
      const seed = (meaning.seed + rep * 7919) >>> 0;
      return { rep, problem, replan: replanOf(meaning, rep, problem), start: null, seed };
    })
    .filter(({ problem }) => problem.customers > 0);
}

/** The problem of a rep who carries these customers. */
export function problemOf(meaning: Interpretation, rep: number, customers: readonly number[]): RepProblem {
  return withStages(meaning, rep, buildRepProblem(meaning, rep, customers, hotelsNear(meaning, customers, rep)));
}

/**
 * The problem of a rep when the request means something else, without his frozen days unless that is no replan. His customers and hotels keep their numbers.
 * @param more customers that he would carry besides
 */
export function problemUnder(
  changed: Interpretation,
  tasks: readonly RepTask[],
  rep: number,
  more: readonly number[] = [],
): RepProblem {
  const task = tasks.find((each) => each.rep === rep);
  if (task === undefined) return problemOf(changed, rep, more);
  const { problem, replan } = task;
  const hotels = new Set([...problem.hotelIndex, ...hotelsNear(changed, more, rep)]);
  const near = buildRepProblem(changed, rep, [...problem.customerIndex, ...more], [...hotels]);
  const whole = withStages(changed, rep, near);
  return replan === null || changed.replanning === null ? whole : residualUnder(changed, whole, replan);
}

function hotelsNear(meaning: Interpretation, customers: readonly number[], rep: number): number[] {
  const { sleepingPlaces } = meaning;
  const chosen = new Set<number>(hotelsBefore(meaning, rep));
  for (const customer of customers) {
    const { location } = meaning.customers[customer];
    const away = sleepingPlaces.map((place) => haversineMetres(place.location, location));
    const nearest = away.map((_, hotel) => hotel).sort((a, b) => away[a] - away[b] || a - b);
    for (const hotel of nearest.slice(0, HOTELS_PER_CUSTOMER)) chosen.add(hotel);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The same problem, with sleeping places on the way to those who are too far for one night before and after a visit; they follow the others. */
function withStages(meaning: Interpretation, rep: number, problem: RepProblem): RepProblem {
  const far = farCustomers(problem);
  if (far.length === 0) return problem;
  const { sleepingPlaces, customers, reps, request } = meaning;
  const way = ways(request.territory.travel);
  const seconds = (...ends: Parameters<typeof way>) => way(...ends)?.seconds ?? Number.POSITIVE_INFINITY;
  const self = reps[rep];
  const home = { placeId: self.id, location: self.home };
  const hotels = new Set(problem.hotelIndex);
  for (const number of far) {
    const { id, location } = customers[problem.customerIndex[number]];
    const customer = { placeId: id, location };
    const places = sleepingPlaces.map((place): PlaceOnTheWay => {
      const there = seconds(home, place);
      return { there, over: there + seconds(place, customer) };
    });
    for (const hotel of stagesOf(places, seconds(home, customer), longestDrive(problem))) hotels.add(hotel);
  }
  if (hotels.size === problem.hotels) return problem;
  return buildRepProblem(meaning, rep, [...problem.customerIndex], [...hotels]);
}
