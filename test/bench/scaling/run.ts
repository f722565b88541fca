/**
 * `npm run bench:scaling`: what a step of the search costs with 50 to 400 customers of one rep, in CPU time, and the memory it takes.
 * Every search is a process of its own; each seed is one repetition, and the sizes take turns, so that a busy machine slows all of them.
 */
import { spawnSync } from 'node:child_process';
import { access, appendFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { benchCommand, chosenOf, headerOf } from '../bench-command.ts';
import type { Measured } from './measure.ts';
import { sizes } from './request.ts';

const STEPS = 6000;

const args = ['--seeds', '1,2,3', ...process.argv.slice(2)];
process.exitCode = await benchCommand(args, '../shared/data', async (flags) => {
  await access(flags.dir);
  const steps = flags.steps ?? STEPS;
  const chosen = chosenOf(
    flags,
    sizes.map((size) => ({ name: String(size), size })),
  );
  const measured = new Map<number, Measured[]>(chosen.map(({ size }) => [size, []]));
  if (flags.out !== null) await writeFile(flags.out, '');
  for (const seed of flags.seeds) {
    for (const [size, runs] of measured) {
      const found = measureApart(flags.dir, steps, size, seed);
      runs.push(found);
      if (flags.out !== null) await appendFile(flags.out, `${JSON.stringify({ customers: size, seed, ...found })}\n`);
    }
  }
  console.log(`${headerOf(flags)}, ${steps} steps each`);
  printTable(measured, steps);
});

function printTable(measured: ReadonlyMap<number, readonly Measured[]>, steps: number): void {
  console.log(row(['customers', 'visits', 'steps', 'µs a step', 'exponent', 'peak MB']));
  let before: { size: number; cost: number } | null = null;
  let first: { size: number; cost: number } | null = null;
  for (const [size, runs] of measured) {
    const now = { size, cost: median(runs.map(({ cpuMicroseconds }) => cpuMicroseconds / steps)) };
    const peak = Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes));
    const exponent = before === null ? '' : exponentOf(before, now);
    const cells = [size, runs[0].visits, steps, now.cost.toFixed(1), exponent, peak.toFixed(0)];
    console.log(row(cells.map(String)));
    before = now;
    first ??= now;
  }
  if (first !== null && before !== null && first !== before) {
    console.log(`a step costs n^${exponentOf(first, before)} from ${first.size} to ${before.size} customers`);
  }
}

function measureApart(dir: string, steps: number, customers: number, seed: number): Measured {
  const script = fileURLToPath(new URL('measure.ts', import.meta.url));
  const args = [script, dir, customers, steps, seed].map(String);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${customers} customers, seed ${seed}: ${stderr}`);
  return JSON.parse(stdout);
}

function exponentOf(from: { size: number; cost: number }, to: { size: number; cost: number }): string {
  return (Math.log(to.cost / from.cost) / Math.log(to.size / from.size)).toFixed(2);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(10)).join(' ');
}
