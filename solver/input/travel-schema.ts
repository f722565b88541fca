/** How travel is measured (contract, section 6). */
import { z } from 'zod';
import { id } from './fields.ts';

export const travelSchema = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z.literal('greatCircle'),
      detourFactor: z.number().min(1).max(10).optional().describe('Default 1.3.'),
      speedKmh: z.number().min(1).max(300).optional().describe('Default 60.'),
    }),
    z.strictObject({
      mode: z.literal('matrix'),
      placeIds: z
        .array(id)
        .min(1)
        .describe('Of all reps, customers and hotels. Two of them may share an id only at the same coordinates.'),
      seconds: z.array(z.array(z.number().int().min(0).max(10_000_000))),
      metres: z.array(z.array(z.number().int().min(0).max(100_000_000))),
    }),
    z.strictObject({
      mode: z.enum(['osrm', 'valhalla']),
      baseUrl: z.url({ protocol: /^https?$/ }),
      profile: z.string().min(1).max(50).optional().describe('Default driving (OSRM) or auto (Valhalla).'),
      fallback: z.literal('greatCircle').optional().describe('What to use, with an issue, when the engine fails.'),
    }),
  ])
  .meta({ id: 'Travel' });

export type Travel = z.infer<typeof travelSchema>;
