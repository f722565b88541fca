/** Appointments and pins: whether they can be kept, each by itself and beside the others (contract, section 4). */
import { dateOf, dayOf } from '../clock.ts';
import { valueAt } from '../json-pointer.ts';
import { fits } from '../possible-reps.ts';
import { frozenVisitDaysOf } from '../previous-tours.ts';
import type { PlanRequest } from '../request.ts';
import { shortestSeconds } from '../visit-content.ts';
import type { Rule } from './rule.ts';

/** Where each appointment was sent: those of the customer come first, those that are news after them. */
export function pathsOfAppointments({ territory, options }: PlanRequest) {
  const news = new Map<string, number[]>();
  options?.events?.forEach((event, k) => {
    if (event.kind === 'newAppointment') news.set(event.customerId, [...(news.get(event.customerId) ?? []), k]);
  });
  return (customer: number, index: number): PropertyKey[] => {
    const { id, appointments = [] } = territory.customers[customer];
    const event = news.get(id)?.[index - appointments.length];
    if (event !== undefined) return ['options', 'events', event];
    return ['territory', 'customers', customer, 'appointments', index];
  };
}

export const appointmentsOutsideHorizon: Rule = ({ request: { territory }, meaning, report }) => {
  const first = meaning.dates[0];
  const last = meaning.dates[meaning.dates.length - 1];
  territory.customers.forEach(({ id, appointments }, index) => {
    appointments?.forEach(({ date }, k) => {
      if (date >= first && date <= last) return;
      report('APPOINTMENT_OUTSIDE_HORIZON', ['territory', 'customers', index, 'appointments', k], { id, date });
    });
  });
};

/**
 * An absence that has happened is not a fault of the request: the appointment is lost, and the customer must be told. Nor is a visit of a
 * frozen day, and in a replan that the rep of the previous plan cannot come, as long as anybody could: the plan tells what is lost.
 */
export const appointmentsWithoutRep: Rule = ({ request, meaning, report }) => {
  const pathOf = pathsOfAppointments(request);
  const absences = (request.options?.events ?? []).filter((event) => event.kind === 'repAbsent');
  const isAbsent = (repId: string, date: string) =>
    absences.some(({ repId: absent, from, to }) => absent === repId && from <= date && date <= to);
  const frozen = frozenVisitDaysOf(meaning.replanning);
  meaning.customers.forEach(({ id, appointments, eligibleReps, permittedReps }, customer) => {
    const able = meaning.replanning === null ? eligibleReps : permittedReps;
    for (const { day, from, seconds, index } of appointments) {
      if (frozen.get(customer)?.includes(day)) continue;
      const working = able.flatMap((rep) => meaning.reps[rep].days[day]?.working ?? []);
      if (working.some((hours) => hours.from <= from && from + seconds <= hours.to)) continue;
      const path = pathOf(customer, index);
      const date = meaning.dates[day];
      const minutes = Math.round(seconds / 60);
      const at = (valueAt(request, path) as { readonly from: string }).from;
      if (eligibleReps.some((rep) => isAbsent(meaning.reps[rep].id, date)))
        report('APPOINTMENT_LOST_BY_ABSENCE', path, { id, date });
      else if (working.length === 0) report('APPOINTMENT_ON_DAY_OFF', path, { id, date });
      else report('APPOINTMENT_OUTSIDE_WORKING_HOURS', path, { id, date, at, minutes });
    }
  });
};

/**
 * An appointment closer than minDaysBetween to a visit before it: the last one or another appointment, and one on a frozen day. What was
 * planned before is kept all the same; of one that was only agreed before, the plan tells that it is lost.
 */
export const appointmentsTooClose: Rule = ({ request, meaning, report }) => {
  const pathOf = pathsOfAppointments(request);
  const frozen = frozenVisitDaysOf(meaning.replanning);
  meaning.customers.forEach(({ id, appointments, requirement }, customer) => {
    const { minDaysBetween: min } = requirement;
    const visited = request.territory.customers[customer].lastVisitedOn;
    const made = frozen.get(customer) ?? [];
    let before = visited === undefined ? Number.NEGATIVE_INFINITY : dayOf(meaning, visited);
    for (const { day, index, wasPlanned } of appointments) {
      // One that was kept on a frozen day is a visit made.
      if (made.includes(day)) continue;
      const path = pathOf(customer, index);
      const isJudged = wasPlanned || path[0] === 'options';
      const last = Math.max(before, ...made.filter((each) => isJudged && each < day));
      const values = { id, date: meaning.dates[day], days: day - last, min };
      if (values.days < min) report(wasPlanned ? 'APPOINTMENT_KEPT_TOO_CLOSE' : 'APPOINTMENTS_TOO_CLOSE', path, values);
      before = day;
    }
  });
};

/** A pin on a day on which nobody can come, before any driving. On a day with an appointment that is the visit, and others judge it. */
export const pinsInVain: Rule = ({ request: { options }, meaning, report }) => {
  const pins = options?.pins ?? [];
  if (pins.length === 0) return;
  const frozen = frozenVisitDaysOf(meaning.replanning);
  meaning.customers.forEach(({ id, pinnedDays, appointments, open, eligibleReps, content }, customer) => {
    const settled = new Set([...(frozen.get(customer) ?? []), ...appointments.map(({ day }) => day)]);
    for (const day of pinnedDays) {
      if (settled.has(day)) continue;
      const atWork = eligibleReps.filter((rep) => meaning.reps[rep].days[day] !== null);
      if (atWork.some((rep) => fits(open[day], meaning.reps[rep].days[day], shortestSeconds(content)))) continue;
      const date = meaning.dates[day];
      const pin = pins.findIndex((each) => each.customerId === id && each.date === date);
      const why = whyNobodyComes(open[day].length > 0, atWork.length > 0);
      report('PIN_NOT_POSSIBLE', ['options', 'pins', pin], { id, date, why });
    }
  });
};

function whyNobodyComes(isOpen: boolean, isAnybodyAtWork: boolean): string {
  if (!isAnybodyAtWork) return 'no rep who may go there works on that day';
  if (!isOpen) return 'it may not be visited on that day';
  return 'no rep who may go there works long enough while it is open';
}

/** A pin closer than minDaysBetween to a visit made, to an appointment or to another pin. That it is urgent excuses only the way from a visit made. */
export const pinsTooClose: Rule = ({ request: { territory, options }, meaning, report }) => {
  const pins = options?.pins ?? [];
  if (pins.length === 0) return;
  const frozen = frozenVisitDaysOf(meaning.replanning);
  meaning.customers.forEach(({ id, pinnedDays, appointments, requirement, urgent }, customer) => {
    const visited = territory.customers[customer].lastVisitedOn;
    const made = new Set([
      ...(frozen.get(customer) ?? []),
      ...(visited === undefined ? [] : [dayOf(meaning, visited)]),
    ]);
    const agreed = new Set(appointments.map(({ day }) => day));
    const days = [...new Set([...made, ...agreed, ...pinnedDays])].sort((a, b) => a - b);
    const isPin = (day: number) => pinnedDays.includes(day) && !made.has(day) && !agreed.has(day);
    for (let k = 1; k < days.length; k++) {
      const [before, day] = [days[k - 1], days[k]];
      const pinned = isPin(day) ? day : before;
      const isUrgent = urgent !== null && made.has(before) && urgent.first <= day && day <= urgent.last;
      if (day - before >= requirement.minDaysBetween || isUrgent || !isPin(pinned)) continue;
      const date = meaning.dates[pinned];
      const pin = pins.findIndex((each) => each.customerId === id && each.date === date);
      const other = dateOf(meaning, day + before - pinned);
      const values = { id, date, other, days: day - before, min: requirement.minDaysBetween };
      report('PINS_TOO_CLOSE', ['options', 'pins', pin], values);
    }
  });
};

/** Company is agreed for a time at which the supervisor is off. What was agreed counts: the plan has him there all the same. */
export const supervisorsNotAtWork: Rule = ({ request, meaning, report }) => {
  const pathOf = pathsOfAppointments(request);
  meaning.customers.forEach(({ id: customer, appointments }, index) => {
    for (const { jointWith, from, seconds, day, index: k } of appointments) {
      if (jointWith === null) continue;
      const { id, working } = meaning.supervisors[jointWith];
      if (working[day].some((hours) => hours.from <= from && from + seconds <= hours.to)) continue;
      const path = pathOf(index, k);
      const { from: at } = valueAt(request, path) as { readonly from: string };
      const values = { id, customer, date: meaning.dates[day], at, minutes: Math.round(seconds / 60) };
      report('SUPERVISOR_NOT_AT_WORK', [...path, 'jointWith'], values);
    }
  });
};

/** One person is agreed to come along to two appointments that overlap. */
export const supervisorsInTwoPlaces: Rule = ({ request, meaning, report }) => {
  const pathOf = pathsOfAppointments(request);
  const known = new Map<number, { customer: number; from: number; to: number }[]>();
  meaning.customers.forEach(({ id, appointments }, customer) => {
    for (const { jointWith, from, seconds, day, index } of appointments) {
      if (jointWith === null) continue;
      const others = known.get(jointWith) ?? [];
      const other = others.find((each) => each.from < from + seconds && each.to > from);
      const path = [...pathOf(customer, index), 'jointWith'];
      if (other !== undefined) {
        const names = {
          id: meaning.supervisors[jointWith].id,
          other: meaning.customers[other.customer].id,
          customer: id,
        };
        report('SUPERVISOR_IN_TWO_PLACES', path, { ...names, date: meaning.dates[day] });
      }
      known.set(jointWith, [...others, { customer, from, to: from + seconds }]);
    }
  });
};
