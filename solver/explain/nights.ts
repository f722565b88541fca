/** Why a night is spent away: what it saves, and whether the days would be possible without it. */
import type { Interpretation, SleepingPlace } from '../input/interpretation.ts';
import type { TimedRep, TimedTour } from '../output/index.ts';
import { limitsBroken } from './broken-limits.ts';

/** @returns minutes that driving home and back in the morning would cost more, and the reason in words */
export function nightReason(meaning: Interpretation, rep: TimedRep, tour: TimedTour) {
  const { problem, tours } = rep;
  const { travel, home } = problem;
  const next = tours.find((other) => other.day === tour.day + 1);
  if (next === undefined) throw new Error('a night away is followed by a tour');
  const numberOf = (place: SleepingPlace | null) =>
    place === null ? home : home + 1 + problem.hotelIndex.indexOf(meaning.sleepingPlaces.indexOf(place));
  const hotel = numberOf(tour.sleepsAt);
  const last = tour.timetable.stops.at(-1)?.customer ?? numberOf(tour.sleptAt);
  const first = next.timetable.stops[0]?.customer ?? numberOf(next.sleepsAt);
  const seconds = (from: number, to: number) => travel.seconds[from * travel.size + to];
  const saved = seconds(last, home) + seconds(home, first) - seconds(last, hotel) - seconds(hotel, first);
  const savesDriveMinutes = Math.round(saved / 6) / 10;
  const blocked = [
    { tour, limits: limitsBroken(meaning, rep, tour, numberOf(tour.sleptAt), home) },
    { tour: next, limits: limitsBroken(meaning, rep, next, home, numberOf(next.sleepsAt)) },
  ].filter(({ limits }) => limits.length > 0);
  const minutes = (from: number, to: number) => Math.round(seconds(from, to) / 60);
  const morning = `the next morning begins ${minutes(hotel, first)} min from the first visit`;
  const whole = Math.round(savesDriveMinutes);
  const content = contentOf(
    meaning,
    blocked.map((each) => each.tour),
  );
  const limits = blocked.map((each) => ` On ${meaning.dates[each.tour.day]} ${each.limits.join(', and ')}.`);
  const reason =
    blocked.length > 0
      ? `Without this night ${content} would not fit into the day: home is ${minutes(last, home)} min from where the evening drive begins and ${minutes(home, first)} min from where the next morning leads.${limits.join('')}`
      : whole >= 0
        ? `Saves ${whole} min of driving home and back; ${morning}.`
        : `Takes ${-whole} min more driving than going home; ${morning}.`;
  return { savesDriveMinutes, reason };
}

/** Days on the way to a far customer, and back, have no visits. */
function contentOf({ dates }: Interpretation, tours: readonly TimedTour[]): string {
  return [true, false]
    .flatMap((visited) => {
      const days = tours.filter(({ timetable }) => timetable.stops.length > 0 === visited).map(({ day }) => dates[day]);
      return days.length === 0 ? [] : `the ${visited ? 'visits' : 'drive'} of ${days.join(' and ')}`;
    })
    .join(' and ');
}
