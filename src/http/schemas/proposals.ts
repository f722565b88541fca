/** What proposals, changes of the team and sizing look like on the wire. */
import { z } from 'zod';
import {
  fitSchema,
  horizonSchema,
  optionsSchema,
  planRequestSchema,
  proposalKpisSchema,
  proposalSchema,
  sizingQuestionSchema,
  sizingSchema,
  teamChangeSchema,
  territoriesBeforeSchema,
} from '#solver';
import { issueCountSchema, issueListSchema } from './problem.ts';

export const proposalParamsSchema = z.strictObject({
  territoryId: z.uuid().describe('As answered when the territory was stored.'),
  proposalId: z.uuid().describe('As answered when the proposal was made.'),
});

/** Only what matters before anything is planned. */
const drawOptions = optionsSchema.pick({ seed: true, costs: true }).optional();

export const newProposalsSchema = z
  .strictObject({
    horizon: horizonSchema.describe('The visits owed in it are the work to be shared out.'),
    options: drawOptions,
    maxHandOvers: z.number().int().min(0).optional().describe('Customers that may change the rep. Default: no limit.'),
    maxHandOverRevenueShare: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Share of the revenue that may change the rep. Default: no limit.'),
    todayPlanId: z
      .uuid()
      .optional()
      .describe("Whose territories are today's. Default: currentRepId of the customers, else the plan in force."),
  })
  .meta({ id: 'NewProposals' });

export const newWhatIfSchema = z
  .strictObject({
    horizon: horizonSchema.describe('The visits owed in it are the work to be shared out.'),
    options: drawOptions,
    changes: z.array(teamChangeSchema).min(1).max(100).describe('What becomes of the team, in this order.'),
    todayPlanId: z.uuid().optional().describe("Whose territories are today's; as for proposals."),
  })
  .meta({ id: 'NewWhatIf' });

const head = {
  proposalId: z.uuid(),
  territoryId: z.uuid(),
  createdAt: z.iso.datetime(),
  chosenAt: z.iso.datetime().nullable().describe('When it became the territory last.'),
  horizon: horizonSchema,
  changes: z.array(teamChangeSchema).describe('What becomes of the team; empty: it stays as it is.'),
  before: territoriesBeforeSchema.nullable().describe('The territories before a change of the team.'),
};

export const storedProposalSchema = z.strictObject({ ...head, ...proposalSchema.shape }).meta({ id: 'StoredProposal' });

export const proposalsSchema = z
  .strictObject({ proposals: z.array(storedProposalSchema), issues: issueListSchema, issueCount: issueCountSchema })
  .meta({ id: 'Proposals' });

export const proposalListSchema = z
  .strictObject({
    proposals: z.array(z.strictObject({ ...head, leads: proposalSchema.shape.leads, kpis: proposalKpisSchema })),
  })
  .meta({ id: 'ProposalList' });

export const chosenProposalSchema = z
  .strictObject({
    territoryId: z.uuid(),
    version: z.number().int().min(1).describe('Of the territory; the ETag.'),
    customers: z.number().int().min(0).describe('Whose rep was written down in currentRepId.'),
    without: z.number().int().min(0).describe('Who have come since, and have no rep in the proposal.'),
  })
  .meta({ id: 'ChosenProposal' });

const storedRequest = {
  territoryId: z.string().describe('Of a stored territory.'),
  horizon: horizonSchema,
  options: drawOptions,
};

export const newFitSchema = z
  .union([planRequestSchema, z.strictObject(storedRequest)])
  .describe('Either carries its territory or names a stored one.')
  .meta({ id: 'NewFit' });

export const newSizingSchema = z
  .union([
    z.strictObject({ ...planRequestSchema.shape, teamSizes: sizingQuestionSchema.optional() }),
    z.strictObject({ ...storedRequest, teamSizes: sizingQuestionSchema.optional() }),
  ])
  .describe('Either carries its territory or names a stored one.')
  .meta({ id: 'NewSizing' });

export const fitAnswerSchema = z
  .strictObject({ fit: fitSchema, issues: issueListSchema, issueCount: issueCountSchema })
  .meta({ id: 'FitAnswer' });

export const sizingAnswerSchema = z
  .strictObject({ ...sizingSchema.shape, issues: issueListSchema, issueCount: issueCountSchema })
  .meta({ id: 'SizingAnswer' });
