/**
 * Frozen days at the times that the previous plan states. What it does not state is filled in: the rep leaves in time for the first visit,
 * and drives on at once after each. What is driven is the travel of today, or, where that is not known, what was stated.
 */
import type { FrozenTour, FrozenVisit, Way } from '../input/frozen-tour.ts';
import type { Interpretation, Interval } from '../input/interpretation.ts';
import { type DayTimetable, outsideHours, type TimedStop } from '../itinerary/index.ts';
import { type RepProblem, type TravelPlace, ways } from '../problem/index.ts';
import { minutesOf } from './instants.ts';

/** Where neither today's travel nor the previous plan says how far it is. */
const ESTIMATE = ways({ mode: 'greatCircle' });

export interface NightSaving {
  readonly savesDriveMinutes: number;
  readonly reason: string;
}

export interface FrozenTimes {
  timetable(tour: FrozenTour, lengths: readonly FrozenLength[]): DayTimetable;
  night(tour: FrozenTour, next: FrozenTour | undefined): NightSaving;
}

/** A visit in the numbers of the problem, with the length it has. */
export interface FrozenLength {
  readonly customer: number;
  readonly seconds: number;
}

/** @param rep index in the interpretation @param problem that of the rep */
export function frozenTimes(meaning: Interpretation, rep: number, problem: RepProblem): FrozenTimes {
  const wayOf = ways(meaning.request.territory.travel);
  const { id, home } = meaning.reps[rep];
  const homePlace: TravelPlace = { placeId: id, location: home };
  const between = (from: TravelPlace, to: TravelPlace, stated: Way | null): Way =>
    wayOf(from, to) ?? stated ?? (ESTIMATE(from, to) as Way);
  const placeOf = ({ customer }: FrozenVisit): TravelPlace => {
    const { id: placeId, location } = meaning.customers[customer];
    return { placeId, location };
  };

  return {
    timetable(tour, lengths) {
      const { breaks, visits } = tour;
      let place: TravelPlace = tour.sleptAt ?? homePlace;
      let after = tour.departAt;
      const driving: Interval[] = [];
      const stops = visits.map((visit, k): TimedStop => {
        const way = between(place, placeOf(visit), visit.way);
        place = placeOf(visit);
        const from = after ?? (visit.arriveAt ?? visit.startAt) - way.seconds;
        const drive = drivingTimes(from, way.seconds, breaks);
        driving.push(...drive);
        const inTime = Math.min(visit.startAt, drive.at(-1)?.to ?? from);
        after = visit.startAt + lengths[k].seconds;
        return {
          customer: lengths[k].customer,
          arriveAt: visit.arriveAt ?? inTime,
          startAt: visit.startAt,
          endAt: after,
          driveSeconds: way.seconds,
          driveMetres: way.metres,
        };
      });
      const way = between(place, tour.sleepsAt ?? homePlace, tour.lastWay);
      const from = after as number;
      const drive = drivingTimes(from, way.seconds, breaks);
      driving.push(...drive);
      return {
        departAt: tour.departAt ?? stops[0].arriveAt - stops[0].driveSeconds,
        stops,
        breaks,
        arriveAt: tour.arriveAt ?? drive.at(-1)?.to ?? from,
        driveSeconds: way.seconds,
        driveMetres: way.metres,
        ownTimeSeconds: outsideHours(problem, tour.day, driving),
      };
    },

    night(tour, next) {
      if (tour.night !== null) return tour.night;
      const hotel = tour.sleepsAt ?? homePlace;
      const last = tour.visits.at(-1);
      const first = next?.visits[0];
      const evening = last === undefined ? (tour.sleptAt ?? homePlace) : placeOf(last);
      const morning = first === undefined ? (next?.sleepsAt ?? homePlace) : placeOf(first);
      const seconds = (...[from, to]: readonly [TravelPlace, TravelPlace]) => between(from, to, null).seconds;
      const around = seconds(evening, homePlace) + seconds(homePlace, morning);
      const saved = around - seconds(evening, hotel) - seconds(hotel, morning);
      return { savesDriveMinutes: minutesOf(saved), reason: 'It stays as it was planned before.' };
    },
  };
}

/** As early as possible, breaks left out. */
function drivingTimes(after: number, seconds: number, breaks: readonly Interval[]): Interval[] {
  const driving: Interval[] = [];
  let from = after;
  let left = seconds;
  for (const rest of breaks) {
    if (left <= 0 || rest.to <= from) continue;
    const until = Math.min(from + left, Math.max(from, rest.from));
    if (until > from) driving.push({ from, to: until });
    left -= until - from;
    from = rest.to;
  }
  if (left > 0) driving.push({ from, to: from + left });
  return driving;
}
