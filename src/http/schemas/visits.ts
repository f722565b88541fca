/** What visit records look like on the wire (contract, section 8). */
import { z } from 'zod';
import { visitRecordSchema } from '#solver';

export const newVisitsSchema = z
  .strictObject({ visits: z.array(visitRecordSchema).min(1).max(50_000) })
  .meta({ id: 'NewVisits' });

export const visitResultsSchema = z
  .strictObject({
    accepted: z.number().int().min(0),
    rejected: z.number().int().min(0),
    results: z
      .array(
        z.strictObject({
          id: z.string(),
          result: z.enum(['inserted', 'updated', 'unchanged', 'rejected']),
          late: z.boolean().optional().describe('Reported more than 24 hours after its end.'),
          distanceMetres: z.number().nullable().optional().describe("From the customer's place; null: no place given."),
          message: z.string().optional().describe('Why it was rejected.'),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'VisitResults' });

export const periodQuerySchema = z.strictObject({
  from: z.iso.date().describe('The first day.'),
  to: z.iso.date().describe('The last day.'),
});

export const storedVisitsSchema = z
  .strictObject({
    visits: z
      .array(
        z.strictObject({
          record: visitRecordSchema,
          late: z.boolean(),
          distanceMetres: z.number().nullable(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'StoredVisits' });
