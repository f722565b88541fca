/** One rep with few or many customers in the same region, so that only their number differs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Place, PlanRequest } from '#solver';
import { Random } from '../../../solver/annealing/index.ts';

export const sizes: readonly number[] = [50, 100, 200, 300, 400];
const LARGEST = 400;
const HOME = 'Lyon';
const HOTELS = 40;

/** Chosen: visits so short that one rep can make those of 400 customers; a fifth of the customers is visited twice a month. */
const classes = [
  { class: 'TWICE', visits: 2, per: 'month' as const, visitMinutes: 5 },
  { class: 'ONCE', visits: 1, per: 'month' as const, visitMinutes: 5 },
];
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

type Row = Readonly<Record<string, string>>;

/** A draw of the 400 fuel stations nearest to the rep's home, four weeks, hotels in the towns nearest to it; hours and costs are chosen. */
export function oneRep(dir: string, customers: number): PlanRequest {
  const towns = rowsOf(dir, 'towns.csv');
  const town = towns.find(({ name }) => name === HOME);
  if (town === undefined) throw new Error(`towns.csv has no ${HOME}`);
  const home = placeOf(town);
  const stations = nearest(home, rowsOf(dir, 'fuel_stations.csv'), LARGEST);
  const random = new Random(1);
  for (let left = stations.length; left > 1; left--) {
    const other = random.below(left);
    [stations[left - 1], stations[other]] = [stations[other], stations[left - 1]];
  }
  return {
    territory: {
      timeZone: 'Europe/Paris',
      currency: 'EUR',
      customers: stations.slice(0, customers).map((location, index) => ({
        id: `S${index}`,
        class: index % 5 === 0 ? 'TWICE' : 'ONCE',
        location,
        openingHours: [{ days: [...weekdays], from: '09:00', to: '18:00' }],
      })),
      reps: [
        {
          id: 'R',
          home,
          workingHours: [{ days: [...weekdays], from: '08:30', to: '17:30' }],
          breaks: [{ minutes: 45, between: ['11:30', '13:30'] }],
        },
      ],
      hotels: nearest(home, towns, HOTELS).map((location, index) => ({ id: `H${index}`, location, costPerNight: 80 })),
      policy: { classes },
      travel: { mode: 'greatCircle', detourFactor: 1.3, speedKmh: 60 },
    },
    horizon: { start: '2026-11-30', weeks: 4 },
    options: { costs: { perDriveHour: 30, perKm: 0.25, perNight: 80, ownTimeFactor: 0.5 } },
  };
}

function rowsOf(dir: string, file: string): readonly Row[] {
  return parse(readFileSync(join(dir, 'france', file), 'utf8'), { columns: true });
}

function placeOf(row: Row): Place {
  return { lat: Number(row.lat), lng: Number(row.lon) };
}

function nearest(home: Place, rows: readonly Row[], count: number): Place[] {
  const narrowing = Math.cos((home.lat * Math.PI) / 180);
  const away = ({ lat, lng }: Place) => (lat - home.lat) ** 2 + ((lng - home.lng) * narrowing) ** 2;
  return rows
    .map(placeOf)
    .toSorted((a, b) => away(a) - away(b))
    .slice(0, count);
}
