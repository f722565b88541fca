import type { Migration } from 'kysely/migration';
import { territoriesAndPlans } from './0001-territories-and-plans.ts';
import { visits } from './0020-visits.ts';

/** In the order of their names. One that has been released is never changed; a correction is a new one. */
export const migrations: Record<string, Migration> = {
  '0001-territories-and-plans': territoriesAndPlans,
  '0020-visits': visits,
};
