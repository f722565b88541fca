/** Visit records: checked row by row, stored by id, and written back to the customers as their last visit. */
import { DateTime } from 'luxon';
import { type Coverage, reviewCoverage, type VisitRecord } from '#solver';
import {
  type Database,
  lockTerritory,
  readFactsGiven,
  readPlansByWord,
  readTerritory,
  readVisits,
  readVisitsById,
  readVisitsOf,
  type StoredVisit,
  updateTerritory,
  upsertVisits,
} from '../store/index.ts';
import { asGiven, followVisits } from './follow-visits.ts';
import { judgeVisits, type VisitResult } from './judge-visits.ts';

export interface VisitRecords {
  /** Each record by itself; null: there is no such territory. */
  add(territoryId: string, records: readonly VisitRecord[], now: Date): Promise<readonly VisitResult[] | null>;
  /** What comes after `now` is not judged; null as above. */
  coverage(territoryId: string, from: string, to: string, now: Date): Promise<Coverage | null>;
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
        const { results, accepted } = judgeVisits(territory, records, known, now);
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
    coverage: async (territoryId, from, to, now) => {
      const stored = await readTerritory(database, territoryId);
      if (stored === null) return null;
      const [visits, plans, factsGiven] = await Promise.all([
        readVisits(database, territoryId, to),
        readPlansByWord(database, territoryId),
        readFactsGiven(database, territoryId),
      ]);
      return reviewCoverage({
        // With the records beside it, what they have made of it would hide when a customer was seen before them.
        territory: asGiven(stored.territory, factsGiven),
        from,
        to,
        today: DateTime.fromJSDate(now).setZone(stored.territory.timeZone).toFormat('yyyy-MM-dd'),
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
