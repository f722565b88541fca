import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Versions of plans, and who said what of each. Plans that were there before count as first versions. */
export const approvals: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('plans')
      .addColumn('approval', 'text', (column) => column.notNull().defaultTo('draft'))
      .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
      .addColumn('previous_plan_id', 'uuid')
      .execute();
    await db.schema
      .alterTable('plans')
      .addCheckConstraint('plans_approval', sql`approval in ('draft', 'submitted', 'approved', 'rejected')`)
      .execute();
    await db.schema.createIndex('plans_previous_plan_id').on('plans').column('previous_plan_id').execute();
    await db.schema
      .createTable('approvals')
      .addColumn('plan_id', 'uuid', (column) => column.notNull().references('plans.id').onDelete('cascade'))
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('by', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('comment', 'text')
      .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addPrimaryKeyConstraint('approvals_pkey', ['plan_id', 'number'])
      .execute();
    // What is approved stays as it is, whatever a later version of the service tries.
    await sql`
      create function keep_approved_plan() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' or new.plan::text is distinct from old.plan::text
          or new.request::text is distinct from old.request::text
          or new.approval <> old.approval or new.status <> old.status then
          raise exception 'the plan % is approved', old.id;
        end if;
        return new;
      end $$`.execute(db);
    await sql`
      create trigger plans_keep_approved before update or delete on plans
      for each row when (old.approval = 'approved') execute function keep_approved_plan()`.execute(db);
  },
};
