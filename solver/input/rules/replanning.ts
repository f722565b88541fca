/** The previous plan, pins and events of a request (contract, sections 2 and 8). */
import { frozenVisitDaysOf } from '../previous-tours.ts';
import type { Rule } from './rule.ts';

export const previousPlanMissing: Rule = ({ request: { options }, report }) => {
  if (options === undefined || options.previousPlan !== undefined) return;
  for (const field of ['previousPlanId', 'freezeUntil', 'maxChangedVisits'] as const) {
    if (options[field] !== undefined) report('PREVIOUS_PLAN_MISSING', ['options', field], { field });
  }
};

export const unknownNames: Rule = ({ request: { territory, options }, report }) => {
  const customers = new Set(territory.customers.map(({ id }) => id));
  const reps = new Set(territory.reps.map(({ id }) => id));
  const supervisors = new Set(territory.supervisors?.map(({ id }) => id));
  options?.pins?.forEach(({ customerId: id }, k) => {
    if (!customers.has(id)) report('UNKNOWN_CUSTOMER', ['options', 'pins', k, 'customerId'], { id });
  });
  options?.events?.forEach((event, k) => {
    const path = ['options', 'events', k];
    if (event.kind === 'repAbsent') {
      if (!reps.has(event.repId)) report('UNKNOWN_REP', [...path, 'repId'], { id: event.repId });
      return;
    }
    const { customerId: id } = event;
    if (!customers.has(id)) report('UNKNOWN_CUSTOMER', [...path, 'customerId'], { id });
    if (event.kind !== 'newAppointment' || event.jointWith === undefined || supervisors.has(event.jointWith)) return;
    report('UNKNOWN_SUPERVISOR', [...path, 'jointWith'], { id: event.jointWith });
  });
};

/** Spans that end before they begin, and dates that lie outside the horizon. */
export const dates: Rule = ({ request: { options }, meaning, report }) => {
  const known = new Set(meaning.dates);
  const byId = new Map(meaning.customers.map((customer) => [customer.id, customer]));
  const isFrozen = (id: string, date: string) =>
    byId.get(id)?.appointments.every(({ day }) => meaning.dates[day] !== date) ?? false;
  const asked = new Map(
    meaning.customers.flatMap((customer) => customer.askedUrgently.map((each) => [each.event, each])),
  );
  options?.pins?.forEach(({ customerId, date }, k) => {
    if (!byId.has(customerId)) return;
    if (!known.has(date)) report('DATE_OUTSIDE_HORIZON', ['options', 'pins', k, 'date'], { date });
    else if (!byId.get(customerId)?.pinnedDays.includes(meaning.dates.indexOf(date)))
      report('DATE_FROZEN', ['options', 'pins', k, 'date'], { date });
  });
  options?.events?.forEach((event, k) => {
    const path = ['options', 'events', k];
    if ('date' in event) {
      if (!known.has(event.date)) report('DATE_OUTSIDE_HORIZON', [...path, 'date'], { date: event.date });
      else if (event.kind === 'newAppointment' && isFrozen(event.customerId, event.date))
        report('DATE_FROZEN', [...path, 'date'], { date: event.date });
      return;
    }
    const { from } = event;
    const to = event.to ?? meaning.dates[meaning.dates.length - 1];
    if (event.to !== undefined && event.to < from) report('DATES_END_BEFORE_START', [...path, 'to'], { from, to });
    else if (to < meaning.dates[0] || from > meaning.dates[meaning.dates.length - 1])
      report('DATE_OUTSIDE_HORIZON', [...path, 'from'], { date: from });
    else if (asked.get(k)?.outcome === 'frozen') report('DATE_FROZEN', [...path, 'to'], { date: to });
  });
};

/** A frozen visit keeps its time: an appointment of the customer at another one comes too late. */
export const appointmentsAtOtherTimes: Rule = ({ request: { territory }, meaning, report }) => {
  const frozen = frozenVisitDaysOf(meaning.replanning);
  if (frozen.size === 0) return;
  territory.customers.forEach(({ appointments = [] }, customer) => {
    const kept = new Set(meaning.customers[customer].appointments.map(({ index }) => index));
    appointments.forEach(({ date }, k) => {
      if (kept.has(k) || !frozen.get(customer)?.includes(meaning.dates.indexOf(date))) return;
      report('DATE_FROZEN', ['territory', 'customers', customer, 'appointments', k, 'date'], { date });
    });
  });
};

/** Days off and closed days change no frozen day: what is not recorded as made may have to be called off. */
export const daysOffFrozen: Rule = ({ request: { territory }, meaning, report }) => {
  for (const { rep, day, visits } of meaning.replanning?.frozen ?? []) {
    const date = meaning.dates[day];
    const open = visits.filter(({ customer }) => (territory.customers[customer].lastVisitedOn ?? '') < date);
    const { id, daysOff } = territory.reps[rep];
    if (open.length > 0 && daysOff?.includes(date))
      report('FROZEN_DAY_STAYS', ['territory', 'reps', rep, 'daysOff'], { date, who: `rep "${id}" is off` });
    for (const { customer } of open) {
      const { id: closed, closedOn } = territory.customers[customer];
      if (!closedOn?.includes(date)) continue;
      const values = { date, who: `customer "${closed}" is closed` };
      report('FROZEN_DAY_STAYS', ['territory', 'customers', customer, 'closedOn'], values);
    }
  }
};

/** Which year was meant shows nowhere else: an earlier date freezes nothing, a later one everything. */
export const freezeOutsideHorizon: Rule = ({ request: { options }, meaning, report }) => {
  const date = options?.freezeUntil;
  if (date === undefined || options?.previousPlan === undefined) return;
  const path = ['options', 'freezeUntil'];
  const last = meaning.dates[meaning.dates.length - 1];
  if (date < meaning.dates[0]) report('DATE_OUTSIDE_HORIZON', path, { date });
  else if (date > last) report('ALL_DAYS_FROZEN', path, { date, last });
};

export const urgentVisitsInVain: Rule = ({ meaning, report }) => {
  for (const { id, askedUrgently } of meaning.customers) {
    for (const { event, days, outcome } of askedUrgently) {
      const path = ['options', 'events', event];
      const values = { id, from: meaning.dates[days.first], to: meaning.dates[days.last] };
      if (outcome === 'nobodyCanCome') report('URGENT_VISIT_NOT_POSSIBLE', path, values);
      if (typeof outcome === 'object')
        report('URGENT_VISIT_NOT_NEXT', path, { ...values, by: meaning.dates[outcome.nextBy] });
    }
  }
};
