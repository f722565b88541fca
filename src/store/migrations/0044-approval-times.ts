import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a plan was approved stands beside it: of several the one approved last is in force. */
export const approvalTimes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('plans').addColumn('approved_at', 'timestamptz').execute();
    // An approved plan without a word of its approval was approved by hand, once it was made.
    await sql`
      update plans set approved_at = coalesce(
        (select max(at) from approvals where plan_id = plans.id and action = 'approve'), finished_at, requested_at)
      where approval = 'approved'`.execute(db);
    await db.schema
      .alterTable('plans')
      .addCheckConstraint('plans_approved_at', sql`(approval = 'approved') = (approved_at is not null)`)
      .execute();
    await sql`
      create or replace function keep_approved_plan() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or new.plan::text is distinct from old.plan::text
          or new.request::text is distinct from old.request::text
          or new.approval <> old.approval or new.approved_at is distinct from old.approved_at
          or new.status <> old.status then
          raise exception 'the plan % is approved', old.id;
        end if;
        return new;
      end $$`.execute(db);
  },
};
