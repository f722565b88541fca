/** What a plan must be before any rule of planning: about this request, with known ids, its days in order. */
import type { Facts } from './facts.ts';
import type { Report } from './violation.ts';

export function checkHeader({ meaning, plan }: Facts, report: Report): void {
  const { territory, horizon } = meaning.request;
  const same = (path: string, found: string | number, expected: string | number) => {
    if (found !== expected)
      report('PLAN_HEADER_WRONG', path, 'The plan is not one of this request.', { expected, found });
  };
  same('/horizon/start', plan.horizon.start, horizon.start);
  same('/horizon/weeks', plan.horizon.weeks, horizon.weeks);
  same('/timeZone', plan.timeZone, meaning.timeZone);
  same('/currency', plan.currency, meaning.currency);
  same('/coordinateSystem', plan.coordinateSystem, territory.coordinateSystem ?? 'WGS84');
}

export function checkDays({ plan, tours }: Facts, report: Report): void {
  const seen = new Set<string>();
  plan.itineraries.forEach(({ repId, days }, i) => {
    if (seen.has(repId))
      report('DUPLICATE_REP', `/itineraries/${i}/repId`, `Rep ${repId} has two itineraries.`, { found: repId });
    seen.add(repId);
    days.forEach(({ date }, d) => {
      if (d > 0 && date <= days[d - 1].date)
        report('DAYS_NOT_SORTED', `/itineraries/${i}/days/${d}/date`, 'Days are in order, each at most once.', {
          found: date,
        });
    });
  });
  for (const tour of tours) {
    const { start, end } = tour.planned;
    // A day from one sleeping place to another is one even where these lie at no distance: the night before and after are apart.
    const stays = start.kind === end.kind && start.hotelId === end.hotelId;
    if (
      stays &&
      !tour.isFrozen &&
      tour.visits.length === 0 &&
      tour.legs.every((leg) => leg.seconds === 0 && leg.metres === 0)
    )
      report('EMPTY_DAY', tour.path, 'A day without driving and visits is left out.');
    if (tour.hours === null && !tour.isFrozen)
      report('NOT_A_WORKING_DAY', `${tour.path}/date`, `Rep ${tour.rep.id} does not work on this day.`, {
        found: tour.planned.date,
      });
  }
}

/** Contacts, supervisors and phone calls name people and customers of the request. */
export function checkNamedIds({ meaning, customers, tours }: Facts, report: Report): void {
  const supervisors = new Set(meaning.request.territory.supervisors?.map(({ id }) => id));
  for (const tour of tours) {
    for (const { path, stop, customer } of tour.visits) {
      if (stop.contactId !== undefined && customer && !customer.contactIds.includes(stop.contactId))
        report('UNKNOWN_ID', `${path}/contactId`, 'The customer has no such contact.', { found: stop.contactId });
      if (stop.jointWith !== undefined && !supervisors.has(stop.jointWith))
        report('UNKNOWN_ID', `${path}/jointWith`, 'There is no such supervisor.', { found: stop.jointWith });
    }
    tour.planned.phoneCalls?.forEach(({ customerId }, c) => {
      if (!customers.has(customerId))
        report('UNKNOWN_ID', `${tour.path}/phoneCalls/${c}/customerId`, `There is no customer ${customerId}.`, {
          found: customerId,
        });
    });
  }
}
