/** The door of the room: asks a routing engine for the travel matrix of a request (contract, section 6). */
import { type Issue, type Place, type PlanRequest, type Travel, toWgs84 } from '#solver';
import { EngineError, type RoutingEngine } from './engine.ts';
import { osrm } from './osrm.ts';
import { valhalla } from './valhalla.ts';

const QUESTIONS_AT_ONCE = 4;
const ANSWER_WITHIN_MS = 30_000;

type EngineTravel = Extract<Travel, { mode: 'osrm' | 'valhalla' }>;
type MatrixTravel = Extract<Travel, { mode: 'matrix' }>;

/** The plan cannot be made: its engine failed and no fallback is allowed. `issues` says so in the caller's terms. */
export class TravelFailed extends Error {
  override readonly name = 'TravelFailed';
  readonly code = 'TRAVEL_ENGINE_FAILED';
  /** Of HTTP, where the caller waits for the engine: try again later. */
  readonly statusCode = 503;
  readonly issues: readonly Issue[];

  constructor(issue: Issue) {
    super(issue.message);
    this.issues = [issue];
  }
}

export interface ResolvedRequest {
  /** The same request with a great circle or a matrix: what the solver can work with. */
  readonly request: PlanRequest;
  readonly issues: readonly Issue[];
}

/**
 * @param signal when it aborts, the engine is not waited for: that counts as its failure
 * @throws TravelFailed
 */
export async function resolveTravel(request: PlanRequest, signal?: AbortSignal): Promise<ResolvedRequest> {
  const { travel } = request.territory;
  if (travel?.mode !== 'osrm' && travel?.mode !== 'valhalla') return { request, issues: [] };
  const withTravel = (found: Travel): PlanRequest => ({
    ...request,
    territory: { ...request.territory, travel: found },
  });
  try {
    return { request: withTravel(await fetchMatrix(request, travel, signal)), issues: [] };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (travel.fallback === undefined) throw new TravelFailed(engineIssue('error', error.message));
    return { request: withTravel({ mode: 'greatCircle' }), issues: [engineIssue('warning', error.message)] };
  }
}

function engineIssue(severity: Issue['severity'], cause: string): Issue {
  const consequence = severity === 'error' ? 'nothing can be planned' : 'great-circle distances are used instead';
  return {
    severity,
    code: 'TRAVEL_ENGINE_FAILED',
    path: '/territory/travel/baseUrl',
    message: `${cause}; ${consequence}.`,
    action: 'Check the address and the profile, start the engine, or allow "fallback": "greatCircle".',
  };
}

async function fetchMatrix(request: PlanRequest, travel: EngineTravel, signal?: AbortSignal): Promise<MatrixTravel> {
  const engine =
    travel.mode === 'osrm'
      ? osrm(travel.baseUrl, travel.profile ?? 'driving')
      : valhalla(travel.baseUrl, travel.profile ?? 'auto');
  const places = placesOf(request);
  const placeIds = [...places.keys()];
  const all = [...places.values()];
  const seconds = placeIds.map(() => new Array<number>(all.length).fill(0));
  const metres = placeIds.map(() => new Array<number>(all.length).fill(0));
  const corners: [number, number][] = [];
  for (let row = 0; row < all.length; row += engine.mostPlaces) {
    for (let column = 0; column < all.length; column += engine.mostPlaces) corners.push([row, column]);
  }
  const over = new AbortController();
  const stop = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const work = async () => {
    for (let next = corners.shift(); next !== undefined; next = corners.shift()) {
      await fill(engine, all, next, seconds, metres, stop);
    }
  };
  try {
    await Promise.all(Array.from({ length: QUESTIONS_AT_ONCE }, work));
  } finally {
    // After a failure nobody needs the other answers.
    over.abort();
  }
  return { mode: 'matrix', placeIds, seconds, metres };
}

async function fill(
  engine: RoutingEngine,
  all: readonly Place[],
  [row, column]: readonly [number, number],
  seconds: number[][],
  metres: number[][],
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
    seconds[row + i]?.splice(column, targets.length, ...times);
    metres[row + i]?.splice(column, targets.length, ...lengths);
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
