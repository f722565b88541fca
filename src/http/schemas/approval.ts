/** What the approval of a plan looks like on the wire (contract, sections 7 and 8). */
import { z } from 'zod';

export const approvalStateSchema = z.enum(['draft', 'submitted', 'approved', 'rejected']);

export const decisionSchema = z
  .strictObject({
    action: z.enum(['submit', 'approve', 'reject']),
    comment: z.string().trim().min(1).max(4000).optional().describe('Needed to reject.'),
  })
  .meta({ id: 'Decision' });

export const approvalSchema = z
  .strictObject({
    planId: z.uuid(),
    state: approvalStateSchema,
    version: z.number().int().min(1).describe('Counts the plans in the chain of replans.'),
    previousPlanId: z.uuid().nullable().describe('The plan that this one follows.'),
    replacedByPlanId: z
      .uuid()
      .nullable()
      .describe(
        'The approved plan that follows this one, itself or over plans that were not approved; of several the one approved last.',
      ),
    history: z.array(
      z.strictObject({
        action: decisionSchema.shape.action,
        by: z.string().describe('Name of the key.'),
        role: z.string(),
        comment: z.string().nullable(),
        at: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Approval' });
