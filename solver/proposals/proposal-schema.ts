/** The schema of proposed territories. */
import { z } from 'zod';
import { issueSchema } from '../input/issue.ts';
import { repSchema } from '../input/request.ts';
import { plannedTerritorySchema } from '../output/index.ts';

export const objectives = ['leastDriving', 'mostEvenWorkload', 'mostEvenRevenue', 'fewestHandOvers'] as const;

const share = z.number().min(0).max(1);

export const proposalKpisSchema = z
  .strictObject({
    driveMinutesPerWeek: z
      .number()
      .min(0)
      .describe(
        'Of all reps: an estimate, corrected by what short searches drive in the territories of today. Compare it with others of the same answer only: other locks or reps of today correct it by another measure.',
      ),
    workloadImbalance: z
      .number()
      .min(0)
      .describe(
        'Largest distance of a rep from the fair share of work, as a part of it; fair follows the working time.',
      ),
    revenueImbalance: z
      .number()
      .min(0)
      .describe('The same for revenue, of which everybody who works has an equal share.'),
    handOvers: z.number().int().min(0).describe('Customers who get another rep than today.'),
    handOverRevenue: z.number().min(0),
    handOverRevenueShare: share.describe('Of the revenue of all customers.'),
    exclaves: z.number().int().min(0).describe('Parts of a territory that lie apart from the rest of it.'),
    kmFromMiddle: z
      .number()
      .min(0)
      .describe('Mean way of a customer from the middle of his territory, as the crow flies.'),
  })
  .meta({ id: 'ProposalKpis' });

export const territoriesBeforeSchema = proposalKpisSchema
  .extend({
    reps: z
      .array(plannedTerritorySchema.pick({ repId: true, channelWidth: true }))
      .describe('What each rep carried, to be held against `territories`.'),
  })
  .meta({ id: 'TerritoriesBefore' });

export const handOverSchema = z
  .strictObject({
    customerId: z.string(),
    fromRepId: z.string(),
    toRepId: z.string(),
    annualRevenue: z.number().min(0),
  })
  .meta({ id: 'HandOver' });

export const proposalSchema = z
  .strictObject({
    leads: z.array(z.enum([...objectives, 'compromise'])).describe('In what it is the best of those proposed.'),
    kpis: proposalKpisSchema,
    territories: z.array(plannedTerritorySchema).describe('Visits owed, and driving as estimated, over the horizon.'),
    handOvers: z.array(handOverSchema),
    issues: z.array(issueSchema).describe('What of the wishes could not be kept, and why.'),
  })
  .meta({ id: 'TerritoryProposal' });

export const teamChangeSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('leaves'), repId: z.string() }),
    z.strictObject({ kind: z.literal('joins'), rep: repSchema }),
    z.strictObject({
      kind: z.literal('worksLess'),
      repId: z.string(),
      share: z.number().gt(0).max(1).describe('Of the hours of each working day; 0.5 is half time.'),
    }),
    z.strictObject({ kind: z.literal('moves'), repId: z.string(), home: repSchema.shape.home }),
  ])
  .meta({ id: 'TeamChange' });

export type Objective = (typeof objectives)[number];
export type ProposalKpis = z.infer<typeof proposalKpisSchema>;
export type TerritoriesBefore = z.infer<typeof territoriesBeforeSchema>;
export type HandOver = z.infer<typeof handOverSchema>;
export type TerritoryProposal = z.infer<typeof proposalSchema>;
export type TeamChange = z.infer<typeof teamChangeSchema>;
