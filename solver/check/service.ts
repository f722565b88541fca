/** Rules of a single visit: its time, appointment and slot. */
import type { InterpretedAppointment, Interval } from '../input/interpretation.ts';
import type { Facts, Visit } from './facts.ts';
import { isFrozenFor } from './frozen-days.ts';
import { overlap } from './intervals.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

export function appointmentOf(visit: Visit): InterpretedAppointment | undefined {
  const onDay = visit.customer?.appointments.filter(({ day }) => day === visit.tour.day) ?? [];
  return onDay.find((appointment) => keeps(visit, appointment)) ?? onDay[0];
}

function keeps(visit: Visit, { day, from, seconds }: InterpretedAppointment): boolean {
  return (
    day === visit.tour.day &&
    !differs(visit.startAt, from, tolerance.seconds) &&
    !differs(visit.endAt - visit.startAt, seconds, tolerance.seconds)
  );
}

export function checkServiceTimes({ tours }: Facts, report: Report): void {
  for (const { hours, day, breaks, visits, isFrozen } of tours) {
    for (const visit of visits) {
      const { path, stop, customer, arriveAt, startAt, endAt } = visit;
      if (!isFrozen && !(startAt >= arriveAt - tolerance.seconds))
        report('SERVICE_BEFORE_ARRIVAL', `${path}/startAt`, 'The visit starts before the rep is there.', {
          expected: stop.arriveAt,
          found: stop.startAt,
        });
      const pauses = breaks.reduce((sum, pause) => sum + overlap(pause, arriveAt, startAt), 0);
      const wait = Math.max(0, startAt - arriveAt - pauses);
      if (differs(stop.waitMinutes, wait / 60, tolerance.minutes))
        report('WAIT_WRONG', `${path}/waitMinutes`, 'Waiting lasts from arrival to start without breaks.', {
          expected: wait / 60,
          found: stop.waitMinutes,
        });
      if (isFrozen) continue;
      if (hours !== null && !inside(hours.working, startAt, endAt))
        report('OUTSIDE_WORKING_HOURS', path, 'The visit is not inside the working hours of the rep.', {
          found: `${stop.startAt}/${stop.endAt}`,
        });
      if (customer && !appointmentOf(visit) && !inside(customer.open[day], startAt, endAt))
        report('CUSTOMER_CLOSED', path, 'The customer is not open for this visit.', {
          found: `${stop.startAt}/${stop.endAt}`,
        });
    }
  }
}

/** What a frozen visit was is stated by the previous plan, as far as it says so. */
export function checkAppointments(facts: Facts, report: Report): void {
  const { meaning, previous, unassignedOf, visitsOf } = facts;
  for (const visits of visitsOf.values()) {
    for (const visit of visits) {
      const appointment = appointmentOf(visit);
      const { rep, day, isFrozen } = visit.tour;
      const { stops = [] } = (isFrozen ? previous.planned(rep.id, day) : undefined) ?? {};
      const before = stops.find(({ customerId }) => customerId === visit.stop.customerId);
      const expected = before?.appointment ?? appointment !== undefined;
      if (visit.stop.appointment !== expected)
        report('APPOINTMENT_FLAG_WRONG', `${visit.path}/appointment`, 'Says wrongly whether this is an appointment.', {
          expected,
          found: visit.stop.appointment,
        });
      if (!isFrozen && appointment && !keeps(visit, appointment))
        report('APPOINTMENT_MOVED', `${visit.path}/startAt`, 'An appointment keeps its time and length.', {
          found: `${visit.stop.startAt}/${visit.stop.endAt}`,
        });
    }
  }
  for (const customer of meaning.customers) {
    if (customer.appointments.length === 0) continue;
    const visits = visitsOf.get(customer.id) ?? [];
    const unassigned = unassignedOf.get(customer.id)?.length ?? 0;
    // Where absence leaves no rep at work the request is warned, and the visit may be made on another day; of frozen days another rule speaks.
    const missing = customer.appointments.filter(
      ({ day }) =>
        customer.eligibleReps.some((rep) => meaning.reps[rep].days[day] !== null) &&
        !visits.some(({ tour }) => tour.day === day) &&
        !isFrozenFor(facts, customer.id, day),
    );
    if (missing.length > unassigned)
      report(
        'APPOINTMENT_MISSING',
        '/unassignedVisits',
        `An appointment of ${customer.id} is neither kept nor reported.`,
        {
          expected: meaning.dates[missing[0].day],
        },
      );
  }
}

/** Appointments do not count: they are agreed outside the slots. */
export function checkSlots({ meaning, tours }: Facts, report: Report): void {
  for (const { path, day, visits } of tours.filter(({ isFrozen }) => !isFrozen)) {
    const used = meaning.slots.map(() => 0);
    for (const visit of visits)
      if (visit.customer && !appointmentOf(visit) && visit.customer.slot[day] >= 0) used[visit.customer.slot[day]]++;
    meaning.slots.forEach(({ tag, maxVisits }, slot) => {
      if (used[slot] > maxVisits)
        report('SLOT_FULL', `${path}/stops`, `Too many visits in the slot of ${tag}.`, {
          expected: maxVisits,
          found: used[slot],
        });
    });
  }
}

function inside(intervals: readonly Interval[], from: number, to: number): boolean {
  return intervals.some(
    (interval) => from >= interval.from - tolerance.seconds && to <= interval.to + tolerance.seconds,
  );
}
