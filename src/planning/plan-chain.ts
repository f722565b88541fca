/** What is known of a chain of replans after each of its plans: kept with the plan when it ends, and read. */
import type { Plan } from '#solver';
import { type ChainState, followChain, lastDayOf, withEarlierEvents } from '../chain/index.ts';
import { type ClaimedPlan, type Database, readPlan, readPlanChain } from '../store/index.ts';

/** For a plan that has just been made. */
export async function chainAfter(
  database: Database,
  plan: Plan,
  { planId, territoryId, previousPlanId }: ClaimedPlan,
): Promise<ChainState> {
  const before = previousPlanId === null ? null : await readChain(database, previousPlanId);
  const ids = { planId, scope: territoryId ?? planId };
  return followChain(before === null ? null : await reachingBack(database, before, plan), plan, ids);
}

/** With the events of the days that stand between the first day of the next plan and that of the one before, where it begins earlier. */
async function reachingBack(database: Database, before: ChainState, { horizon }: Plan): Promise<ChainState> {
  const earlier = [];
  for (const days of before.before.filter(({ to }) => to >= horizon.start)) {
    const chain = await readChain(database, days.planId);
    if (chain !== null) earlier.push({ ...days, chain });
  }
  return withEarlierEvents(before, earlier);
}

/** Null: there is no such plan, or it has no itineraries. */
export async function readChain(database: Database, planId: string): Promise<ChainState | null> {
  return (await readPlanChain(database, planId)) ?? chainOfOlder(database, planId);
}

/** Of a chain that is longer only the latest plans are read, each of which may be large. */
const mostPlans = 100;

/**
 * For a plan stored before its chain was kept with it: as earlier versions found it for each calendar, from the plans before it
 * whose days reach into it, so that its events keep the names that calendars know.
 */
async function chainOfOlder(database: Database, planId: string): Promise<ChainState | null> {
  const plans: { readonly planId: string; readonly plan: Plan }[] = [];
  let next: string | null = planId;
  while (next !== null && plans.length < mostPlans) {
    const record = await readPlan(database, next);
    if (record === null || record.plan === null) break;
    const [{ plan: latest } = { plan: record.plan }] = plans;
    if (lastDayOf(record.plan) < latest.horizon.start) break;
    plans.push({ planId: next, plan: record.plan });
    next = record.previousPlanId;
  }
  return plans.reduceRight<ChainState | null>(
    (before, { planId, plan }) => followChain(before, plan, { planId, scope: null }),
    null,
  );
}
