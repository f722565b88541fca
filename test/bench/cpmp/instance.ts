/** Instances of the capacitated p-median problem: `n p`, then `x y capacity demand` a site. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface CpmpInstance {
  readonly name: string;
  readonly medians: number;
  readonly sites: readonly {
    readonly x: number;
    readonly y: number;
    readonly capacity: number;
    readonly demand: number;
  }[];
  /** Distances are cut to whole numbers; otherwise unrounded Euclid. */
  readonly wholeDistances: boolean;
  readonly bestKnown: number;
}

/** All instances of a folder that `best-known.csv` names. */
export async function readCpmp(dir: string): Promise<CpmpInstance[]> {
  const files = await readdir(dir);
  const [head, ...lines] = (await readFile(join(dir, 'best-known.csv'), 'utf8')).trim().split(/\r?\n/);
  const columns = head.split(',');
  return Promise.all(
    lines.map(async (line) => {
      const cells = line.match(/("[^"]*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, ''));
      const value = (column: string) => cells[columns.indexOf(column)];
      const name = value('instance');
      const file = files.find((each) => each.startsWith(`${name}.`));
      if (file === undefined) throw new Error(`${dir} has no file for ${name}`);
      const text = await readFile(join(dir, file), 'utf8');
      const whole = value('distance_convention') === 'floor';
      return parseCpmp(name, text, whole, Number(value('best_known')));
    }),
  );
}

/** @throws Error when the text has fewer sites than it says */
export function parseCpmp(name: string, text: string, wholeDistances: boolean, bestKnown: number): CpmpInstance {
  const [count, medians, ...numbers] = text.trim().split(/\s+/).map(Number);
  if (numbers.length < count * 4) throw new Error(`${name} has ${Math.floor(numbers.length / 4)} sites of ${count}`);
  const sites = Array.from({ length: count }, (_, site) => {
    const [x, y, capacity, demand] = numbers.slice(site * 4, site * 4 + 4);
    return { x, y, capacity, demand };
  });
  return { name, medians, sites, wholeDistances, bestKnown };
}
