/** Periodic vehicle routing instances in the format of Cordeau, Gendreau & Laporte (1997). */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PvrpCustomer {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly service: number;
  readonly demand: number;
  /** Visits. */
  readonly frequency: number;
  /** Allowed sets of days, from 0, ascending. */
  readonly patterns: readonly (readonly number[])[];
}

export interface PvrpInstance {
  readonly name: string;
  readonly days: number;
  readonly vehiclesPerDay: number;
  readonly maxLoad: number;
  /** Travel and service; Infinity where the file has 0. */
  readonly maxDuration: number;
  readonly depot: { readonly x: number; readonly y: number };
  readonly customers: readonly PvrpCustomer[];
  readonly bestKnown: number;
}

export function parsePvrp(name: string, text: string, bestKnown: number): PvrpInstance {
  const rows = text
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length > 1);
  const [, vehiclesPerDay, count, days] = rows[0];
  const [duration, maxLoad] = rows[1];
  const [, x, y] = rows[1 + days];
  const customers = rows.slice(2 + days, 2 + days + count).map((row): PvrpCustomer => {
    const [id, atX, atY, service, demand, frequency, codes, ...list] = row;
    const patterns = list.slice(0, codes).map((code) => daysOf(code, days));
    // p11 has a customer of frequency 0 with patterns of one day; the published solution visits him.
    return { id, x: atX, y: atY, service, demand, frequency: frequency || patterns[0].length, patterns };
  });
  const maxDuration = duration === 0 ? Number.POSITIVE_INFINITY : duration;
  return { name, days, vehiclesPerDay, maxLoad, maxDuration, depot: { x, y }, customers, bestKnown };
}

/** A code is a bit string of one bit a day, read left to right. */
function daysOf(code: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => day).filter((day) => (code >> (days - 1 - day)) & 1);
}

/** @param folder with `instances/` and `best-known.csv` */
export async function readPvrp(folder: string): Promise<PvrpInstance[]> {
  const lines = (await readFile(join(folder, 'best-known.csv'), 'utf8')).split('\n').slice(1);
  const best = new Map(lines.map((line) => [line.split(',')[0], Number(line.split(',')[1])]));
  const names = (await readdir(join(folder, 'instances'))).sort();
  return Promise.all(
    names.map(async (name) =>
      parsePvrp(name, await readFile(join(folder, 'instances', name), 'utf8'), best.get(name) ?? Number.NaN),
    ),
  );
}
