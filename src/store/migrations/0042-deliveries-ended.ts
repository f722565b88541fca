import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Deliveries that ended long ago are found at once. */
export const deliveriesEnded: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex('deliveries_ended_at').on('deliveries').column('ended_at').execute();
  },
};
