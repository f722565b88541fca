/** The error document of every answer that is not a success (RFC 9457). */
import { z } from 'zod';
import { issueSchema } from '#solver';

/** The most issues in one answer; `issueCount` has the number of all. */
export const maxIssues = 1000;

export const issueListSchema = z
  .array(issueSchema)
  .max(maxIssues)
  .readonly()
  .describe(`Errors first; at most ${maxIssues}.`);

export const issueCountSchema = z
  .number()
  .int()
  .min(0)
  .describe('The number of all issues, also of those left out of `issues`.');

export const problemSchema = z
  .strictObject({
    type: z.string().describe('A name of the kind of problem, urn:roundsman:problem:not-found.'),
    title: z.string().describe('The kind of problem in words.'),
    status: z.number().int().min(100).max(599).describe('The HTTP status.'),
    detail: z.string().describe('This problem in words.'),
    instance: z.string().describe('The path that was called.'),
    issues: issueListSchema,
    issueCount: issueCountSchema,
  })
  .describe('A problem document (RFC 9457) with everything that is wrong, all at once.')
  .meta({ id: 'ProblemDocument' });

export type ProblemDocument = z.infer<typeof problemSchema>;
