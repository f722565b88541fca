/**
 * Which plan of a territory is in force. On a day that several hold it is the one that was approved last; where none is approved,
 * the one that was asked for last. Those without itineraries and rejected ones never are. Everybody who wants to know asks here.
 */
import { sql } from 'kysely';
import type { Horizon, Plan } from '#solver';
import type { Database } from './database.ts';
import { rangeOf } from './plan-ranges.ts';
import { isUuid } from './uuid.ts';

const mayBeInForce = (db: Database, territoryId: string) =>
  db
    .selectFrom('plans')
    .where('territory_id', '=', territoryId)
    .where('approval', '!=', 'rejected')
    .where('stands', 'is not', null);

/** All that may be in force on some day; of those that hold a day the last one is. */
export async function readPlansByWord(db: Database, territoryId: string): Promise<readonly Plan[]> {
  if (!isUuid(territoryId)) return [];
  const rows = await mayBeInForce(db, territoryId)
    .select(['plan', 'approval'])
    .orderBy('approved_at', (order) => order.asc().nullsFirst())
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ plan, approval }) => (plan === null ? [] : { ...plan, approval }));
}

/**
 * The id of the plan in force on the first day of a horizon, else on the next of its days on which an approved one is, else on
 * which any is; else of the one with the last word on other days. Days outside of it that stand are days of a plan here: of a shorter
 * replan and the plan that it follows the replan is the one to go on from. Null: there is none.
 */
export async function readPlanInForce(db: Database, territoryId: string, horizon: Horizon): Promise<string | null> {
  if (!isUuid(territoryId)) return null;
  const asked = sql`stands * datemultirange(${rangeOf(horizon)}::daterange)`;
  const row = await mayBeInForce(db, territoryId)
    .select('id')
    .orderBy(sql`isempty(${asked})`)
    .orderBy(sql`not isempty(${asked}) and approval = 'approved'`, 'desc')
    .orderBy(sql`lower(${asked})`)
    .orderBy('approved_at', (order) => order.desc().nullsLast())
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
