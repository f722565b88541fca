import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { benchCommand, chosenOf, gapPercent, headerOf, readFlags, runBench } from './bench-command.ts';

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

describe('a benchmark command', () => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  afterEach(() => told.mockReset());
  afterAll(() => told.mockRestore());

  it.each([
    [['--seconds', '0'], '--seconds must be a number above 0, not "0"\n'],
    [['--only', 'x'], 'No case matches x; there are a, b.\n'],
    [['--dir', 'no-such-folder'], `There is no ${join('no-such-folder', 'best-known.csv')}.\n`],
  ])('called with %j says what is wrong and ends with 2', async (args, message) => {
    const code = await benchCommand(args, '.', async (flags) => {
      chosenOf(flags, [{ name: 'a' }, { name: 'b' }]);
      await readFile(join(flags.dir, 'best-known.csv'));
    });
    expect(code).toBe(2);
    expect(told.mock.calls).toEqual([[message]]);
  });

  it('fails loudly for what is not its use', async () => {
    const run = () => Promise.reject(new Error('a: customer 3 is visited 0 times'));
    await expect(benchCommand([], '.', run)).rejects.toThrow('visited 0 times');
    expect(await benchCommand([], '.', async () => {})).toBe(0);
  });

  it.each(['cpmp', 'pvrp', 'real', 'scaling', 'territory', 'tsphs'])('%s shows no stack for wrong use', (name) => {
    const script = fileURLToPath(new URL(`${name}/run.ts`, import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, '--only', 'nothing'], { encoding: 'utf8' });
    expect(status).toBe(2);
    // Without the data folder it is that which is missing.
    expect(stderr).toMatch(/^(No case matches nothing; there are .*|There is no .*)\n$/);
  });
});

describe('another command', () => {
  it.each([
    ['bench/health-under-load.ts', 'soon', /^SECONDS must be a number above 0, not "soon"\n$/],
    ['real/replay-night.ts', '--stepps=5', /^Unknown option '--stepps'.*\n$/],
    ['real/replay-year.ts', '--months=13', /^--months must be a whole number from 1 to 12, not "13"\n$/],
  ])('%s shows no stack for wrong use', (name, wrong, message) => {
    const script = fileURLToPath(new URL(`../${name}`, import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, wrong], { encoding: 'utf8' });
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
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
    const ran = runBench(flags, [{ name: 'b' }], () => expect.fail());
    await expect(ran).rejects.toThrow('No case matches a; there are b.');
  });

  it('says where it was measured, and the gap in per cent', () => {
    expect(headerOf(flags)).toMatch(/^\d{4}-\d\d-\d\d, commit \S+, Node v\d+.*seeds 1$/);
    expect(gapPercent({ cost: 101, bestKnown: 100 })).toBeCloseTo(1);
  });
});
