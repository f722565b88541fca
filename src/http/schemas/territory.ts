/** What territories look like on the wire (contract, section 8). */
import { z } from 'zod';
import { horizonSchema, issueSchema, optionsSchema, territorySchema } from '#solver';
import { issueCountSchema, issueListSchema } from './problem.ts';

export const territoryParamsSchema = z.strictObject({
  territoryId: z.uuid().describe('As answered when the territory was stored.'),
});

export const newTerritorySchema = z
  .strictObject({
    territory: territorySchema,
    horizon: horizonSchema.optional(),
    options: optionsSchema.optional().describe('Only with a horizon.'),
  })
  .describe('A territory to store; with a horizon it is planned at once.')
  .meta({ id: 'NewTerritory' });

export const territoryCreatedSchema = z
  .strictObject({ territoryId: z.uuid(), issues: issueListSchema, issueCount: issueCountSchema })
  .meta({ id: 'TerritoryCreated' });

export const storedTerritorySchema = z
  .strictObject({
    territoryId: z.uuid(),
    version: z.number().int().min(1).describe('Counts the changes; the ETag.'),
    territory: territorySchema,
    issues: z.array(issueSchema).readonly().describe('Those of the territory itself, as it was stored.'),
  })
  .meta({ id: 'StoredTerritory' });

export const ifNoneMatchHeaderSchema = z.object({
  'if-none-match': z.string().optional().describe('An ETag answered before.'),
});

export const ifMatchHeaderSchema = z.object({
  'if-match': z.string().optional().describe('ETags read before: only while one of them is still right; else 412.'),
});

export const replacedTerritorySchema = z
  .strictObject({ territory: territorySchema })
  .describe('The whole territory as it shall be.')
  .meta({ id: 'TerritoryReplacement' });

export const territoryReplacedSchema = z
  .strictObject({
    territoryId: z.uuid(),
    version: z.number().int().min(1),
    issues: issueListSchema,
    issueCount: issueCountSchema,
  })
  .meta({ id: 'TerritoryReplaced' });

export const territoryListSchema = z
  .strictObject({
    territories: z.array(
      z.strictObject({
        territoryId: z.uuid(),
        name: z.string().nullable(),
        version: z.number().int().min(1),
        customers: z.number().int().min(0),
        reps: z.number().int().min(0),
        updatedAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'TerritoryList' });

export type StoredTerritoryView = z.infer<typeof storedTerritorySchema>;
