import { expect, test } from 'vitest';
import { planRequestSchema, planSchema, validateRequest } from '#solver';
import { buildPlan } from './correct-plan.ts';
import { correctRequest } from './correct-request.ts';
import { correctDraft } from './draft.ts';
import { judge } from './judging.ts';

test('the request has no fault', () => {
  expect(validateRequest(planRequestSchema.parse(correctRequest))).toEqual([]);
});

test('the judge finds no violation in a correct plan', () => {
  expect(judge().violations).toEqual([]);
});

test('the judge computes the key figures that the plan states', () => {
  const plan = planSchema.parse(buildPlan(correctDraft));
  const { cost, bound, gapPercent, boundRemark, ...others } = judge().kpis;
  // What the judge cannot know.
  expect([bound, gapPercent, boundRemark]).toEqual([undefined, undefined, undefined]);
  for (const [name, value] of Object.entries(others))
    expect(value, name).toBeCloseTo(plan.kpis[name as keyof typeof others], 1);
  for (const [name, value] of Object.entries(cost))
    expect(value, name).toBeCloseTo(plan.kpis.cost[name as keyof typeof cost], 1);
});
