/** From the interpretation to the problem of one rep. Days and moments are those of the interpretation. */
import type { Interpretation, InterpretedCustomer, Interval, RepDay } from '../input/interpretation.ts';
import { longestSecondsOn } from '../input/visit-content.ts';
import { worthOfDriveHour } from './drive-hour.ts';
import {
  APPOINTMENT,
  type ItineraryProblem,
  type PackedIntervals,
  PIN,
  PLANNED_APPOINTMENT,
} from './itinerary-problem.ts';
import { moneyUnitOf } from './money-unit.ts';
import { slotOrderCosts } from './slot-order.ts';
import { travelMatrix } from './travel.ts';

/** What a soft wish is worth, in hours driven: enough to decide between equals, too little to send a rep far. */
const DISLIKED_DAY = 0.1;
const OVERDUE_DAY = 0.05;
/** Of two days that cost the same, a customer who is owed joint visits is visited when the supervisor works. */
const WITHOUT_SUPERVISOR = 0.05;

/** The problem of one rep: one tour a day, with times and nights. */
export interface RepProblem extends ItineraryProblem {
  /** Positions of the customers and sleeping places in the interpretation, to come back from the numbers here. */
  readonly customerIndex: Int32Array;
  readonly hotelIndex: Int32Array;
  /** Money of the request in one unit of the money here: see `moneyUnitOf`. */
  readonly moneyUnit: number;
}

/**
 * Builds the problem of one rep.
 * @param rep index of the rep in the interpretation
 * @param customerIndex indexes of the customers that the rep carries
 * @param hotelIndex indexes of the sleeping places to consider
 * @throws Error when the travel matrix is not at hand (see {@link travelMatrix})
 */
export function buildRepProblem(
  meaning: Interpretation,
  rep: number,
  customerIndex: readonly number[],
  hotelIndex: readonly number[],
): RepProblem {
  const self = meaning.reps[rep];
  const supervisor = self.supervisor === null ? null : meaning.supervisors[self.supervisor];
  const days = meaning.dates.length;
  const moneyUnit = moneyUnitOf(meaning);
  const worth = worthOfDriveHour(meaning);
  const customers = customerIndex.map((index) => meaning.customers[index]);
  const hotels = hotelIndex.map((index) => meaning.sleepingPlaces[index]);
  const perDay = (of: (day: RepDay) => number) => Int32Array.from(self.days, (day) => (day === null ? 0 : of(day)));
  const perCustomer = (of: (customer: InterpretedCustomer) => number) => Int32Array.from(customers, of);
  const perVisitDay = (of: (customer: InterpretedCustomer, day: number) => number) =>
    Int32Array.from({ length: customers.length * days }, (_, cell) =>
      of(customers[Math.floor(cell / days)], cell % days),
    );
  const places = [
    ...customers.map(({ id, location }) => ({ placeId: id, location })),
    { placeId: self.id, location: self.home },
    ...hotels,
  ];
  return {
    days,
    customers: customers.length,
    hotels: hotels.length,
    home: customers.length,
    customerIndex: Int32Array.from(customerIndex),
    hotelIndex: Int32Array.from(hotelIndex),
    moneyUnit,
    travel: travelMatrix(places, meaning.request.territory.travel),
    visitsOwed: perCustomer((customer) => customer.requirement.visits.length),
    weight: Float64Array.from(customers, (customer) => customer.weight),
    minDaysBetween: perCustomer((customer) => customer.requirement.minDaysBetween),
    maxDaysBetween: perCustomer((customer) => customer.requirement.maxDaysBetween),
    firstDayMin: perCustomer((customer) => customer.requirement.firstDayMin),
    firstDayMax: perCustomer((customer) => customer.requirement.firstDayMax ?? days),
    urgent: Uint8Array.from(customers, ({ urgent }) => (urgent === null ? 0 : 1)),
    serviceSeconds: perVisitDay(serviceSeconds),
    appointment: Uint8Array.from(perVisitDay(agreementOn)),
    slot: perVisitDay((customer, day) => (appointmentOn(customer, day) ? -1 : customer.slot[day])),
    slotMaxVisits: Float64Array.from(meaning.slots, (slot) => slot.maxVisits),
    starts: packIntervals(
      customers.flatMap((customer) => self.days.map((day, index) => startIntervals(customer, index, day))),
    ),
    dislike: slotOrderCosts(meaning, customerIndex).map((cost, cell) => {
      const customer = customers[Math.floor(cell / days)];
      const hours =
        (customer.preferred[cell % days] ? 0 : DISLIKED_DAY) +
        (customer.jointVisits > 0 && supervisor?.working[cell % days].length === 0 ? WITHOUT_SUPERVISOR : 0);
      return (cost + hours * worth) / moneyUnit;
    }),
    overduePerDay: Float64Array.from(customers, ({ requirement }) =>
      requirement.overdue ? (OVERDUE_DAY * worth) / moneyUnit : 0,
    ),
    works: Uint8Array.from(self.days, (day) => (day === null ? 0 : 1)),
    earliestDeparture: perDay((day) => day.earliestDeparture),
    latestArrival: perDay((day) => day.latestArrival),
    working: packIntervals(self.days.map((day) => day?.working ?? [])),
    breaks: packIntervals(self.days.map((day) => day?.breaks ?? [])),
    breakSeconds: Int32Array.from(self.days.flatMap((day) => day?.breaks.map((owed) => owed.seconds) ?? [])),
    nightAllowed: Uint8Array.from(self.days, (day, index) =>
      day !== null && self.days[index + 1] && self.maxConsecutiveNights > 0 && self.maxNightsPerWeek > 0 ? 1 : 0,
    ),
    isoWeek: Int32Array.from(meaning.isoWeek),
    maxDriveSecondsPerDay: self.maxDriveSecondsPerDay,
    patterns: null,
    fleet: null,
    undatedTourPrice: null,
    maxConsecutiveNights: self.maxConsecutiveNights,
    maxNightsPerWeek: self.maxNightsPerWeek,
    nightCost: Float64Array.from(hotels, (hotel) => hotel.costPerNight / moneyUnit),
    costPerDriveSecond: meaning.costs.perDriveHour / 3600 / moneyUnit,
    costPerMetre: meaning.costs.perKm / 1000 / moneyUnit,
    ownTimeFactor: meaning.costs.ownTimeFactor,
  };
}

function appointmentOn(customer: InterpretedCustomer, day: number) {
  return customer.appointments.find((appointment) => appointment.day === day);
}

function agreementOn(customer: InterpretedCustomer, day: number): number {
  const appointment = appointmentOn(customer, day);
  if (appointment !== undefined) return appointment.wasPlanned ? PLANNED_APPOINTMENT : APPOINTMENT;
  return customer.pinnedDays.includes(day) ? PIN : 0;
}

/** The longest visit that this customer may need on a day: which actions fall due is known only when the days before it are. */
function serviceSeconds(customer: InterpretedCustomer, day: number): number {
  const { content, requirement } = customer;
  return appointmentOn(customer, day)?.seconds ?? longestSecondsOn(content, requirement, day);
}

/** That the next visit is urgent excuses its own days only, not those of a visit that takes its place. */
function isTooSoon(customer: InterpretedCustomer, day: number): boolean {
  const { urgent, requirement } = customer;
  if (urgent === null || day <= urgent.last) return false;
  return day < requirement.firstRegularDay && agreementOn(customer, day) !== PLANNED_APPOINTMENT;
}

/** Moments at which a visit may start so that it ends inside working hours and the customer's opening hours. */
function startIntervals(customer: InterpretedCustomer, index: number, day: RepDay | null): Interval[] {
  if (day === null || isTooSoon(customer, index)) return [];
  const seconds = serviceSeconds(customer, index);
  const appointment = appointmentOn(customer, index);
  const open = appointment ? [{ from: appointment.from, to: appointment.from + seconds }] : customer.open[index];
  return open.flatMap((window) =>
    day.working
      .map((working) => ({
        from: Math.max(window.from, working.from),
        to: Math.min(window.to, working.to) - seconds,
      }))
      .filter(({ from, to }) => from <= to),
  );
}

function packIntervals(lists: readonly (readonly Interval[])[]): PackedIntervals {
  const offset = new Int32Array(lists.length + 1);
  lists.forEach((list, index) => {
    offset[index + 1] = offset[index] + list.length;
  });
  const flat = lists.flat();
  return {
    offset,
    from: Int32Array.from(flat, (interval) => interval.from),
    to: Int32Array.from(flat, (interval) => interval.to),
  };
}
