/** What changes of many customers or reps look like on the wire (contract, section 8). */
import { z } from 'zod';
import { customerSchema, issueSchema, repSchema } from '#solver';
import { batchModes } from '../../territories/index.ts';
import { issueCountSchema, issueListSchema } from './problem.ts';

/** The most rows of one call, also of a table. */
export const maxRows = 20_000;

const mode = z
  .enum(batchModes)
  .describe(
    'updateOrInsertOrDelete also deletes every entry that the call does not name, unless there are no rows, a row has no id or more cells than the header, or another sheet could be read too. Default: updateOrInsert.',
  );
const deleteIds = z
  .array(z.string())
  .max(maxRows)
  .optional()
  .describe('Entries that go; one that a row names too stays as it is.');

/** Fields of a row beside its id; what an update leaves out stays, null takes a field away. */
const changes = <S extends z.ZodRawShape>(schema: z.ZodObject<S>, id: string) => {
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    name === 'id' ? field : (field as z.ZodType).nullable().optional(),
  ]);
  return z.strictObject(Object.fromEntries(fields) as Record<string, z.ZodType>).meta({ id });
};

/** Only that there are rows: each is judged by itself. */
const rows = z.array(z.record(z.string(), z.unknown())).max(maxRows);

export const customerBatchSchema = z
  .strictObject({ mode: mode.optional(), customers: rows, deleteIds })
  .meta({ id: 'CustomerBatchForm' });
export const repBatchSchema = z
  .strictObject({ mode: mode.optional(), reps: rows, deleteIds })
  .meta({ id: 'RepBatchForm' });

/** As documented: rows with their fields. */
export const customerChangesSchema = z
  .strictObject({
    mode: mode.optional(),
    customers: z.array(changes(customerSchema, 'CustomerChange')).max(maxRows),
    deleteIds,
  })
  .describe('Customers that are new, change or go.')
  .meta({ id: 'CustomerBatch' });
export const repChangesSchema = z
  .strictObject({ mode: mode.optional(), reps: z.array(changes(repSchema, 'RepChange')).max(maxRows), deleteIds })
  .describe('Reps that are new, change or go.')
  .meta({ id: 'RepBatch' });

export const batchQuerySchema = z.strictObject({
  mode: mode.optional().describe('Of a table that is sent; JSON names it in the body. Default: updateOrInsert.'),
});

const count = z.number().int().min(0);

export const batchResultSchema = z
  .strictObject({
    territoryId: z.uuid(),
    version: z.number().int().min(1).describe('The same as before when nothing changed.'),
    inserted: count,
    updated: count,
    unchanged: count,
    deleted: count,
    rejected: count,
    results: z
      .array(
        z.strictObject({
          index: count
            .nullable()
            .describe('Position in the call; null: an entry of deleteIds, or one deleted because it is not named.'),
          row: count.optional().describe('Of a table, as a spreadsheet counts them.'),
          id: z.string().nullable(),
          result: z.enum(['inserted', 'updated', 'unchanged', 'deleted', 'rejected']),
          issues: z.array(issueSchema).readonly().describe('Paths begin at the row.'),
        }),
      )
      .readonly(),
    issues: issueListSchema,
    issueCount: issueCountSchema,
  })
  .meta({ id: 'BatchResult' });

export const columnMappingsSchema = z
  .strictObject({
    customers: z.record(z.string(), z.string().nullable()).optional(),
    reps: z.record(z.string(), z.string().nullable()).optional(),
    hotels: z.record(z.string(), z.string().nullable()).optional(),
  })
  .describe('By table: a column of the file and the field that it holds; null leaves the column out.')
  .meta({ id: 'ColumnMappings' });
export type BatchAnswer = z.infer<typeof batchResultSchema>;
