/** The table service of OSRM. */
import { z } from 'zod';
import type { Place } from '#solver';
import { askJson, EngineError, noWay, type Rectangle, type RoutingEngine, whole } from './engine.ts';

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
      const answer = answerSchema.safeParse(await askJson('OSRM', url, { signal }));
      if (!answer.success) throw new EngineError('OSRM answered with something that is not a table');
      return {
        seconds: wholeTable(answer.data.durations, noWay.seconds),
        metres: wholeTable(answer.data.distances, noWay.metres),
      };
    },
  };
}

const coordinates = ({ lat, lng }: Place) => `${lng.toFixed(6)},${lat.toFixed(6)}`;

const wholeTable = (table: readonly (readonly (number | null)[])[], longest: number) =>
  table.map((row) => row.map((value) => whole(value, longest)));
