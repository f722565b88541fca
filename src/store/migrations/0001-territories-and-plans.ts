import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** `json`, not `jsonb`: a document comes back with its keys in the order in which it was sent. */
export const territoriesAndPlans: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('territories')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('version', 'integer', (column) => column.notNull().defaultTo(1))
      .addColumn('document', 'json', (column) => column.notNull())
      .addColumn('issues', 'json', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
    await db.schema
      .createTable('plans')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('territory_id', 'uuid', (column) => column.references('territories.id').onDelete('set null'))
      .addColumn('request', 'json', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull().defaultTo('queued'))
      .addColumn('progress', 'json')
      .addColumn('plan', 'json')
      .addColumn('failure', 'json')
      .addColumn('cancel_requested', 'boolean', (column) => column.notNull().defaultTo(false))
      .addColumn('run', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('lost_runs', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('requested_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addColumn('started_at', 'timestamptz')
      .addColumn('finished_at', 'timestamptz')
      .addCheckConstraint('plans_status', sql`status in ('queued', 'running', 'completed', 'failed', 'cancelled')`)
      .execute();
    await db.schema.createIndex('plans_territory_id').on('plans').column('territory_id').execute();
  },
};
