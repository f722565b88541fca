/** A plan to be judged, as far as it is known: of one made by hand the visits and their times are enough (contract, section 8). */
import { z } from 'zod';
import { dayTourSchema, plannedTerritorySchema, planSchema, stopSchema } from './plan-schema.ts';

const { start, end } = dayTourSchema.shape;

const givenStopSchema = stopSchema
  .partial({ arriveAt: true, driveMinutes: true, driveKm: true, waitMinutes: true, appointment: true })
  .describe(
    'Without arriveAt the rep drives on at once, to the first visit so that he is there when it begins. Without appointment nothing is said of agenda and contact either.',
  )
  .meta({ id: 'GivenStop' });

const givenDaySchema = dayTourSchema
  .partial()
  .extend({
    date: z.iso.date(),
    stops: z.array(givenStopSchema),
    start: start.partial().optional().describe('Default: where the night before was spent.'),
    end: end.partial().optional().describe('Default: home, or where overnightStay or the start of the next day says.'),
    breaks: dayTourSchema.shape.breaks.optional().describe('Default: nothing is said of them, and nothing judged.'),
  })
  .meta({ id: 'GivenDay' });

export const givenPlanSchema = planSchema
  .partial()
  .extend({
    territories: z
      .array(plannedTerritorySchema.partial({ channelWidth: true, boundary: true }))
      .optional()
      .describe('Default: every rep carries those whom he visits.'),
    itineraries: z.array(z.strictObject({ repId: z.string(), days: z.array(givenDaySchema) })),
  })
  .describe(
    'A plan, whole or only its visits. What it does not state is not judged; visits that are owed and in neither list are missing.',
  )
  .meta({ id: 'GivenPlan' });

export type GivenStop = z.infer<typeof givenStopSchema>;
export type GivenDay = z.infer<typeof givenDaySchema>;
export type GivenPlan = z.infer<typeof givenPlanSchema>;
