/** How travel is measured (contract, section 6). */
import { z } from 'zod';
import { id } from './fields.ts';

/** A row of a matrix: in a body an array, of a routing engine a typed one in memory that threads share. */
const rowUpTo = (most: number): z.ZodType<ArrayLike<number>> => z.array(z.number().int().min(0).max(most));

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
      seconds: z.array(rowUpTo(10_000_000)),
      metres: z.array(rowUpTo(100_000_000)),
    }),
    z.strictObject({
      mode: z.enum(['osrm', 'valhalla']),
      baseUrl: z.url({ protocol: /^https?$/ }),
      profile: z.string().min(1).max(50).optional().describe('Default driving (OSRM) or auto (Valhalla).'),
      fallback: z
        .literal('greatCircle')
        .optional()
        .describe('What to use, with an issue, when the engine fails, or is not asked: beyond 5,000 places.'),
    }),
  ])
  .meta({ id: 'Travel' });

export type Travel = z.infer<typeof travelSchema>;
