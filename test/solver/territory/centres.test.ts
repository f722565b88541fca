/** Where territories have their centres. */
import { expect, test } from 'vitest';
import { centresOf, firstCentres } from '../../../solver/territory/centres.ts';
import { basicAreas } from '../../../solver/territory/index.ts';
import { placeOf } from '../../../solver/territory/sphere.ts';
import { type TerritoryProblem, territoryProblem } from '../../../solver/territory/territory-problem.ts';
import { at, meaningOf } from './meanings.ts';

/** Four customers at the corners of a square of a degree. */
function corners(homes: readonly { lat: number; lng: number }[]): TerritoryProblem {
  const customers = [at(0, 0), at(1, 0), at(0, 1), at(1, 1)].map((location) => ({ location, class: 'B1' }));
  const meaning = meaningOf({ customers, reps: homes.map((home) => ({ home })) });
  return territoryProblem(meaning, basicAreas(meaning).areas);
}

/** Degrees east and north of the square's first corner. */
function places(centres: Float64Array): number[][] {
  return Array.from({ length: centres.length / 3 }, (_, rep) => {
    const { lat, lng } = placeOf(centres, rep);
    return [lng + 93, lat - 41].map((degrees) => Math.round(degrees * 100) / 100 + 0);
  });
}

test('reps start in the middle of a fair share of areas, those nearest to home, also from far away', () => {
  expect(places(firstCentres(corners([at(0, 0.1), at(9, 0.9)])))).toEqual([
    [0.5, 0],
    [1, 0.5],
  ]);
});

test('reps of one office start in different directions, halfway out', () => {
  const office = at(0, 0);
  expect(places(firstCentres(corners([office, office, office])))).toEqual([
    [0, 0],
    [0.5, 0.5],
    [0.5, 0],
  ]);
});

test('a centre lies in the middle of the visits, or at home without any', () => {
  const problem = corners([at(0, 0), at(1, 1), at(0.5, 0.25)]);
  const centres = centresOf(problem, Int32Array.of(1, 0, 0, 1));
  expect(places(centres)).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
    [0.5, 0.25],
  ]);
});
