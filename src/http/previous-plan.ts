/** From the name of a previous plan to the plan itself, and from a plan in force to the request of the next. */
import { DateTime } from 'luxon';
import type { PlanOptions, PlanRequest } from '#solver';
import { goingOn, type Planning, previousPlanOf } from '../planning/index.ts';
import { findPlanState, findRequest, findStandingPlan } from './lookup.ts';

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/**
 * The body with `options.previousPlan` in the place of `options.previousPlanId`. Anything that is not of that form stays as it is.
 * @throws Problem 404 when there is no such plan, 409 when it has no itineraries
 */
export async function withPreviousPlan(body: unknown, planning: Planning): Promise<unknown> {
  if (!isRecord(body) || !isRecord(body.options) || typeof body.options.previousPlanId !== 'string') return body;
  if (Object.hasOwn(body.options, 'previousPlan')) return body;
  const { plan } = await findStandingPlan(planning, body.options.previousPlanId, startOf(body.horizon));
  return { ...body, options: { ...body.options, previousPlan: previousPlanOf(plan) } };
}

/** Undefined: whatever it is, it is no start of a horizon, as the check of the body will say. */
function startOf(horizon: unknown): string | undefined {
  return isRecord(horizon) && typeof horizon.start === 'string' ? horizon.start : undefined;
}

/** The fields of a body of `replan`, of the right form. */
export interface ReplanBody extends Pick<PlanOptions, 'freezeUntil' | 'maxChangedVisits' | 'pins' | 'events'> {
  readonly horizon?: PlanRequest['horizon'] | undefined;
  readonly options?: Pick<PlanOptions, 'seed' | 'timeLimitSeconds' | 'maxSteps' | 'costs'> | undefined;
}

/**
 * A body for a new plan: the territory as it is stored now, else as it was planned; what had happened before goes on. `sentPath` is where
 * the body sent has what a path of the new one points to. Days that have passed are frozen where nothing is said.
 * @throws Problem 404 or 409 as above
 */
export async function replanBody(
  planning: Planning,
  planId: string,
  body: ReplanBody,
  now: Date,
): Promise<{ body: unknown; territoryId: string | null; sentPath: (path: string) => string }> {
  const { territoryId } = await findPlanState(planning, planId);
  const request = await findRequest(planning, planId);
  const { horizon = request.horizon, options = {}, pins = [], events = [], ...changes } = body;
  const { seed, timeLimitSeconds, maxSteps, costs } = request.options ?? {};
  const { plan } = await findStandingPlan(planning, planId, horizon.start);
  const stored = territoryId === null ? null : await planning.territory(territoryId);
  // One limit of the search stands in the place of the other.
  const isLimited = options.timeLimitSeconds !== undefined || options.maxSteps !== undefined;
  const territory = stored?.territory ?? request.territory;
  const { freezeUntil = lastPassedDay(horizon, territory.timeZone, now) } = body;
  const older = goingOn(request.options ?? {}, territory, { start: horizon.start, freezeUntil });
  const known = { seed, costs, ...(isLimited ? {} : { timeLimitSeconds, maxSteps }), ...options };
  return {
    territoryId: stored === null ? null : territoryId,
    body: {
      territory,
      horizon,
      options: {
        ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
        ...changes,
        ...(freezeUntil === undefined ? {} : { freezeUntil }),
        pins: [...older.pins, ...pins],
        events: [...older.events, ...events],
        previousPlanId: planId,
        previousPlan: previousPlanOf(plan),
      },
    },
    sentPath: (path) => sentPath(path, older),
  };
}

/** Undefined: today is not within the horizon; one that is over as a whole is planned to try something. */
function lastPassedDay({ start, weeks }: PlanRequest['horizon'], timeZone: string, now: Date): string | undefined {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  const first = DateTime.fromISO(start, { zone: timeZone });
  if (today <= first || today >= first.plus({ weeks })) return undefined;
  return today.minus({ days: 1 }).toFormat('yyyy-MM-dd');
}

/** What was not sent, such as older pins, keeps its path. */
function sentPath(path: string, older: ReturnType<typeof goingOn>): string {
  const [, root, field = '', index, ...rest] = path.split('/');
  if (root !== 'options' || !['pins', 'events', 'freezeUntil', 'maxChangedVisits'].includes(field)) return path;
  if (index === undefined) return `/${field}`;
  const own = Number(index) - (field === 'pins' ? older.pins : older.events).length;
  return own < 0 ? path : ['', field, own, ...rest].join('/');
}
