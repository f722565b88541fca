/**
 * Two queues beside that of the plans: territories to be planned by the clock, and deliveries to webhooks. Jobs carry only ids; what
 * there is to do stands in the rows, so that a job which comes twice does no harm.
 */
import { fromKysely, PgBoss } from 'pg-boss';
import { type Connection, type Database, type Log, withSessionSettings } from '../store/index.ts';

const scheduleQueue = 'schedule';
const deliveryQueue = 'delivery';

export interface Jobs {
  /**
   * Plans a territory at the times of a cron expression in a time zone; once for all times missed while nothing ran.
   * @param db the transaction that stores the schedule, if there is one
   */
  setClock(db: Database, territoryId: string, cron: string, timeZone: string): Promise<void>;
  /** As `setClock`. */
  clearClock(db: Database, territoryId: string): Promise<void>;
  /** Ids of the territories that have a clock. */
  clocks(): Promise<readonly string[]>;
  /**
   * The next times of a cron expression.
   * @throws Error when the expression or the zone is not one
   */
  preview(cron: string, timeZone: string): readonly Date[];
  /** Queues a delivery in the transaction that stores it. */
  deliver(transaction: Database, delivery: { readonly id: string; readonly webhookId: string }): Promise<void>;
  /** @param handle also gets an id of this time: the same when the job comes twice */
  onSchedule(handle: (territoryId: string, jobId: string) => Promise<void>): void;
  /** @param handle is called again where it rejects, later and later */
  onDelivery(handle: (deliveryId: string) => Promise<void>): void;
  /** Begins to hand out jobs; until then they wait. */
  begin(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Seconds before the second try of a delivery; they double from one to the next, up to four hours. */
const firstPauseSeconds = 10;
const longestPauseSeconds = 4 * 3_600;
/** Webhooks called at the same time; one that hangs holds up only its own deliveries. */
const deliveriesAtOnce = 6;

export async function openJobs(connection: Connection, log: Log): Promise<Jobs> {
  const boss = new PgBoss({ ...withSessionSettings(connection), max: 3, schedule: true });
  boss.on('error', (error) => log.warn({ err: error }, 'The jobs beside planning had an error; they try again.'));
  await boss.start();
  await boss.createQueue(scheduleQueue);
  await boss.createQueue(deliveryQueue);
  await boss.updateQueue(deliveryQueue, {
    // When to give up is decided by the row: a try that was lost with its process does not count there.
    retryLimit: 1_000_000,
    retryBackoff: true,
    retryDelay: firstPauseSeconds,
    retryDelayMax: longestPauseSeconds,
    expireInSeconds: 60,
    // Waiting in the queue while nothing runs: a year.
    retentionSeconds: 365 * 86_400,
    deleteAfterSeconds: 3_600,
  });
  const workers: (() => Promise<void>)[] = [];
  return {
    setClock: (db, territoryId, cron, timeZone) => {
      const options = { tz: timeZone, key: territoryId, missed: 'once' as const, db: fromKysely(db) };
      return boss.schedule(scheduleQueue, cron, { id: territoryId }, options);
    },
    clearClock: (db, territoryId) => boss.unschedule(scheduleQueue, territoryId, { db: fromKysely(db) }),
    clocks: async () => (await boss.getSchedules(scheduleQueue)).map(({ key }) => key),
    preview: (cron, timeZone) => boss.previewSchedule(cron, { tz: timeZone, count: 3 }),
    deliver: async (transaction, { id, webhookId }) => {
      await boss.send(deliveryQueue, { id }, { db: fromKysely(transaction), group: { id: webhookId } });
    },
    onSchedule: (handle) => {
      workers.push(async () => {
        await boss.work<{ id: string }>(scheduleQueue, { pollingIntervalSeconds: 1 }, async (jobs) => {
          for (const { id, data } of jobs) await handle(data.id, id);
        });
      });
    },
    onDelivery: (handle) => {
      const options = { pollingIntervalSeconds: 1, localGroupConcurrency: 1 };
      const work = async () => {
        const worker: string = await boss.work<{ id: string }>(deliveryQueue, options, async (jobs) => {
          // Where one delivery waited there may be more: no pause until the queue is empty.
          boss.notifyWorker(worker);
          for (const { data } of jobs) await handle(data.id);
        });
      };
      for (let i = 0; i < deliveriesAtOnce; i += 1) workers.push(work);
    },
    begin: async () => {
      for (const work of workers) await work();
    },
    stop: async (graceMs) => {
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}
