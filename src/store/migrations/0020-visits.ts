import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const visits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('visits')
      .addColumn('territory_id', 'uuid', (column) => column.notNull().references('territories.id').onDelete('cascade'))
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('customer_id', 'text', (column) => column.notNull())
      .addColumn('date', 'text', (column) => column.notNull())
      .addColumn('record', 'json', (column) => column.notNull())
      .addColumn('late', 'boolean', (column) => column.notNull())
      .addColumn('distance_metres', 'double precision')
      .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addPrimaryKeyConstraint('visits_pkey', ['territory_id', 'id'])
      .execute();
    await db.schema.createIndex('visits_date').on('visits').columns(['territory_id', 'date']).execute();
  },
};
