/**
 * From the body of a call to what the planning port needs, or to a problem that names everything wrong with it at once:
 * 400 when the form is wrong, 422 when a document of the right form contradicts itself.
 *
 * A stored territory is judged again with every horizon; the paths of its issues begin at `/territory`.
 */

import type { z } from 'zod';
import {
  type GivenPlan,
  givenPlanSchema,
  type Horizon,
  type Issue,
  makeIssue,
  type ParsedRequest,
  type PlanOptions,
  type PlanRequest,
  type Territory,
  territorySchema,
} from '#solver';
import { isAboutTerritory, nobodyYet, standInHorizon } from '../territories/index.ts';
import type { AppDeps } from './deps.ts';
import { Problem } from './errors.ts';
import { formIssues, isAboutForm, isError } from './issues.ts';
import { findTerritory } from './lookup.ts';
import { type ReplanBody, replanBody, withPreviousPlan } from './previous-plan.ts';

/** Where stored documents are found, and where bodies are judged. */
type Reading = Pick<AppDeps, 'planning' | 'judging'>;

export interface NewPlan {
  readonly request: PlanRequest;
  readonly territoryId: string | null;
  readonly issues: readonly Issue[];
}

export interface NewTerritoryBody {
  readonly territory: Territory;
  /** Of the territory and, when there is one, the horizon. */
  readonly issues: readonly Issue[];
  readonly territoryIssues: readonly Issue[];
  readonly plan?: { readonly horizon: Horizon; readonly options?: PlanOptions };
}

/**
 * A territory, and with a horizon what to plan.
 * @param today decides nothing but the days on which the rules of a territory without a horizon are tried.
 */
export async function readNewTerritory(body: unknown, deps: Reading, today: Date): Promise<NewTerritoryBody> {
  const has = (field: string) => isRecord(body) && Object.hasOwn(body, field);
  if (has('horizon')) {
    const { request, issues } = accepted(await deps.judging.parse(await withPreviousPlan(body, deps.planning)));
    const { territory, horizon, options } = request;
    const plan = options === undefined ? { horizon } : { horizon, options };
    return { territory, issues, territoryIssues: issues.filter(isAboutTerritory), plan };
  }
  const missing = has('options') ? [makeIssue('MISSING_FIELD', '/horizon', { field: 'horizon' })] : [];
  const { territory, issues } = await territoryAlone(body, deps, today, missing);
  return { territory, issues, territoryIssues: issues };
}

/**
 * A territory that is not planned.
 * @param today as above
 */
export async function readTerritory(
  body: unknown,
  deps: Pick<Reading, 'judging'>,
  today: Date,
): Promise<Pick<NewTerritoryBody, 'territory' | 'issues'>> {
  if (!isRecord(body)) return territoryAlone(body, deps, today, []);
  const { horizon: _, options: __, ...rest } = body;
  const action = 'Store the territory, then plan it with POST …/plans.';
  const unknown = ['horizon', 'options']
    .filter((field) => Object.hasOwn(body, field))
    .map((field) => ({ ...makeIssue('UNKNOWN_FIELD', `/${field}`, { field }), action }));
  return territoryAlone(rest, deps, today, unknown);
}

/** @param beside what is wrong with the fields beside the territory */
async function territoryAlone(
  body: unknown,
  { judging }: Pick<Reading, 'judging'>,
  today: Date,
  beside: readonly Issue[],
): Promise<Pick<NewTerritoryBody, 'territory' | 'issues'>> {
  const sent = isRecord(body) ? { ...body, horizon: standInHorizon(today) } : body;
  const parsed = nobodyYet('warning', sent, await judging.parse(sent));
  const issues = [...parsed.issues.filter(isAboutTerritory), ...beside];
  refuseErrors(issues);
  // Without a request the only errors were those of the stand-in horizon, or nobody is there yet.
  const territory = parsed.request?.territory ?? territorySchema.parse((body as { territory: unknown }).territory);
  return { territory, issues };
}

/** A body that carries its territory or names a stored one. */
export async function readNewPlan(body: unknown, deps: Reading): Promise<NewPlan> {
  const { parsed, territoryId } = await parseNewPlan(body, deps);
  return { ...accepted(parsed), territoryId };
}

/** What changes of a plan; its issues point into the body as it was sent. */
export async function readReplan(planId: string, sent: ReplanBody, deps: Reading, now: Date): Promise<NewPlan> {
  const { body, territoryId, sentPath } = await replanBody(deps.planning, planId, sent, now);
  const parsed = nobodyYet('error', body, await deps.judging.parse(body));
  const issues = parsed.issues.map(({ relatedPaths, ...issue }) => ({
    ...issue,
    path: sentPath(issue.path),
    ...(relatedPaths === undefined ? {} : { relatedPaths: relatedPaths.map(sentPath) }),
  }));
  return { ...accepted({ ...parsed, issues }), territoryId };
}

/** The horizon and options for a stored territory. */
export async function readHorizonRequest(
  body: unknown,
  territory: Territory,
  deps: Reading,
): Promise<{ request: PlanRequest; issues: Issue[] }> {
  return accepted(await parseFor(territory, await withPreviousPlan(body, deps.planning), deps));
}

/** A body, or the part of one at a path, that needs no other document to be judged. */
export function readForm<S extends z.ZodType>(schema: S, body: unknown, path = ''): z.infer<S> {
  const parsed = schema.safeParse(body);
  refuseErrors(parsed.success ? [] : formIssues(body, parsed.error, path));
  return parsed.data as z.infer<S>;
}

/** A plan with the request that it answers. */
export async function readPlanCheck(body: unknown, deps: Reading): Promise<{ request: PlanRequest; plan: GivenPlan }> {
  const { plan: json, ...rest } = isRecord(body) ? body : {};
  const { parsed } = await parseNewPlan(isRecord(body) ? rest : body, deps);
  const plan = givenPlanSchema.safeParse(json);
  const planIssues = plan.success ? [] : formIssues(json, plan.error, '/plan');
  const { request } = accepted({ ...parsed, issues: [...parsed.issues, ...planIssues] });
  return { request, plan: plan.data as GivenPlan };
}

async function parseNewPlan(
  sent: unknown,
  deps: Reading,
): Promise<{ parsed: ParsedRequest; territoryId: string | null }> {
  const body = await withPreviousPlan(sent, deps.planning);
  if (!isRecord(body) || !Object.hasOwn(body, 'territoryId'))
    return { parsed: await deps.judging.parse(body), territoryId: null };
  const { territoryId, ...rest } = body;
  if (typeof territoryId !== 'string') {
    const values = { expected: 'a string', found: typeof territoryId };
    return {
      parsed: { request: null, issues: [makeIssue('WRONG_TYPE', '/territoryId', values)] },
      territoryId: null,
    };
  }
  const { territory } = await findTerritory(deps.planning, territoryId);
  return { parsed: await parseFor(territory, rest, deps), territoryId };
}

/** A body beside a stored territory; one that brings a territory too is refused, not overruled. */
async function parseFor(territory: Territory, body: unknown, { judging }: Reading): Promise<ParsedRequest> {
  if (!isRecord(body)) return judging.parse(body);
  const planned = { ...body, territory };
  const parsed = nobodyYet('error', planned, await judging.parse(planned));
  if (!Object.hasOwn(body, 'territory')) return parsed;
  const action = 'Send either a territory or the id of a stored one.';
  const issue = { ...makeIssue('UNKNOWN_FIELD', '/territory', { field: 'territory' }), action };
  return { request: null, issues: [issue, ...parsed.issues] };
}

function accepted(parsed: ParsedRequest): { request: PlanRequest; issues: Issue[] } {
  refuseErrors(parsed.issues);
  if (parsed.request === null) throw new Error('a request was refused without an error');
  return { request: parsed.request, issues: [...parsed.issues] };
}

export function refuseErrors(issues: readonly Issue[]): void {
  const errors = issues.filter(isError);
  if (errors.length === 0) return;
  const count = errors.length === 1 ? 'There is 1 error' : `There are ${errors.length} errors`;
  throw new Problem(errors.some(isAboutForm) ? 400 : 422, `${count} in the body; issues names each.`, issues);
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
