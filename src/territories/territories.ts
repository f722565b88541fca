/** Stored territories: listed, replaced, changed by batches, deleted; never by two callers at once. */
import type { Territory } from '#solver';
import {
  type ColumnMappings,
  type Database,
  deleteTerritory,
  lockTerritory,
  type NewTerritory,
  type PlanSummary,
  readFactsGiven,
  readPlanSummaries,
  readTerritories,
  readTerritory,
  readVisits,
  type TerritorySummary,
  updateTerritory,
  whyTerritoryStays,
  writeColumnMappings,
} from '../store/index.ts';
import { type AppliedBatch, type BatchJob, followSent, type VisitsOnRecord } from './apply-followed.ts';
import type { BatchResult, TerritoryBatch } from './batch.ts';
import { oneByOne } from './one-by-one.ts';

/** What became of a change: done, or the reason why not. */
export type Change<T> =
  | ({ readonly done: true; readonly version: number } & T)
  | { readonly done: false; readonly why: 'unknown' | 'other version' | 'approved' | 'under way' };

export interface Territories {
  list(): Promise<readonly TerritorySummary[]>;
  /** Newest first; null: there is no such territory. */
  plans(territoryId: string): Promise<readonly PlanSummary[] | null>;
  /** @param versions the change is done only while the territory has one of these; null: whichever it has */
  replace(territoryId: string, territory: NewTerritory, versions: readonly number[] | null): Promise<Change<object>>;
  remove(territoryId: string, versions: readonly number[] | null): Promise<Change<object>>;
  /** @param today the first of the days on which the rules are tried */
  change(
    territoryId: string,
    batch: TerritoryBatch,
    today: Date,
    versions: readonly number[] | null,
  ): Promise<Change<{ readonly batch: BatchResult }>>;
  /** Null: there is no such territory. */
  columnMappings(territoryId: string): Promise<ColumnMappings | null>;
  mapColumns(territoryId: string, mappings: ColumnMappings): Promise<boolean>;
}

/** After every visit that there will be. */
const forEver = '9999-12-31';

/** @param apply judges a batch, off the main thread */
export function createTerritories(database: Database, apply: (job: BatchJob) => Promise<AppliedBatch>): Territories {
  // One that waits for a thread would only hold a connection and a territory, and leave no thread to other calls.
  const inTurn = oneByOne();

  /** Runs with the territory locked, unless there is none or it has another version. */
  const locked = <T>(
    territoryId: string,
    versions: readonly number[] | null,
    work: (transaction: Database, territory: Territory, version: number) => Promise<Change<T>>,
  ): Promise<Change<T>> =>
    database.transaction().execute(async (transaction) => {
      const stored = await lockTerritory(transaction, territoryId);
      if (stored === null) return { done: false, why: 'unknown' };
      if (versions !== null && !versions.includes(stored.version)) return { done: false, why: 'other version' };
      return work(transaction, stored.territory, stored.version);
    });

  const visitsOf = async (transaction: Database, territoryId: string): Promise<VisitsOnRecord> => {
    const records = (await readVisits(transaction, territoryId, forEver)).map(({ record }) => record);
    return {
      factsGiven: await readFactsGiven(transaction, territoryId),
      records: Map.groupBy(records, ({ customerId }) => customerId),
    };
  };

  return {
    list: () => readTerritories(database),
    plans: async (territoryId) =>
      (await readTerritory(database, territoryId)) === null ? null : readPlanSummaries(database, territoryId),
    replace: (territoryId, { territory, issues }, versions) =>
      locked<object>(territoryId, versions, async (transaction, before, version) => {
        const followed = followSent(territory, before, await visitsOf(transaction, territoryId));
        await updateTerritory(transaction, territoryId, { ...followed, issues });
        return { done: true, version: version + 1 };
      }),
    remove: (territoryId, versions) =>
      locked<object>(territoryId, versions, async (transaction, _, version) => {
        const why = await whyTerritoryStays(transaction, territoryId);
        if (why !== null) return { done: false, why };
        await deleteTerritory(transaction, territoryId);
        return { done: true, version };
      }),
    change: (territoryId, batch, today, versions) =>
      inTurn(() =>
        locked(territoryId, versions, async (transaction, before, version) => {
          const visits = await visitsOf(transaction, territoryId);
          const { batch: result, followed } = await apply({ before, batch, visits, today });
          if (followed === null) return { done: true, version, batch: result };
          await updateTerritory(transaction, territoryId, { ...followed, issues: result.issues });
          return { done: true, version: version + 1, batch: result };
        }),
      ),
    columnMappings: async (territoryId) => (await readTerritory(database, territoryId))?.columnMappings ?? null,
    mapColumns: async (territoryId, mappings) => {
      if ((await readTerritory(database, territoryId)) === null) return false;
      await writeColumnMappings(database, territoryId, mappings);
      return true;
    },
  };
}
