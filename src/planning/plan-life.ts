/** The life of a plan: requested, queued, run, ended. The port `Planning` on PostgreSQL. */
import { sql } from 'kysely';
import type { PlanRequest } from '#solver';
import {
  type Connection,
  type Database,
  insertPlan,
  insertTerritory,
  keepTerritory,
  type Log,
  readPlan,
  readPlanRequest,
  readPlanStates,
  readTerritory,
  requestCancel,
} from '../store/index.ts';
import { readChain } from './plan-chain.ts';
import { type RunDependencies, runPlan, type StopReason } from './plan-life-run.ts';
import { PlanWatch } from './plan-watch.ts';
import type { Announce, Planning, SolvePlan } from './planning.ts';
import { openQueue } from './queue.ts';

/** How long `cancelPlan` waits for the solver to hand over its best plan, seconds. */
const cancelWaitSeconds = 5;
/** How long `close` waits for running solvers to stop. */
const closeGraceMs = 10_000;

export interface PlanningOptions {
  /** Stays open when the planning is closed. */
  readonly database: Database;
  /** To the same database, for the pool of the queue. */
  readonly connection: Connection;
  readonly solve: SolvePlan;
  /** Default: nobody is told. */
  readonly announce?: Announce;
  readonly log: Log;
  /** Plans solved at the same time by this process; 0: none, it only takes requests. */
  readonly concurrency: number;
}

/** Opens the queue in the database. */
export async function createPlanning(options: PlanningOptions): Promise<Planning> {
  const { database, connection, solve, log, concurrency, announce = async () => {} } = options;
  const queue = await openQueue(connection, log);
  return new PostgresPlanning({ database, queue, solve, log, announce }, concurrency);
}

class PostgresPlanning implements Planning {
  readonly #deps: RunDependencies;
  /** The plans that this process is solving. */
  readonly #running = new Map<string, { readonly done: Promise<void>; readonly controller: AbortController }>();
  readonly #watch: PlanWatch;
  readonly #concurrency: number;
  #closing = false;

  constructor(deps: RunDependencies, concurrency: number) {
    this.#deps = deps;
    this.#concurrency = concurrency;
    this.#watch = new PlanWatch((planIds) => readPlanStates(deps.database, planIds), deps.log);
  }

  begin: Planning['begin'] = () => this.#deps.queue.work(this.#concurrency, (planId) => this.run(planId));

  storeTerritory: Planning['storeTerritory'] = async (territory, plan, newId) => {
    const stored = await this.#transaction(async (transaction) => {
      const territoryId = await insertTerritory(transaction, territory, newId);
      if (plan === undefined) return { territoryId, planId: null };
      const request: PlanRequest = { territory: territory.territory, ...plan };
      return { territoryId, planId: await this.#queuePlan(transaction, request, territoryId, newId) };
    });
    this.#deps.queue.wake();
    return stored;
  };

  territory: Planning['territory'] = (territoryId) => readTerritory(this.#deps.database, territoryId);

  requestPlan: Planning['requestPlan'] = async (request, territoryId, newId) => {
    const planId = await this.#transaction((transaction) => this.#queuePlan(transaction, request, territoryId, newId));
    this.#deps.queue.wake();
    return { planId };
  };

  plan: Planning['plan'] = (planId) => readPlan(this.#deps.database, planId);

  chain: Planning['chain'] = (planId) => readChain(this.#deps.database, planId);

  planRequest: Planning['planRequest'] = (planId) => readPlanRequest(this.#deps.database, planId);

  planState: Planning['planState'] = async (planId) => {
    const [state = null] = await readPlanStates(this.#deps.database, [planId]);
    return state;
  };

  followPlan: Planning['followPlan'] = (from, signal) => this.#watch.follow(from, signal);

  waitForPlan: Planning['waitForPlan'] = async (planId, seconds) => {
    const from = await this.planState(planId);
    if (from === null) return null;
    const states = this.#watch.follow(from, AbortSignal.timeout(seconds * 1000));
    for await (const _ of states);
    return this.plan(planId);
  };

  endWaits: Planning['endWaits'] = () => this.#watch.end();

  /** Answers when the plan has ended, or after five seconds with the plan still running if the solver is slow to stop. */
  cancelPlan: Planning['cancelPlan'] = async (planId) => {
    const found = await this.#transaction(async (transaction) => {
      const status = await requestCancel(transaction, planId);
      if (status === 'queued') {
        await this.#deps.queue.remove(transaction, planId);
        const territoryId = (await readPlan(transaction, planId))?.territoryId ?? null;
        await this.#deps.announce(transaction, { type: 'plan.cancelled', planId, territoryId });
      }
      return status;
    });
    if (found === 'queued') this.#watch.hurry(planId);
    if (found === 'running') this.#running.get(planId)?.controller.abort('cancel' satisfies StopReason);
    return this.waitForPlan(planId, cancelWaitSeconds);
  };

  ready: Planning['ready'] = async () => {
    if (this.#closing) return false;
    const { database, queue } = this.#deps;
    return Promise.all([sql`select 1`.execute(database), queue.check()]).then(
      () => true,
      () => false,
    );
  };

  close: Planning['close'] = async () => {
    if (this.#closing) return;
    this.#closing = true;
    for (const { controller } of this.#running.values()) controller.abort('close' satisfies StopReason);
    await this.#deps.queue.stop(closeGraceMs);
  };

  /** What a job of the queue does. */
  async run(planId: string): Promise<void> {
    // Taken from the queue while it was being closed: the rejection puts the job back.
    if (this.#closing) throw new Error('The service is stopping.');
    // A job that comes again while its plan is still being solved here stands for the same run.
    const current = this.#running.get(planId);
    if (current !== undefined) return current.done;
    const controller = new AbortController();
    const done = runPlan(this.#deps, planId, controller);
    this.#running.set(planId, { done, controller });
    try {
      await done;
    } finally {
      this.#running.delete(planId);
      this.#watch.hurry(planId);
    }
  }

  async #queuePlan(
    transaction: Database,
    request: PlanRequest,
    territoryId: string | null,
    newId?: string,
  ): Promise<string> {
    if (territoryId !== null) await keepTerritory(transaction, territoryId);
    const planId = await insertPlan(transaction, request, territoryId, newId);
    await this.#deps.queue.enqueue(transaction, planId);
    return planId;
  }

  #transaction<T>(work: (transaction: Database) => Promise<T>): Promise<T> {
    return this.#deps.database.transaction().execute(work);
  }
}
