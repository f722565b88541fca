/** The reps with their figures; a click shows one alone. Below them what the marks mean. */
import { html, svg, swatch } from './elements.js';
import { formatCount, formatMany, formatMoney } from './format.js';
import { customerSymbol, homeSymbol, hotelSymbol } from './symbols.js';

export function drawLegend(data, host, selection) {
  const sum = (measure) => data.reps.reduce((total, rep) => total + rep[measure], 0);
  const all = Object.fromEntries(
    ['customers', 'visits', 'nights', 'km', 'cost', 'workMinutesPerWeek'].map((measure) => [measure, sum(measure)]),
  );
  const buttons = [
    repButton(data, { name: 'All reps', ...all }, -1, selection),
    ...data.reps.map((rep, index) => repButton(data, rep, index, selection)),
  ];
  const key = [
    ['Customer, larger with revenue', customerSymbol('var(--muted)', 6, false)],
    [data.proposal === null ? 'Has an unassigned visit' : 'Gets another rep', customerSymbol('var(--muted)', 5, true)],
    ['Home', homeSymbol('var(--muted)')],
    ...(data.proposal === null ? [['Night away', hotelSymbol('var(--muted)', false)]] : []),
  ];
  host.append(
    html('h2', {}, 'Reps'),
    html(
      'ul',
      { class: 'reps' },
      buttons.map((button) => html('li', {}, button)),
    ),
    html('h2', {}, 'Marks'),
    html(
      'ul',
      { class: 'key' },
      key.map(([text, symbol]) => html('li', {}, keySymbol(symbol), text)),
    ),
  );
  selection.onChange(({ rep }) => {
    buttons.forEach((button, index) => {
      button.setAttribute('aria-pressed', String(index - 1 === rep));
    });
  });
}

function repButton(data, rep, index, selection) {
  const facts = [
    `${formatMany(rep.customers, 'customer')}, ${formatMany(rep.visits, 'visit')}`,
    data.proposal === null
      ? `${formatMany(rep.nights, 'night')} away, ${formatCount(rep.km)} km`
      : `${formatCount(rep.workMinutesPerWeek / 60)} h of work a week`,
  ];
  return html(
    'button',
    {
      type: 'button',
      class: 'rep',
      'aria-pressed': String(index === selection.get().rep),
      onclick: () => selection.set({ rep: selection.get().rep === index ? -1 : index }),
    },
    html('span', { class: 'rep-name' }, rep.colour ? swatch(rep.colour) : '', rep.name),
    data.proposal === null && html('span', { class: 'rep-cost' }, formatMoney(rep.cost, data.currency)),
    facts.map((fact) => html('span', { class: 'rep-facts muted' }, fact)),
  );
}

function keySymbol(symbol) {
  return svg('svg', { class: 'key-symbol', viewBox: '-13 -13 26 26', 'aria-hidden': 'true' }, symbol);
}
