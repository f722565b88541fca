/** What runs in a worker thread: every long computation of the service and of the command line. */
import { constants, setPriority } from 'node:os';
import {
  anyOf,
  cancelled,
  check,
  type DaySuggestion,
  type Exchange,
  exchangesOf,
  finishPlan,
  fitFor,
  type GivenPlan,
  type Issue,
  type Itinerary,
  interpret,
  type LpSolver,
  maxSeconds,
  maxSteps,
  type Plan,
  type PlanRequest,
  type PreparedPlan,
  preparePlan,
  proposeFor,
  RECOMBINE_SHARE,
  type SearchProgress,
  type SizingQuestion,
  type StopCriterion,
  type SuggestionQuestion,
  sizingFor,
  solveTask,
  suggestDays,
  type TeamChange,
  validateRequest,
  whatIf,
} from '#solver';
import type { LaneJob } from './lanes.ts';
import { isLpChoice, lpChoices } from './lp-choice.ts';
import { lpSolversOf } from './lp-solvers.ts';
import { type Budget, ProgressBoard } from './progress-board.ts';

// On Linux this is the priority of the thread alone: the one that answers requests goes first where cores are few.
setPriority(constants.priority.PRIORITY_LOW);

const clock = () => performance.now() / 1000;

let lpSolvers: Promise<readonly LpSolver[]> | undefined;

/** Loaded once per thread and kept warm. */
function loadLpSolvers(): Promise<readonly LpSolver[]> {
  const wanted = process.env.LP_SOLVER || 'auto';
  if (!isLpChoice(wanted)) throw new Error(`LP_SOLVER is "${wanted}"; it must be ${lpChoices.join(', ')}`);
  lpSolvers ??= lpSolversOf(wanted);
  return lpSolvers;
}

export interface Prepared {
  readonly prepared: PreparedPlan;
  readonly issues: readonly Issue[];
  /** What it took, without the wait for a thread. */
  readonly seconds: number;
}

/** Every job of a plan that takes long. */
export interface CancellableJob {
  readonly board: SharedArrayBuffer;
}

const cancelledOn = ({ board: memory }: CancellableJob) => {
  const board = new ProgressBoard(memory);
  return () => board.isCancelled();
};

export interface PrepareJob extends CancellableJob {
  readonly request: PlanRequest;
}

export async function prepare(job: PrepareJob): Promise<Prepared> {
  const { request } = job;
  const lpSolvers = await loadLpSolvers();
  const begun = clock();
  const prepared = preparePlan(request, lpSolvers, cancelledOn(job));
  return { prepared, issues: validateRequest(request), seconds: clock() - begun };
}

export interface SolveJob extends LaneJob, CancellableJob {
  /** The task's place on the board. */
  readonly place: number;
}

export async function solve(job: SolveJob): Promise<Itinerary> {
  const { task, budget, lane, start, annealing, board: memory, place } = job;
  const lpSolvers = await loadLpSolvers();
  const board = new ProgressBoard(memory);
  const { from, to } = annealing ?? { from: 0, to: 1 };
  // A lane that will go on mixes its tours by itself.
  const recombines = to === 1 && task.replan === null;
  const begun = clock();
  const isCancelled = () => board.isCancelled();
  const means = {
    lpSolvers,
    isCancelled,
    ...(budget.kind === 'seconds' ? { secondsLeft: () => budget.seconds - (clock() - begun) } : {}),
  };
  const control = {
    stop: anyOf(cancelled(isCancelled), limitOf(budget, recombines ? 1 - RECOMBINE_SHARE : 1)),
    // One lane speaks for all.
    onProgress: (progress: SearchProgress) => {
      if (lane === 0) board.write(place, { ...progress, share: from + (to - from) * progress.share });
    },
    ...(start === undefined ? {} : { start }),
    ...(annealing === undefined ? {} : { annealing }),
  };
  return solveTask(task, control, recombines ? means : null);
}

export interface ExchangeJob extends CancellableJob {
  readonly prepared: PreparedPlan;
  readonly itineraries: readonly Itinerary[];
}

export interface Exchanges {
  readonly exchanges: readonly Exchange[];
  /** As for `Prepared`. */
  readonly seconds: number;
}

export function exchange(job: ExchangeJob): Exchanges {
  const begun = clock();
  return { exchanges: exchangesOf(job.prepared, job.itineraries, cancelledOn(job)), seconds: clock() - begun };
}

/** @param share of the seconds */
function limitOf(budget: Budget, share: number): StopCriterion {
  return budget.kind === 'steps' ? maxSteps(budget.steps) : maxSeconds(clock, share * budget.seconds);
}

export interface FinishJob extends CancellableJob {
  readonly prepared: PreparedPlan;
  readonly itineraries: readonly Itinerary[];
  readonly issues: readonly Issue[];
  readonly seconds: number;
}

export async function finish(job: FinishJob): Promise<Plan> {
  const { prepared, itineraries, issues, seconds } = job;
  return finishPlan(prepared, itineraries, issues, seconds, await loadLpSolvers(), cancelledOn(job));
}

export function judge({ request, plan }: { readonly request: PlanRequest; readonly plan: GivenPlan }) {
  return check(interpret(request), plan);
}

/** With travel times known; what else came along with the request is not needed. */
interface Question {
  readonly request: PlanRequest;
}

export async function propose({ request, caps }: Question & { readonly caps: Parameters<typeof proposeFor>[2] }) {
  return proposeFor(request, await loadLpSolvers(), caps);
}

export async function whatIfTeam({ request, changes }: Question & { readonly changes: readonly TeamChange[] }) {
  return whatIf(request, changes, await loadLpSolvers());
}

export async function fit({ request }: Question) {
  return fitFor(request, await loadLpSolvers());
}

export async function sizing({ request, question }: Question & { readonly question: SizingQuestion }) {
  return sizingFor(request, await loadLpSolvers(), question);
}

export interface SuggestJob {
  readonly request: PlanRequest;
  readonly plan: Plan;
  readonly question: SuggestionQuestion;
}

export function suggest({ request, plan, question }: SuggestJob): DaySuggestion[] {
  return suggestDays(request, plan, question);
}
