/** What the benchmark commands share: flags, the table on the screen, one JSON line per solution. */
import { spawnSync } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { maxSeconds, maxSteps, RECOMBINE_SHARE, type StopCriterion } from '#solver';
import { positive, readArguments, runCommand, WrongUse } from '../command.ts';

export interface BenchFlags {
  readonly dir: string;
  /** Of search, per instance and seed. */
  readonly seconds: number;
  /** Instead of seconds: the same result on every machine. */
  readonly steps: number | null;
  readonly seeds: readonly number[];
  /** Instances whose name contains one of these; empty: all. */
  readonly only: readonly string[];
  /** File of JSON lines, or null. */
  readonly out: string | null;
}

export interface BenchRow {
  readonly instance: string;
  readonly seed: number;
  readonly cost: number;
  readonly bestKnown: number;
  readonly seconds: number;
  readonly steps: number;
  /** More columns. */
  readonly remark?: string;
  /** Written as it is. */
  readonly line: object;
}

/**
 * Runs a benchmark with its flags, as `runCommand` does.
 * @param dir default of `--dir`
 */
export function benchCommand(
  args: readonly string[],
  dir: string,
  run: (flags: BenchFlags) => Promise<void>,
): Promise<0 | 2> {
  return runCommand(async () => run(readFlags(args, dir)));
}

/** @throws WrongUse naming the wrong flag */
export function readFlags(args: readonly string[], dir: string): BenchFlags {
  const { values } = readArguments({
    args: [...args],
    options: {
      dir: { type: 'string', default: dir },
      seconds: { type: 'string', default: '10' },
      steps: { type: 'string' },
      seeds: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      out: { type: 'string' },
    },
  });
  const seeds = values.seeds
    .split(',')
    .map((seed) => positive('--seeds', seed, 'numbers above 0, with commas between'));
  const only = values.only.split(',').filter((name) => name !== '');
  const seconds = positive('--seconds', values.seconds);
  const steps = values.steps === undefined ? null : positive('--steps', values.steps);
  return { dir: values.dir, seconds, steps, seeds, only, out: values.out ?? null };
}

/**
 * The cases that `--only` names.
 * @throws WrongUse when there are none
 */
export function chosenOf<Case extends { readonly name: string }>(
  { only }: Pick<BenchFlags, 'only'>,
  cases: readonly Case[],
): readonly Case[] {
  const chosen = cases.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  if (chosen.length > 0) return chosen;
  const names = cases.slice(0, 20).map(({ name }) => name);
  const there = cases.length > names.length ? [...names, '…'] : names;
  throw new WrongUse(`No case matches ${only.join(', ') || 'anything'}; there are ${there.join(', ') || 'none'}.`);
}

/** What one search may use. */
export interface SearchBudget {
  readonly stop: StopCriterion;
  /** Of the search and what follows it; null for a budget of steps. */
  readonly seconds: number | null;
  readonly secondsLeft?: () => number;
}

/** A fresh one for each search. @param searchShare of seconds; the rest is left for recombining the tours found */
export function budgetOf(steps: number | null, seconds: number, searchShare = 1 - RECOMBINE_SHARE): SearchBudget {
  if (steps !== null) return { stop: maxSteps(steps), seconds: null };
  const clock = () => performance.now() / 1000;
  const begun = clock();
  const stop = maxSeconds(clock, seconds * searchShare);
  return { stop, seconds, secondsLeft: () => seconds - (clock() - begun) };
}

export const gapPercent = ({ cost, bestKnown }: Pick<BenchRow, 'cost' | 'bestKnown'>): number =>
  100 * (cost / bestKnown - 1);

/** Where and with what the figures below it were measured. */
export function headerOf({ seeds }: Pick<BenchFlags, 'seeds'>): string {
  const cpu = cpus()[0]?.model ?? 'unknown CPU';
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, commit ${commit()}, Node ${process.version}, ${cpu}, one thread, seeds ${seeds.join(', ')}`;
}

function commit(): string {
  const { stdout } = spawnSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' });
  return stdout?.trim() || 'unknown';
}

/** Runs every instance with every seed, prints a line each and the mean gap. A wrong solution throws out of `solve`. */
export async function runBench<Instance extends { readonly name: string }>(
  flags: BenchFlags,
  instances: readonly Instance[],
  solve: (instance: Instance, seed: number) => BenchRow,
): Promise<void> {
  const chosen = chosenOf(flags, instances);
  if (flags.out !== null) await writeFile(flags.out, '');
  console.log(headerOf(flags));
  console.log(row(['instance', 'seed', 'cost', 'best-known', 'gap %', 'seconds', 'steps/s', '']));
  const gaps: number[] = [];
  for (const instance of chosen) {
    for (const seed of flags.seeds) {
      const found = solve(instance, seed);
      const gap = gapPercent(found);
      gaps.push(gap);
      const speed = Math.round(found.steps / Math.max(0.001, found.seconds));
      const cells = [found.cost.toFixed(2), found.bestKnown.toFixed(2), gap.toFixed(2), found.seconds.toFixed(1)];
      console.log(row([found.instance, String(seed), ...cells, speed.toLocaleString('en'), found.remark ?? '']));
      if (flags.out !== null) await appendFile(flags.out, `${JSON.stringify(found.line)}\n`);
    }
  }
  const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length;
  console.log(`mean gap ${mean.toFixed(3)} % over ${gaps.length} runs`);
}

function row(cells: readonly string[]): string {
  return cells.map((cell, index) => (index === 0 ? cell.padEnd(24) : cell.padStart(11))).join(' ');
}
