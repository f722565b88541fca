import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What is known of the chain of replans after a plan. Plans that were there before have none: it is read from those before them. */
export const planChains: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('plans').addColumn('chain', 'json').execute();
  },
};
