/**
 * The schema of everything that comes in (contract, sections 1 to 3 and 6). It is written without defaults, so that the
 * type of a request is what the caller sent; `interpret` fills the defaults in one place.
 */
import { z } from 'zod';
import {
  agendaActions,
  amount,
  count,
  date,
  id,
  minutes,
  name,
  periods,
  placeSchema,
  timeOfDay,
  timeZone,
  weekday,
} from './fields.ts';
import { policySchema } from './policy-schema.ts';
import { replanningFields } from './replanning.ts';
import { travelSchema } from './travel-schema.ts';

export {
  type AgendaAction,
  agendaActions,
  type PeriodName,
  type Place,
  periods,
  placeSchema,
  type Weekday,
  weekdays,
} from './fields.ts';
export { type Policy, policySchema } from './policy-schema.ts';

export const hoursSchema = z
  .strictObject({ days: z.array(weekday).min(1).max(7), from: timeOfDay, to: timeOfDay })
  .describe('The same hours on each of these weekdays.')
  .meta({ id: 'Hours', examples: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }] });

export const appointmentSchema = z
  .strictObject({
    date,
    from: timeOfDay,
    minutes: minutes(1440).min(1),
    jointWith: id.optional().describe('The supervisor or executive who comes along, such as on an anniversary.'),
  })
  .describe('Agreed with the customer: immovable, in the time zone of the territory.')
  .meta({ id: 'Appointment', examples: [{ date: '2026-12-03', from: '10:00', minutes: 60 }] });

const frequencySchema = z
  .strictObject({ visits: z.number().int().min(1).max(366), per: z.enum(periods) })
  .describe('How often a customer is visited.')
  .meta({ id: 'VisitFrequency', examples: [{ visits: 2, per: 'month' }] });

export const customerSchema = z
  .strictObject({
    id,
    name: name.optional(),
    location: placeSchema,
    annualRevenue: amount.optional().describe('The revenue weight, in territory.currency. Default 0.'),
    credit: amount.optional().describe('Only for a classification by score. Default 0.'),
    potential: amount.optional().describe('Only for a classification by score. Default 0.'),
    class: z.string().min(1).max(50).optional().describe('Without it the class is derived from the revenue.'),
    keyAccount: z.boolean().optional().describe('Overrides policy.keyAccounts.'),
    visitFrequency: frequencySchema.optional().describe('Overrides the class.'),
    visitMinutes: minutes(1440).min(1).optional().describe('Overrides the class and the agenda.'),
    minDaysBetween: z.number().int().min(1).max(400).optional(),
    maxDaysBetween: z.number().int().min(1).max(800).optional(),
    openingHours: z
      .array(hoursSchema)
      .max(50)
      .optional()
      .describe("In the territory's time zone, whoever comes. Default: always open."),
    visitDays: z
      .array(weekday)
      .min(1)
      .max(7)
      .optional()
      .describe('Weekdays allowed, hard. Default: all.')
      .meta({ examples: [['tue', 'thu']] }),
    preferredDays: z
      .array(weekday)
      .min(1)
      .max(7)
      .optional()
      .describe('Weekdays liked, soft. Default: all.')
      .meta({ examples: [['tue']] }),
    tags: z
      .array(z.string().min(1).max(100))
      .max(50)
      .optional()
      .meta({ examples: [['tenant']] }),
    area: z.string().min(1).max(200).optional().describe('A basic area that one rep carries whole.'),
    closedOn: z.array(date).max(400).optional(),
    lastVisitedOn: date.optional(),
    repId: id.optional().describe('Locked to this rep.'),
    currentRepId: id
      .optional()
      .describe('Who carries him today, no lock: plans keep him there, new territories count it as a hand-over.'),
    eligibleRepIds: z.array(id).min(1).max(1000).optional().describe('May only be carried by these.'),
    appointments: z.array(appointmentSchema).max(200).optional(),
    contacts: z
      .array(z.strictObject({ id, name: name.optional(), decisionMaker: z.boolean().optional() }))
      .max(50)
      .optional(),
    lastContactId: id.optional().describe('Whom the last visit met; the next one meets somebody else.'),
    lastActions: z
      .array(z.strictObject({ action: z.enum(agendaActions), on: date }))
      .max(8)
      .optional()
      .describe('When monthly and quarterly actions of the agenda were done last.'),
  })
  .meta({ id: 'Customer' });

export const repSchema = z
  .strictObject({
    id,
    name: name.optional(),
    home: placeSchema,
    timeZone: timeZone.optional().describe("Of workingHours and breaks. Default: the territory's."),
    workingHours: z.array(hoursSchema).max(50).optional().describe('Default: mon to fri, 08:30 to 17:30.'),
    daysOff: z.array(date).max(400).optional(),
    breaks: z
      .array(z.strictObject({ minutes: minutes(480).min(1), between: z.tuple([timeOfDay, timeOfDay]) }))
      .max(4)
      .optional()
      .meta({ examples: [[{ minutes: 45, between: ['11:30', '13:30'] }]] }),
    morningDriveMinutes: minutes(720)
      .optional()
      .describe(
        'Own time before working hours, minutes. Default 60. Where it and the evening before overlap, the night is shared in proportion to both.',
      ),
    eveningDriveMinutes: minutes(720)
      .optional()
      .describe(
        'Own time after working hours, minutes. Default 120. Where it and the next morning overlap, the night is shared in proportion to both.',
      ),
    maxDriveMinutesPerDay: minutes(1440).optional().describe('Minutes at the wheel in one day. Default 480.'),
    overnight: z
      .strictObject({
        maxConsecutiveNights: z.number().int().min(0).max(30).optional().describe('Default 4; 0: always home.'),
        maxNightsPerWeek: z.number().int().min(0).max(7).optional().describe('Default 4; 0: always home.'),
      })
      .optional(),
    channelWidth: z
      .strictObject({
        maxCustomers: count.optional(),
        maxWorkloadMinutesPerWeek: minutes(1_000_000).optional(),
      })
      .optional()
      .describe('The most that this rep carries. Default: no limit.'),
    supervisorId: id.optional(),
  })
  .meta({ id: 'Rep' });

const supervisorSchema = z
  .strictObject({
    id,
    name: name.optional(),
    workingHours: z.array(hoursSchema).max(50).optional().describe('Default, also when empty: as those of reps.'),
    daysOff: z.array(date).max(400).optional(),
    maxJointDaysPerRepPerMonth: z.number().int().min(0).max(31).optional(),
  })
  .meta({ id: 'Supervisor' });

export const hotelSchema = z
  .strictObject({
    id,
    name: name.optional(),
    location: placeSchema,
    costPerNight: z.number().min(0).max(1_000_000_000).optional().describe('Default: options.costs.perNight.'),
  })
  .meta({ id: 'Hotel' });

export const calendarSchema = z
  .strictObject({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a two-letter country code')
      .optional()
      .describe('DE: its public holidays are not worked, of CN also its make-up days are. Default: none are known.'),
    subdivision: z.string().min(1).max(10).optional().describe('BY: the state or province whose holidays hold too.'),
    holidays: z.array(date).max(1000).optional().describe('Further days on which nobody works.'),
    extraWorkingDays: z.array(date).max(1000).optional().describe("Worked all the same, with Monday's hours."),
  })
  .describe('Days on which nobody works and nobody is visited. Without it public holidays are working days.');

export const territorySchema = z
  .strictObject({
    name: name.optional(),
    timeZone: timeZone.describe(
      'An IANA time zone, Asia/Shanghai: of all times of day, but for working hours and breaks of reps with one of their own.',
    ),
    coordinateSystem: z
      .enum(['WGS84', 'GCJ02', 'BD09'])
      .optional()
      .describe('Of every place in this document. Default WGS84.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be a three-letter currency code')
      .optional()
      .describe('Default USD.'),
    customers: z.array(customerSchema).max(100_000).describe('None as long as the territory is only stored.'),
    reps: z.array(repSchema).max(1000).describe('None as long as the territory is only stored.'),
    supervisors: z.array(supervisorSchema).max(1000).optional(),
    hotels: z.array(hotelSchema).max(20_000).optional(),
    policy: policySchema.optional(),
    calendar: calendarSchema.optional(),
    travel: travelSchema.optional(),
  })
  .meta({ id: 'Territory' });

const territoryToPlanSchema = territorySchema
  .extend({ customers: z.array(customerSchema).min(1).max(100_000), reps: z.array(repSchema).min(1).max(1000) })
  .describe('A territory with somebody to visit, and somebody to visit them.')
  .meta({ id: 'TerritoryToPlan' });

// Dates such as 0001-01-01 stand for "not set" in some systems, and calendar packages never return from them.
const start = z.iso
  .date({ abort: true })
  .refine((text) => text >= '1900-01-01' && text <= '2999-12-31', 'must be a date between 1900 and 2999')
  .describe('A local calendar date, 2026-11-30.');

export const horizonSchema = z
  .strictObject({ start, weeks: z.number().int().min(1).max(26) })
  .describe('The days to plan: weeks × 7 from the start, which may be any date.')
  .meta({ id: 'Horizon' });

const money = z.number().min(0).max(1_000_000_000);

export const optionsSchema = z
  .strictObject({
    seed: z.number().int().min(0).max(4_294_967_295).optional().describe('Default 1.'),
    timeLimitSeconds: z
      .number()
      .min(0.1)
      .max(86_400)
      .optional()
      .describe('Seconds to search, per plan; what a routing engine takes before comes on top. Default 30.'),
    maxSteps: z
      .number()
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe('Steps to search, per rep: a plan that can be repeated.'),
    costs: z
      .strictObject({
        perDriveHour: money
          .optional()
          .describe(
            'Default 30. Soft rules, such as preferredDays and slots with order revenue, are weighed by it, or by the kilometres of an ' +
              'hour × perKm where these cost more.',
          ),
        perKm: money.optional().describe('Default 0.25.'),
        perNight: money.optional().describe('Of a hotel without its own price. Default 90.'),
        ownTimeFactor: z.number().min(0).max(10).optional().describe('Default 0.5.'),
        perChangedVisit: money
          .optional()
          .describe(
            'What a visit on another day than in the previous plan must save, never part of a cost. Default 20.',
          ),
      })
      .optional(),
    territories: z
      .enum(['split', 'keep'])
      .optional()
      .describe(
        'split: whoever is not locked is given out anew. keep: every customer has a repId or currentRepId and stays. Default: those ' +
          'with a currentRepId stay, the others are given out.',
      ),
    ...replanningFields,
  })
  .meta({ id: 'PlanOptions' });

export const planRequestSchema = z
  .strictObject({ territory: territoryToPlanSchema, horizon: horizonSchema, options: optionsSchema.optional() })
  .meta({ id: 'PlanRequest' });

export type Hours = z.infer<typeof hoursSchema>;
export type Customer = z.infer<typeof customerSchema>;
export type Rep = z.infer<typeof repSchema>;
export type Hotel = z.infer<typeof hotelSchema>;
export { type Travel, travelSchema } from './travel-schema.ts';
export type Territory = z.infer<typeof territorySchema>;
export type Horizon = z.infer<typeof horizonSchema>;
export type PlanOptions = z.infer<typeof optionsSchema>;
export type PlanRequest = z.infer<typeof planRequestSchema>;
