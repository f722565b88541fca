import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const columnMappings: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('territories').addColumn('column_mapping', 'json').execute();
  },
};
