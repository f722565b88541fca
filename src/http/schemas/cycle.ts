/** What schedules, webhooks, changes and sheets look like on the wire. */
import { z } from 'zod';
import { issueSchema, optionsSchema } from '#solver';
import { planEventTypes } from '../../store/index.ts';

const { seed, timeLimitSeconds, maxSteps, costs, maxChangedVisits } = optionsSchema.shape;

export const scheduleSchema = z
  .strictObject({
    cron: z
      .string()
      .min(1)
      .max(200)
      .describe('Minute, hour, day of the month, month, weekday: `30 2 * * *` is half past two every night.'),
    timeZone: z.string().min(1).max(100).describe('IANA, of the clock and of "today".'),
    horizon: z.strictObject({
      startsInDays: z
        .number()
        .int()
        .min(0)
        .max(365)
        .optional()
        .describe('From the day on which the clock rings. Default 0.'),
      startsOn: z
        .enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
        .optional()
        .describe('Then on to the next such day.'),
      weeks: z.number().int().min(1).max(26),
    }),
    freezeDays: z
      .number()
      .int()
      .min(0)
      .max(365)
      .optional()
      .describe('Days of the plan in force, after today, that stay as they are. Default: no day is frozen.'),
    options: z
      .strictObject({ seed, timeLimitSeconds, maxSteps, costs, maxChangedVisits })
      .optional()
      .describe('maxChangedVisits counts only where a plan is replanned.'),
  })
  .meta({ id: 'Schedule' });

export const storedScheduleSchema = z
  .strictObject({
    territoryId: z.uuid(),
    schedule: scheduleSchema,
    next: z.array(z.iso.datetime()).describe('The next times.'),
    lastRun: z
      .strictObject({
        at: z.iso.datetime(),
        planId: z.uuid().nullable().describe('null: it could not be planned; issues says why.'),
        issues: z.array(issueSchema).readonly(),
      })
      .nullable()
      .describe('null: it has not rung yet.'),
  })
  .meta({ id: 'StoredSchedule' });

export const newWebhookSchema = z
  .strictObject({ url: z.url().max(2000), events: z.array(z.enum(planEventTypes)).min(1).max(20) })
  .meta({ id: 'NewWebhook' });

const webhook = {
  webhookId: z.uuid(),
  url: z.string(),
  events: z.array(z.enum(planEventTypes)).readonly(),
  createdAt: z.iso.datetime(),
};

export const webhookCreatedSchema = z
  .strictObject({ ...webhook, secret: z.string().describe('Shown only now.') })
  .meta({ id: 'WebhookCreated' });

export const webhookListSchema = z
  .strictObject({ webhooks: z.array(z.strictObject(webhook)) })
  .meta({ id: 'WebhookList' });

export const webhookParamsSchema = z.strictObject({ webhookId: z.uuid() });
export const deliveryParamsSchema = z.strictObject({ webhookId: z.uuid(), deliveryId: z.uuid() });
export const deliveriesQuerySchema = z.strictObject({ state: z.enum(['pending', 'delivered', 'dead']).optional() });

export const deliveriesSchema = z
  .strictObject({
    deliveries: z.array(
      z.strictObject({
        deliveryId: z.uuid().describe('The `webhook-id` of the message.'),
        event: z.enum(planEventTypes),
        state: z.enum(['pending', 'delivered', 'dead']),
        attempts: z.number().int().min(0),
        lastProblem: z.string().nullable(),
        createdAt: z.iso.datetime(),
        endedAt: z.iso.datetime().nullable(),
      }),
    ),
  })
  .meta({ id: 'Deliveries' });

const changedVisit = z
  .strictObject({
    repId: z.string(),
    date: z.iso.date(),
    startAt: z.iso.datetime({ offset: true }).nullable(),
    endAt: z.iso.datetime({ offset: true }).nullable(),
    agenda: z.array(z.string()).readonly(),
    contactId: z.string().nullable(),
    jointWith: z.string().nullable(),
  })
  .meta({ id: 'ChangedVisit' });

export const changesQuerySchema = z.strictObject({
  since: z
    .union([z.uuid(), z.literal('nothing')])
    .optional()
    .describe(
      'The plan that is known; `nothing`: none. Default: the latest that this one follows and that was not rejected, else none.',
    ),
  cursor: z
    .string()
    .regex(/^\d{1,9}$/)
    .optional()
    .describe('Where the last page ended.'),
  limit: z.coerce.number().int().min(1).max(5000).optional().describe('Default 1000.'),
});

export const changesSchema = z
  .strictObject({
    planId: z.uuid(),
    since: z.uuid().nullable(),
    total: z.number().int().min(0),
    changes: z
      .array(
        z.strictObject({
          kind: z.enum(['visit', 'phoneCall']),
          change: z.enum(['added', 'moved', 'changed', 'dropped']),
          customerId: z.string(),
          from: changedVisit.nullable(),
          to: changedVisit.nullable(),
        }),
      )
      .readonly(),
    nextCursor: z.string().nullable().describe('null: that was all.'),
  })
  .meta({ id: 'PlanChanges' });

export const sheetsQuerySchema = z.strictObject({
  repId: z.string().min(1).optional().describe('Only this rep. Default: all.'),
  period: z.enum(['week', 'month']).describe('Weeks begin on Monday.'),
  on: z.iso.date().optional().describe('A day of the period. Default: the first of the plan.'),
});
