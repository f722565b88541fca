/** The marks on the map; each is drawn around 0, 0 in pixels. The legend shows the same ones. */
import { svg } from './elements.js';

const housePath = 'M-7 0 L0 -6.5 L7 0 M-5 -1.2 V6 H5 V-1.2';
const moonPath = 'M5.4 1.2 A5.6 5.6 0 1 1 -1.2 -5.4 A4.4 4.4 0 0 0 5.4 1.2 Z';

/** @param ring a visit of this customer is unassigned */
export function customerSymbol(colour, radius, ring) {
  return [
    ring && svg('circle', { class: 'ring', r: radius + 3.5 }),
    svg('circle', { class: 'dot', r: radius, fill: colour }),
  ];
}

export function homeSymbol(colour) {
  return [
    svg('rect', { class: 'badge', x: -11, y: -11, width: 22, height: 22, rx: 5, stroke: colour }),
    svg('path', { class: 'house', d: housePath, stroke: colour }),
  ];
}

/** @param aside drawn beside the place, which is often a customer's too */
export function hotelSymbol(colour, aside) {
  return svg(
    'g',
    { transform: aside ? 'translate(9 -10)' : null },
    svg('circle', { class: 'night', r: 10, stroke: colour }),
    svg('path', { class: 'moon', d: moonPath }),
  );
}

/** Pixels: the area grows with the revenue. */
export function customerRadius(revenue, largestRevenue) {
  return 3.5 + 4 * Math.sqrt(largestRevenue > 0 ? revenue / largestRevenue : 0);
}
