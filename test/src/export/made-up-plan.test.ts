import { expect, test } from 'vitest';
import { planRequestSchema, planSchema } from '#solver';
import { madeUp } from './made-up-plan.ts';

test('the made-up request and plan have the form of real ones', () => {
  const { request, plan } = madeUp();
  expect(planRequestSchema.safeParse(request).error).toBeUndefined();
  expect(planSchema.safeParse(plan).error).toBeUndefined();
});
