/** How a company visits: classes of customers, agendas, key and small accounts, slots (contract, section 3). */
import { z } from 'zod';
import { agendaActions, amount, count, id, minutes, periods, timeOfDay, weekday } from './fields.ts';

const classPolicySchema = z
  .strictObject({
    class: z.string().min(1).max(50),
    visits: z.number().int().min(1).max(366).optional(),
    per: z.enum(periods).optional(),
    visitMinutes: minutes(1440).min(1).optional(),
    phoneCalls: z
      .strictObject({
        calls: z.number().int().min(0).max(366),
        per: z
          .string()
          .max(20)
          .regex(/^(?:[1-9]\d? )?(?:day|week|month|quarter|year)s?$/, 'must be a period such as week or 2 weeks'),
      })
      .nullable()
      .optional(),
    jointVisits: z
      .strictObject({ visits: z.number().int().min(0).max(366), per: z.enum(periods) })
      .nullable()
      .optional(),
    agenda: z.array(z.enum(agendaActions)).max(8).optional().describe('The actions of a visit of this class.'),
    minDaysBetween: z.number().int().min(1).max(400).optional(),
    maxDaysBetween: z.number().int().min(1).max(800).optional(),
    weight: z.number().min(0).max(1_000_000).optional().describe('What one planned visit is worth.'),
  })
  .describe('Fields left out keep the default of a class of the same name.')
  .meta({ id: 'ClassPolicy' });

const share = z.number().min(0).max(1);

export const policySchema = z
  .strictObject({
    classes: z.array(classPolicySchema).max(50).optional(),
    classification: z
      .strictObject({
        by: z.enum(['revenue', 'score']).optional().describe('Default revenue.'),
        shares: z
          .array(z.strictObject({ class: z.string().min(1).max(50), below: share }))
          .min(1)
          .max(50)
          .optional()
          .describe(
            'A customer gets the first class whose `below` is above the share lying before him; the last is for the rest.',
          ),
        weights: z
          .strictObject({ revenue: share.optional(), credit: share.optional(), potential: share.optional() })
          .optional()
          .describe('Of a score, each measure taken as a share of its total.'),
      })
      .optional(),
    agenda: z
      .array(
        z.strictObject({
          action: z.enum(agendaActions),
          minutes: minutes(480),
          cadence: z.enum(['everyVisit', 'monthly', 'quarterly']),
        }),
      )
      .max(8)
      .optional(),
    keyAccounts: z
      .strictObject({
        minAnnualRevenue: amount.optional(),
        maxPerRep: count.optional(),
        repIds: z.array(id).min(1).optional(),
      })
      .optional(),
    smallAccounts: z.strictObject({ maxAnnualRevenue: amount, groupWithinKm: z.number().min(0).max(100) }).optional(),
    slots: z
      .array(
        z.strictObject({
          tag: z.string().min(1).max(100),
          days: z.array(weekday).min(1).max(7),
          from: timeOfDay,
          to: timeOfDay,
          maxVisits: count.min(1).optional(),
          order: z.enum(['revenue']).optional().describe('The largest first. Default: as it suits the tours.'),
        }),
      )
      .max(50)
      .optional(),
    balance: z
      .strictObject({
        workloadTolerance: z.number().min(0).max(10).optional().describe('Default 0.15.'),
        revenueTolerance: z.number().min(0).max(10).optional().describe('Default 0.3.'),
      })
      .optional(),
    effectiveness: z
      .strictObject({
        classes: z.array(z.string().min(1).max(50)).max(50).optional().describe('Default A1, A2, B1, B2.'),
        sameContactMonths: z.number().int().min(1).max(24).optional().describe('Default 2.'),
      })
      .optional()
      .describe(
        'After so many months in which only one and the same person was met, meeting her again is not effective.',
      ),
    intervalTolerance: z.number().min(0).max(1).optional().describe('Default 0.4.'),
    daysPerMonth: z.number().min(1).max(31).optional().describe('Default 28.'),
  })
  .meta({ id: 'Policy' });

export type Policy = z.infer<typeof policySchema>;
