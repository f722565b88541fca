/** What replanning and days for one more visit look like on the wire (contract, section 8). */
import { z } from 'zod';
import { customerSchema, horizonSchema, issueSchema, optionsSchema } from '#solver';

const { freezeUntil, maxChangedVisits, pins, events, seed, timeLimitSeconds, maxSteps, costs } = optionsSchema.shape;

export const replanSchema = z
  .strictObject({
    horizon: horizonSchema.optional().describe("Default: the plan's."),
    freezeUntil: freezeUntil.describe(
      'Days of the plan up to this one stay as they are. Default: yesterday where today is within the horizon, else none.',
    ),
    ...{ maxChangedVisits, pins, events },
    options: z
      .strictObject({ seed, timeLimitSeconds, maxSteps, costs })
      .optional()
      .describe('Default: those of the plan; timeLimitSeconds and maxSteps take the place of each other.'),
  })
  .describe('What has happened since, and what must stay; pins and events of the plan go on.')
  .meta({ id: 'Replan' });

export const daySuggestionRequestSchema = z
  .strictObject({
    customerId: z.string().min(1).optional().describe('Of the plan; or send a new customer.'),
    customer: customerSchema.optional(),
    visitMinutes: z.number().min(1).max(1440).optional().describe("Default: the customer's."),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  })
  .meta({ id: 'DaySuggestionRequest' });

export const daySuggestionsSchema = z
  .strictObject({
    suggestions: z
      .array(
        z.strictObject({
          date: z.iso.date(),
          repId: z.string(),
          detourMinutes: z.number(),
          detourKm: z.number(),
          startAt: z.iso.datetime({ offset: true }),
          afterCustomerId: z.string().nullable().describe('The visit before it; null: it is the first.'),
          keepsSpacing: z.boolean().describe('Whether it keeps minDaysBetween to the other visits.'),
        }),
      )
      .readonly(),
    issues: z.array(issueSchema).readonly().describe('What stood in for a routing engine that failed.'),
  })
  .describe('The smallest detour first; days that break the spacing last.')
  .meta({ id: 'DaySuggestions' });

export type DaySuggestions = z.infer<typeof daySuggestionsSchema>;
