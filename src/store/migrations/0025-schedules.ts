import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const schedules: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('schedules')
      .addColumn('territory_id', 'uuid', (column) =>
        column.primaryKey().references('territories.id').onDelete('cascade'),
      )
      .addColumn('schedule', 'json', (column) => column.notNull())
      .addColumn('last_run', 'json')
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
  },
};
