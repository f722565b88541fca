import { describe, expect, it } from 'vitest';
import { gapPercent, headerOf, readFlags, runBench } from './bench-command.ts';

describe('readFlags', () => {
  it('has a value for every flag', () => {
    expect(readFlags([], 'data')).toEqual({ dir: 'data', seconds: 10, steps: null, seeds: [1], only: [], out: null });
  });

  it('reads every flag', () => {
    const args = '--dir d --seconds 2.5 --steps 300 --seeds 1,2 --only p01,pr --out o.jsonl'.split(' ');
    expect(readFlags(args, 'data')).toEqual({
      dir: 'd',
      seconds: 2.5,
      steps: 300,
      seeds: [1, 2],
      only: ['p01', 'pr'],
      out: 'o.jsonl',
    });
  });

  it.each([
    ['--seconds', '0'],
    ['--steps', 'many'],
    ['--seeds', '1,x'],
    ['--second', '5'],
  ])('refuses %s %s', (flag, value) => {
    expect(() => readFlags([flag, value], 'data')).toThrow(flag);
  });
});

describe('runBench', () => {
  const flags = readFlags(['--only', 'a'], 'data');

  it('hands on what a wrong solution throws', async () => {
    const solve = () => {
      throw new Error('a: customer 3 is visited 0 times');
    };
    await expect(runBench(flags, [{ name: 'a' }], solve)).rejects.toThrow('visited 0 times');
  });

  it('refuses a name that no instance has', async () => {
    await expect(runBench(flags, [{ name: 'b' }], () => expect.fail())).rejects.toThrow('no instance in data');
  });

  it('says where it was measured, and the gap in per cent', () => {
    expect(headerOf(flags)).toMatch(/^\d{4}-\d\d-\d\d, commit \S+, Node v\d+.*seeds 1$/);
    expect(gapPercent({ cost: 101, bestKnown: 100 })).toBeCloseTo(1);
  });
});
