/** The schema of everything that comes out (contract, section 7). */
import { z } from 'zod';
import { issueSchema } from '../input/issue.ts';
import { agendaActions, horizonSchema, placeSchema } from '../input/request.ts';

const instant = z.iso.datetime({ offset: true }).describe('2026-11-30T09:00:00-06:00');
const minutes = z.number().min(0);
const km = z.number().min(0);

export const reasonCodes = [
  'FREQUENCY_SPACING_CONFLICT',
  'REP_CAPACITY_EXHAUSTED',
  'TOO_FAR_WITHOUT_NIGHT',
  'NIGHTS_LIMIT',
  'TIME_WINDOW',
  'CUSTOMER_CLOSED',
  'REP_ABSENT',
  'LOCKED_REP',
  'CHANNEL_WIDTH_LIMIT',
  'UNREACHABLE',
  'LOWER_VALUE_THAN_OTHERS',
] as const;

export const stopSchema = z
  .strictObject({
    customerId: z.string(),
    arriveAt: instant,
    startAt: instant,
    endAt: instant,
    driveMinutes: minutes.describe('From the place before.'),
    driveKm: km,
    waitMinutes: minutes.describe('Between arrival and start, breaks left out.'),
    agenda: z.array(z.enum(agendaActions)).optional(),
    contactId: z.string().optional(),
    jointWith: z.string().optional(),
    appointment: z.boolean(),
    pinned: z.boolean().optional(),
  })
  .meta({ id: 'Stop' });

export const dayTourSchema = z
  .strictObject({
    date: z.iso.date(),
    start: z.strictObject({
      kind: z.enum(['home', 'hotel']),
      hotelId: z.string().optional(),
      location: placeSchema,
      departAt: instant,
    }),
    stops: z.array(stopSchema),
    breaks: z.array(z.strictObject({ startAt: instant, endAt: instant })),
    end: z.strictObject({
      kind: z.enum(['home', 'hotel']),
      hotelId: z.string().optional(),
      location: placeSchema,
      arriveAt: instant,
      driveMinutes: minutes,
      driveKm: km,
    }),
    overnightStay: z
      .strictObject({
        hotelId: z.string(),
        name: z.string(),
        cost: z.number().min(0),
        savesDriveMinutes: z.number().describe('Driving home and back instead would cost this much more.'),
        reason: z.string(),
      })
      .nullable()
      .describe('null: the night is spent at home.'),
    phoneCalls: z.array(z.strictObject({ customerId: z.string() })).optional(),
    driveMinutes: minutes,
    ownTimeDriveMinutes: minutes.describe('Of driveMinutes, those outside working hours.'),
    visitMinutes: minutes,
    driveKm: km,
  })
  .meta({ id: 'DayTour' });

export const unassignedVisitSchema = z
  .strictObject({
    customerId: z.string(),
    visit: z.number().int().min(1).describe('The k-th visit owed in the horizon.'),
    dueOn: z.iso.date(),
    reasons: z.array(z.strictObject({ code: z.enum(reasonCodes), message: z.string(), suggestion: z.string() })).min(1),
  })
  .meta({ id: 'UnassignedVisit' });

export const kpisSchema = z
  .strictObject({
    requiredVisits: z.number().int().min(0),
    plannedVisits: z.number().int().min(0),
    coverage: z.number().min(0).max(1).describe('plannedVisits / requiredVisits; 1 when none is required.'),
    driveMinutes: minutes,
    driveKm: km,
    nightsOut: z.number().int().min(0),
    visitMinutes: minutes,
    cost: z
      .strictObject({
        drive: z.number().describe('Hours driven inside working hours × perDriveHour.'),
        ownTime: z.number().describe('Hours driven outside working hours × perDriveHour × ownTimeFactor.'),
        km: z.number(),
        nights: z.number(),
        total: z.number(),
      })
      .describe('In the currency of the territory.'),
    bound: z
      .number()
      .min(0)
      .optional()
      .describe(
        'No plan costs less that makes the same number of visits to each customer by the same rep, keeps the same appointments, reserves the longest length of each visit, and in which nobody waits longer than he must: he leaves in the morning no sooner than the first visit asks for, and after that every visit, break and drive begins as soon as it can. A plan in which a rep waits on purpose, so that more of his driving is own time, can cost less. Only of plans with up to 60 visits that are not replans.',
      ),
    gapPercent: z
      .number()
      .min(0)
      .optional()
      .describe(
        'How much more than the bound the plan costs at most: 100 × (cost.total - bound) / bound. Only with a bound.',
      ),
    boundRemark: z
      .string()
      .optional()
      .describe('Why there is no bound, or that it is weak: more than 10 % below the cost.'),
    workloadImbalance: z.number().describe('Maximum over the reps of |x - mean| / mean.'),
    revenueImbalance: z.number(),
  })
  .meta({ id: 'Kpis' });

export const channelWidthSchema = z
  .strictObject({
    customers: z.number().int().min(0),
    keyAccounts: z.number().int().min(0),
    annualRevenue: z.number(),
    revenueShare: z.number(),
    visits: z.number().int().min(0).describe('Planned in the horizon.'),
    visitMinutes: minutes.describe('Planned in the horizon.'),
    driveMinutes: minutes.describe('Planned in the horizon.'),
    workloadMinutesPerWeek: minutes.describe('(visitMinutes + driveMinutes) / weeks.'),
    byClass: z.record(z.string(), z.number().int().min(0)),
  })
  .meta({ id: 'ChannelWidth' });

const multiPolygonSchema = z
  .strictObject({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(z.array(z.array(z.number()).min(2).max(2)))),
  })
  .describe('GeoJSON, longitude first, WGS-84. A territory on both sides of 180 degrees goes on to 181.');

export const plannedTerritorySchema = z
  .strictObject({
    repId: z.string(),
    customerIds: z.array(z.string()),
    channelWidth: channelWidthSchema,
    boundary: multiPolygonSchema,
  })
  .meta({ id: 'PlannedTerritory' });

const visitPlace = z.strictObject({ repId: z.string(), date: z.iso.date() });

export const planDiffSchema = z
  .strictObject({
    kept: z.number().int().min(0).describe('Visits of the previous plan that keep rep and day.'),
    moved: z.array(z.strictObject({ customerId: z.string(), from: visitPlace, to: visitPlace })),
    added: z.array(z.strictObject({ customerId: z.string(), to: visitPlace })),
    dropped: z.array(z.strictObject({ customerId: z.string(), from: visitPlace })),
    retimed: z
      .array(
        z.strictObject({ customerId: z.string(), repId: z.string(), date: z.iso.date(), from: instant, to: instant }),
      )
      .describe('Visits that keep their day but begin at least 30 minutes earlier or later.'),
    stabilityShare: z
      .number()
      .min(0)
      .max(1)
      .describe('kept / visits of the previous plan in this horizon; 1 without any.'),
    tell: z
      .strictObject({ customerIds: z.array(z.string()), repIds: z.array(z.string()) })
      .describe('Who must be told of a change.'),
  })
  .describe('What a plan changes of the previous one.')
  .meta({ id: 'PlanDiff' });

export const planSchema = z
  .strictObject({
    planId: z.string().optional(),
    territoryId: z.string().optional(),
    status: z.enum(['queued', 'running', 'completed', 'failed', 'cancelled']),
    version: z.number().int().min(1).optional().describe('Counts the plans in the chain of replans.'),
    approval: z.enum(['draft', 'submitted', 'approved', 'rejected']).optional(),
    horizon: horizonSchema,
    timeZone: z.string(),
    currency: z.string(),
    coordinateSystem: z.enum(['WGS84', 'GCJ02', 'BD09']).describe('Of every place in the plan but the boundaries.'),
    solver: z.strictObject({
      version: z.string(),
      seed: z.number().int().min(0),
      steps: z.number().int().min(0).describe('Over all reps.'),
      seconds: z.number().optional().describe('Only when the clock stopped the search.'),
      stoppedBy: z.enum(['timeLimit', 'maxSteps', 'cancelled']),
    }),
    territories: z.array(plannedTerritorySchema),
    itineraries: z.array(z.strictObject({ repId: z.string(), days: z.array(dayTourSchema) })),
    unassignedVisits: z.array(unassignedVisitSchema),
    kpis: kpisSchema,
    diff: planDiffSchema.optional().describe('Only with a previous plan.'),
    issues: z.array(issueSchema),
  })
  .meta({ id: 'Plan' });

export type ReasonCode = (typeof reasonCodes)[number];
export type PlannedStop = z.infer<typeof stopSchema>;
export type PlannedDay = z.infer<typeof dayTourSchema>;
export type UnassignedVisit = z.infer<typeof unassignedVisitSchema>;
export type Kpis = z.infer<typeof kpisSchema>;
export type ChannelWidth = z.infer<typeof channelWidthSchema>;
export type PlannedTerritory = z.infer<typeof plannedTerritorySchema>;
export type PlanDiff = z.infer<typeof planDiffSchema>;
export type Plan = z.infer<typeof planSchema>;
