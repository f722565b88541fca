/** Rules of nights away (contract, section 5). */
import type { Facts, Tour } from './facts.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

export const isAway = (tour: Tour) => tour.planned.end.kind === 'hotel';

export function checkNight({ tours, sleepingPlaces }: Facts, report: Report): void {
  for (const { path, planned } of tours) {
    const { end, overnightStay } = planned;
    const slept = end.kind === 'hotel' ? (end.hotelId ?? null) : null;
    if ((overnightStay?.hotelId ?? null) !== slept) {
      report('NIGHT_INCONSISTENT', `${path}/overnightStay`, 'The night is spent where the day ends.', {
        expected: slept,
        found: overnightStay?.hotelId ?? null,
      });
      continue;
    }
    const place = sleepingPlaces.get(slept ?? '');
    if (overnightStay && place && differs(overnightStay.cost, place.costPerNight, tolerance.money))
      report('NIGHT_COST_WRONG', `${path}/overnightStay/cost`, 'The night has another price.', {
        expected: place.costPerNight,
        found: overnightStay.cost,
      });
  }
}

/** Only between two consecutive working days, and the morning after is planned: a day left out has no night. */
export function checkNightAllowed({ toursOf }: Facts, report: Report): void {
  for (const tours of toursOf.values()) {
    const planned = new Set(tours.map(({ day }) => day));
    for (const tour of tours) {
      if (!isAway(tour) || tour.isFrozen) continue;
      if (tour.hours === null || !tour.rep.days[tour.day + 1])
        report('NIGHT_NOT_ALLOWED', `${tour.path}/end`, 'A night away lies between two consecutive working days.');
      else if (!planned.has(tour.day + 1))
        report('DAY_DISCONTINUOUS', `${tour.path}/end`, 'The rep sleeps away and the next day is not planned.');
    }
  }
}

/** Nights that the previous plan has settled count, and are not judged. */
export function checkNightLimits(facts: Facts, report: Report): void {
  const { meaning, toursOf } = facts;
  for (const [repId, tours] of toursOf) {
    const perWeek = new Map([[meaning.isoWeek[0], nightsBefore(facts, repId)]]);
    let run = 0;
    let lastNight = Number.NEGATIVE_INFINITY;
    for (const tour of tours) {
      if (!isAway(tour)) continue;
      const { rep, day, path, isFrozen } = tour;
      run = day === lastNight + 1 ? run + 1 : 1;
      lastNight = day;
      if (!isFrozen && run > rep.maxConsecutiveNights)
        report('NIGHTS_CONSECUTIVE_EXCEEDED', `${path}/overnightStay`, 'Too many nights away in a row.', {
          expected: rep.maxConsecutiveNights,
          found: run,
        });
      const week = meaning.isoWeek[day];
      const inWeek = (perWeek.get(week) ?? 0) + 1;
      perWeek.set(week, inWeek);
      if (!isFrozen && inWeek > rep.maxNightsPerWeek)
        report('NIGHTS_PER_WEEK_EXCEEDED', `${path}/overnightStay`, 'Too many nights away in this week.', {
          expected: rep.maxNightsPerWeek,
          found: inWeek,
        });
    }
  }
}

/** In the week in which the horizon begins. */
function nightsBefore({ meaning, previous }: Facts, repId: string): number {
  const sinceMonday = (new Date(meaning.epochMillis).getUTCDay() + 6) % 7;
  let nights = 0;
  for (let day = -sinceMonday; day < 0; day++) if (previous.nightAfter(repId, day) !== null) nights++;
  return nights;
}
