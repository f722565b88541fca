/** A rep's itinerary with every time written down, between the numbers of the search and the text of the plan. */
import type { FrozenVisit } from '../input/frozen-tour.ts';
import type { Interpretation, SleepingPlace } from '../input/interpretation.ts';
import { contentOnDays, type DatedContent } from '../input/visit-content.ts';
import { type DayTimetable, type Itinerary, timetable, visitDaysOf } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';
import { contactsOnDays } from './contacts.ts';
import { frozenTimes, type NightSaving } from './frozen-times.ts';
import { matchVisits } from './owed-visits.ts';

/** A rep, the problem that was searched for him, and what was found. */
export interface SolvedRep {
  /** Index in the interpretation. */
  readonly rep: number;
  readonly problem: RepProblem;
  readonly itinerary: Itinerary;
}

export interface TimedVisit extends DatedContent {
  readonly ordinal: number;
  /** Whom it meets; null: nobody is named. */
  readonly contactId: string | null;
  /** The appointment's position, or -1. */
  readonly appointment: number;
  readonly isAgreed: boolean;
}

export interface TimedTour {
  readonly day: number;
  /** Where the nights before and after are spent; null: at home. */
  readonly sleptAt: SleepingPlace | null;
  readonly sleepsAt: SleepingPlace | null;
  readonly timetable: DayTimetable;
  /** Per stop: which of the visits owed it is, whom it meets, and what is done. */
  readonly visits: readonly TimedVisit[];
  /** Of a frozen night away: what is known of it already. */
  readonly night: NightSaving | null;
}

export interface TimedRep extends SolvedRep {
  readonly tours: readonly TimedTour[];
  /** Per customer of the problem the positions of owed visits that are planned. */
  readonly planned: readonly (readonly number[])[];
}

export function timeRep(meaning: Interpretation, solved: SolvedRep): TimedRep {
  const { problem, itinerary } = solved;
  const daysOf = visitDaysOf(itinerary, problem.customers);
  const planned = daysOf.map((days, customer) => matchVisits(meaning.customers[problem.customerIndex[customer]], days));
  const contents = daysOf.map((days, customer) => {
    const { content, requirement } = meaning.customers[problem.customerIndex[customer]];
    return contentOnDays(content, requirement, days);
  });
  const contacts = daysOf.map((days, customer) =>
    contactsOnDays(meaning.customers[problem.customerIndex[customer]], days),
  );
  const visitOn = (customer: number, day: number, frozen?: FrozenVisit): TimedVisit => {
    const { appointments } = meaning.customers[problem.customerIndex[customer]];
    const sequence = daysOf[customer].indexOf(day);
    const { agenda, seconds } = contents[customer][sequence];
    const appointment = appointments.findIndex((agreed) => agreed.day === day);
    return {
      ordinal: planned[customer][sequence],
      contactId: contacts[customer][sequence],
      agenda,
      seconds: frozen?.seconds ?? appointments[appointment]?.seconds ?? seconds,
      appointment,
      isAgreed: frozen?.appointment ?? appointment >= 0,
    };
  };
  const frozen = frozenTours(meaning, solved, visitOn);
  return { ...solved, tours: [...frozen, ...freeTours(meaning, solved, visitOn)], planned };
}

type VisitOn = (customer: number, day: number, frozen?: FrozenVisit) => TimedVisit;

function frozenTours(meaning: Interpretation, { rep, problem, itinerary }: SolvedRep, visitOn: VisitOn): TimedTour[] {
  const own = (meaning.replanning?.frozen ?? []).filter((tour) => tour.rep === rep);
  if (own.length === 0) return [];
  const times = frozenTimes(meaning, rep, problem);
  return own.map((tour, k) => {
    const { day, sleptAt, sleepsAt } = tour;
    const customers = [...itinerary.stops[day]];
    const visits = customers.map((customer, index) => visitOn(customer, day, tour.visits[index]));
    const lengths = visits.map(({ seconds }, index) => ({ customer: customers[index], seconds }));
    const night = sleepsAt === null ? null : times.night(tour, own[k + 1]);
    return { day, sleptAt, sleepsAt, visits, night, timetable: times.timetable(tour, lengths) };
  });
}

/** Those of the search. */
function freeTours(meaning: Interpretation, { rep, problem, itinerary }: SolvedRep, visitOn: VisitOn): TimedTour[] {
  const tours: TimedTour[] = [];
  const place = (hotel: number) => meaning.sleepingPlaces[problem.hotelIndex[hotel]] ?? null;
  itinerary.stops.forEach((stops, day) => {
    if (day < (meaning.replanning?.frozenDaysOf[rep] ?? 0)) return;
    const sleptAt = day === 0 ? -1 : itinerary.sleep[day - 1];
    const sleepsAt = itinerary.sleep[day];
    if (stops.length === 0 && sleptAt === sleepsAt) return;
    const customers = [...stops];
    const visits = customers.map((customer) => visitOn(customer, day));
    const times = timetable(problem, {
      day,
      start: problem.home + 1 + sleptAt,
      end: problem.home + 1 + sleepsAt,
      customers,
      seconds: visits.map((visit) => visit.seconds),
    });
    tours.push({ day, sleptAt: place(sleptAt), sleepsAt: place(sleepsAt), timetable: times, visits, night: null });
  });
  return tours;
}

export const driveSecondsOf = ({ timetable: times }: TimedTour): number =>
  times.stops.reduce((sum, stop) => sum + stop.driveSeconds, times.driveSeconds);

export const driveMetresOf = ({ timetable: times }: TimedTour): number =>
  times.stops.reduce((sum, stop) => sum + stop.driveMetres, times.driveMetres);

export const visitSecondsOf = ({ timetable: times }: TimedTour): number =>
  times.stops.reduce((sum, stop) => sum + stop.endAt - stop.startAt, 0);
