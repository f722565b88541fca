/** Visit records as they are stored: by territory and the caller's own id. */
import type { VisitRecord } from '#solver';
import type { Database } from './database.ts';

export interface StoredVisit {
  readonly record: VisitRecord;
  /** Reported more than 24 hours after its endAt, else after the end of its local day. */
  readonly late: boolean;
  /** From the customer's place; null: the record has no place. */
  readonly distanceMetres: number | null;
}

/** Rows of one insert. */
const CHUNK = 1000;

/** Those of the ids that are stored, with their records. */
export async function readVisitsById(
  db: Database,
  territoryId: string,
  ids: readonly string[],
): Promise<Map<string, VisitRecord>> {
  const found = new Map<string, VisitRecord>();
  for (let at = 0; at < ids.length; at += CHUNK) {
    const rows = await db
      .selectFrom('visits')
      .select(['id', 'record'])
      .where('territory_id', '=', territoryId)
      .where('id', 'in', ids.slice(at, at + CHUNK))
      .execute();
    for (const { id, record } of rows) found.set(id, record);
  }
  return found;
}

export async function upsertVisits(db: Database, territoryId: string, visits: readonly StoredVisit[]): Promise<void> {
  for (let at = 0; at < visits.length; at += CHUNK) {
    const values = visits.slice(at, at + CHUNK).map(({ record, late, distanceMetres }) => ({
      territory_id: territoryId,
      id: record.id,
      customer_id: record.customerId,
      date: record.date,
      record: JSON.stringify(record),
      late,
      distance_metres: distanceMetres,
    }));
    await db
      .insertInto('visits')
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(['territory_id', 'id']).doUpdateSet((row) => ({
          customer_id: row.ref('excluded.customer_id'),
          date: row.ref('excluded.date'),
          record: row.ref('excluded.record'),
          late: row.ref('excluded.late'),
          distance_metres: row.ref('excluded.distance_metres'),
        })),
      )
      .execute();
  }
}

/** Up to a date, oldest first. */
export async function readVisits(db: Database, territoryId: string, to: string): Promise<readonly StoredVisit[]> {
  const rows = await db
    .selectFrom('visits')
    .select(['record', 'late', 'distance_metres'])
    .where('territory_id', '=', territoryId)
    .where('date', '<=', to)
    .orderBy('date')
    .orderBy('id')
    .execute();
  return rows.map(({ record, late, distance_metres }) => ({ record, late, distanceMetres: distance_metres }));
}

/** By customer its records, the oldest first; a customer without any has an empty list. */
export async function readVisitsOf(
  db: Database,
  territoryId: string,
  customerIds: readonly string[],
): Promise<Map<string, readonly VisitRecord[]>> {
  const found = new Map<string, VisitRecord[]>(customerIds.map((id) => [id, []]));
  for (let at = 0; at < customerIds.length; at += CHUNK) {
    const rows = await db
      .selectFrom('visits')
      .select('record')
      .where('territory_id', '=', territoryId)
      .where('customer_id', 'in', customerIds.slice(at, at + CHUNK))
      .orderBy('date')
      .orderBy('id')
      .execute();
    for (const { record } of rows) found.get(record.customerId)?.push(record);
  }
  return found;
}
