/** From a rep's timed tours to the days of a plan. */
import type { Interpretation } from '../input/interpretation.ts';
import type { Place } from '../input/request.ts';
import type { TimedStop } from '../itinerary/index.ts';
import { instantOf, kmOf, minutesOf } from './instants.ts';
import type { PlannedDay, PlannedStop } from './plan-schema.ts';
import { driveMetresOf, driveSecondsOf, type TimedRep, type TimedTour, visitSecondsOf } from './timed-tours.ts';

/** What is said about a night away. */
export type NightReasons = (
  rep: TimedRep,
  tour: TimedTour,
) => { readonly savesDriveMinutes: number; readonly reason: string };

export function plannedDays(meaning: Interpretation, rep: TimedRep, nightReasons: NightReasons): PlannedDay[] {
  return rep.tours.map((tour) => plannedDay(meaning, rep, tour, nightReasons));
}

function plannedDay(meaning: Interpretation, rep: TimedRep, tour: TimedTour, nightReasons: NightReasons): PlannedDay {
  const { timetable } = tour;
  const { timeZone } = meaning.reps[rep.rep];
  const at = (moment: number) => instantOf(meaning, moment, timeZone);
  return {
    date: meaning.dates[tour.day],
    start: { ...sleepingPlace(meaning, rep, tour.sleptAt), departAt: at(timetable.departAt) },
    stops: timetable.stops.map((stop, index) => plannedStop(meaning, rep, tour, stop, index, at)),
    breaks: timetable.breaks.map(({ from, to }) => ({ startAt: at(from), endAt: at(to) })),
    end: {
      ...sleepingPlace(meaning, rep, tour.sleepsAt),
      arriveAt: at(timetable.arriveAt),
      driveMinutes: minutesOf(timetable.driveSeconds),
      driveKm: kmOf(timetable.driveMetres),
    },
    overnightStay: overnightStay(meaning, rep, tour, nightReasons),
    driveMinutes: minutesOf(driveSecondsOf(tour)),
    ownTimeDriveMinutes: minutesOf(timetable.ownTimeSeconds),
    visitMinutes: minutesOf(visitSecondsOf(tour)),
    driveKm: kmOf(driveMetresOf(tour)),
  };
}

function plannedStop(
  meaning: Interpretation,
  { problem }: TimedRep,
  tour: TimedTour,
  stop: TimedStop,
  index: number,
  at: (moment: number) => string,
): PlannedStop {
  const { ordinal, appointment } = tour.visits[index];
  const customer = meaning.customers[problem.customerIndex[stop.customer]];
  const { agenda } = customer.requirement.visits[ordinal];
  const resting = tour.timetable.breaks.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, stop.startAt) - Math.max(from, stop.arriveAt)),
    0,
  );
  const contacts = customer.contactIds;
  return {
    customerId: customer.id,
    arriveAt: at(stop.arriveAt),
    startAt: at(stop.startAt),
    endAt: at(stop.endAt),
    driveMinutes: minutesOf(stop.driveSeconds),
    driveKm: kmOf(stop.driveMetres),
    waitMinutes: minutesOf(stop.startAt - stop.arriveAt - resting),
    ...(agenda.length > 0 ? { agenda: [...agenda] } : {}),
    // Contacts take turns, those who decide first: no customer is known through one person only.
    ...(contacts.length > 0 ? { contactId: contacts[ordinal % contacts.length] } : {}),
    appointment: appointment >= 0,
  };
}

/** Home or the hotel, its place as the caller gave it. */
function sleepingPlace(meaning: Interpretation, { rep, problem }: TimedRep, hotel: number) {
  const { territory } = meaning.request;
  if (hotel < 0) return { kind: 'home' as const, location: territory.reps[rep].home };
  const place = meaning.sleepingPlaces[problem.hotelIndex[hotel]];
  return { kind: 'hotel' as const, hotelId: place.id, location: givenPlace(meaning, place.placeId) };
}

function givenPlace(meaning: Interpretation, placeId: string): Place {
  const { hotels, customers } = meaning.request.territory;
  const found = (hotels ?? customers).find((entry) => entry.id === placeId);
  if (found === undefined) throw new Error(`there is no sleeping place ${placeId}`);
  return found.location;
}

function overnightStay(meaning: Interpretation, rep: TimedRep, tour: TimedTour, nightReasons: NightReasons) {
  if (tour.sleepsAt < 0) return null;
  const { id, name, costPerNight } = meaning.sleepingPlaces[rep.problem.hotelIndex[tour.sleepsAt]];
  return { hotelId: id, name, cost: costPerNight, ...nightReasons(rep, tour) };
}
