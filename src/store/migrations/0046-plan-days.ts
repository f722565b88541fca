import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The days of a plan stand beside it, and so do those on which it, or one that it follows, stands: which plan is in force is asked of
 * all plans of a territory, whose documents have megabytes each.
 */
export const planDays: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('plans')
      .addColumn('days', sql`daterange`)
      .addColumn('stands', sql`datemultirange`)
      .execute();
    await sql`
      update plans set
        days = horizon.days,
        stands = case when json_array_length(plan->'itineraries') > 0 then datemultirange(horizon.days) + coalesce(
          (select range_agg(daterange((span->>'from')::date, (span->>'to')::date, '[]'))
           from json_array_elements(chain->'after') as span), '{}') end
      from (select id, daterange(
          (request#>>'{horizon,start}')::date,
          (request#>>'{horizon,start}')::date + 7 * (request#>>'{horizon,weeks}')::int) as days
        from plans) as horizon
      where horizon.id = plans.id`.execute(db);
    await db.schema
      .alterTable('plans')
      .alterColumn('days', (column) => column.setNotNull())
      .execute();
  },
};
