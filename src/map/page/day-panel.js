/** The schedule beside the map: the timetable of one rep's day, or what leads to it. */
import { html, swatch } from './elements.js';
import { formatDate, formatMany, formatMinutes, formatMoney, formatRange, formatSaving } from './format.js';
import { chosenTours, periodName } from './selection.js';

export function drawDayPanel(data, host, selection, point) {
  const draw = (chosen) => {
    const tours = chosenTours(data, chosen);
    const rep = data.reps[chosen.rep];
    host.replaceChildren(
      html('h2', {}, rep ? [swatch(rep.colour), rep.name] : 'All reps'),
      html(
        'p',
        { class: 'muted' },
        [periodName(data, chosen, formatDate, formatRange), ...zoneNotes(data, chosen)].join(' · '),
      ),
      content(data, chosen, tours, selection, point),
    );
  };
  selection.onChange(draw);
  draw(selection.get());
}

/** Nothing where all times shown are in the time zone of the plan, which the header names. */
function zoneNotes(data, { rep, date }) {
  if (rep >= 0) return data.reps[rep].timeZone === data.timeZone ? [] : [`times of ${data.reps[rep].timeZone}`];
  const isMixed = data.reps.some(({ timeZone }) => timeZone !== data.timeZone);
  return date !== '' && isMixed ? ["times are each rep's own"] : [];
}

function content(data, chosen, tours, selection, point) {
  if (tours.length === 0) return html('p', {}, chosen.rep < 0 ? 'Nobody is on the road.' : 'Not on the road.');
  if (chosen.date === '') return daysTable(chosen, tours, selection);
  return chosen.rep < 0 ? repsTable(data, tours, selection) : timetable(data, tours[0], point);
}

function table(heads, rows) {
  return html(
    'table',
    { class: 'list' },
    html(
      'thead',
      {},
      html(
        'tr',
        {},
        heads.map((head) => html('th', { scope: 'col' }, head)),
      ),
    ),
    html(
      'tbody',
      {},
      rows.map((cells) =>
        html(
          'tr',
          {},
          cells.map((cell) => html('td', {}, cell)),
        ),
      ),
    ),
  );
}

function link(text, act) {
  return html('button', { type: 'button', class: 'link', onclick: act }, text);
}

/** One row per date; of one rep with the place of the night. */
function daysTable(chosen, tours, selection) {
  const byDate = Map.groupBy(tours, ({ date }) => date);
  const rows = [...byDate.keys()].sort().map((date) => {
    const mine = byDate.get(date);
    const nights = mine.filter(({ night }) => night !== null);
    const sum = (measure) => mine.reduce((total, tour) => total + measure(tour), 0);
    return [
      link(html('span', { class: 'date' }, formatDate(date)), () => selection.set({ date, week: -1 })),
      String(sum(({ stops }) => stops.length)),
      formatMinutes(sum(({ driveMinutes }) => driveMinutes)),
      chosen.rep >= 0 ? (nights[0]?.night.name ?? 'home') : String(nights.length),
    ];
  });
  return table(['Day', 'Visits', 'Driving', chosen.rep >= 0 ? 'Night' : 'Nights'], rows);
}

/** One row per rep on the road that day. */
function repsTable(data, tours, selection) {
  const rows = tours.map((tour) => [
    link([swatch(data.reps[tour.rep].colour), data.reps[tour.rep].name], () => selection.set({ rep: tour.rep })),
    String(tour.stops.length),
    formatMinutes(tour.driveMinutes),
    `${tour.from.depart}–${tour.to.arrive}`,
  ]);
  return table(['Rep', 'Visits', 'Driving', 'Away'], rows);
}

function timetable(data, tour, point) {
  const between = tour.stops.map((stop, index) => stopRow(data, stop, index, point));
  for (const { start, end, stopsBefore } of tour.breaks.toReversed())
    between.splice(stopsBefore, 0, row(`${start}–${end}`, 'Break', [], 'is-break'));
  const calls = tour.calls.map((customer) => data.customers[customer].name);
  return html(
    'div',
    {},
    html(
      'p',
      { class: 'sum' },
      `${formatMany(tour.stops.length, 'visit')}, ${formatMinutes(tour.visitMinutes)} · ${formatMinutes(tour.driveMinutes)} driving · ${Math.round(tour.km)} km`,
    ),
    html(
      'ol',
      { class: 'timetable' },
      row(tour.from.depart, leaving(tour.from), [], 'is-end'),
      between,
      endRow(data, tour),
    ),
    calls.length > 0 && html('p', { class: 'muted' }, `Phone calls: ${calls.join(', ')}`),
  );
}

function leaving({ kind, hotelName }) {
  if (kind === 'home') return 'Leave home';
  return hotelName === null ? 'Leave the hotel' : `Leave the hotel: ${hotelName}`;
}

function row(time, name, notes, kind = '') {
  return html(
    'li',
    { class: kind },
    html('span', { class: 'time' }, time),
    html(
      'span',
      { class: 'what' },
      name,
      notes.filter(Boolean).map((note) => html('span', { class: 'muted' }, note)),
    ),
  );
}

function stopRow(data, stop, index, point) {
  const customer = data.customers[stop.customer];
  const name = link([html('b', {}, `${index + 1}`), ` ${customer.name} `, html('i', {}, customer.class)], () =>
    point(`customer:${stop.customer}`),
  );
  return row(`${stop.start}–${stop.end}`, name, [
    [`${formatMinutes(stop.driveMinutes)} drive`, stop.waitMinutes >= 1 && `${formatMinutes(stop.waitMinutes)} wait`]
      .filter(Boolean)
      .join(', '),
    stop.appointment && 'Appointment',
    stop.contact && `With ${stop.contact}`,
    stop.jointWith && `Joint visit with ${stop.jointWith}`,
    stop.agenda,
  ]);
}

function endRow(data, { to, night }) {
  const drive = `${formatMinutes(to.driveMinutes)} drive`;
  if (night === null) return row(to.arrive, 'Home', [drive], 'is-end');
  const price = `${formatMoney(night.cost, data.currency)}, ${formatSaving(night.savesDriveMinutes)}`;
  return row(to.arrive, `Night: ${night.name}`, [drive, price, night.reason], 'is-end is-night');
}
