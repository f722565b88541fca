/** Title and key figures of the whole plan, and the choice of the days. */
import { html } from './elements.js';
import { formatCount, formatDate, formatMany, formatMoney, formatPercent, formatRange } from './format.js';
import { chosenTours, weekOf } from './selection.js';

export function drawHeader(data, host) {
  const first = data.dates[0];
  const year = data.dates.at(-1).slice(0, 4);
  const facts = [
    `${formatRange(first, data.dates.at(-1))} ${year}`,
    formatMany(data.reps.length, 'rep'),
    formatMany(data.customers.length, 'customer'),
    data.timeZone,
    ...(data.stopped ? ['search stopped early'] : []),
  ];
  const figures = data.proposal === null ? planFigures(data) : proposalFigures(data);
  host.append(
    html('div', { class: 'title' }, html('h1', {}, data.title), html('p', { class: 'muted' }, facts.join(' · '))),
    html(
      'dl',
      { class: 'figures' },
      figures.map(([name, value, note]) =>
        html(
          'div',
          {},
          html('dt', {}, name),
          html('dd', {}, html('b', {}, value), html('span', { class: 'muted' }, note)),
        ),
      ),
    ),
  );
}

function planFigures({ kpis, currency }) {
  return [
    [
      'Visits',
      `${formatCount(kpis.plannedVisits)} of ${formatCount(kpis.requiredVisits)}`,
      formatPercent(kpis.coverage, 1),
    ],
    ['Driving', `${formatCount(kpis.driveMinutes / 60)} h`, `${formatCount(kpis.driveKm)} km`],
    ['Nights away', formatCount(kpis.nightsOut), formatMoney(kpis.cost.nights, currency)],
    ['Travel cost', formatCount(kpis.cost.total), `${currency}${gapNote(kpis)}`],
    ['Imbalance', formatPercent(kpis.workloadImbalance), 'of workload'],
  ];
}

function gapNote({ gapPercent }) {
  return gapPercent === undefined ? '' : `, at most ${gapPercent.toFixed(1)} % over the least`;
}

function proposalFigures({ proposal }) {
  return [
    ['Driving', `${formatCount(proposal.driveMinutesPerWeek / 60)} h`, 'a week'],
    ['Imbalance', formatPercent(proposal.workloadImbalance, 1), 'of workload'],
    ['Imbalance', formatPercent(proposal.revenueImbalance, 1), 'of revenue'],
    ['Hand-overs', formatCount(proposal.handOvers), `${formatPercent(proposal.handOverRevenueShare, 1)} of revenue`],
    ['From the middle', `${formatCount(proposal.kmFromMiddle)} km`, 'mean way'],
  ];
}

/** One list of all weeks and days, with buttons to the day before and after. */
export function drawPeriodChoice(data, host, selection) {
  const weeks = Array.from({ length: Math.ceil(data.dates.length / 7) }, (_, week) => week);
  const options = weeks.map((week) => {
    const dates = data.dates.slice(week * 7, week * 7 + 7);
    return html(
      'optgroup',
      { label: `Week ${week + 1}` },
      html('option', { value: `week:${week}` }, `Week ${week + 1}: ${formatRange(dates[0], dates.at(-1))}`),
      dates.map((date) => html('option', { value: date }, formatDate(date))),
    );
  });
  const choose = (value) => {
    const week = value.startsWith('week:') ? Number(value.slice(5)) : -1;
    selection.set({ week, date: week < 0 ? value : '' });
  };
  const list = html(
    'select',
    { id: 'days', 'aria-label': 'Days shown', onchange: () => choose(list.value) },
    html('option', { value: '' }, 'All days'),
    options,
  );
  const step = (by) => choose(neighbour(data, selection.get(), by));
  const button = (label, text, by) =>
    html('button', { type: 'button', 'aria-label': label, onclick: () => step(by) }, text);
  host.append(button('Day before', '‹', -1), list, button('Day after', '›', 1));
  selection.onChange(({ week, date }) => {
    list.value = week < 0 ? date : `week:${week}`;
  });
}

/** The next day, before or after, on which somebody of those chosen is on the road; beyond the last one all days. */
function neighbour(data, { rep, week, date }, by) {
  const dates = [...new Set(chosenTours(data, { rep, week: -1, date: '' }).map((tour) => tour.date))].sort();
  if (date !== '') {
    const next = by > 0 ? dates.find((other) => other > date) : dates.findLast((other) => other < date);
    return next ?? '';
  }
  const inWeek = week < 0 ? dates : dates.filter((candidate) => weekOf(data, candidate) === week);
  return inWeek.at(by > 0 ? 0 : -1) ?? '';
}
