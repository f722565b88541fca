/** What itineraries look like on the wire (contract, section 8). */
import { z } from 'zod';
import { planSchema } from '#solver';

export const itinerariesQuerySchema = z.strictObject({
  repId: z.string().min(1).optional().describe('Only this rep. Default: all.'),
  from: z.iso.date().optional().describe('The first day, 2026-11-30. Default: the first of the horizon.'),
  to: z.iso.date().optional().describe('The last day. Default: the last of the horizon.'),
});

export type ItinerariesQuery = z.infer<typeof itinerariesQuerySchema>;

export const itinerariesSchema = z
  .strictObject({
    planId: z.uuid(),
    timeZone: planSchema.shape.timeZone,
    coordinateSystem: planSchema.shape.coordinateSystem,
    itineraries: planSchema.shape.itineraries,
  })
  .meta({ id: 'Itineraries' });

export const geoJsonSchema = z
  .looseObject({ type: z.literal('FeatureCollection'), features: z.array(z.looseObject({})) })
  .describe('GeoJSON (RFC 7946), WGS-84.')
  .meta({ id: 'PlanGeoJson' });

export type PlanGeoJson = z.infer<typeof geoJsonSchema>;
