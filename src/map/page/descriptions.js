/** The words of a tooltip: a customer, a hotel, a home, a day tour. */
import { html } from './elements.js';
import { formatDate, formatMany, formatMinutes, formatMoney, formatSaving } from './format.js';
import { chosenTours } from './selection.js';

const mostVisits = 8;

/** Returns a function from the name of a thing (`customer:12`) to its elements, null for nothing to say. */
export function createDescriptions(data, selection) {
  const describers = {
    customer: (index) => describeCustomer(data, Number(index)),
    home: (index) => [title(data.reps[Number(index)].name), muted('Home')],
    tour: (index) => describeTour(data, data.tours[Number(index)]),
    hotel: (key) => describeHotel(data, selection.get(), key),
  };
  return (thing) => {
    const [, kind, rest] = /^(\w+):(.*)$/s.exec(thing) ?? [];
    return describers[kind]?.(rest) ?? null;
  };
}

function title(text) {
  return html('strong', { class: 'tooltip-title' }, text);
}

function muted(text) {
  return html('div', { class: 'muted' }, text);
}

function describeCustomer(data, index) {
  const customer = data.customers[index];
  const visits = data.tours.flatMap((tour) =>
    tour.stops.filter((stop) => stop.customer === index).map((stop) => ({ tour, stop })),
  );
  const rows = visits.slice(0, mostVisits).map(({ tour, stop }) => html('li', {}, visitLine(tour, stop)));
  if (visits.length > mostVisits) rows.push(html('li', { class: 'muted' }, `and ${visits.length - mostVisits} more`));
  const agenda = visits[0]?.stop.agenda ?? '';
  const missing = data.unassigned.filter((visit) => visit.customer === index);
  return [
    title(customer.name),
    muted(
      `Class ${customer.class} · ${formatMoney(customer.revenue, data.currency)} · ${data.reps[customer.rep].name}`,
    ),
    customer.handedOverBy === null ? '' : html('div', { class: 'warning' }, `Today: ${customer.handedOverBy}`),
    visitsOf(data, rows, missing),
    agenda === '' ? '' : muted(`Agenda: ${agenda}`),
    ...missing.map(({ visit, reasons }) =>
      html('div', { class: 'warning' }, `Visit ${visit} is unassigned: ${reasons[0].message}`),
    ),
  ];
}

function visitsOf(data, rows, missing) {
  if (rows.length > 0) return html('ul', { class: 'visits' }, rows);
  return data.proposal === null && missing.length === 0 ? muted('No visit falls due in this plan.') : '';
}

function visitLine(tour, stop) {
  const extras = [stop.appointment && 'appointment', stop.contact && `with ${stop.contact}`, stop.jointWith && 'joint'];
  return [`${formatDate(tour.date)}, ${stop.start}–${stop.end}`, ...extras.filter(Boolean)].join(' · ');
}

function describeTour(data, tour) {
  const rep = data.reps[tour.rep];
  return [
    title(`${rep.name}, ${formatDate(tour.date)}`),
    muted(
      `${formatMany(tour.stops.length, 'visit')} · ${formatMinutes(tour.driveMinutes)} driving · ${Math.round(tour.km)} km`,
    ),
    muted(`${tour.from.depart}–${tour.to.arrive}${tour.night === null ? '' : `, night at ${tour.night.name}`}`),
  ];
}

/** @param key rep index and hotel id, `0:H1` */
function describeHotel(data, selection, key) {
  const nights = chosenTours(data, selection).filter(
    ({ rep, night }) => night !== null && `${rep}:${night.hotel}` === key,
  );
  const any = nights[0] ?? data.tours.find(({ rep, night }) => night !== null && `${rep}:${night.hotel}` === key);
  return [
    title(any.night.name),
    muted(`${data.reps[any.rep].name} · ${formatMoney(any.night.cost, data.currency)} a night`),
    html(
      'ul',
      { class: 'visits' },
      nights.map((tour) =>
        html('li', {}, `Night of ${formatDate(tour.date)}, ${formatSaving(tour.night.savesDriveMinutes)}`),
      ),
    ),
    muted(any.night.reason),
  ];
}
