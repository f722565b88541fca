/** Many customers at one place, as where they are known by their town only. */
import { describe, expect, it } from 'vitest';
import { crowdsOf } from '../../../solver/territory/adjacency.ts';
import { exclavesOf } from '../../../solver/territory/contiguity.ts';
import { designTerritories } from '../../../solver/territory/index.ts';
import { at, meaningOf } from './meanings.ts';

const town = at(0, 0);

/** Of every class and revenue; every third rep in each of the towns, or all in the first. */
function design(customers: number, towns: number) {
  const place = (k: number) => at((k % towns) / 2, 0);
  const meaning = meaningOf({
    customers: Array.from({ length: customers }, (_, k) => ({
      location: place(k),
      class: ['A1', 'B1', 'B2', 'C'][((k * 7) % 13) % 4],
      annualRevenue: (1 + ((k * 37) % 101)) * 1000,
    })),
    reps: [0, 1, 2].map(() => ({ home: town })),
  });
  return designTerritories(meaning, []);
}

describe('a crowd at one place', () => {
  it('are areas of more than sixty, in every other respect beside each other', () => {
    const places = Array.from({ length: 130 }, (_, k) => at(k < 65 ? 0 : k, 0));
    const areas = places.map((_, customer) => ({ members: [customer] }));
    const crowds = crowdsOf(places, areas);
    expect(crowds).toEqual([Array.from({ length: 65 }, (_, k) => k)]);
    // Only the last of the crowd have the second rep, and are linked with nobody.
    const repOf = Int32Array.from(places, (_, k) => (k >= 62 && k < 65 ? 1 : 0));
    const alone = places.map(() => []);
    expect(exclavesOf(repOf.subarray(0, 65), alone.slice(0, 65), crowds)).toEqual([]);
    expect(exclavesOf(repOf.subarray(0, 65), alone.slice(0, 65))).toHaveLength(63);
  });

  it('is shared out evenly among reps who live there, and lies nowhere apart', () => {
    for (const towns of [1, 2]) {
      const { broken, exclaves } = design(240, towns);
      expect([broken, exclaves]).toEqual([[], 0]);
    }
  });
});
