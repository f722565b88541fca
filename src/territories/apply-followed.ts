/** A batch judged and done as the territory will be stored: with what visit records say of its customers. */
import type { Territory, VisitRecord } from '#solver';
import { type Followed, factsSent, followVisits } from '../records/index.ts';
import type { FactsGiven } from '../store/index.ts';
import { applyBatch, type BatchResult, type TerritoryBatch } from './batch.ts';
import { judgeTerritory } from './judge-territory.ts';

/** What is on record of a territory's visits. */
export interface VisitsOnRecord {
  readonly factsGiven: FactsGiven;
  /** By customer, the oldest first. */
  readonly records: ReadonlyMap<string, readonly VisitRecord[]>;
}

export interface BatchJob {
  readonly before: Territory;
  readonly batch: TerritoryBatch;
  readonly visits: VisitsOnRecord;
  readonly today: Date;
}

export interface AppliedBatch {
  readonly batch: BatchResult;
  /** What is to be stored; null: nothing. */
  readonly followed: Followed | null;
}

export function applyFollowed({ before, batch: sent, visits, today }: BatchJob): AppliedBatch {
  const follow = (territory: Territory) => followSent(territory, before, visits);
  const judge = (territory: unknown) => judgeTerritory(territory, today);
  const batch = applyBatch(before, sent, (territory) => judge(follow(territory).territory), judge);
  return { batch, followed: batch.territory === null ? null : follow(batch.territory) };
}

/** The last visits of customers that come new or anew are those on record. */
export function followSent(sent: Territory, before: Territory, { factsGiven, records }: VisitsOnRecord): Followed {
  return followVisits(sent, factsSent(sent, before, factsGiven), records);
}
