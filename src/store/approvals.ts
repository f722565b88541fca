/** What was said of a plan: submitted, approved, rejected. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { ApprovalEntry, ApprovalRecord, ApprovalState, OverlookedPlan } from './records.ts';
import { isUuid } from './uuid.ts';

/** Null when there is no such plan. With `lock`, in a transaction, nobody else decides on a plan of its territory, or chain, meanwhile. */
export async function readApproval(db: Database, planId: string, lock = false): Promise<ApprovalRecord | null> {
  if (!isUuid(planId)) return null;
  if (lock) await lockFamilyOf(db, planId);
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
  return {
    planId,
    state: row.approval,
    territoryId: row.territory_id,
    version: row.version,
    previousPlanId: row.previous_plan_id,
    replacedByPlanId: await readSuccessor(db, planId),
    planned: row.planned,
    history: entries,
  };
}

/**
 * Before the plan, as whoever deletes a territory does. Where none is stored, plans for the same days are known by what they follow: the
 * first plan of the chain stands for all.
 */
async function lockFamilyOf(db: Database, planId: string): Promise<void> {
  const territoryId = db.selectFrom('plans').select('territory_id').where('id', '=', planId);
  await db.selectFrom('territories').select('id').where('id', '=', territoryId).forNoKeyUpdate().execute();
  const first = sql<string>`(
    with recursive chain as (
      select id, previous_plan_id from plans where id = ${planId} and territory_id is null
      union
      select plans.id, plans.previous_plan_id from plans join chain on plans.id = chain.previous_plan_id
    )
    select id from chain where previous_plan_id is null)`;
  await db.selectFrom('plans').select('id').where('id', '=', first).forNoKeyUpdate().execute();
}

/** Replans of rejected and of undecided plans count; of several that were approved, the one approved last. */
async function readSuccessor(db: Database, planId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive replans as (
      select id, approved_at from plans where previous_plan_id = ${planId}
      union
      select plans.id, plans.approved_at from plans join replans on plans.previous_plan_id = replans.id
      where replans.approved_at is null
    )
    select id from replans where approved_at is not null order by approved_at desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

/**
 * The plan approved last for some of the same days that this one overlooks: it goes on from no such plan, and that one was approved after
 * this one was asked for, or is another replan of what this one goes on from, approved after all that this one goes on from. Where no
 * territory is stored, only plans of the same family of replans are known to be for the same customers. Null: none.
 */
export async function readOverlooked(db: Database, planId: string): Promise<OverlookedPlan | null> {
  const { rows } = await sql<{ id: string; version: number; approved_at: Date }>`
    with recursive chain as (
      select id, previous_plan_id, approved_at from plans where id = ${planId}
      union
      select plans.id, plans.previous_plan_id, plans.approved_at from plans join chain on plans.id = chain.previous_plan_id
    ), family as (
      select id from chain
      union
      select plans.id from plans join family on plans.previous_plan_id = family.id
    ), alike as (
      select id from plans where territory_id = (select territory_id from plans where id = ${planId})
      union
      select id from family
    )
    select other.id, other.version, other.approved_at
    from plans as this join plans as other on other.days && this.days
    where this.id = ${planId} and other.id in (select id from alike) and other.id not in (select id from chain)
      and other.territory_id is not distinct from this.territory_id
      and (other.approved_at > this.requested_at or other.id in (select id from family))
      and other.approved_at > coalesce((select max(approved_at) from chain), '-infinity')
    order by other.approved_at desc limit 1`.execute(db);
  const [row] = rows;
  return row === undefined ? null : { planId: row.id, version: row.version, approvedAt: row.approved_at };
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
  // Of decisions that wait for each other the later has the later time, whichever transaction began first.
  const at = sql<Date>`clock_timestamp()`;
  const entry = { plan_id: planId, number: next, action, by, role, comment, at };
  await db.insertInto('approvals').values(entry).execute();
  const ofEntry = db.selectFrom('approvals').select('at').where('plan_id', '=', planId).where('number', '=', next);
  const approvedAt = state === 'approved' ? ofEntry : null;
  await db.updateTable('plans').set({ approval: state, approved_at: approvedAt }).where('id', '=', planId).execute();
}
