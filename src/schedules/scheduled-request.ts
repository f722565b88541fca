/** What is planned when the clock rings: the territory as it is now, over a horizon that moves with the date. */
import { DateTime } from 'luxon';
import { type Issue, type Plan, type PlanRequest, parseRequest, type Territory } from '#solver';
import { previousPlanOf } from '../planning/index.ts';
import type { Schedule } from '../store/index.ts';

/**
 * A previous plan that reaches into the horizon is replanned: its days up to `freezeDays` after today stay.
 * @param previous null: there is none
 */
export function scheduledRequest(
  territory: Territory,
  { timeZone, horizon, freezeDays, options }: Schedule,
  previous: Plan | null,
  now: Date,
): { readonly request: PlanRequest | null; readonly issues: readonly Issue[] } {
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  const start = startOf(today, horizon).toFormat('yyyy-MM-dd');
  const follows = previous !== null && reaches(previous, start) ? previous : null;
  const freezeUntil = today.plus({ days: freezeDays ?? 0 }).toFormat('yyyy-MM-dd');
  return parseRequest({
    territory,
    horizon: { start, weeks: horizon.weeks },
    options: {
      ...options,
      ...(follows === null
        ? {}
        : {
            previousPlanId: follows.planId,
            previousPlan: previousPlanOf(follows),
            ...(freezeDays !== undefined && freezeUntil >= start ? { freezeUntil } : {}),
          }),
    },
  });
}

function startOf(today: DateTime, { startsInDays = 0, startsOn }: Schedule['horizon']): DateTime {
  const first = today.plus({ days: startsInDays });
  if (startsOn === undefined) return first;
  const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(startsOn) + 1;
  return first.plus({ days: (weekday - first.weekday + 7) % 7 });
}

function reaches({ horizon, itineraries }: Plan, start: string): boolean {
  const last = DateTime.fromISO(horizon.start)
    .plus({ days: horizon.weeks * 7 - 1 })
    .toFormat('yyyy-MM-dd');
  return itineraries.length > 0 && last >= start;
}
