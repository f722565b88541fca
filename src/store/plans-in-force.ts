/**
 * Which plan of a territory is in force. On a day that several hold it is the one that was approved last; where none is approved,
 * the one that was asked for last. Those without itineraries and rejected ones never are. Everybody who wants to know asks here.
 */
import { sql } from 'kysely';
import type { Horizon, Plan } from '#solver';
import type { Database } from './database.ts';
import { isUuid } from './uuid.ts';

/** The plan that has the last word comes last. */
const byWord = (db: Database, territoryId: string) =>
  db
    .selectFrom('plans')
    .where('territory_id', '=', territoryId)
    .where('approval', '!=', 'rejected')
    .where(sql<boolean>`json_array_length(plan->'itineraries') > 0`)
    .orderBy('approved_at', (order) => order.asc().nullsFirst())
    .orderBy('requested_at')
    .orderBy('id');

/** All that may be in force on some day; of those that hold a day the last one is. */
export async function readPlansByWord(db: Database, territoryId: string): Promise<readonly Plan[]> {
  if (!isUuid(territoryId)) return [];
  const rows = await byWord(db, territoryId).select(['plan', 'approval']).execute();
  return rows.flatMap(({ plan, approval }) => (plan === null ? [] : { ...plan, approval }));
}

/**
 * The id of the plan in force on the first day of a horizon, else on the next of its days on which an approved one is, else on
 * which any is; else of the one with the last word on other days. Days after its end that stand are days of a plan here: of a shorter
 * replan and the plan that it follows the replan is the one to go on from. Null: there is none.
 */
export async function readPlanInForce(db: Database, territoryId: string, horizon: Horizon): Promise<string | null> {
  if (!isUuid(territoryId)) return null;
  const rows = await byWord(db, territoryId)
    .select(['id', 'approval', sql<Horizon>`request->'horizon'`.as('horizon')])
    .select(
      sql<string | null>`(select max(days->>'to') from json_array_elements(chain->'after') as days)`.as('standsTo'),
    )
    .execute();
  const ranked = rows.map(({ id, approval, horizon: own, standsTo }) => {
    const ownEnd = Math.max(endOf(own), standsTo === null ? 0 : dayOf({ start: standsTo }) + 1);
    const [first, end] = [Math.max(dayOf(own), dayOf(horizon)), Math.min(ownEnd, endOf(horizon))];
    return { id, word: first < end ? [1, Number(approval === 'approved'), -first] : [0, 0, 0] };
  });
  const sorted = ranked.toSorted((a, b) => a.word.map((rank, k) => rank - (b.word[k] ?? 0)).find(Boolean) ?? 0);
  return sorted.at(-1)?.id ?? null;
}

const dayOf = ({ start }: Pick<Horizon, 'start'>): number => Date.parse(`${start}T00:00:00Z`) / 86_400_000;
const endOf = (horizon: Horizon): number => dayOf(horizon) + horizon.weeks * 7;
