/** The travel matrix of a request, in rectangles that a routing engine answers. */
import { type Place, type PlanRequest, type Travel, toWgs84 } from '#solver';
import { EngineError, type RoutingEngine } from './engine.ts';

const QUESTIONS_AT_ONCE = 4;
const ANSWER_WITHIN_MS = 30_000;
/** A matrix of so many takes 200 MB and 10,000 questions; more would exhaust the memory, whatever the engine. */
const mostPlaces = 5_000;

type MatrixTravel = Extract<Travel, { mode: 'matrix' }>;
type Rows = readonly Int32Array[];

/** There are more places than a matrix is fetched for: no engine is asked. */
export class TooManyPlaces extends Error {
  override readonly name = 'TooManyPlaces';

  constructor(places: number) {
    super(`A routing engine is asked for the ways between ${mostPlaces} places at most, and there are ${places}`);
  }
}

/** @throws EngineError, TooManyPlaces */
export async function fetchMatrix(
  request: PlanRequest,
  engine: RoutingEngine,
  signal?: AbortSignal,
): Promise<MatrixTravel> {
  const places = placesOf(request);
  if (places.size > mostPlaces) throw new TooManyPlaces(places.size);
  const all = [...places.values()];
  const matrix = { seconds: sharedRows(all.length), metres: sharedRows(all.length) };
  const corners: [number, number][] = [];
  for (let row = 0; row < all.length; row += engine.mostPlaces) {
    for (let column = 0; column < all.length; column += engine.mostPlaces) corners.push([row, column]);
  }
  const over = new AbortController();
  const stop = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const work = async () => {
    for (let next = corners.shift(); next !== undefined; next = corners.shift()) {
      await fill(engine, all, next, matrix, stop);
    }
  };
  try {
    await Promise.all(Array.from({ length: QUESTIONS_AT_ONCE }, work));
  } finally {
    // After a failure nobody needs the other answers.
    over.abort();
  }
  return { mode: 'matrix', placeIds: [...places.keys()], seconds: [...matrix.seconds], metres: [...matrix.metres] };
}

/** In shared memory: the threads that plan then need no copy. */
function sharedRows(size: number): Rows {
  const memory = new SharedArrayBuffer(size * size * Int32Array.BYTES_PER_ELEMENT);
  return Array.from(
    { length: size },
    (_, row) => new Int32Array(memory, row * size * Int32Array.BYTES_PER_ELEMENT, size),
  );
}

async function fill(
  engine: RoutingEngine,
  all: readonly Place[],
  [row, column]: readonly [number, number],
  matrix: { readonly seconds: Rows; readonly metres: Rows },
  stop: AbortSignal,
): Promise<void> {
  const sources = all.slice(row, row + engine.mostPlaces);
  const targets = all.slice(column, column + engine.mostPlaces);
  const found = await engine.table(sources, targets, AbortSignal.any([stop, AbortSignal.timeout(ANSWER_WITHIN_MS)]));
  sources.forEach((_, i) => {
    const times = found.seconds[i];
    const lengths = found.metres[i];
    if (times?.length !== targets.length || lengths?.length !== targets.length) {
      throw new EngineError(`${engine.name} answered with a table of another size`);
    }
    matrix.seconds[row + i]?.set(times, column);
    matrix.metres[row + i]?.set(lengths, column);
  });
}

/** Places by id, WGS-84. @throws EngineError when a rep, a customer and a hotel share an id, but not their coordinates */
function placesOf({ territory }: PlanRequest): Map<string, Place> {
  const system = territory.coordinateSystem ?? 'WGS84';
  const places = new Map<string, Place>();
  const add = (id: string, place: Place) => {
    const known = places.get(id);
    const own = toWgs84(place, system);
    if (known !== undefined && (known.lat !== own.lat || known.lng !== own.lng))
      throw new EngineError(`"${id}" is the id of two places, which a travel matrix cannot tell apart`);
    places.set(id, own);
  };
  for (const { id, home } of territory.reps) add(id, home);
  for (const { id, location } of territory.customers) add(id, location);
  for (const { id, location } of territory.hotels ?? []) add(id, location);
  return places;
}
