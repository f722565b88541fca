/** The matrix service of Valhalla. */
import { z } from 'zod';
import type { Place } from '#solver';
import { askJson, EngineError, type Rectangle, type RoutingEngine, rectangleOf } from './engine.ts';

const cell = z.object({ time: z.number().min(0).nullable(), distance: z.number().min(0).nullable() });
const answerSchema = z.object({ sources_to_targets: z.array(z.array(cell)) });

export function valhalla(baseUrl: string, profile: string): RoutingEngine {
  const url = `${baseUrl.replace(/\/+$/, '')}/sources_to_targets`;
  return {
    name: 'Valhalla',
    // Its default limit is 2,500 pairs in one question.
    mostPlaces: 50,
    async table(sources, targets, signal): Promise<Rectangle> {
      const question = {
        sources: sources.map(location),
        targets: targets.map(location),
        costing: profile,
        units: 'kilometers',
      };
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(question),
        signal,
      };
      const answer = answerSchema.safeParse(await askJson('Valhalla', url, init));
      if (!answer.success) throw new EngineError('Valhalla answered with something that is not a matrix');
      const table = answer.data.sources_to_targets;
      const times = table.map((row) => row.map(({ time }) => time));
      const lengths = table.map((row) => row.map(({ distance }) => (distance === null ? null : distance * 1000)));
      return rectangleOf('Valhalla', times, lengths);
    },
  };
}

const location = ({ lat, lng }: Place) => ({ lat, lon: lng });
