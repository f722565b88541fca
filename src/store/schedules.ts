/** Schedules as they are stored: when a territory is planned, and what became of the last time. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Schedule, ScheduledRun, StoredSchedule } from './records.ts';
import { isUuid } from './uuid.ts';

export async function readSchedule(db: Database, territoryId: string): Promise<StoredSchedule | null> {
  if (!isUuid(territoryId)) return null;
  const row = await db
    .selectFrom('schedules')
    .select(['schedule', 'last_run'])
    .where('territory_id', '=', territoryId)
    .executeTakeFirst();
  return row === undefined ? null : { territoryId, schedule: row.schedule, lastRun: row.last_run };
}

export async function readSchedules(db: Database): Promise<readonly StoredSchedule[]> {
  const rows = await db.selectFrom('schedules').select(['territory_id', 'schedule', 'last_run']).execute();
  return rows.map(({ territory_id, schedule, last_run }) => ({
    territoryId: territory_id,
    schedule,
    lastRun: last_run,
  }));
}

export async function writeSchedule(db: Database, territoryId: string, schedule: Schedule): Promise<void> {
  await db
    .insertInto('schedules')
    .values({ territory_id: territoryId, schedule: JSON.stringify(schedule) })
    .onConflict((conflict) =>
      conflict
        .column('territory_id')
        .doUpdateSet({ schedule: (row) => row.ref('excluded.schedule'), updated_at: sql`now()` }),
    )
    .execute();
}

export async function writeScheduledRun(db: Database, territoryId: string, run: ScheduledRun): Promise<void> {
  await db
    .updateTable('schedules')
    .set({ last_run: JSON.stringify(run) })
    .where('territory_id', '=', territoryId)
    .execute();
}

/** False: there was none. */
export async function deleteSchedule(db: Database, territoryId: string): Promise<boolean> {
  if (!isUuid(territoryId)) return false;
  const result = await db.deleteFrom('schedules').where('territory_id', '=', territoryId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}
