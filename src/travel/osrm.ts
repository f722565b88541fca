/** The table service of OSRM. */
import { z } from 'zod';
import type { Place } from '#solver';
import { askJson, EngineError, type Rectangle, type RoutingEngine, rectangleOf } from './engine.ts';

const rows = z.array(z.array(z.number().min(0).nullable()));
const answerSchema = z.object({ code: z.literal('Ok'), durations: rows, distances: rows });

export function osrm(baseUrl: string, profile: string): RoutingEngine {
  const base = baseUrl.replace(/\/+$/, '');
  return {
    name: 'OSRM',
    // Its default limit is 100 coordinates in one question, sources and targets together.
    mostPlaces: 50,
    async table(sources, targets, signal): Promise<Rectangle> {
      const all = [...sources, ...targets];
      const list = (from: number, count: number) => Array.from({ length: count }, (_, k) => from + k).join(';');
      const query = new URLSearchParams({
        sources: list(0, sources.length),
        destinations: list(sources.length, targets.length),
        annotations: 'duration,distance',
      });
      const url = `${base}/table/v1/${encodeURIComponent(profile)}/${all.map(coordinates).join(';')}?${query}`;
      const answer = answerSchema.safeParse(await askJson('OSRM', url, { signal }, coordinateIn));
      if (!answer.success) throw new EngineError('OSRM answered with something that is not a table');
      return rectangleOf('OSRM', answer.data.durations, answer.data.distances);
    },
  };
}

const coordinates = ({ lat, lng }: Place) => `${lng.toFixed(6)},${lat.toFixed(6)}`;

/** "Could not find a matching segment for coordinate 3": counted from 0, in the order of the question. */
function coordinateIn(words: string): number | undefined {
  const [, number] = /^NoSegment: .* coordinate (\d+)$/.exec(words) ?? [];
  return number === undefined ? undefined : Number(number);
}
