/** The door of the room: asks a routing engine for the travel matrix of a request (contract, section 6). */
import type { Issue, PlanRequest, Travel } from '#solver';
import { EngineError } from './engine.ts';
import { fetchMatrix } from './fetch-matrix.ts';
import { osrm } from './osrm.ts';
import { valhalla } from './valhalla.ts';

type EngineTravel = Extract<Travel, { mode: 'osrm' | 'valhalla' }>;

/** The plan cannot be made: its engine failed and no fallback is allowed. `issues` says so in the caller's terms. */
export class TravelFailed extends Error {
  override readonly name = 'TravelFailed';
  readonly code: string;
  /** Of HTTP, where the caller waits for the engine: 503, try again later; 422, it would be the same. */
  readonly statusCode: 422 | 503;
  readonly issues: readonly Issue[];

  constructor(issue: Issue, statusCode: 422 | 503) {
    super(issue.message);
    this.code = issue.code;
    this.statusCode = statusCode;
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
    return { request: withTravel(await fetchMatrix(request, engineOf(travel), signal)), issues: [] };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (travel.fallback !== undefined)
      return { request: withTravel({ mode: 'greatCircle' }), issues: [travelIssue('warning', error)] };
    throw new TravelFailed(travelIssue('error', error), error.fault.statusCode ?? 503);
  }
}

function engineOf({ mode, baseUrl, profile }: EngineTravel) {
  return mode === 'osrm' ? osrm(baseUrl, profile ?? 'driving') : valhalla(baseUrl, profile ?? 'auto');
}

function travelIssue(severity: Issue['severity'], { message, fault }: EngineError): Issue {
  const isError = severity === 'error';
  const {
    code = 'TRAVEL_ENGINE_FAILED',
    path = '/territory/travel/baseUrl',
    action = 'Check the address and the profile, start the engine',
  } = fault;
  return {
    severity,
    code,
    path,
    message: `${message}; ${isError ? 'nothing can be planned' : 'great-circle distances are used instead'}.`,
    action: `${action}${isError ? ', or allow "fallback": "greatCircle"' : ''}.`,
  };
}
