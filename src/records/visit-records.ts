/** Visit records: checked row by row, stored by id, and written back to the customers as their last visit. */
import { type Coverage, reviewCoverage, type Territory, type VisitRecord } from '#solver';
import {
  type Database,
  lockTerritory,
  readFactsGiven,
  readPlansOf,
  readTerritory,
  readVisits,
  readVisitsById,
  readVisitsOf,
  type StoredVisit,
  updateTerritory,
  upsertVisits,
} from '../store/index.ts';
import { followVisits } from './follow-visits.ts';
import { distanceMetres } from './place-check.ts';

/** A record that comes later than this after the end of its visit is late. */
const lateMillis = 24 * 3_600_000;

export interface VisitResult {
  readonly id: string;
  readonly result: 'inserted' | 'updated' | 'unchanged' | 'rejected';
  /** Only of a record that was accepted. */
  readonly late?: boolean;
  readonly distanceMetres?: number | null;
  /** Why it was rejected. */
  readonly message?: string;
}

export interface VisitRecords {
  /** Each record by itself; null: there is no such territory. */
  add(territoryId: string, records: readonly VisitRecord[], now: Date): Promise<readonly VisitResult[] | null>;
  coverage(territoryId: string, from: string, to: string): Promise<Coverage | null>;
  /** Oldest first; null as above. */
  list(territoryId: string, from: string, to: string): Promise<readonly StoredVisit[] | null>;
}

export function createVisitRecords(database: Database): VisitRecords {
  return {
    add: (territoryId, records, now) =>
      database.transaction().execute(async (transaction) => {
        const stored = await lockTerritory(transaction, territoryId);
        if (stored === null) return null;
        const { territory, issues } = stored;
        const ids = [...new Set(records.map(({ id }) => id))];
        const known = await readVisitsById(transaction, territoryId, ids);
        const { results, accepted } = judge(territory, records, known, now);
        await upsertVisits(transaction, territoryId, [...accepted.values()]);
        // Also the customers to whom records belonged that were corrected.
        const visited = new Set(
          [...accepted.values()].flatMap(({ record: { id, customerId } }) => [
            customerId,
            known.get(id)?.customerId ?? customerId,
          ]),
        );
        const byCustomer = await readVisitsOf(transaction, territoryId, [...visited]);
        const followed = followVisits(territory, await readFactsGiven(transaction, territoryId), byCustomer);
        if (followed.territory !== territory) await updateTerritory(transaction, territoryId, { ...followed, issues });
        return results;
      }),
    coverage: async (territoryId, from, to) => {
      const stored = await readTerritory(database, territoryId);
      if (stored === null) return null;
      const [visits, plans] = await Promise.all([
        readVisits(database, territoryId, to),
        readPlansOf(database, territoryId),
      ]);
      return reviewCoverage({
        territory: stored.territory,
        from,
        to,
        records: visits.map(({ record }) => record),
        plans,
      });
    },
    list: async (territoryId, from, to) => {
      if ((await readTerritory(database, territoryId)) === null) return null;
      const visits = await readVisits(database, territoryId, to);
      return visits.filter(({ record }) => record.date >= from);
    },
  };
}

/** Every record by itself; of several with one id in one call the last counts. */
function judge(
  territory: Territory,
  records: readonly VisitRecord[],
  known: ReadonlyMap<string, VisitRecord>,
  now: Date,
): { results: VisitResult[]; accepted: Map<string, StoredVisit> } {
  const customers = new Map(territory.customers.map((customer) => [customer.id, customer]));
  const reps = new Set(territory.reps.map(({ id }) => id));
  const accepted = new Map<string, StoredVisit>();
  const results = records.map((record): VisitResult => {
    const { id, customerId, repId } = record;
    const customer = customers.get(customerId);
    const reject = (message: string): VisitResult => ({ id, result: 'rejected', message });
    if (customer === undefined) return reject(`There is no customer "${customerId}".`);
    if (repId !== undefined && !reps.has(repId)) return reject(`There is no rep "${repId}".`);
    if (record.date > dateAhead(now)) return reject(`${record.date} has not come yet.`);
    const ended = Date.parse(record.endAt ?? `${record.date}T23:59:59Z`);
    const late = now.getTime() - ended > lateMillis;
    const distance = record.location === undefined ? null : distanceMetres(record.location, customer.location);
    const before = accepted.get(id)?.record ?? known.get(id);
    if (before !== undefined && sameRecord(before, record)) return { id, result: 'unchanged' };
    accepted.set(id, { record, late, distanceMetres: distance });
    return { id, result: before === undefined ? 'inserted' : 'updated', late, distanceMetres: distance };
  });
  return { results, accepted };
}

/** The date in the zone that is furthest ahead. */
const dateAhead = (now: Date): string => new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);

function sameRecord(a: VisitRecord, b: VisitRecord): boolean {
  const text = (record: VisitRecord) => JSON.stringify(Object.entries(record).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
