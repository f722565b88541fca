/** What was said of a plan: submitted, approved, rejected. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { ApprovalEntry, ApprovalRecord, ApprovalState } from './records.ts';
import { isUuid } from './uuid.ts';

/** Null when there is no such plan. With `lock`, in a transaction, nobody else decides meanwhile. */
export async function readApproval(db: Database, planId: string, lock = false): Promise<ApprovalRecord | null> {
  if (!isUuid(planId)) return null;
  const query = db
    .selectFrom('plans')
    .select(['approval', 'version', 'territory_id', 'previous_plan_id', sql<boolean>`plan is not null`.as('planned')])
    .where('id', '=', planId);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) return null;
  const entries = await db
    .selectFrom('approvals')
    .select(['action', 'by', 'role', 'comment', 'at'])
    .where('plan_id', '=', planId)
    .orderBy('number')
    .execute();
  const next = await db
    .selectFrom('plans')
    .select('id')
    .where('previous_plan_id', '=', planId)
    .where('approval', '=', 'approved')
    .executeTakeFirst();
  return {
    planId,
    state: row.approval,
    territoryId: row.territory_id,
    version: row.version,
    previousPlanId: row.previous_plan_id,
    replacedByPlanId: next?.id ?? null,
    planned: row.planned,
    history: entries,
  };
}

/** In a transaction that holds the lock of the plan. */
export async function writeApproval(
  db: Database,
  planId: string,
  state: ApprovalState,
  { action, by, role, comment }: Omit<ApprovalEntry, 'at'>,
): Promise<void> {
  const { next } = await db
    .selectFrom('approvals')
    .select(sql<number>`coalesce(max(number), 0)::int + 1`.as('next'))
    .where('plan_id', '=', planId)
    .executeTakeFirstOrThrow();
  await db.insertInto('approvals').values({ plan_id: planId, number: next, action, by, role, comment }).execute();
  await db.updateTable('plans').set({ approval: state }).where('id', '=', planId).execute();
}
