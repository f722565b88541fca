/** A rep's itinerary with every time written down, between the numbers of the search and the text of the plan. */
import type { Interpretation } from '../input/interpretation.ts';
import { contentOnDays, type DatedContent } from '../input/visit-content.ts';
import { type DayTimetable, type Itinerary, timetable, visitDaysOf } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';
import { contactsOnDays } from './contacts.ts';
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
  readonly appointment: number;
}

export interface TimedTour {
  readonly day: number;
  /** Hotel of the night before and after, as numbered in the problem; -1: home. */
  readonly sleptAt: number;
  readonly sleepsAt: number;
  readonly timetable: DayTimetable;
  /** Per stop: which of the visits owed it is, whom it meets, what is done, and the appointment's position or -1. */
  readonly visits: readonly TimedVisit[];
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
  const visitOn = (customer: number, day: number): TimedVisit => {
    const { appointments } = meaning.customers[problem.customerIndex[customer]];
    const sequence = daysOf[customer].indexOf(day);
    const { agenda, seconds } = contents[customer][sequence];
    const appointment = appointments.findIndex((agreed) => agreed.day === day);
    return {
      ordinal: planned[customer][sequence],
      contactId: contacts[customer][sequence],
      agenda,
      seconds: appointment < 0 ? seconds : appointments[appointment].seconds,
      appointment,
    };
  };
  const tours: TimedTour[] = [];
  itinerary.stops.forEach((stops, day) => {
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
    tours.push({ day, sleptAt, sleepsAt, timetable: times, visits });
  });
  return { ...solved, tours, planned };
}

export const driveSecondsOf = ({ timetable: times }: TimedTour): number =>
  times.stops.reduce((sum, stop) => sum + stop.driveSeconds, times.driveSeconds);

export const driveMetresOf = ({ timetable: times }: TimedTour): number =>
  times.stops.reduce((sum, stop) => sum + stop.driveMetres, times.driveMetres);

export const visitSecondsOf = ({ timetable: times }: TimedTour): number =>
  times.stops.reduce((sum, stop) => sum + stop.endAt - stop.startAt, 0);
