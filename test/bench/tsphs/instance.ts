/** Instances of the travelling salesperson problem with hotel selection (Vansteenwegen, Souffriau & Sörensen 2012). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TsphsPlace {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly service: number;
}

export interface TsphsInstance {
  /** The file's path inside the folder. */
  readonly name: string;
  /** The first is home. */
  readonly hotels: readonly TsphsPlace[];
  readonly customers: readonly TsphsPlace[];
  /** Most travel and service of one trip. */
  readonly maxDuration: number;
  readonly bestTrips: number;
  readonly bestLength: number;
}

export function parseTsphs(name: string, text: string, best: { trips: number; length: number }): TsphsInstance {
  const rows = text
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length > 1);
  const [hotels, customers, maxDuration] = rows[0];
  const place = ([id, x, y, service = 0]: number[]): TsphsPlace => ({ id, x, y, service });
  return {
    name,
    hotels: rows.slice(1, 1 + hotels).map(place),
    customers: rows.slice(1 + hotels, 1 + hotels + customers).map(place),
    maxDuration,
    bestTrips: best.trips,
    bestLength: best.length,
  };
}

/** Distance to one decimal, rounded down. */
export function hop(a: TsphsPlace, b: TsphsPlace): number {
  return Math.floor(10 * Math.hypot(a.x - b.x, a.y - b.y)) / 10;
}

/** @param folder with `best-known.csv`, which names the files */
export async function readTsphs(folder: string): Promise<TsphsInstance[]> {
  const lines = (await readFile(join(folder, 'best-known.csv'), 'utf8')).trim().split('\n').slice(1);
  return Promise.all(
    lines.map(async (line) => {
      const [file, trips, length] = line.split(',');
      const best = { trips: Number(trips), length: Number(length) };
      return parseTsphs(file, await readFile(join(folder, file), 'utf8'), best);
    }),
  );
}
