/** What plans and their progress look like on the wire (contract, sections 7 and 8). */
import { z } from 'zod';
import { horizonSchema, issueSchema, optionsSchema, planRequestSchema, planSchema } from '#solver';
import { approvalStateSchema } from './approval.ts';
import { issueCountSchema, issueListSchema } from './problem.ts';

export const planParamsSchema = z.strictObject({
  planId: z.uuid().describe('As answered when the plan was requested.'),
});

export const preferHeaderSchema = z.object({
  prefer: z
    .string()
    .optional()
    .describe('`wait=20`: wait up to so many seconds (0 to 60) and answer 200 with the plan when it is ready in time.'),
});

export const lastEventIdHeaderSchema = z.object({
  'last-event-id': z.string().optional().describe('The `id` of the last event received; an EventSource sends it.'),
});

export const horizonRequestSchema = z
  .strictObject({ horizon: horizonSchema, options: optionsSchema.optional() })
  .describe('What to plan for a stored territory.')
  .meta({ id: 'HorizonRequest' });

export const storedPlanRequestSchema = z
  .strictObject({
    territoryId: z.string().describe('Of a stored territory.'),
    horizon: horizonSchema,
    options: optionsSchema.optional(),
  })
  .meta({ id: 'StoredTerritoryPlanRequest' });

export const newPlanSchema = z
  .union([planRequestSchema, storedPlanRequestSchema])
  .describe('Either carries its territory or names a stored one.')
  .meta({ id: 'NewPlan' });

const status = planSchema.shape.status;

export const planAcceptedSchema = z
  .strictObject({
    planId: z.uuid(),
    territoryId: z.uuid().optional(),
    status,
    issues: issueListSchema,
    issueCount: issueCountSchema,
  })
  .meta({ id: 'PlanAccepted' });

export const progressSchema = z
  .strictObject({
    share: z.number().min(0).max(1).describe('Of the time or the steps allowed.'),
    steps: z.number().int().min(0).describe('Steps done, over all reps.'),
    coverage: z.number().min(0).max(1).describe('Planned visits / required visits.'),
    cost: z.number().describe('kpis.cost.total of the best itineraries so far.'),
    elapsedSeconds: z.number().min(0),
  })
  .meta({ id: 'PlanProgress' });

export const planStateSchema = z
  .strictObject({
    planId: z.uuid(),
    territoryId: z.uuid().optional(),
    status,
    progress: progressSchema.nullable().describe('null: the search has not started.'),
    failure: z
      .strictObject({ code: z.string(), message: z.string(), issues: z.array(issueSchema).readonly() })
      .nullable()
      .describe('Why there is no plan; null unless status is failed.'),
    approval: approvalStateSchema,
    version: z.number().int().min(1).describe('Counts the plans in the chain of replans.'),
    previousPlanId: z.uuid().nullable().describe('The plan that this one follows.'),
    requestedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .describe('How far a plan has come.')
  .meta({ id: 'PlanState' });

export const planListSchema = z
  .strictObject({
    plans: z.array(
      z.strictObject({
        planId: z.uuid(),
        status,
        approval: approvalStateSchema,
        version: z.number().int().min(1),
        previousPlanId: z.uuid().nullable(),
        horizon: horizonSchema,
        requestedAt: z.iso.datetime(),
        finishedAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'PlanList' });

export type PlanState = z.infer<typeof planStateSchema>;

export type PlanAccepted = z.infer<typeof planAcceptedSchema>;
