import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What entries of customers say of visits where records say more; and the records of a customer are found at once. */
export const factsGiven: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('territories').addColumn('facts_given', 'json').execute();
    await db.schema.createIndex('visits_customer').on('visits').columns(['territory_id', 'customer_id']).execute();
  },
};
