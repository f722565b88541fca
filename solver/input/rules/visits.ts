/** Spacing, appointments, and whether the team has the time at all (contract, section 4). */
import type { Rule } from './rule.ts';

export const spacing: Rule = ({ request: { territory }, meaning, report }) => {
  meaning.customers.forEach(({ id, requirement }, index) => {
    const { minDaysBetween: min, maxDaysBetween: max } = requirement;
    if (min <= max) return;
    const given = territory.customers[index];
    const field = ['minDaysBetween', 'maxDaysBetween'].find((name) => Object.hasOwn(given, name));
    const path = ['territory', 'customers', index, ...(field === undefined ? [] : [field])];
    report('SPACING_CONTRADICTION', path, { what: `customer "${id}"`, min, max });
  });
};

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

/** An absence that has happened is not a fault of the request: the appointment is lost, and the customer must be told. */
export const appointmentsOnDaysOff: Rule = ({ request, meaning, report }) => {
  const absences = (request.options?.events ?? []).filter((event) => event.kind === 'repAbsent');
  const isAbsent = (repId: string, date: string) =>
    absences.some(({ repId: absent, from, to }) => absent === repId && from <= date && date <= to);
  meaning.customers.forEach(({ id, appointments, eligibleReps }, customer) => {
    for (const { day, index } of appointments) {
      if (eligibleReps.some((rep) => meaning.reps[rep].days[day] !== null)) continue;
      const path = ['territory', 'customers', customer, 'appointments', index];
      const date = meaning.dates[day];
      const lost = eligibleReps.some((rep) => isAbsent(meaning.reps[rep].id, date));
      report(lost ? 'APPOINTMENT_LOST_BY_ABSENCE' : 'APPOINTMENT_ON_DAY_OFF', path, { id, date });
    }
  });
};

/** Two appointments, or the last visit and an appointment, closer than minDaysBetween. */
export const appointmentsTooClose: Rule = ({ request: { territory }, meaning, report }) => {
  meaning.customers.forEach(({ id, appointments, requirement }, customer) => {
    const { minDaysBetween: min } = requirement;
    const visited = territory.customers[customer].lastVisitedOn;
    let before =
      visited === undefined
        ? Number.NEGATIVE_INFINITY
        : Math.round((Date.parse(`${visited}T00:00:00Z`) - meaning.epochMillis) / 86_400_000);
    for (const { day, index } of appointments) {
      const path = ['territory', 'customers', customer, 'appointments', index];
      const days = day - before;
      if (days < min) report('APPOINTMENTS_TOO_CLOSE', path, { id, date: meaning.dates[day], days, min });
      before = day;
    }
  });
};

/** One person is agreed to come along to two appointments that overlap. */
export const supervisorsInTwoPlaces: Rule = ({ meaning, report }) => {
  const known = new Map<number, { customer: number; from: number; to: number }[]>();
  meaning.customers.forEach(({ id, appointments }, customer) => {
    for (const { jointWith, from, seconds, day, index } of appointments) {
      if (jointWith === null) continue;
      const others = known.get(jointWith) ?? [];
      const other = others.find((each) => each.from < from + seconds && each.to > from);
      const path = ['territory', 'customers', customer, 'appointments', index, 'jointWith'];
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

export const demandExceedsTime: Rule = ({ meaning, report }) => {
  let demand = 0;
  for (const { requirement } of meaning.customers) for (const visit of requirement.visits) demand += visit.seconds;
  let time = 0;
  for (const { days } of meaning.reps) {
    for (const day of days) for (const { from, to } of day?.working ?? []) time += to - from;
  }
  if (time === 0 || demand <= time) return;
  report('DEMAND_EXCEEDS_TIME', ['territory', 'customers'], { percent: Math.ceil((demand / time) * 100) });
};
