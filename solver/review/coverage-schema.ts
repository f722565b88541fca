/** The schema of a review (contract, section 8). */
import { z } from 'zod';

const count = z.number().int().min(0);
const share = z.number().min(0).max(1);

export const coverageRowSchema = z
  .strictObject({
    key: z.string().describe('The class, rep or customer.'),
    customers: count,
    required: count.describe('Visits that fell due, all overdue ones of a customer together counting as one.'),
    planned: count,
    done: count,
    effective: count.describe('done without visits that met the only known person once more.'),
    overdue: count.describe('Customers whose next visit was due on or before judgedUntil and has not been made.'),
    frequencyKept: share.describe(
      'Of the customers, those with at least the visits required by judgedUntil; without customers 1.',
    ),
    intervalDeviation: z.number().min(0).nullable().describe('Mean of |days between visits - interval| / interval.'),
    planAdherence: share
      .nullable()
      .describe('Of the visits planned by judgedUntil, those made on their day; null: none planned.'),
    plannedDriveMinutes: z
      .number()
      .min(0)
      .nullable()
      .describe('Null for a class and a customer: a drive is that of the whole day of a rep.'),
    doneDriveMinutes: z
      .number()
      .min(0)
      .nullable()
      .describe('Of the visits made in their order, by the travel of the territory; null as above.'),
  })
  .meta({ id: 'CoverageRow' });

export const suggestionSchema = z
  .strictObject({
    code: z.enum(['CLASS_MISSED', 'CLASS_MOVED', 'REP_OVER_WIDTH', 'ONE_CONTACT_ONLY', 'CUSTOMER_OVERDUE']),
    subject: z.string().describe('The class, customer or rep.'),
    message: z.string(),
    numbers: z.record(z.string(), z.union([z.number(), z.string()])),
  })
  .meta({ id: 'ReviewSuggestion' });

export const coverageSchema = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    judgedUntil: z.iso
      .date()
      .describe('The last day, or today if that comes first: what is still to come is neither overdue nor missed.'),
    total: coverageRowSchema,
    byClass: z.array(coverageRowSchema),
    byRep: z
      .array(coverageRowSchema)
      .describe('Also of reps who carry nobody: customers and their visits are those of who carries them today.'),
    byCustomer: z.array(coverageRowSchema),
    suggestions: z.array(suggestionSchema).describe('For the next plan.'),
  })
  .meta({ id: 'Coverage' });

export type CoverageRow = z.infer<typeof coverageRowSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type ReviewSuggestion = z.infer<typeof suggestionSchema>;
