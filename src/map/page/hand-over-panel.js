/** The list beside the map of a proposal: the customers who would get another rep, the largest first. */
import { html } from './elements.js';
import { formatCount, formatMoney } from './format.js';

const mostShown = 300;

export function drawHandOverPanel(data, host, selection, point) {
  const draw = ({ rep }) => {
    const all = data.customers
      .map((customer, index) => ({ ...customer, index }))
      .filter((customer) => customer.handedOverBy !== null && (rep < 0 || customer.rep === rep))
      .sort((a, b) => b.revenue - a.revenue);
    const shown = all.slice(0, mostShown).map((customer) => handOver(data, customer, point));
    const more = all.length > mostShown ? [html('li', { class: 'muted' }, `and ${all.length - mostShown} more`)] : [];
    host.replaceChildren(
      html('h2', {}, 'Hand-overs ', html('span', { class: 'muted' }, formatCount(all.length))),
      all.length === 0 ? html('p', {}, 'Everybody keeps his rep, as far as today is known.') : '',
      html('ul', { class: 'unassigned' }, ...shown, ...more),
    );
  };
  selection.onChange(draw);
  draw(selection.get());
}

function handOver(data, { index, name, revenue, rep, handedOverBy }, point) {
  return html(
    'li',
    {},
    html('button', { type: 'button', class: 'link', onclick: () => point(`customer:${index}`) }, name),
    html('div', { class: 'muted' }, `${handedOverBy} → ${data.reps[rep].name}, ${formatMoney(revenue, data.currency)}`),
  );
}
