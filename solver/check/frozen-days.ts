/** Frozen days are facts: as the previous plan has them, and what could not stay is told (contract, section 8). */
import type { InterpretedRep } from '../input/interpretation.ts';
import type { Facts, Tour } from './facts.ts';
import type { PreviousDay } from './previous.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

/** Whether the previous plan has settled what happens on a day: it is frozen for the rep who carries the customer. */
export function isFrozenFor({ plan, previous }: Facts, customerId: string, day: number): boolean {
  const owner = plan.territories.find(({ customerIds }) => customerIds.includes(customerId));
  return owner !== undefined && day < previous.frozenDaysOf(owner.repId);
}

export function checkFrozenDays(facts: Facts, report: Report): void {
  const { meaning, previous, toursOf } = facts;
  if (meaning.replanning === null) return;
  meaning.reps.forEach((rep, index) => {
    for (let day = 0; day < previous.frozenDaysOf(rep.id); day++) {
      const tour = toursOf.get(rep.id)?.find((each) => each.day === day);
      const isChanged = checkDay(facts, rep, day, tour, report);
      if (isChanged && !isTold(facts, `/territory/reps/${index}`, rep.id, day))
        report('FROZEN_DAY_CHANGED', tour?.path ?? '/itineraries', 'What could not stay is not told.', {
          expected: meaning.dates[day],
        });
    }
  });
  checkRepsGone(facts, report);
}

function isTold({ plan, previous }: Facts, path: string, repId: string, day: number): boolean {
  return plan.issues.some(
    (issue) =>
      issue.code === 'FROZEN_DAY_CHANGED' &&
      issue.path === path &&
      issue.message.includes(previous.dateOf(day)) &&
      issue.message.includes(`"${repId}"`),
  );
}

/** Frozen days of reps who are no more. */
function checkRepsGone(facts: Facts, report: Report): void {
  const { meaning, previous, reps } = facts;
  for (const { repId, days } of meaning.request.options?.previousPlan?.itineraries ?? []) {
    if (reps.has(repId)) continue;
    for (const { date } of days) {
      const day = meaning.dates.indexOf(date);
      if (day < 0 || day >= previous.frozenDays || isTold(facts, '/options/previousPlan', repId, day)) continue;
      report('FROZEN_DAY_CHANGED', '/itineraries', 'Of a rep who is no more a frozen day is not told.', {
        found: date,
      });
    }
  }
}

/** @returns whether something has gone that was not said to have gone */
function checkDay(facts: Facts, rep: InterpretedRep, day: number, tour: Tour | undefined, report: Report): boolean {
  const { meaning, plan, previous, sleepingPlaces } = facts;
  const planned = previous.planned(rep.id, day);
  const isIdle = plan.territories.every(({ repId, customerIds }) => repId !== rep.id || customerIds.length === 0);
  const night = (at: number) => {
    const hotel = previous.nightAfter(rep.id, at);
    return isIdle || hotel === null || !sleepingPlaces.has(hotel) ? null : hotel;
  };
  const [slept, sleeps] = [night(day - 1), night(day)];
  const stops = previous.stays(rep.id, day);
  const path = tour?.path ?? '/itineraries';
  const expected = stops.map(({ customerId }) => customerId);
  const found = (tour?.visits ?? []).map(({ stop }) => stop.customerId);
  const isOnTour = stops.length > 0 || slept !== null || sleeps !== null;
  if (expected.join('\n') !== found.join('\n') || isOnTour !== (tour !== undefined))
    report('FROZEN_DAY_CHANGED', path, `${rep.id} has other visits on ${meaning.dates[day]}.`, { expected, found });
  else if (tour !== undefined && planned !== undefined) checkTimes(facts, tour, planned, report);
  const hotel = tour?.planned.end.hotelId ?? null;
  if (hotel !== sleeps)
    report('FROZEN_DAY_CHANGED', `${path}/end`, `${rep.id} sleeps elsewhere on ${meaning.dates[day]}.`, {
      expected: sleeps ?? 'home',
      found: hotel ?? 'home',
    });
  const begins = day === 0 ? previous.nightAfter(rep.id, -1) : null;
  const isPlaceUnknown = begins !== slept && day === 0;
  const isNightLost = previous.nightPlanned(rep.id, day) !== sleeps;
  const isMadeUp = planned === undefined && tour !== undefined;
  return previous.lost(rep.id, day) > 0 || isNightLost || isPlaceUnknown || isMadeUp;
}

/** What is stated stands: the beginning of every visit, arrivals, and where the day begins and ends as planned its departure and end. */
function checkTimes({ meaning }: Facts, tour: Tour, planned: PreviousDay, report: Report): void {
  const same = (at: string, found: number, stated: string | undefined) => {
    if (stated === undefined) return;
    if (differs(found, (Date.parse(stated) - meaning.epochMillis) / 1000, tolerance.seconds))
      report('FROZEN_DAY_CHANGED', `${tour.path}${at}`, 'A frozen day keeps its times.', { expected: stated });
  };
  tour.visits.forEach(({ arriveAt, startAt, stop }, k) => {
    const before = planned.stops.find(({ customerId }) => customerId === stop.customerId);
    same(`/stops/${k}/arriveAt`, arriveAt, before?.arriveAt);
    same(`/stops/${k}/startAt`, startAt, before?.startAt);
  });
  const { start, end, breaks } = tour.planned;
  if (planned.start !== undefined && planned.start.hotelId === start.hotelId)
    same('/start/departAt', tour.departAt, planned.start.departAt);
  if (planned.end.hotelId === end.hotelId) same('/end/arriveAt', tour.arriveAt, planned.end.arriveAt);
  if (planned.breaks !== undefined && planned.breaks.length !== breaks.length)
    report('FROZEN_DAY_CHANGED', `${tour.path}/breaks`, 'A frozen day keeps its breaks.', {
      expected: planned.breaks.length,
      found: breaks.length,
    });
}
