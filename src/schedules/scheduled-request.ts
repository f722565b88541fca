/** What is planned when the clock rings: the territory as it is now, over a horizon that moves with the date. */
import { DateTime } from 'luxon';
import { type Horizon, type Issue, type PlanOptions, type PlanRequest, parseRequest, type Territory } from '#solver';
import { lastDayOf, type StandingPlan } from '../chain/index.ts';
import { goingOn, type PastDays, previousPlanOf } from '../planning/index.ts';
import type { Schedule } from '../store/index.ts';
import { nobodyYet } from '../territories/index.ts';

/** A plan with what it was made from, and with what stands around it. */
export interface PlanInForce extends StandingPlan {
  readonly options: PlanOptions;
}

/** The days that are planned when the clock rings. */
export function scheduledHorizon({ timeZone, horizon }: Schedule, now: Date): Horizon {
  const start = startOf(todayOf(timeZone, now), horizon).toFormat('yyyy-MM-dd');
  return { start, weeks: horizon.weeks };
}

const todayOf = (timeZone: string, now: Date): DateTime => DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');

/**
 * A previous plan that reaches into the horizon is replanned: its days up to `freezeDays` after today stay, and what was said for it goes on.
 * @param previous null: there is none
 */
export function scheduledRequest(
  territory: Territory,
  schedule: Schedule,
  previous: PlanInForce | null,
  now: Date,
): { readonly request: PlanRequest | null; readonly issues: readonly Issue[] } {
  const { timeZone, freezeDays, options } = schedule;
  const horizon = scheduledHorizon(schedule, now);
  const { start } = horizon;
  const frozen =
    freezeDays === undefined ? '' : todayOf(timeZone, now).plus({ days: freezeDays }).toFormat('yyyy-MM-dd');
  // Without a previous plan there are no visits to change.
  const { maxChangedVisits: _, ...search } = options ?? {};
  const planned = {
    territory,
    horizon,
    options:
      previous !== null && reaches(previous, horizon)
        ? {
            ...options,
            ...following(previous, territory, { start, freezeUntil: frozen >= start ? frozen : undefined }),
          }
        : search,
  };
  return nobodyYet('error', planned, parseRequest(planned));
}

function following({ plan, options }: PlanInForce, territory: Territory, days: PastDays): PlanOptions {
  const { freezeUntil } = days;
  return {
    ...goingOn(options, territory, days),
    ...(freezeUntil === undefined ? {} : { freezeUntil }),
    previousPlanId: plan.planId,
    previousPlan: previousPlanOf(plan),
  };
}

function startOf(today: DateTime, { startsInDays = 0, startsOn }: Schedule['horizon']): DateTime {
  const first = today.plus({ days: startsInDays });
  if (startsOn === undefined) return first;
  const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(startsOn) + 1;
  return first.plus({ days: (weekday - first.weekday + 7) % 7 });
}

function reaches({ spans }: StandingPlan, horizon: Horizon): boolean {
  const lastDay = lastDayOf({ horizon });
  return spans.some(({ from, to }) => from <= lastDay && horizon.start <= to);
}
