/** What the benchmark and replay commands share: their flags, and one line instead of a stack for wrong use. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

/** A command was called the wrong way; the message says how. */
export class WrongUse extends Error {}

/**
 * Runs a command. Of wrong use, also of a file that is not there, the message alone is printed; any other error, such as a wrong
 * solution, is thrown on.
 * @returns the exit code: 0 done, 2 wrong use
 */
export async function runCommand(run: () => Promise<void>): Promise<0 | 2> {
  try {
    await run();
    return 0;
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const isMissing = path !== undefined && (code === 'ENOENT' || code === 'ENOTDIR');
    if (!isMissing && !(error instanceof WrongUse)) throw error;
    process.stderr.write(isMissing ? `There is no ${path}.\n` : `${(error as Error).message}\n`);
    return 2;
  }
}

/**
 * The arguments of a command, as `parseArgs` reads them.
 * @throws WrongUse naming the argument that the command does not know
 */
export function readArguments<C extends ParseArgsConfig>(config: C): ReturnType<typeof parseArgs<C>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new WrongUse((error as Error).message);
  }
}

/** @param name of the argument, as it is called @throws WrongUse naming it */
export function positive(name: string, text: string, expected = 'a number above 0'): number {
  const value = Number(text);
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new WrongUse(`${name} must be ${expected}, not "${text}"`);
}

/** The most steps that a request may ask for. */
const MOST_STEPS = 1_000_000_000;

/** Of a plan. @throws WrongUse */
export function readSteps(text: string): number {
  return wholeNumber('--steps', text, MOST_STEPS);
}

/** @param name of the argument, as it is called @throws WrongUse naming it */
export function wholeNumber(name: string, text: string, most: number): number {
  const expected = `a whole number from 1 to ${most}`;
  const value = positive(name, text, expected);
  if (Number.isInteger(value) && value <= most) return value;
  throw new WrongUse(`${name} must be ${expected}, not "${text}"`);
}
