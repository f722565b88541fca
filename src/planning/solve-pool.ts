/** Plans requests in worker threads: the territories first, then every rep by himself, then the plan as a whole. */
import { Piscina } from 'piscina';
import type { check, DaySuggestion, Itinerary, Plan, PlanRequest, SuggestionQuestion } from '#solver';
import type { PlanProgress } from '../store/index.ts';
import { resolveTravel } from '../travel/index.ts';
import type { SolvePlan } from './planning.ts';
import { type Budget, ProgressBoard } from './progress-board.ts';
import type { FinishJob, Prepared, SolveJob } from './solve.worker.ts';

const PROGRESS_MILLIS = 250;
/** Each rep gets at least this, also when drawing the territories has used up the time. */
const LEAST_SECONDS = 0.1;

export class SolvePool {
  private readonly pool: Piscina;
  private readonly threads: number;

  /** @param threads that compute at the same time */
  constructor(threads: number) {
    this.threads = threads;
    this.pool = new Piscina({
      filename: new URL('./solve.worker.ts', import.meta.url).href,
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: 60_000,
    });
  }

  /** Keeps the promise also after an abort, with the best plan found until then. Rejects when the plan cannot be made. */
  readonly solve: SolvePlan = async (request, { signal, onProgress }) => {
    const started = performance.now();
    const elapsed = () => (performance.now() - started) / 1000;
    const resolved = await resolveTravel(request);
    const { prepared, issues } = await this.run<Prepared>('prepare', resolved.request);
    const { meaning, tasks } = prepared;
    const board = ProgressBoard.forTasks(tasks.length);
    const cancel = () => board.cancel();
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    const owed = tasks.map(({ problem }) => problem.visitsOwed.reduce((sum, visits) => sum + visits, 0));
    const report = () => onProgress(progressOf(board, owed, elapsed()));
    const ticking = setInterval(report, PROGRESS_MILLIS);
    try {
      const budget = this.budgetOf(meaning.maxSteps, meaning.timeLimitSeconds - elapsed(), tasks.length);
      const itineraries = await Promise.all(
        tasks.map((task, place) =>
          this.run<Itinerary>('solve', { task, budget, board: board.memory, place } satisfies SolveJob),
        ),
      );
      report();
      const all = [...issues, ...resolved.issues];
      const job: FinishJob = { prepared, itineraries, issues: all, seconds: elapsed() };
      return await this.run<Plan>('finish', job);
    } finally {
      clearInterval(ticking);
      signal.removeEventListener('abort', cancel);
    }
  };

  async judge(request: PlanRequest, plan: Plan): Promise<ReturnType<typeof check>> {
    const resolved = await resolveTravel(request);
    return this.run('judge', { request: resolved.request, plan });
  }

  async suggestDays(request: PlanRequest, plan: Plan, question: SuggestionQuestion): Promise<DaySuggestion[]> {
    const resolved = await resolveTravel(request);
    return this.run('suggest', { request: resolved.request, plan, question });
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  /** The time allowed is that of the whole plan: reps who share a thread share its time. */
  private budgetOf(steps: number | null, seconds: number, tasks: number): Budget {
    if (steps !== null) return { kind: 'steps', steps };
    const turns = Math.ceil(tasks / this.threads);
    return { kind: 'seconds', seconds: Math.max(LEAST_SECONDS, seconds / Math.max(1, turns)) };
  }

  private run<Result>(name: string, data: unknown): Promise<Result> {
    return this.pool.run(data, { name }) as Promise<Result>;
  }
}

/** Coverage is that of the reps whose turn has come: the others are not behind, they wait for a thread. */
function progressOf(board: ProgressBoard, owed: readonly number[], elapsedSeconds: number): PlanProgress {
  const { steps, share, plannedVisits, cost } = board.total();
  const required = owed.reduce((sum, visits, place) => sum + (board.hasBegun(place) ? visits : 0), 0);
  return { share, steps, coverage: required === 0 ? 1 : plannedVisits / required, cost, elapsedSeconds };
}
