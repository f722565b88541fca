import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maxSteps } from '../../solver/annealing/index.ts';
import { dataFolder } from '../real/data-folder.ts';
import { parseCpmp, readCpmp } from './cpmp/instance.ts';
import { solveCpmp } from './cpmp/solve.ts';
import { verifyCpmp } from './cpmp/verify.ts';

/** Two pairs of sites, each of which fits one median. */
const tiny = parseCpmp('tiny', ['4 2', '0 0 2 1', '3 4 2 1', '50 0 2 1', '50 2.5 2 1'].join('\n'), false, 7.5);

describe('verifyCpmp', () => {
  it('accepts a right solution and knows its cost', () => {
    expect(verifyCpmp(tiny, [0, 2], [0, 0, 2, 2])).toEqual({ cost: 7.5, errors: [] });
  });

  it('cuts distances where the instance says so', () => {
    expect(verifyCpmp({ ...tiny, wholeDistances: true }, [0, 2], [0, 0, 2, 2]).cost).toBe(7);
  });

  it.each([
    ['serves 3 of 2', [0, 2], [0, 0, 0, 2]],
    ['1 medians are open instead of 2', [0], [0, 0, 0, 0]],
    ['3 of 4 sites are assigned', [0, 2], [0, 0, 2]],
    ['site 3 goes to 1, which is no median', [0, 2], [0, 0, 2, 1]],
  ])('finds that a solution %s', (fault, medians, assignment) => {
    expect(verifyCpmp(tiny, medians, assignment).errors.join()).toContain(fault);
  });
});

describe('solveCpmp', () => {
  it('finds the best solution of a tiny instance', () => {
    const { centres, centreOf } = solveCpmp(tiny, { seed: 1, stop: maxSteps(50) });
    const assignment = Array.from(centreOf, (centre) => centres[centre]);
    expect(verifyCpmp(tiny, [...centres], assignment)).toEqual({ cost: 7.5, errors: [] });
  });
});

const folder = join(dataFolder(), 'cpmp');
describe.skipIf(!existsSync(folder))('published instances (skipped where the data folder is missing)', () => {
  it('come near the best-known value within some steps', async () => {
    const instance = (await readCpmp(folder)).find(({ name }) => name === 'cpmp01')!;
    const { centres, centreOf } = solveCpmp(instance, { seed: 1, stop: maxSteps(2000) });
    const { cost, errors } = verifyCpmp(
      instance,
      [...centres],
      Array.from(centreOf, (centre) => centres[centre]),
    );
    expect(errors).toEqual([]);
    expect(cost / instance.bestKnown).toBeLessThan(1.02);
  });
});
