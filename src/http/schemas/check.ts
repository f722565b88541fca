/** What the judge is asked and answers on the wire (contract, section 8). */
import { z } from 'zod';
import { givenPlanSchema, issueSchema, kpisSchema, planRequestSchema } from '#solver';
import { storedPlanRequestSchema } from './plan.ts';

export const planCheckSchema = z
  .union([
    planRequestSchema.extend({ plan: givenPlanSchema }),
    storedPlanRequestSchema.extend({ plan: givenPlanSchema }),
  ])
  .describe('A plan, by hand or by machine, with the request that it answers.')
  .meta({ id: 'PlanCheck' });

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]);

export const violationSchema = z
  .strictObject({
    code: z.string(),
    path: z.string().describe('JSON Pointer into the plan.'),
    message: z.string(),
    expected: valueSchema.optional(),
    found: valueSchema.optional(),
  })
  .describe('A broken rule in a plan.')
  .meta({ id: 'Violation' });

export const checkResultSchema = z
  .strictObject({
    violations: z.array(violationSchema).readonly().describe('Empty: the plan keeps every rule.'),
    kpis: kpisSchema.describe('As the judge counts them.'),
    issues: z.array(issueSchema).readonly().describe('What stood in for a routing engine that failed.'),
  })
  .meta({ id: 'CheckResult' });

export type CheckResult = z.infer<typeof checkResultSchema>;
