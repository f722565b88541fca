/** From prepared territories to a plan: the wiring of the rooms. */
import { type LowerBound, lowerBound } from './bound/index.ts';
import { check } from './check/index.ts';
import {
  burdenOf,
  gainOf,
  type HandOver,
  handOvers,
  keepsLimitsOfWork,
  mayExchange,
  pays,
  type RepSolution,
  solutionsOf,
  together,
  translate,
} from './exchange/index.ts';
import { nightReason, unassignedVisits } from './explain/index.ts';
import type { Interpretation, Issue } from './input/index.ts';
import {
  type Itinerary,
  type SearchControl,
  type StartItinerary,
  searchItinerary,
  TourPool,
} from './itinerary/index.ts';
import { planJointWork } from './joint/index.ts';
import type { LpSolver } from './lp/index.ts';
import { boundKpis, channelWidths, kpisOf, type Plan, plannedDays, type TimedRep, timeRep } from './output/index.ts';
import { type PreparedPlan, problemOf, problemUnder, type RepTask, tasksOf } from './prepare.ts';
import { type RecombineMeans, recombine } from './recombine/index.ts';
import { planDiff, type ReplannedItinerary, replanRep, settleReplan } from './replan/index.ts';
import { territoryBoundaries } from './territory/index.ts';
import { territoryIssues } from './territory-issues.ts';
import { version } from './version.ts';

/** A hand-over between two reps, and what to search to see whether it pays. */
export interface Exchange extends HandOver {
  readonly parts: readonly {
    readonly task: RepTask;
    readonly start: StartItinerary;
    /** The place of the rep's task in the plan. */
    readonly place: number;
  }[];
}

export interface TriedExchange {
  readonly exchange: Exchange;
  /** Those of its parts, in their order. */
  readonly itineraries: readonly Itinerary[];
}

/** @param itineraries those of the tasks, in their order @param isCancelled asked for every customer and every hand-over: there are none then */
export function exchangesOf(
  { meaning, repOf, tasks }: PreparedPlan,
  itineraries: readonly Itinerary[],
  isCancelled: () => boolean = () => false,
): Exchange[] {
  const problem = (rep: number, customers: readonly number[]) => problemOf(meaning, rep, customers);
  const moves = handOvers(meaning, solutionsOf(tasks, itineraries), repOf, problem, isCancelled);
  return moves.map((move): Exchange => {
    const changed = repOf.slice();
    changed[move.customer] = move.to;
    const reps = [move.from, move.to].sort((a, b) => a - b);
    const parts = tasksOf(meaning, changed, reps).map((task) => {
      const place = tasks.findIndex(({ rep }) => rep === task.rep);
      return { task, place, start: translate(itineraries[place], tasks[place].problem, task.problem) };
    });
    return { ...move, parts };
  });
}

/** Whether exchanges may follow the search, so that time has to be left for them. */
export const exchangesMayFollow = ({ meaning, tasks }: PreparedPlan): boolean => mayExchange(meaning, tasks.length);

/** Keeps the exchanges after which both reps together lose fewer appointments, miss less, or cost less, within the limits of work. */
export function applyExchanges(
  prepared: PreparedPlan,
  itineraries: readonly Itinerary[],
  tried: readonly TriedExchange[],
): { readonly prepared: PreparedPlan; readonly itineraries: readonly Itinerary[] } {
  let { isExchanged } = prepared;
  const repOf = prepared.repOf.slice();
  const tasks = [...prepared.tasks];
  const found = [...itineraries];
  for (const { exchange, itineraries: after } of tried) {
    const solutions = solutionsOf(tasks, found);
    const changed = [...solutions];
    for (const [k, { task, place }] of exchange.parts.entries()) changed[place] = { ...task, itinerary: after[k] };
    const burden = (of: readonly RepSolution[]) =>
      together(exchange.parts.map(({ place }) => burdenOf(of[place].problem, of[place].itinerary)));
    if (!pays(gainOf(burden(solutions), burden(changed)))) continue;
    if (!keepsLimitsOfWork(prepared.meaning, solutions, changed)) continue;
    isExchanged = true;
    repOf[exchange.customer] = exchange.to;
    exchange.parts.forEach(({ task, place }, index) => {
      tasks[place] = task;
      found[place] = { ...after[index], steps: itineraries[place].steps + after[index].steps };
    });
  }
  return { prepared: { ...prepared, repOf, isExchanged, tasks }, itineraries: found };
}

export interface SolvedItinerary extends ReplannedItinerary {
  /** What combining the tours anew saved, money; only where that was tried. */
  readonly recombineGain?: number;
}

/** @param means to combine the tours of good itineraries anew after the search; a replan has too few for that */
export function solveTask(
  { problem, replan, start, seed }: RepTask,
  { onProgress, ...asked }: Omit<SearchControl, 'seed'>,
  means: RecombineMeans | null = null,
): SolvedItinerary {
  const told: SearchControl['onProgress'] =
    onProgress && ((progress) => onProgress({ ...progress, cost: progress.cost * problem.moneyUnit }));
  const control = told === undefined ? asked : { ...asked, onProgress: told };
  if (replan !== null) return replanRep(replan, { ...control, seed });
  // From the days known, but as hot as without them: they make sure that all visits have a place, not that none gets a better one.
  const known = start === null ? {} : { start, annealing: { from: 0, to: 1 } };
  if (means === null) return searchItinerary(problem, { ...known, ...control, seed });
  const pool = new TourPool(problem);
  const found = searchItinerary(problem, { ...known, ...control, seed, pool });
  const recombined = recombine(problem, found, pool.tours(), means);
  return { ...recombined, recombineGain: found.objective - recombined.objective };
}

/**
 * Writes the plan down, explains it and has it judged.
 * @param found those of the tasks, in their order
 * @param issues those of the request, to be handed on with the plan
 * @param lpSolvers for the days of supervisors and the bound
 * @param seconds how long the search took; stated only when the clock ended it, so that a plan by steps can be repeated
 * @param isCancelled asked during what takes long: there is no bound then, and the plan says that it was cancelled
 * @throws Error when the judge finds a violation: a bug, never a result
 */
export function finishPlan(
  prepared: PreparedPlan,
  found: readonly ReplannedItinerary[],
  issues: readonly Issue[],
  seconds: number,
  lpSolvers: readonly LpSolver[],
  isCancelled: () => boolean = () => false,
): Plan {
  const { meaning, repOf, tasks } = prepared;
  const { itineraries, issues: replanIssues } = settleReplan(meaning, tasks, found);
  const reps = tasks.map(({ rep, problem }, index) =>
    timeRep(meaning, { rep, problem, itinerary: itineraries[index] }),
  );
  const territories = territoriesOf(meaning, repOf, reps);
  const jointWork = planJointWork(meaning, reps, lpSolvers);
  const days = reps.map((rep) => ({
    repId: meaning.reps[rep.rep].id,
    days: plannedDays(meaning, rep, jointWork, (of, tour) => nightReason(meaning, of, tour)),
  }));
  const diff = planDiff(meaning, days);
  const kpis = kpisOf(meaning, repOf, reps);
  const bound = boundOf(meaning, reps, lpSolvers, isCancelled);
  const missing = unassignedVisits(
    meaning,
    reps,
    (changed, rep, more) => problemUnder(changed, tasks, rep, more),
    isCancelled,
  );
  const plan: Plan = {
    ...headOf(meaning, itineraries, seconds, isCancelled()),
    territories,
    itineraries: days,
    unassignedVisits: missing,
    kpis: { ...kpis, ...boundKpis(kpis.cost.total, bound) },
    ...(diff === undefined ? {} : { diff }),
    issues: [
      ...issues,
      ...territoryIssues(prepared, territories, missing.length, lpSolvers),
      ...jointWork.issues,
      ...replanIssues,
    ],
  };
  const { violations } = check(meaning, plan);
  if (violations.length > 0) throw new PlanNotValid(violations);
  return plan;
}

function boundOf(
  meaning: Interpretation,
  reps: readonly TimedRep[],
  lpSolvers: readonly LpSolver[],
  isCancelled: () => boolean,
): LowerBound {
  // Its frozen days need not keep the rules of today.
  if (meaning.replanning !== null) return { remark: 'There is no bound: a replan keeps days of the plan before.' };
  return lowerBound(reps, lpSolvers, isCancelled);
}

/** The judge refused a plan of our own. */
export class PlanNotValid extends Error {
  readonly violations: ReturnType<typeof check>['violations'];

  constructor(violations: ReturnType<typeof check>['violations']) {
    const first = violations[0];
    super(`the plan breaks ${violations.length} rules, the first is ${first.code} at ${first.path}: ${first.message}`);
    this.name = 'PlanNotValid';
    this.violations = violations;
  }
}

/** @param isCut whether a stop on request has shortened what follows the search */
function headOf(meaning: Interpretation, itineraries: readonly Itinerary[], seconds: number, isCut: boolean) {
  const reasons = itineraries.map(({ stoppedBy }) => stoppedBy);
  const isCancelled = isCut || reasons.includes('cancelled');
  const stoppedBy = isCancelled ? 'cancelled' : (reasons[0] ?? 'maxSteps');
  return {
    status: isCancelled ? ('cancelled' as const) : ('completed' as const),
    horizon: meaning.request.horizon,
    timeZone: meaning.timeZone,
    currency: meaning.currency,
    coordinateSystem: meaning.request.territory.coordinateSystem ?? ('WGS84' as const),
    solver: {
      version,
      seed: meaning.seed,
      steps: itineraries.reduce((sum, { steps }) => sum + steps, 0),
      ...(stoppedBy === 'maxSteps' ? {} : { seconds: Math.round(seconds * 10) / 10 }),
      stoppedBy,
    },
  };
}

function territoriesOf(meaning: Interpretation, repOf: Int32Array, reps: readonly TimedRep[]): Plan['territories'] {
  const widths = channelWidths(meaning, repOf, reps);
  const boundaries = territoryBoundaries(meaning, repOf);
  return meaning.reps.map(({ id }, rep) => ({
    repId: id,
    customerIds: meaning.customers.filter((_, customer) => repOf[customer] === rep).map((customer) => customer.id),
    channelWidth: widths[rep],
    boundary: { type: 'MultiPolygon' as const, coordinates: boundaries[rep] },
  }));
}
