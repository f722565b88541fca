/** From a rep's timed tours to the days of a plan. */
import type { Interpretation, SleepingPlace } from '../input/interpretation.ts';
import type { TimedStop } from '../itinerary/index.ts';
import type { NightSaving } from './frozen-times.ts';
import { instantOf, kmOf, minutesOf } from './instants.ts';
import type { PlannedDay, PlannedStop } from './plan-schema.ts';
import { driveMetresOf, driveSecondsOf, type TimedRep, type TimedTour, visitSecondsOf } from './timed-tours.ts';

/** What is said about a night away. */
export type NightReasons = (rep: TimedRep, tour: TimedTour) => NightSaving;

/** What is planned beside the visits: indexes of the customers called on a day, and of the supervisor at a stop, or null. */
export interface BesideVisits {
  callsOn(rep: number, day: number): readonly number[];
  companionAt(rep: number, day: number, stop: number): number | null;
}

export function plannedDays(
  meaning: Interpretation,
  rep: TimedRep,
  beside: BesideVisits,
  nightReasons: NightReasons,
): PlannedDay[] {
  return rep.tours.map((tour) => plannedDay(meaning, rep, tour, beside, nightReasons));
}

function plannedDay(
  meaning: Interpretation,
  rep: TimedRep,
  tour: TimedTour,
  beside: BesideVisits,
  nightReasons: NightReasons,
): PlannedDay {
  const { timetable } = tour;
  const calls = beside.callsOn(rep.rep, tour.day);
  const { timeZone } = meaning.reps[rep.rep];
  const at = (moment: number) => instantOf(meaning, moment, timeZone);
  return {
    date: meaning.dates[tour.day],
    start: { ...placeOfNight(meaning, rep, tour.sleptAt), departAt: at(timetable.departAt) },
    stops: timetable.stops.map((stop, index) => ({
      ...plannedStop(meaning, rep, tour, stop, index, at),
      ...companion(meaning, beside.companionAt(rep.rep, tour.day, index)),
    })),
    breaks: timetable.breaks.map(({ from, to }) => ({ startAt: at(from), endAt: at(to) })),
    end: {
      ...placeOfNight(meaning, rep, tour.sleepsAt),
      arriveAt: at(timetable.arriveAt),
      driveMinutes: minutesOf(timetable.driveSeconds),
      driveKm: kmOf(timetable.driveMetres),
    },
    overnightStay: overnightStay(rep, tour, nightReasons),
    ...(calls.length > 0
      ? { phoneCalls: calls.map((customer) => ({ customerId: meaning.customers[customer].id })) }
      : {}),
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
  const { contactId, agenda, isAgreed } = tour.visits[index];
  const customer = meaning.customers[problem.customerIndex[stop.customer]];
  const resting = tour.timetable.breaks.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, stop.startAt) - Math.max(from, stop.arriveAt)),
    0,
  );
  return {
    customerId: customer.id,
    arriveAt: at(stop.arriveAt),
    startAt: at(stop.startAt),
    endAt: at(stop.endAt),
    driveMinutes: minutesOf(stop.driveSeconds),
    driveKm: kmOf(stop.driveMetres),
    waitMinutes: minutesOf(Math.max(0, stop.startAt - stop.arriveAt - resting)),
    ...(agenda.length > 0 ? { agenda: [...agenda] } : {}),
    ...(contactId === null ? {} : { contactId }),
    appointment: isAgreed,
    ...(customer.pinnedDays.includes(tour.day) ? { pinned: true } : {}),
  };
}

const companion = (meaning: Interpretation, supervisor: number | null) =>
  supervisor === null ? {} : { jointWith: meaning.supervisors[supervisor].id };

/** Home or the hotel, its place as the caller gave it. */
function placeOfNight({ request }: Interpretation, { rep }: TimedRep, hotel: SleepingPlace | null) {
  if (hotel === null) return { kind: 'home' as const, location: request.territory.reps[rep].home };
  return { kind: 'hotel' as const, hotelId: hotel.id, location: hotel.given };
}

function overnightStay(rep: TimedRep, tour: TimedTour, nightReasons: NightReasons) {
  if (tour.sleepsAt === null) return null;
  const { id, name, costPerNight } = tour.sleepsAt;
  return { hotelId: id, name, cost: costPerNight, ...(tour.night ?? nightReasons(rep, tour)) };
}
