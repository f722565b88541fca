/** Stored territories: listed, replaced, changed by batches, deleted; never by two callers at once. */
import type { Territory } from '#solver';
import { type Followed, factsSent, followVisits } from '../records/index.ts';
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
import { applyBatch, type BatchResult, type JudgeTerritory, type TerritoryBatch } from './batch.ts';

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
  change(
    territoryId: string,
    batch: TerritoryBatch,
    judge: JudgeTerritory,
    versions: readonly number[] | null,
  ): Promise<Change<{ readonly batch: BatchResult }>>;
  /** Null: there is no such territory. */
  columnMappings(territoryId: string): Promise<ColumnMappings | null>;
  mapColumns(territoryId: string, mappings: ColumnMappings): Promise<boolean>;
}

/** After every visit that there will be. */
const forEver = '9999-12-31';

export function createTerritories(database: Database): Territories {
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

  /** The last visits of customers that come new or anew are those on record. */
  const follower = async (transaction: Database, territoryId: string, before: Territory) => {
    const records = (await readVisits(transaction, territoryId, forEver)).map(({ record }) => record);
    const byCustomer = Map.groupBy(records, ({ customerId }) => customerId);
    const factsGiven = await readFactsGiven(transaction, territoryId);
    return (sent: Territory): Followed => followVisits(sent, factsSent(sent, before, factsGiven), byCustomer);
  };

  return {
    list: () => readTerritories(database),
    plans: async (territoryId) =>
      (await readTerritory(database, territoryId)) === null ? null : readPlanSummaries(database, territoryId),
    replace: (territoryId, { territory, issues }, versions) =>
      locked<object>(territoryId, versions, async (transaction, before, version) => {
        const follow = await follower(transaction, territoryId, before);
        await updateTerritory(transaction, territoryId, { ...follow(territory), issues });
        return { done: true, version: version + 1 };
      }),
    remove: (territoryId, versions) =>
      locked<object>(territoryId, versions, async (transaction, _, version) => {
        const why = await whyTerritoryStays(transaction, territoryId);
        if (why !== null) return { done: false, why };
        await deleteTerritory(transaction, territoryId);
        return { done: true, version };
      }),
    change: (territoryId, batch, judge, versions) =>
      locked(territoryId, versions, async (transaction, before, version) => {
        const follow = await follower(transaction, territoryId, before);
        const result = applyBatch(before, batch, (sent) => judge(follow(sent).territory), judge);
        const { territory, issues } = result;
        if (territory === null) return { done: true, version, batch: result };
        await updateTerritory(transaction, territoryId, { ...follow(territory), issues });
        return { done: true, version: version + 1, batch: result };
      }),
    columnMappings: async (territoryId) => (await readTerritory(database, territoryId))?.columnMappings ?? null,
    mapColumns: async (territoryId, mappings) => {
      if ((await readTerritory(database, territoryId)) === null) return false;
      await writeColumnMappings(database, territoryId, mappings);
      return true;
    },
  };
}
