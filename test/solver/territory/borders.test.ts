import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import { Assignment } from '../../../solver/territory/assignment.ts';
import { free, moveBorders } from '../../../solver/territory/borders.ts';
import { exclavesOf } from '../../../solver/territory/contiguity.ts';
import { tinyChoices } from './tiny-choices.ts';

const SIDE = 8;

/** A square of areas, each beside those left, right, above, below and on one diagonal, as in a triangulation. */
const square = Array.from({ length: SIDE * SIDE }, (_, area) => {
  const column = area % SIDE;
  const besides = [area - SIDE, area + SIDE];
  if (column > 0) besides.push(area - 1, area - SIDE - 1);
  if (column < SIDE - 1) besides.push(area + 1, area + SIDE + 1);
  return besides.filter((other) => other >= 0 && other < SIDE * SIDE).sort((a, b) => a - b);
});

/** The left half belongs to rep 0; what an area costs with each is drawn by lot, so that cost alone would tear the halves apart. */
function drawnByLot(room: number): Assignment {
  const random = new Random(3);
  const costs = square.map(() => [random.next() * 4, random.next() * 4]);
  const { start, rep, ...choices } = tinyChoices(costs, room);
  const chosen = square.map((_, area) => {
    const wanted = area % SIDE < SIDE / 2 ? 0 : 1;
    return rep[start[area]] === wanted ? start[area] : start[area] + 1;
  });
  return Assignment.of({ start, rep, ...choices }, Int32Array.from(chosen));
}

describe('moveBorders', () => {
  it('makes an assignment cheaper and keeps to the limits', () => {
    const assignment = drawnByLot(40);
    const before = assignment.total();
    moveBorders(assignment, square);
    expect(assignment.total()).toBeLessThan(before);
    expect(assignment.outsideLimits()).toBe(0);
  });

  it('tears nothing apart when it is told not to', () => {
    const whole = drawnByLot(40);
    const before = whole.total();
    moveBorders(whole, square, { ...free, whole: true });
    expect(exclavesOf(whole.reps(), square)).toEqual([]);
    expect(whole.total()).toBeLessThan(before);
  });
});
