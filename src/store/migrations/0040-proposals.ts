import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const proposals: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('proposals')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('territory_id', 'uuid', (column) => column.notNull().references('territories.id').onDelete('cascade'))
      .addColumn('document', 'json', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addColumn('chosen_at', 'timestamptz')
      .execute();
    await db.schema
      .createIndex('proposals_of_territory')
      .on('proposals')
      .columns(['territory_id', 'created_at'])
      .execute();
  },
};
