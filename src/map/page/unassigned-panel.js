/** The visits that nobody makes, each with its reasons. */
import { html } from './elements.js';
import { formatDate } from './format.js';

export function drawUnassignedPanel(data, host, selection, point) {
  const draw = ({ rep }) => {
    const visits = data.unassigned.filter(({ customer }) => rep < 0 || data.customers[customer].rep === rep);
    host.replaceChildren(
      html(
        'h2',
        {},
        'Unassigned visits ',
        html('span', { class: visits.length > 0 ? 'count' : 'muted' }, String(visits.length)),
      ),
      html(
        'ul',
        { class: 'unassigned' },
        visits.map((visit) => entry(data, visit, point)),
      ),
    );
  };
  selection.onChange(draw);
  draw(selection.get());
}

function entry(data, { customer, visit, dueOn, reasons }, point) {
  const { name, class: customerClass } = data.customers[customer];
  return html(
    'li',
    {},
    html(
      'button',
      { type: 'button', class: 'link', onclick: () => point(`customer:${customer}`) },
      `${name} `,
      html('i', {}, customerClass),
    ),
    html('span', { class: 'muted' }, `Visit ${visit}, due ${formatDate(dueOn)}`),
    reasons.map(({ message, suggestion }) => html('p', {}, message, ' ', html('span', { class: 'muted' }, suggestion))),
  );
}
