/**
 * A real case: the 1,074 liquor retailers of eastern Iowa with what each bought in 2021, and 8 reps. Stores, revenues and towns are
 * data (iowa-east/ of the data folder); everything marked "chosen" is not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Customer, Hotel, Place, PlanRequest, Policy, Rep } from '#solver';

/** Chosen: large towns that spread over the area. */
const homes: readonly (readonly [town: string, rep: string])[] = [
  ['Altoona', 'Ann Reed'],
  ['Cedar Rapids', 'Ben Hall'],
  ['Davenport', 'Carla Diaz'],
  ['Iowa City', 'Dan Frost'],
  ['Waterloo', 'Eva Lund'],
  ['Dubuque', 'Frank Moss'],
  ['Ottumwa', 'Gina Park'],
  ['Mason City', 'Henry Voss'],
];

/**
 * Chosen: fewer and shorter visits than the defaults, which take 75 % of the working time of 8 reps before any driving, too much for
 * a real team. These take 54 %.
 */
export const fewerVisits: NonNullable<Policy['classes']> = [
  { class: 'A1', visits: 4, per: 'month', visitMinutes: 60 },
  { class: 'A2', visits: 2, per: 'month', visitMinutes: 45 },
  { class: 'B1', visits: 1, per: 'month', visitMinutes: 45 },
  { class: 'B2', visits: 1, per: 'month', visitMinutes: 30 },
  { class: 'C', visits: 1, per: 'quarter', visitMinutes: 30 },
];

/** Whether the pieces are there; a test without them is skipped. */
export function hasIowaEast(dataFolder: string): boolean {
  return ['stores.csv', 'towns.csv'].every((file) => existsSync(join(dataFolder, 'iowa-east', file)));
}

/** Of the data folder that holds `iowa-east/`; throws when a file or the town of a home is missing. */
export function iowaEastRequest(dataFolder: string): PlanRequest {
  const stores = rowsOf(dataFolder, 'stores.csv');
  const towns = rowsOf(dataFolder, 'towns.csv');
  return {
    territory: {
      name: 'Eastern Iowa',
      timeZone: 'America/Chicago',
      coordinateSystem: 'WGS84',
      currency: 'USD',
      customers: stores.map(customer),
      reps: homes.map(([town, name], index) => rep(`R${index + 1}`, name, town, towns)),
      hotels: towns.map(hotel),
      policy: { classes: fewerVisits },
      calendar: { country: 'US', subdivision: 'IA' },
      travel: { mode: 'greatCircle', detourFactor: 1.3, speedKmh: 65 },
    },
    horizon: { start: '2026-11-30', weeks: 4 },
    options: { seed: 1, costs: { perDriveHour: 30, perKm: 0.25, perNight: 95, ownTimeFactor: 0.5 } },
  };
}

type Row = Readonly<Record<string, string>>;

function rowsOf(dataFolder: string, file: string): readonly Row[] {
  return parse(readFileSync(join(dataFolder, 'iowa-east', file), 'utf8'), { columns: true });
}

function placeOf(row: Row): Place {
  return { lat: Number(row.lat), lng: Number(row.lon) };
}

/** Opening hours are chosen. */
function customer(row: Row): Customer {
  return {
    id: row.storeId,
    name: row.name,
    location: placeOf(row),
    annualRevenue: Number(row.sales2021Usd),
    openingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  };
}

/** Homes, working hours and breaks are chosen. */
function rep(id: string, name: string, townName: string, towns: readonly Row[]): Rep {
  const town = towns.find((row) => row.name === townName);
  if (town === undefined) throw new Error(`towns.csv has no ${townName}`);
  return {
    id,
    name: `${name}, ${townName}`,
    home: placeOf(town),
    workingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', to: '17:30' }],
    breaks: [{ minutes: 45, between: ['11:30', '13:30'] }],
  };
}

/** Every town has a hotel; the price is chosen. */
function hotel(row: Row): Hotel {
  return { id: `H-${row.geonameId}`, name: row.name, location: placeOf(row), costPerNight: 95 };
}
