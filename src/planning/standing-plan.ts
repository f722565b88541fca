/** A plan with what stands after its end: what the next plan, and whoever follows the changes, must go on from. */
import type { Plan } from '#solver';
import { type StandingPlan, withDaysAfter } from '../chain/index.ts';
import type { Planning } from './planning.ts';

export async function standingPlan(
  planning: Pick<Planning, 'plan' | 'chain'>,
  planId: string,
  plan: Plan,
): Promise<StandingPlan> {
  const chain = await planning.chain(planId);
  const after = [];
  for (const days of chain?.after ?? []) {
    const earlier = (await planning.plan(days.planId))?.plan ?? null;
    if (earlier !== null) after.push({ ...days, plan: earlier });
  }
  return withDaysAfter(plan, after);
}
