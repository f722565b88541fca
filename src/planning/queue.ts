/**
 * The queue of plans, on pg-boss in the schema `pgboss` of the same database. A job carries nothing but the id of its plan,
 * and has the same id; the plan's row says what there is to do, so that a job which comes twice does no harm.
 */

import { fromKysely, PgBoss } from 'pg-boss';
import { type Connection, type Database, type Log, withSessionSettings } from '../store/index.ts';

const queueName = 'plan';

/** A process that does not report for so long is taken for dead, and its plans begin anew; seconds. */
const heartbeatSeconds = 15;
/** How often a process reports, and how often the dead are looked for; seconds. */
const heartbeatRefreshSeconds = 3;
const superviseIntervalSeconds = 5;

const queueOptions = {
  heartbeatSeconds,
  /** The most that pg-boss allows. A plan that takes longer goes on; its row keeps it from being begun twice. */
  expireInSeconds: 86_400,
  /** How often a plan may be begun anew is decided by its row. */
  retryLimit: 1_000_000,
  /** Seconds; spares a database that has just come back. */
  retryDelay: 1,
  /** Seconds a plan may wait in the queue: a year. */
  retentionSeconds: 365 * 86_400,
  /** Seconds that a finished job is kept: nobody asks for it. */
  deleteAfterSeconds: 3_600,
};

export interface PlanQueue {
  /** Queues a plan in the transaction that stores it. */
  enqueue(transaction: Database, planId: string): Promise<void>;
  /** Takes a plan that is not running out of the queue, in the transaction that cancels it. */
  remove(transaction: Database, planId: string): Promise<void>;
  /** Queues a plan again whose run was broken off, in the transaction that says so. */
  putBack(transaction: Database, planId: string): Promise<void>;
  /** Looks for plans now rather than at the next poll: after a commit. */
  wake(): void;
  /** Runs up to `concurrency` plans at a time; a handler that rejects has its plan begun anew. */
  work(concurrency: number, handle: (planId: string) => Promise<void>): Promise<void>;
  /** Rejects when the queue cannot be asked. */
  check(): Promise<void>;
  /** Takes no more plans and waits for the handlers, but not longer than `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

async function startBoss(connection: Connection, log: Log): Promise<PgBoss> {
  const boss = new PgBoss({
    ...withSessionSettings(connection),
    max: 4,
    schedule: false,
    superviseIntervalSeconds,
    monitorIntervalSeconds: superviseIntervalSeconds,
  });
  boss.on('error', (error) => log.warn({ err: error }, 'The queue had an error; it tries again.'));
  boss.on('warning', (warning) => log.warn({ warning }, 'The queue gave a warning.'));
  await boss.start();
  await boss.createQueue(queueName);
  await boss.updateQueue(queueName, queueOptions);
  // The plans of a process that died a while ago need not wait for the first round.
  await boss.supervise(queueName);
  return boss;
}

/** Opens the queue with a pool of its own; makes or updates its tables. */
export async function openQueue(connection: Connection, log: Log): Promise<PlanQueue> {
  const boss = await startBoss(connection, log);
  const workers: string[] = [];
  const retryLater = (planId: string, error: unknown) => {
    log.warn({ err: error, planId }, 'A plan could not be run to its end; it is begun anew.');
    throw error;
  };
  return {
    async enqueue(transaction, planId) {
      await boss.send(queueName, { planId }, { id: planId, db: fromKysely(transaction) });
    },
    async remove(transaction, planId) {
      await boss.cancel(queueName, planId, { db: fromKysely(transaction) });
    },
    async putBack(transaction, planId) {
      // A failed job is tried again: that is how pg-boss puts one back.
      await boss.fail(queueName, planId, null, { db: fromKysely(transaction) });
    },
    wake() {
      for (const worker of workers) boss.notifyWorker(worker);
    },
    async work(concurrency, handle) {
      for (let i = 0; i < concurrency; i += 1) {
        const options = { pollingIntervalSeconds: 1, heartbeatRefreshSeconds };
        const worker = await boss.work<{ planId: string }>(queueName, options, async (jobs) => {
          for (const job of jobs) await handle(job.data.planId).catch((error) => retryLater(job.data.planId, error));
        });
        workers.push(worker);
      }
    },
    async check() {
      if ((await boss.getQueue(queueName)) === null) throw new Error('The queue of plans does not exist.');
    },
    async stop(graceMs) {
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}
