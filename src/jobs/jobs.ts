/**
 * Two queues beside that of the plans: territories to be planned by the clock, and deliveries to webhooks. Jobs carry only ids; what
 * there is to do stands in the rows, so that a job which comes twice does no harm.
 */
import { fromKysely, PgBoss } from 'pg-boss';
import type { Connection, Database, Log } from '../store/index.ts';

const scheduleQueue = 'schedule';
const deliveryQueue = 'delivery';

export interface Jobs {
  /** Plans a territory at the times of a cron expression in a time zone; once for all times missed while nothing ran. */
  setClock(territoryId: string, cron: string, timeZone: string): Promise<void>;
  clearClock(territoryId: string): Promise<void>;
  /** Ids of the territories that have a clock. */
  clocks(): Promise<readonly string[]>;
  /**
   * The next times of a cron expression.
   * @throws Error when the expression or the zone is not one
   */
  preview(cron: string, timeZone: string): readonly Date[];
  /** Queues a delivery in the transaction that stores it. */
  deliver(transaction: Database, deliveryId: string): Promise<void>;
  /** @param handle also gets an id of this time: the same when the job comes twice */
  workSchedules(handle: (territoryId: string, jobId: string) => Promise<void>): Promise<void>;
  /** A handler that rejects is called again, later and later. */
  workDeliveries(handle: (deliveryId: string) => Promise<void>): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Tries of a delivery, and the seconds before the second one; they double from one to the next, up to four hours. */
export const deliveryTries = 10;
const firstPauseSeconds = 10;
const longestPauseSeconds = 4 * 3_600;

export async function openJobs(connection: Connection, log: Log): Promise<Jobs> {
  const boss = new PgBoss({ ...connection, max: 3, schedule: true });
  boss.on('error', (error) => log.warn({ err: error }, 'The jobs beside planning had an error; they try again.'));
  await boss.start();
  await boss.createQueue(scheduleQueue);
  await boss.createQueue(deliveryQueue);
  await boss.updateQueue(deliveryQueue, {
    retryLimit: deliveryTries,
    retryBackoff: true,
    retryDelay: firstPauseSeconds,
    retryDelayMax: longestPauseSeconds,
    expireInSeconds: 60,
    deleteAfterSeconds: 3_600,
  });
  const work = async (queue: string, handle: (id: string, jobId: string) => Promise<void>): Promise<void> => {
    await boss.work<{ id: string }>(queue, { pollingIntervalSeconds: 1 }, async (jobs) => {
      for (const { id, data } of jobs) await handle(data.id, id);
    });
  };
  return {
    setClock: (territoryId, cron, timeZone) =>
      boss.schedule(scheduleQueue, cron, { id: territoryId }, { tz: timeZone, key: territoryId, missed: 'once' }),
    clearClock: (territoryId) => boss.unschedule(scheduleQueue, territoryId),
    clocks: async () => (await boss.getSchedules(scheduleQueue)).map(({ key }) => key),
    preview: (cron, timeZone) => boss.previewSchedule(cron, { tz: timeZone, count: 3 }),
    deliver: async (transaction, deliveryId) => {
      await boss.send(deliveryQueue, { id: deliveryId }, { db: fromKysely(transaction) });
    },
    workSchedules: (handle) => work(scheduleQueue, handle),
    workDeliveries: (handle) => work(deliveryQueue, handle),
    stop: async (graceMs) => {
      await boss.stop({ graceful: true, timeout: graceMs });
    },
  };
}
