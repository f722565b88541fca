import { describe, expect, it } from 'vitest';
import { interpret, type PlanOptions, parseRequest } from '#solver';
import { smallRequest } from './small-request.ts';

const reps = [{ id: 'R1' }, { id: 'R2' }];
const customers = [
  { currentRepId: 'R1' },
  { currentRepId: 'R2', eligibleRepIds: ['R1'] },
  { repId: 'R2', currentRepId: 'R1' },
  {},
];

function meaningWith(territories?: PlanOptions['territories']) {
  const request = smallRequest({ customers, reps });
  return interpret({
    ...request,
    options: { ...request.options, ...(territories === undefined ? {} : { territories }) },
  });
}
const eligible = (territories?: PlanOptions['territories']) =>
  meaningWith(territories).customers.map(({ eligibleReps }) => [...eligibleReps]);

describe('currentRepId', () => {
  it('keeps a customer with his rep as long as that one may carry him', () => {
    expect(eligible()).toEqual([[0], [0], [1], [0, 1]]);
    expect(meaningWith().splitTerritories).toBe(true);
  });

  it('is no lock when territories are drawn anew', () => {
    expect(eligible('split')).toEqual([[0, 1], [0], [1], [0, 1]]);
    expect(meaningWith('split').customers.map(({ currentRep }) => currentRep)).toEqual([0, 1, 1, -1]);
  });

  it('is enough to keep territories, and where everybody has one they are kept', () => {
    const all = smallRequest({ customers: [{ currentRepId: 'R1' }, { repId: 'R2' }], reps });
    expect(interpret(all).splitTerritories).toBe(false);
    expect(parseRequest({ ...all, options: { territories: 'keep' } }).request).not.toBeNull();
  });
});
