/** What visit records look like on the wire (contract, section 8). */
import { z } from 'zod';
import { issueSchema, visitRecordSchema } from '#solver';

/** The most records of one call. */
const maxRecords = 50_000;

/** Only that there are records: each is judged by itself. */
export const sentVisitsSchema = z
  .strictObject({ visits: z.array(z.record(z.string(), z.unknown())).min(1).max(maxRecords) })
  .meta({ id: 'SentVisits' });

/** As documented. */
export const newVisitsSchema = z
  .strictObject({ visits: z.array(visitRecordSchema).min(1).max(maxRecords) })
  .meta({ id: 'NewVisits' });

export const visitResultsSchema = z
  .strictObject({
    accepted: z.number().int().min(0),
    rejected: z.number().int().min(0),
    results: z
      .array(
        z.strictObject({
          index: z.number().int().min(0).describe('Position in the call.'),
          id: z.string().nullable().describe('null: the record has none.'),
          result: z.enum(['inserted', 'updated', 'unchanged', 'rejected']),
          late: z
            .boolean()
            .optional()
            .describe('Reported more than 24 hours after its endAt, else after the end of its local day.'),
          distanceMetres: z.number().nullable().optional().describe("From the customer's place; null: no place given."),
          issues: z.array(issueSchema).readonly().describe('Why it was rejected; paths begin at the record.'),
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
