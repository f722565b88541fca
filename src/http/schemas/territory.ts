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

export type StoredTerritoryView = z.infer<typeof storedTerritorySchema>;
