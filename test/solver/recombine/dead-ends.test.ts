import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { CoverTable } from '../../../solver/recombine/cover-table.ts';
import { ALL, DeadEnds } from '../../../solver/recombine/dead-ends.ts';
import { randomTours, tour } from '../itinerary/random-tours.ts';

const problem = randomTours(new Random(1), 5);
const { home } = problem;
const hotel = home + 1;
const tours = [
  tour(home, hotel, 0, 1),
  tour(home, hotel, 2),
  tour(home, hotel, 0, 2),
  tour(home, hotel, 1),
  tour(home, home, 0, 2),
];

function deadEnds(...chosen: readonly number[]): DeadEnds {
  const ends = new DeadEnds(new CoverTable(problem, tours, tours.length), 4);
  for (const each of chosen) ends.turn(each);
  return ends;
}

/** Others are chosen instead. */
function turn(ends: DeadEnds, ...turned: readonly number[]): DeadEnds {
  for (const each of turned) ends.turn(each);
  return ends;
}

describe('DeadEnds', () => {
  it('knows what other tours have left before', () => {
    const ends = deadEnds(0, 1);
    expect(ends.exceptionsTried(2, 1)).toBe(-1);
    ends.note(2, 1, ALL);
    expect(turn(ends, 0, 1, 2, 3).exceptionsTried(2, 1)).toBe(ALL);
    // The same customers, but an odd number of tours at home and at the hotel.
    expect(turn(ends, 2, 4).exceptionsTried(2, 1)).toBe(-1);
    expect(turn(ends, 4).exceptionsTried(1, 1)).toBe(-1);
  });

  it('tells apart how many tours are chosen and how much of the budget is left', () => {
    const ends = deadEnds(0, 1);
    ends.note(2, 1, 8);
    expect(ends.exceptionsTried(2, 0.5)).toBe(8);
    expect(ends.exceptionsTried(2, 1 + 1e-12)).toBe(8);
    expect(ends.exceptionsTried(2, 1.1)).toBe(-1);
    expect(ends.exceptionsTried(3, 1)).toBe(-1);
    ends.note(2, 2, 0);
    expect(ends.exceptionsTried(2, 1.1)).toBe(0);
  });
});
