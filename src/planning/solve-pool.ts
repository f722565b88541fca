/** Plans requests in worker threads: the territories first, then every rep by himself, then the plan as a whole. */
import type { Piscina } from 'piscina';
import {
  applyExchanges,
  type CheckResult,
  type DaySuggestion,
  exchangesMayFollow,
  type Fit,
  type GivenPlan,
  type Issue,
  type Itinerary,
  type Plan,
  type PlanRequest,
  type PreparedPlan,
  type Sizing,
  type SuggestionQuestion,
  type TerritoryProposal,
  type TriedExchange,
  type WhatIf,
} from '#solver';
import type { PlanProgress } from '../store/index.ts';
import { startThreads } from '../threads/index.ts';
import { resolveTravel } from '../travel/index.ts';
import { atMost } from './at-most.ts';
import { annealInLanes } from './lanes.ts';
import type { SolvePlan, TerritoryQuestions } from './planning.ts';
import { type Budget, ProgressBoard } from './progress-board.ts';
import type { ExchangeJob, Exchanges, FinishJob, Prepared, PrepareJob, SolveJob, SuggestJob } from './solve.worker.ts';

const PROGRESS_MILLIS = 250;
/** Each rep gets at least this, also when drawing the territories has used up the time. */
const LEAST_SECONDS = 0.1;
/** The part of the time in which customers change the rep. */
const EXCHANGE_SHARE = 0.15;
/** Questions asked and not answered yet: each takes up to a minute of a thread, and callers wait for about as long. */
const MOST_QUESTIONS = 8;

export class SolvePool {
  private readonly pool: Piscina;
  private readonly threads: number;
  private readonly closed = new AbortController();
  private readonly fewQuestions = atMost(MOST_QUESTIONS);

  /**
   * @param threads that compute at the same time
   * @param kept threads that stay ready while nothing is computed; with none, what waits behind work that is given up would wait for
   * ever, because no thread begins in its place
   */
  constructor(threads: number, kept = 1) {
    this.threads = threads;
    this.pool = startThreads(new URL('./solve.worker.ts', import.meta.url), { most: threads, kept });
  }

  /** Keeps the promise also after an abort, with the best plan found until then. Rejects when the plan cannot be made. */
  readonly solve: SolvePlan = async (request, { signal, onProgress }) => {
    const board = ProgressBoard.forTasks(request.territory.reps.length);
    const cancel = () => board.cancel();
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    try {
      return await this.plan(request, board, signal, onProgress);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };

  async judge(
    request: PlanRequest,
    plan: GivenPlan,
    signal?: AbortSignal,
  ): Promise<CheckResult & { readonly issues: readonly Issue[] }> {
    const resolved = await this.travelOf(request, signal);
    const found = await this.run<CheckResult>('judge', { request: resolved.request, plan }, signal);
    return { ...found, issues: resolved.issues };
  }

  async suggestDays(
    request: PlanRequest,
    plan: Plan,
    question: SuggestionQuestion,
    signal?: AbortSignal,
  ): Promise<{ readonly suggestions: readonly DaySuggestion[]; readonly issues: readonly Issue[] }> {
    const { territory } = request;
    const isKnown = territory.customers.some(({ id }) => id === question.customer.id);
    // An engine has to be asked for the ways of a new customer, too.
    const customers = isKnown ? territory.customers : [...territory.customers, question.customer];
    const resolved = await this.travelOf({ ...request, territory: { ...territory, customers } }, signal);
    const { travel } = resolved.request.territory;
    const job: SuggestJob = {
      request: travel === undefined ? request : { ...request, territory: { ...territory, travel } },
      plan,
      question,
    };
    const suggestions = await this.run<DaySuggestion[]>('suggest', job, signal);
    return { suggestions, issues: resolved.issues };
  }

  readonly questions: TerritoryQuestions = {
    propose: (request, caps, signal) =>
      this.answer(request, signal, async (ask) => ({
        proposals: await ask<TerritoryProposal[]>('propose', { caps }),
      })),
    whatIf: (request, changes, signal) => this.answer(request, signal, (ask) => ask<WhatIf>('whatIfTeam', { changes })),
    fit: (request, signal) => this.answer(request, signal, async (ask) => ({ fit: await ask<Fit>('fit', {}) })),
    sizing: (request, question, signal) => this.answer(request, signal, (ask) => ask<Sizing>('sizing', { question })),
  };

  /** What is still computed or asked for is given up. */
  close(): Promise<void> {
    this.closed.abort('closed');
    return this.pool.destroy();
  }

  private async plan(
    request: PlanRequest,
    board: ProgressBoard,
    signal: AbortSignal,
    onProgress: (progress: PlanProgress) => void,
  ): Promise<Plan> {
    const started = performance.now();
    const elapsed = () => (performance.now() - started) / 1000;
    const { memory } = board;
    const resolved = await resolveTravel(request, signal);
    const prepareJob: PrepareJob = { request: resolved.request, board: memory };
    const { prepared, issues, seconds: preparedIn } = await this.run<Prepared>('prepare', prepareJob);
    const { meaning, tasks } = prepared;
    const owed = tasks.map(({ problem }) => problem.visitsOwed.reduce((sum, visits) => sum + visits, 0));
    const report = () => onProgress(progressOf(board, owed, elapsed()));
    const ticking = setInterval(report, PROGRESS_MILLIS);
    try {
      // Nobody pays for the wait for a thread, or for a routing engine, with the time of his search.
      const seconds = meaning.timeLimitSeconds - preparedIn;
      const searchSeconds = seconds * (exchangesMayFollow(prepared) ? 1 - EXCHANGE_SHARE : 1);
      const begun = elapsed();
      const first = await this.search(prepared, board, searchSeconds);
      const secondsLeft = seconds - Math.min(searchSeconds, elapsed() - begun);
      const { prepared: last, itineraries } = await this.exchange(prepared, first, board, secondsLeft);
      report();
      const all = [...issues, ...resolved.issues];
      const job: FinishJob = { prepared: last, itineraries, issues: all, seconds: elapsed(), board: memory };
      return await this.run<Plan>('finish', job);
    } finally {
      clearInterval(ticking);
    }
  }

  /** All reps by themselves, those with threads to spare in several lanes. */
  private search({ meaning, tasks }: PreparedPlan, board: ProgressBoard, seconds: number): Promise<Itinerary[]> {
    // A plan by steps is to be the same on every machine, whatever its threads.
    const spare = meaning.maxSteps === null && meaning.replanning === null;
    const lanes = spare ? Math.max(1, Math.floor(this.threads / Math.max(1, tasks.length))) : 1;
    const budget = this.budgetOf(meaning.maxSteps, seconds, tasks.length * lanes);
    return Promise.all(
      tasks.map((task, place) =>
        annealInLanes(task, budget, lanes, (job) =>
          this.run<Itinerary>('solve', { ...job, board: board.memory, place } satisfies SolveJob),
        ),
      ),
    );
  }

  /** Hand-overs between reps are kept where both reps' days together got cheaper by the search that follows. */
  private async exchange(
    prepared: PreparedPlan,
    itineraries: readonly Itinerary[],
    board: ProgressBoard,
    secondsLeft: number,
  ): Promise<{ prepared: PreparedPlan; itineraries: readonly Itinerary[] }> {
    const none = { prepared, itineraries };
    if (!exchangesMayFollow(prepared) || board.isCancelled()) return none;
    const job: ExchangeJob = { prepared, itineraries, board: board.memory };
    const { exchanges, seconds } = await this.run<Exchanges>('exchange', job);
    const steps = prepared.meaning.maxSteps === null ? null : Math.ceil(prepared.meaning.maxSteps * EXCHANGE_SHARE);
    const budget = this.budgetOf(steps, secondsLeft - seconds, 2 * exchanges.length);
    const tried = await Promise.all(
      exchanges.map(async (exchange): Promise<TriedExchange> => {
        const found = exchange.parts.map(({ task, start, place }) => {
          const job = { task, start, budget, lane: 1, board: board.memory, place } satisfies SolveJob;
          return this.run<Itinerary>('solve', job);
        });
        return { exchange, itineraries: await Promise.all(found) };
      }),
    );
    return applyExchanges(prepared, itineraries, tried);
  }

  /** The time allowed is that of the whole plan: searches that share a thread share its time. */
  private budgetOf(steps: number | null, seconds: number, searches: number): Budget {
    if (steps !== null) return { kind: 'steps', steps };
    const turns = Math.ceil(searches / this.threads);
    return { kind: 'seconds', seconds: Math.max(LEAST_SECONDS, seconds / Math.max(1, turns)) };
  }

  /** A question about a request, with what is to be told of its travel. */
  private answer<Answer extends object>(
    asked: PlanRequest,
    signal: AbortSignal | undefined,
    put: (ask: <Result>(name: string, more: object) => Promise<Result>) => Promise<Answer>,
  ): Promise<Answer & { readonly issues: readonly Issue[] }> {
    return this.fewQuestions(async () => {
      const { request, issues } = await this.travelOf(asked, signal);
      return { ...(await put((name, more) => this.run(name, { request, ...more }, signal))), issues };
    });
  }

  private travelOf(request: PlanRequest, signal?: AbortSignal): ReturnType<typeof resolveTravel> {
    const { signal: closed } = this.closed;
    return resolveTravel(request, signal === undefined ? closed : AbortSignal.any([closed, signal]));
  }

  /** A thread whose work is given up ends, and another one begins. */
  private run<Result>(name: string, data: unknown, signal?: AbortSignal): Promise<Result> {
    return this.pool.run(data, signal === undefined ? { name } : { name, signal }) as Promise<Result>;
  }
}

/** Coverage is that of the reps whose turn has come: the others are not behind, they wait for a thread. */
function progressOf(board: ProgressBoard, owed: readonly number[], elapsedSeconds: number): PlanProgress {
  const { steps, share, plannedVisits, cost } = board.total(owed.length);
  const required = owed.reduce((sum, visits, place) => sum + (board.hasBegun(place) ? visits : 0), 0);
  return { share, steps, coverage: required === 0 ? 1 : plannedVisits / required, cost, elapsedSeconds };
}
