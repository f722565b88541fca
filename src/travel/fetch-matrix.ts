/** The travel matrix of a request, in rectangles that a routing engine answers. */
import { type Place, type PlanRequest, type Travel, toWgs84 } from '#solver';
import { answerWithinMs, EngineError, type Rectangle, type RoutingEngine } from './engine.ts';

const QUESTIONS_AT_ONCE = 4;
/** A matrix of so many takes 200 MB and 10,000 questions; more would exhaust the memory, whatever the engine. */
const mostPlaces = 5_000;

type MatrixTravel = Extract<Travel, { mode: 'matrix' }>;
type Rows = readonly Int32Array[];

/** A place as the request names it. */
interface NamedPlace {
  readonly what: string;
  readonly path: string;
  /** WGS-84. */
  readonly location: Place;
}

/** @throws EngineError */
export async function fetchMatrix(
  request: PlanRequest,
  engine: RoutingEngine,
  signal?: AbortSignal,
): Promise<MatrixTravel> {
  const places = placesOf(request);
  if (places.size > mostPlaces) throw tooManyPlaces(places.size);
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
  all: readonly NamedPlace[],
  [row, column]: readonly [number, number],
  matrix: { readonly seconds: Rows; readonly metres: Rows },
  stop: AbortSignal,
): Promise<void> {
  const sources = all.slice(row, row + engine.mostPlaces);
  const targets = all.slice(column, column + engine.mostPlaces);
  const found = await ask(engine, sources, targets, AbortSignal.any([stop, AbortSignal.timeout(answerWithinMs)]));
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

/** @throws EngineError that names the place it is about, where there is one */
async function ask(
  engine: RoutingEngine,
  sources: readonly NamedPlace[],
  targets: readonly NamedPlace[],
  signal: AbortSignal,
): Promise<Rectangle> {
  const locations = (places: readonly NamedPlace[]) => places.map(({ location }) => location);
  try {
    return await engine.table(locations(sources), locations(targets), signal);
  } catch (error) {
    if (!(error instanceof EngineError) || error.fault.place === undefined) throw error;
    const place = [...sources, ...targets][error.fault.place];
    if (place === undefined) throw error;
    throw new EngineError(`${error.message}, which is ${place.what}`, {
      path: place.path,
      action: 'Correct its coordinates or leave it out',
      statusCode: 422,
    });
  }
}

function tooManyPlaces(places: number): EngineError {
  const message = `A routing engine is asked for the ways between ${mostPlaces} places at most, and there are ${places}`;
  const path = '/territory/travel';
  return new EngineError(message, {
    code: 'TOO_MANY_PLACES',
    path,
    action: 'Plan fewer customers at a time',
    statusCode: 422,
  });
}

/** Places by id. @throws EngineError when a rep, a customer and a hotel share an id, but not their coordinates */
function placesOf({ territory }: PlanRequest): Map<string, NamedPlace> {
  const system = territory.coordinateSystem ?? 'WGS84';
  const places = new Map<string, NamedPlace>();
  const add = (what: string, id: string, place: Place, path: string) => {
    const known = places.get(id)?.location;
    const location = toWgs84(place, system);
    if (known !== undefined && (known.lat !== location.lat || known.lng !== location.lng))
      throw new EngineError(`"${id}" is the id of two places, which a travel matrix cannot tell apart`);
    places.set(id, { what: `${what} "${id}"`, path: `/territory/${path}`, location });
  };
  for (const [index, { id, home }] of territory.reps.entries()) add('the home of rep', id, home, `reps/${index}/home`);
  for (const [index, { id, location }] of territory.customers.entries())
    add('customer', id, location, `customers/${index}/location`);
  for (const [index, { id, location }] of (territory.hotels ?? []).entries())
    add('hotel', id, location, `hotels/${index}/location`);
  return places;
}
