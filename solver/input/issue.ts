/** An issue is something wrong, or worth a look, in what the caller sent. */
import { z } from 'zod';

export const issueSchema = z
  .strictObject({
    severity: z.enum(['error', 'warning']).describe('error: nothing is planned; warning: planned all the same.'),
    code: z.string().describe('A word of the issue catalogue.'),
    path: z.string().describe('JSON Pointer to what is wrong, from the root of the document sent.'),
    message: z.string().describe('The cause, with the value found.'),
    action: z.string().describe('What to do about it.'),
    relatedPaths: z
      .array(z.string())
      .optional()
      .describe('Where several parts of the document contradict each other: all of them.'),
    row: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('The row of the file, when the input was a table; the header is row 1.'),
  })
  .meta({ id: 'Issue' });

export type Issue = z.infer<typeof issueSchema>;
