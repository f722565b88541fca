import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjacentAreas } from '../../../solver/territory/adjacency.ts';
import { Assignment } from '../../../solver/territory/assignment.ts';
import { exclavesOf, joinParts, partsOf } from '../../../solver/territory/contiguity.ts';
import { at } from './meanings.ts';
import { tinyChoices } from './tiny-choices.ts';

/** Areas in a row, each beside the next. */
const row = (count: number) =>
  Array.from({ length: count }, (_, area) => [area - 1, area + 1].filter((other) => other >= 0 && other < count));
const single = (count: number) =>
  Array.from({ length: count }, (_, member) => ({ members: [member], eligibleReps: [0] }));

function carried(repOf: readonly number[], room: number): Assignment {
  const choices = tinyChoices(
    repOf.map(() => [1, 1]),
    room,
  );
  return Assignment.of(
    choices,
    Int32Array.from(repOf, (rep, area) => area * 2 + rep),
  );
}

describe('adjacentAreas', () => {
  it('links neighbours and not those behind them', () => {
    const places = [at(0, 0), at(1, 0), at(2, 0), at(0, 1), at(1, 1.1), at(2, 1)];
    const beside = adjacentAreas(places, single(6));
    expect(beside[0]).toContain(1);
    expect(beside[0]).not.toContain(2);
    beside.forEach((others, area) => {
      for (const other of others) expect(beside[other]).toContain(area);
    });
  });

  it('links customers at one place, and those on one line in their order', () => {
    expect(adjacentAreas([at(0, 0), at(0, 0), at(1, 0), at(2, 0)], single(4))).toEqual([[1, 2], [0], [0, 3], [2]]);
    expect(adjacentAreas([at(0, 0)], single(1))).toEqual([[]]);
  });

  it('leaves out nobody of a line that rounding has bent', () => {
    const places = [
      [42.6595, -91.4824],
      [42.7021, -91.6359],
      [42.7447, -91.7894],
      [42.7873, -91.9429],
      [42.8299, -92.0964],
    ].map(([lat, lng]) => ({ lat, lng }));
    for (const beside of adjacentAreas(places, single(5))) expect(beside).not.toEqual([]);
  });

  it('does not link places whose cells only meet far outside, past one between them', () => {
    const past = [at(0, 0), at(1, 0.05), at(2, 0), at(1, 2)];
    expect(adjacentAreas(past, single(4))).toEqual([
      [1, 3],
      [0, 2, 3],
      [1, 3],
      [0, 1, 2],
    ]);
    // Three of them, or all nearly on one line: everybody stays joined.
    expect(adjacentAreas(past.slice(0, 3), single(3))).toEqual([[1], [0, 2], [1]]);
  });

  it('joins all places, whatever they are', () => {
    const degrees = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(fc.array(fc.tuple(degrees, degrees), { minLength: 1, maxLength: 30 }), (drawn) => {
        const beside = adjacentAreas(
          drawn.map(([x, y]) => at(x / 10, y / 10)),
          single(drawn.length),
        );
        expect(partsOf(new Int32Array(drawn.length), beside)).toHaveLength(1);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('knows areas of several customers', () => {
    const areas = [
      { members: [0, 3], eligibleReps: [0] },
      { members: [1, 2], eligibleReps: [0] },
    ];
    expect(adjacentAreas([at(0, 0), at(1, 0), at(2, 0), at(3, 0)], areas)).toEqual([[1], [0]]);
  });
});

describe('territories in parts', () => {
  it('are found, the largest part first', () => {
    const parts = partsOf(Int32Array.of(0, 1, 1, 0, 0, 0), row(6));
    expect(parts).toEqual([
      { rep: 0, areas: [3, 4, 5] },
      { rep: 0, areas: [0] },
      { rep: 1, areas: [1, 2] },
    ]);
    expect(exclavesOf(Int32Array.of(0, 1, 1, 0, 0, 0), row(6))).toEqual([{ rep: 0, areas: [0] }]);
  });

  it('become whole where a rep beside has room', () => {
    const assignment = carried([0, 1, 1, 0, 0, 0], 4);
    joinParts(assignment, row(6));
    expect([...assignment.reps()]).toEqual([1, 1, 1, 0, 0, 0]);
  });

  it('stay apart where nobody beside has room', () => {
    const assignment = carried([0, 1, 1, 0, 0, 0], 4);
    assignment.choices.limits[0].upper[1] = 2;
    joinParts(assignment, row(6));
    expect([...assignment.reps()]).toEqual([0, 1, 1, 0, 0, 0]);
  });

  it('become whole at any price when they are to', () => {
    const assignment = carried([0, 1, 1, 0, 0, 0], 4);
    assignment.choices.limits[0].upper[1] = 2;
    joinParts(assignment, row(6), [], true);
    expect([...assignment.reps()]).toEqual([1, 1, 1, 0, 0, 0]);
  });
});
