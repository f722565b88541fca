/** A plan with what stands around it: what the next plan, and whoever follows the changes, must go on from. */
import type { Plan } from '#solver';
import { type StandingPlan, withDaysAround } from '../chain/index.ts';
import type { Planning } from './planning.ts';

/** @param since the first day that matters. Default: the first one of the plan, so that only what stands after it is read */
export async function standingPlan(
  planning: Pick<Planning, 'plan' | 'chain'>,
  planId: string,
  plan: Plan,
  since: string = plan.horizon.start,
): Promise<StandingPlan> {
  const { before = [], after = [] } = (await planning.chain(planId)) ?? {};
  const around = [];
  for (const days of [...before.filter(({ to }) => to >= since), ...after]) {
    const earlier = (await planning.plan(days.planId))?.plan ?? null;
    if (earlier !== null) around.push({ ...days, plan: earlier });
  }
  return withDaysAround(plan, around);
}
