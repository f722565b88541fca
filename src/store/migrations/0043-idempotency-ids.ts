import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a call makes has an id of its own, which is forgotten with the key. */
export const idempotencyIds: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('idempotency_keys')
      .addColumn('new_id', 'uuid', (column) => column.notNull().defaultTo(sql`gen_random_uuid()`))
      .addColumn('released', 'boolean', (column) => column.notNull().defaultTo(false))
      .addColumn('may_be_done', 'boolean', (column) => column.notNull().defaultTo(false))
      .execute();
  },
};
