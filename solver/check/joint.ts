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

/** A call on a day without a visit, by the rep who carries the customer, one in every part that has such a day. */
export function checkPhoneCalls({ meaning, plan, customers, tours, toursOf, visitsOf }: Facts, report: Report): void {
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
  for (const { id, phoneCalls } of meaning.customers) {
    const found = new Array<number>(phoneCalls).fill(0);
    for (const day of callDays.get(id) ?? []) found[partOf(day, phoneCalls, meaning.dates.length)]++;
    const expected = found.map(() => 0);
    for (const { day } of toursOf.get(ownerOf.get(id) ?? '') ?? [])
      if (phoneCalls > 0 && !visitedOn(id, day)) expected[partOf(day, phoneCalls, meaning.dates.length)] = 1;
    if (found.join() !== expected.join())
      report('PHONE_CALLS_WRONG', '/itineraries', `${id} is not called once in every part of the horizon.`, {
        expected: expected.join(' '),
        found: found.join(' '),
      });
  }
}

export function checkJointVisits(facts: Facts, report: Report): void {
  facts.meaning.supervisors.forEach((supervisor, index) => {
    const joint = facts.tours.flatMap(({ visits }) => visits).filter(({ stop }) => stop.jointWith === supervisor.id);
    const own = facts.tours.flatMap(({ visits, rep }) => (rep.supervisor === index ? visits : []));
    checkPresence(facts, supervisor, index, joint, report);
    checkDaysPerMonth(facts, supervisor, index, joint, report);
    checkEveryPart(facts, supervisor, own, report);
  });
}

const agreedWith = (visit: Visit, index: number) => appointmentOf(visit)?.jointWith === index;

/** At work, and in one place: with one rep on a day, but for dated visits agreed with him. */
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
    if (!agreed && !there)
      report('SUPERVISOR_NOT_AT_WORK', `${path}/jointWith`, `${id} does not work at this time.`, { found: id });
    if (!agreed && tour.rep.supervisor !== index)
      report('SUPERVISOR_NOT_AT_WORK', `${path}/jointWith`, `${id} is not the supervisor of this rep.`, { found: id });
    const elsewhere = joint.some(
      (other) =>
        other !== visit &&
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
  for (const visit of joint) {
    if (agreedWith(visit, index)) continue;
    const month = Math.floor(visit.tour.day / meaning.daysPerMonth);
    const key = `${visit.tour.rep.id} ${month}`;
    days.set(key, (days.get(key) ?? new Set()).add(visit.tour.day));
  }
  for (const [key, found] of days) {
    if (found.size > most)
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
