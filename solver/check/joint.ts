/** Phone calls and joint visits (contract, section 3). */
import type { InterpretedCustomer, InterpretedSupervisor } from '../input/interpretation.ts';
import type { Facts, Visit } from './facts.ts';
import { appointmentOf } from './service.ts';
import type { Report } from './violation.ts';

/** In which of `count` equal parts of the horizon a day lies: part k begins on day floor(k × days / count). */
function partOf(day: number, count: number, days: number): number {
  let part = 0;
  while (part + 1 < count && Math.floor(((part + 1) * days) / count) <= day) part++;
  return part;
}

/**
 * A call on a day without a visit, by the rep who carries the customer, one in every part that has such a day. Frozen days have the
 * calls that they had, and no others.
 */
export function checkPhoneCalls(facts: Facts, report: Report): void {
  const { meaning, plan, stated, customers, tours, toursOf, visitsOf } = facts;
  const isTold =
    stated.given.territories !== undefined || tours.some(({ planned }) => planned.phoneCalls !== undefined);
  if (!isTold) return;
  const ownerOf = new Map(plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId])));
  const callDays = new Map<string, number[]>();
  const visitedOn = (id: string, day: number) => visitsOf.get(id)?.some(({ tour }) => tour.day === day) ?? false;
  for (const { planned, path, day, rep } of tours) {
    planned.phoneCalls?.forEach(({ customerId }, c) => {
      const at = `${path}/phoneCalls/${c}/customerId`;
      if (customers.has(customerId) && ownerOf.get(customerId) !== rep.id)
        report('PHONE_CALL_BY_OTHER_REP', at, 'Another rep carries this customer.', { found: customerId });
      if (visitedOn(customerId, day))
        report('PHONE_CALL_ON_VISIT_DAY', at, 'The customer is visited on this day.', { found: customerId });
      callDays.set(customerId, [...(callDays.get(customerId) ?? []), day]);
    });
  }
  const before = frozenCalls(facts);
  for (const { id, phoneCalls } of meaning.customers) {
    const part = (day: number) => partOf(day, phoneCalls, meaning.dates.length);
    const found = new Array<number>(Math.max(1, phoneCalls)).fill(0);
    for (const day of callDays.get(id) ?? []) found[part(day)]++;
    const expected = found.map(() => 0);
    const able = (toursOf.get(ownerOf.get(id) ?? '') ?? []).filter(({ day }) => !visitedOn(id, day));
    for (const tour of able) {
      if (!tour.isFrozen) continue;
      const called = tour.planned.phoneCalls?.some(({ customerId }) => customerId === id) ?? false;
      const stays = before.has(`${tour.rep.id} ${tour.planned.date} ${id}`);
      if (stays) expected[part(tour.day)]++;
      if (called !== stays)
        report('FROZEN_DAY_CHANGED', `${tour.path}/phoneCalls`, `${id} was ${stays ? '' : 'not '}to be called.`, {
          found: id,
        });
    }
    for (const tour of able)
      if (phoneCalls > 0 && !tour.isFrozen) expected[part(tour.day)] = Math.max(1, expected[part(tour.day)]);
    if (found.join() !== expected.join())
      report('PHONE_CALLS_WRONG', '/itineraries', `${id} is not called once in every part of the horizon.`, {
        expected: expected.join(' '),
        found: found.join(' '),
      });
  }
}

/** `rep date customer` of every call of the previous plan on a frozen day. */
function frozenCalls(facts: Facts): ReadonlySet<string> {
  const { options } = facts.meaning.request;
  const calls = new Set<string>();
  for (const { repId, days } of options?.previousPlan?.itineraries ?? []) {
    const rep = facts.reps.get(repId);
    for (const { date, phoneCalls = [] } of days) {
      const day = facts.meaning.dates.indexOf(date);
      if (rep === undefined || day < 0 || day >= facts.previous.frozenDaysOf(repId)) continue;
      for (const { customerId } of phoneCalls) calls.add(`${repId} ${date} ${customerId}`);
    }
  }
  return calls;
}

export function checkJointVisits(facts: Facts, report: Report): void {
  const { stated, tours } = facts;
  const isJoint = ({ stop }: Visit) => stop.jointWith !== undefined;
  if (stated.given.territories === undefined && !tours.some(({ visits }) => visits.some(isJoint))) return;
  facts.meaning.supervisors.forEach((supervisor, index) => {
    const joint = facts.tours.flatMap(({ visits }) => visits).filter(({ stop }) => stop.jointWith === supervisor.id);
    const own = facts.tours.flatMap(({ visits, rep }) => (rep.supervisor === index ? visits : []));
    checkPresence(facts, supervisor, index, joint, report);
    checkDaysPerMonth(facts, supervisor, index, joint, report);
    checkEveryPart(facts, supervisor, own, report);
  });
}

/** What a visit of a frozen day was to be; undefined: it is on none. */
const keptOf = ({ customer, tour }: Visit) => customer?.content.kept.find(({ day }) => day === tour.day);

/** Planned before on a frozen day, as far as that is known, else agreed for an appointment. */
const agreedWith = (visit: Visit, index: number) => {
  const kept = keptOf(visit);
  if (kept !== undefined && kept.seconds !== null) return kept.jointWith === index;
  return (appointmentOf(visit)?.jointWith ?? kept?.jointWith) === index;
};

/** At work, and in one place: with one rep on a day, but for visits agreed with him. On frozen days nobody else comes along than planned. */
function checkPresence(
  facts: Facts,
  { id, working }: InterpretedSupervisor,
  index: number,
  joint: readonly Visit[],
  report: Report,
): void {
  for (const visit of joint) {
    const { path, startAt, endAt, tour } = visit;
    const agreed = agreedWith(visit, index);
    const there = working[tour.day].some(({ from, to }) => startAt >= from && endAt <= to);
    if (!agreed && keptOf(visit) !== undefined)
      report('FROZEN_DAY_CHANGED', `${path}/jointWith`, `${id} was not to come along.`, { found: id });
    if (!agreed && !there)
      report('SUPERVISOR_NOT_AT_WORK', `${path}/jointWith`, `${id} does not work at this time.`, { found: id });
    if (!agreed && tour.rep.supervisor !== index)
      report('SUPERVISOR_NOT_AT_WORK', `${path}/jointWith`, `${id} is not the supervisor of this rep.`, { found: id });
    const elsewhere = joint.some(
      (other) =>
        other !== visit &&
        !(tour.isFrozen && other.tour.isFrozen) &&
        other.tour.day === tour.day &&
        other.tour.rep !== tour.rep &&
        (!(agreed && agreedWith(other, index)) || (other.startAt < endAt && other.endAt > startAt)),
    );
    if (elsewhere)
      report('SUPERVISOR_IN_TWO_PLACES', `${path}/jointWith`, `${id} is with another rep on this day.`, { found: id });
  }
  for (const tour of facts.tours) {
    for (const visit of tour.visits) {
      if (agreedWith(visit, index) && visit.stop.jointWith !== id)
        report('JOINT_VISIT_MISSING', `${visit.path}/jointWith`, `${id} was agreed to come along.`, { expected: id });
    }
  }
}

function checkDaysPerMonth(
  { meaning }: Facts,
  { id, maxJointDaysPerRepPerMonth: most }: InterpretedSupervisor,
  index: number,
  joint: readonly Visit[],
  report: Report,
): void {
  const days = new Map<string, Set<number>>();
  const free = new Set<string>();
  for (const visit of joint) {
    if (appointmentOf(visit)?.jointWith === index) continue;
    const month = Math.floor(visit.tour.day / meaning.daysPerMonth);
    const key = `${visit.tour.rep.id} ${month}`;
    days.set(key, (days.get(key) ?? new Set()).add(visit.tour.day));
    if (!agreedWith(visit, index)) free.add(key);
  }
  for (const [key, found] of days) {
    // More may have been planned before, when the limit was higher; then no day is to be added.
    if (found.size > most && free.has(key))
      report('SUPERVISOR_DAYS_EXCEEDED', '/itineraries', `${id} spends too many days of a month with rep ${key}.`, {
        expected: most,
        found: found.size,
      });
  }
}

/** One joint visit in every part of the horizon with a visit, unless an issue of the plan says that it is missing. */
function checkEveryPart(
  { meaning, plan }: Facts,
  { id }: InterpretedSupervisor,
  own: readonly Visit[],
  report: Report,
): void {
  const told = new Set(plan.issues.filter(({ code }) => code === 'JOINT_VISIT_NOT_PLACED').map(({ path }) => path));
  const byCustomer = new Map<InterpretedCustomer, Visit[]>();
  for (const visit of own) {
    if (visit.customer === null) continue;
    const list = byCustomer.get(visit.customer);
    if (list === undefined) byCustomer.set(visit.customer, [visit]);
    else list.push(visit);
  }
  for (const [customer, visits] of byCustomer) {
    if (told.has(`/territory/customers/${meaning.customers.indexOf(customer)}`)) continue;
    for (let part = 0; part < customer.jointVisits; part++) {
      const inside = visits.filter(({ tour }) => partOf(tour.day, customer.jointVisits, meaning.dates.length) === part);
      if (inside.length > 0 && !inside.some(({ stop }) => stop.jointWith === id))
        report('JOINT_VISIT_MISSING', inside[0].path, `${customer.id} gets no joint visit with ${id}.`, {
          expected: id,
        });
    }
  }
}
