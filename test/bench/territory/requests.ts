/** Requests of many sizes: eastern Iowa with more or fewer reps, and the fuel stations of France. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Customer, Place, PlanRequest, Rep } from '#solver';
import { maxSteps, Random } from '../../../solver/annealing/index.ts';
import { searchCentres } from '../../../solver/centres/index.ts';
import { iowaEastRequest } from '../../real/iowa-east.ts';

/** Chosen: towns where the ninth to the sixteenth rep of Iowa live; the first eight live where they do in the real case. */
const moreIowaHomes = [
  'Burlington',
  'Marshalltown',
  'Clinton',
  'Decorah',
  'Oskaloosa',
  'Keokuk',
  'Charles City',
  'Grinnell',
];

/** Chosen: a station is visited for so long, so often. */
const station = { visitMinutes: 30, visitFrequency: { visits: 1, per: 'month' } } as const;

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

type Row = Readonly<Record<string, string>>;

function rowsOf(...path: string[]): readonly Row[] {
  return parse(readFileSync(join(...path), 'utf8'), { columns: true });
}

const placeOf = (row: Row): Place => ({ lat: Number(row.lat), lng: Number(row.lon) });

/** @param count 1 to 16 */
export function iowaWithReps(dir: string, count: number): PlanRequest {
  const request = iowaEastRequest(dir);
  const towns = rowsOf(dir, 'iowa-east', 'towns.csv');
  const [first] = request.territory.reps;
  const more = moreIowaHomes.map((name, index): Rep => {
    const town = towns.find((row) => row.name === name);
    if (town === undefined) throw new Error(`towns.csv has no ${name}`);
    return { ...first, id: `R${index + 9}`, name, home: placeOf(town) };
  });
  const reps = [...request.territory.reps, ...more].slice(0, count);
  return { ...request, territory: { ...request.territory, reps } };
}

/**
 * Every fuel station is a customer; beyond their number, one more within about 5 km of each. Revenues are chosen: a random share, few
 * large and many small. So are the homes: towns spread as the stations are, or, harder, the largest towns, a third of them around Paris.
 */
export function france(dir: string, customers: number, reps: number, homes: 'spread' | 'largest'): PlanRequest {
  const random = new Random(1);
  const stations = rowsOf(dir, 'france', 'fuel_stations.csv');
  const customer = (_: unknown, index: number): Customer => {
    const { lat, lng } = placeOf(stations[index % stations.length]);
    const off = index < stations.length ? 0 : 0.05;
    return {
      id: `S${index}`,
      location: { lat: lat + off * (random.next() * 2 - 1), lng: lng + off * (random.next() * 2 - 1) },
      annualRevenue: Math.round(100_000 / (0.1 + random.next())),
      ...station,
    };
  };
  const rep = (row: Row, index: number): Rep => ({
    id: `R${index}`,
    name: row.name,
    home: placeOf(row),
    workingHours: [{ days: [...weekdays], from: '08:30', to: '17:30' }],
  });
  const towns = rowsOf(dir, 'france', 'towns.csv').toSorted((a, b) => Number(b.population) - Number(a.population));
  const lived = homes === 'largest' ? towns.slice(0, reps) : spread(towns, stations, reps);
  return {
    territory: {
      name: 'France',
      timeZone: 'Europe/Paris',
      currency: 'EUR',
      customers: Array.from({ length: customers }, customer),
      reps: lived.map(rep),
    },
    horizon: { start: '2026-11-30', weeks: 4 },
  };
}

/** The towns nearest to stations that are centres of about as many others each. */
function spread(towns: readonly Row[], stations: readonly Row[], count: number): Row[] {
  const flat = ({ lat, lng }: Place) => [lng * Math.cos((lat * Math.PI) / 180), lat] as const;
  const away = (a: readonly [number, number], b: readonly [number, number]) => Math.hypot(a[0] - b[0], a[1] - b[1]);
  const sites = stations.filter((_, station) => station % 4 === 0).map((row) => flat(placeOf(row)));
  const ones = new Float64Array(sites.length).fill(1);
  const { centres } = searchCentres(
    {
      sites: sites.length,
      centres: count,
      fixed: [],
      mayBeCentre: new Uint8Array(sites.length).fill(1),
      weight: ones,
      demand: ones,
      capacity: ones.map(() => (1.1 * sites.length) / count),
      distance: (a, b) => away(sites[a], sites[b]),
    },
    { seed: 1, stop: maxSteps(10_000) },
  );
  const free = new Set(towns);
  return Array.from(centres, (centre) => {
    let nearest: Row | undefined;
    for (const town of free) {
      const closer =
        nearest === undefined || away(flat(placeOf(town)), sites[centre]) < away(flat(placeOf(nearest)), sites[centre]);
      if (closer) nearest = town;
    }
    free.delete(nearest!);
    return nearest!;
  });
}
