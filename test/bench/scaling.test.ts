import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder } from '../real/data-folder.ts';
import { measure, problemOf } from './scaling/measure.ts';

describe.skipIf(!existsSync(join(dataFolder(), 'france')))('bench:scaling (skipped without the data folder)', () => {
  it('measures a rep with as many customers as asked for, a fifth of them visited twice', () => {
    const problem = problemOf(dataFolder(), 50);
    expect(problem.customers).toBe(50);
    const { visits, planned, steps, cpuMicroseconds, peakMegabytes } = measure(problem, 100, 1, 10);
    expect({ visits, planned, steps }).toEqual({ visits: 60, planned: 60, steps: 100 });
    expect(cpuMicroseconds).toBeGreaterThan(0);
    expect(peakMegabytes).toBeGreaterThan(0);
  });
});
