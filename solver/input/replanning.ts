/**
 * What a plan is made from when there was one before (contract, sections 2 and 8): the previous plan, what stays as it is,
 * and what has happened since.
 */
import { z } from 'zod';
import { agendaActions, amount, date, id, placeSchema, timeOfDay } from './fields.ts';

const instant = z.iso.datetime({ offset: true });
/** Where a night is spent; without hotelId: at home. */
const nightPlace = { hotelId: z.string().optional(), location: placeSchema.optional() };
/** From the place before. */
const driven = z.number().min(0).max(100_000).optional();
const drive = { driveMinutes: driven, driveKm: driven };

/** A plan as it was answered; of all the rest of it nothing is read. */
export const previousPlanSchema = z
  .looseObject({
    horizon: z
      .looseObject({ start: date, weeks: z.number().int().min(1).max(26) })
      .optional()
      .describe('Days after it are not frozen. Default: it holds every day.'),
    territories: z.array(z.looseObject({ repId: z.string(), customerIds: z.array(z.string()) })),
    itineraries: z.array(
      z.looseObject({
        repId: z.string(),
        days: z.array(
          z.looseObject({
            date,
            start: z.looseObject({ ...nightPlace, departAt: instant.optional() }).optional(),
            stops: z.array(
              z.looseObject({
                customerId: z.string(),
                arriveAt: instant.optional(),
                startAt: instant,
                endAt: instant.optional(),
                ...drive,
                agenda: z.array(z.enum(agendaActions)).optional(),
                contactId: z.string().optional(),
                jointWith: z.string().optional(),
                appointment: z.boolean().optional(),
              }),
            ),
            breaks: z.array(z.looseObject({ startAt: instant, endAt: instant })).optional(),
            phoneCalls: z.array(z.looseObject({ customerId: z.string() })).optional(),
            end: z.looseObject({ ...nightPlace, arriveAt: instant.optional(), ...drive }),
            overnightStay: z
              .looseObject({
                name: z.string().optional(),
                cost: amount.optional(),
                savesDriveMinutes: z.number().optional(),
                reason: z.string().optional(),
              })
              .nullish(),
          }),
        ),
      }),
    ),
  })
  .describe(
    'The plan in force, whole or only these fields: its customers keep their reps, and a changed visit has a price. Frozen days stay as stated, whatever rules have changed. Where times are left out, a visit without endAt has the length and agenda of today, the rep leaves in time for the first visit and drives on at once after each; a day without visits is driven from noon on. A hotel that is offered no more needs its location.',
  )
  .meta({ id: 'PreviousPlan' });

export const eventSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('repAbsent'), repId: id, from: date, to: date }),
    z.strictObject({
      kind: z.literal('customerClosed'),
      customerId: id,
      from: date,
      to: date.optional().describe('Default: for the rest of the horizon.'),
    }),
    z
      .strictObject({ kind: z.literal('urgentVisit'), customerId: id, from: date, to: date })
      .describe('The next visit comes between these days, however near to the one before.'),
    z.strictObject({
      kind: z.literal('newAppointment'),
      customerId: id,
      date,
      from: timeOfDay,
      minutes: z.number().min(1).max(1440),
      jointWith: id.optional(),
    }),
    z
      .strictObject({ kind: z.literal('visitNotDone'), customerId: id, date })
      .describe('A visit of the previous plan on a frozen day that did not take place: it is owed again.'),
  ])
  .describe('Something that has happened since the previous plan.')
  .meta({ id: 'PlanEvent' });

export const replanningFields = {
  previousPlanId: id
    .optional()
    .describe('Of a stored plan: the plan in force. Only over HTTP; else send previousPlan.'),
  previousPlan: previousPlanSchema.optional(),
  freezeUntil: date
    .optional()
    .describe(
      'Days of the previous plan up to this one stay as they are, whatever is recorded or has changed since, but for what events say. A trip that has begun by then, or before the horizon, stays to its end.',
    ),
  maxChangedVisits: z
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe('At most so many visits of the previous plan move or fall away. Default: as many as pay.'),
  pins: z
    .array(z.strictObject({ customerId: id, date }))
    .max(100_000)
    .optional()
    .describe('Visits that stay on their day, at any time of it.'),
  events: z.array(eventSchema).max(100_000).optional(),
};

export type PreviousPlan = z.infer<typeof previousPlanSchema>;
export type PlanEvent = z.infer<typeof eventSchema>;

/** Options without those of a replan. */
export function withoutReplanning<Options extends object>(
  options: Options,
): Omit<Options, keyof typeof replanningFields> {
  const others = Object.entries(options).filter(([field]) => !(field in replanningFields));
  return Object.fromEntries(others) as Omit<Options, keyof typeof replanningFields>;
}
