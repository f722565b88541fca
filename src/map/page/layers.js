/**
 * The drawing: territories and tours move with the world (one transform), marks keep their size on the screen. A thing that
 * can be pointed at carries `data-thing`, for instance `customer:12`.
 */
import { svg } from './elements.js';
import { chosenTours } from './selection.js';
import { customerRadius, customerSymbol, homeSymbol, hotelSymbol } from './symbols.js';

/** Pixels from one house to the next, of which each shows its edge, and from one name to the next. */
const houseStep = 14;
const labelStep = 17;

export function createLayers(data, surface, projection) {
  const world = svg('g', { class: 'world' });
  const marks = svg('g', { class: 'marks' });
  surface.append(svg('g', { class: 'tiles' }), world, marks);
  const placed = [];
  const place = (node, position) => {
    placed.push({ node, world: projection.toWorld(position) });
    marks.append(node);
    return node;
  };
  const territories = data.reps.map((rep) => territoryPath(rep, projection));
  const tours = data.tours.map((tour, index) => tourPaths(data, tour, index, projection));
  world.append(...territories, ...tours);
  const drawn = {
    ...{ territories, tours },
    customers: customerMarks(data, place),
    hotels: hotelMarks(data, place),
    ...homeMarks(data, place),
  };
  return {
    select: (selection) => showSelection(data, surface, drawn, selection),
    follow: followView(world, marks, placed),
    /** World position of a thing that is a mark. */
    positionOf: (thing) => placed.find(({ node }) => node.dataset.thing === thing)?.world ?? null,
  };
}

/** Marks are placed anew only when the scale changes; a pan moves their group. */
function followView(world, marks, placed) {
  let scale = 0;
  return ({ k, x, y }) => {
    world.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
    marks.setAttribute('transform', `translate(${x} ${y})`);
    if (k === scale) return;
    scale = k;
    for (const mark of placed)
      mark.node.setAttribute('transform', `translate(${mark.world[0] * k} ${mark.world[1] * k})`);
  };
}

function linePath(points) {
  return `M${points.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join('L')}`;
}

function territoryPath(rep, projection) {
  const rings = rep.boundary.flat().map((ring) => `${linePath(ring.map(projection.toWorld))}Z`);
  return svg('path', { class: 'territory', d: rings.join(''), fill: rep.colour, stroke: rep.colour });
}

/** The line, and below it a wider one that is easier to point at. */
function tourPaths(data, tour, index, projection) {
  const places = [tour.from.at, ...tour.stops.map((stop) => data.customers[stop.customer].at), tour.to.at];
  const d = linePath(places.map(projection.toWorld));
  return svg(
    'g',
    { class: 'tour', 'data-thing': `tour:${index}`, 'data-rep': data.reps[tour.rep].id, 'data-date': tour.date },
    svg('path', { class: 'reach', d }),
    svg('path', { class: 'line', d, stroke: data.reps[tour.rep].colour }),
  );
}

function customerMarks(data, place) {
  const largest = Math.max(0, ...data.reps.map((_, rep) => largestRevenue(data, rep)));
  const unassigned = new Set(data.unassigned.map(({ customer }) => customer));
  // The small ones last, so that they are not hidden below the large ones.
  const order = data.customers
    .map((_, index) => index)
    .sort((a, b) => data.customers[b].revenue - data.customers[a].revenue);
  const marks = [];
  for (const index of order) {
    const customer = data.customers[index];
    if (customer.rep < 0) continue;
    const radius = customerRadius(customer.revenue, largest);
    const number = svg('text', { class: 'number', dy: '0.35em' });
    const symbol = customerSymbol(
      data.reps[customer.rep].colour,
      radius,
      unassigned.has(index) || customer.handedOverBy !== null,
    );
    const node = svg('g', { class: 'mark customer', 'data-thing': `customer:${index}` }, symbol, number);
    marks.push({
      index,
      rep: customer.rep,
      node: place(node, customer.at),
      number,
      dot: node.querySelector('.dot'),
      radius,
    });
  }
  return marks;
}

function largestRevenue(data, rep) {
  return data.customers.reduce(
    (largest, customer) => (customer.rep === rep ? Math.max(largest, customer.revenue) : largest),
    0,
  );
}

/** One mark per hotel and rep, so that it has the rep's colour. */
function hotelMarks(data, place) {
  const marks = new Map();
  for (const tour of data.tours) {
    if (tour.night === null) continue;
    const key = `${tour.rep}:${tour.night.hotel}`;
    if (marks.has(key)) continue;
    const node = svg(
      'g',
      { class: 'mark hotel', 'data-thing': `hotel:${key}` },
      hotelSymbol(data.reps[tour.rep].colour, true),
    );
    marks.set(key, place(node, tour.to.at));
  }
  return marks;
}

/**
 * The house, and above it the rep's name: colour alone does not say whose territory it is. Where several have one home, an office
 * say, the houses stand side by side and the names one above the other.
 */
function homeMarks(data, place) {
  const sharers = Map.groupBy(data.reps.keys(), (rep) => placeKey(data.reps[rep].home));
  const homes = data.reps.map(({ colour, home }, rep) => {
    const same = sharers.get(placeKey(home));
    const aside = houseStep * (same.indexOf(rep) - (same.length - 1) / 2);
    const house = svg('g', { transform: aside === 0 ? null : `translate(${aside} 0)` }, homeSymbol(colour));
    return place(svg('g', { class: 'mark home', 'data-thing': `home:${rep}` }, house), home);
  });
  const labels = data.reps.map(({ name, home }, rep) => {
    const above = sharers.get(placeKey(home)).indexOf(rep);
    return place(svg('text', { class: 'label', dy: -17 - labelStep * above }, shorten(name)), home);
  });
  return { homes, labels };
}

/** Equal for places that hide each other at any scale: within some ten metres. */
function placeKey(position) {
  return position.map((degrees) => degrees.toFixed(4)).join();
}

/** At most 24 characters; the end stays too, where an id may stand. */
function shorten(name) {
  const characters = [...name];
  return characters.length > 24 ? `${characters.slice(0, 14).join('')}…${characters.slice(-9).join('')}` : name;
}

function showSelection(data, surface, drawn, selection) {
  const shown = new Set(chosenTours(data, selection));
  const isOther = (rep) => selection.rep >= 0 && rep !== selection.rep;
  const orderOf = new Map();
  const hotels = new Set();
  for (const tour of shown) {
    for (const [customer, numbers] of stopNumbers(data, tour)) orderOf.set(customer, numbers);
    if (tour.night !== null) hotels.add(`${tour.rep}:${tour.night.hotel}`);
    if (selection.date !== '' && tour.from.hotel !== null) hotels.add(`${tour.rep}:${tour.from.hotel}`);
  }
  surface.classList.toggle('one-day', selection.date !== '');
  surface.classList.toggle('all-days', selection.date === '' && selection.week < 0);
  drawn.territories.forEach((node, rep) => {
    node.classList.toggle('is-other', isOther(rep));
  });
  drawn.labels.forEach((node, rep) => {
    node.classList.toggle('is-hidden', isOther(rep) || selection.date !== '');
  });
  drawn.homes.forEach((node, rep) => {
    node.classList.toggle('is-other', isOther(rep));
  });
  drawn.tours.forEach((node, index) => {
    node.classList.toggle('is-hidden', !shown.has(data.tours[index]));
  });
  for (const [key, node] of drawn.hotels) node.classList.toggle('is-hidden', !hotels.has(key));
  for (const mark of drawn.customers)
    showCustomer(mark, orderOf.get(mark.index), isOther(mark.rep), selection.date !== '');
}

/** By customer the number of the stop; of several stops at one place, whose marks hide each other, all of them. */
function stopNumbers(data, { stops }) {
  const groups = Map.groupBy(stops.keys(), (index) => placeKey(data.customers[stops[index].customer].at));
  return [...groups.values()].flatMap((indexes) => {
    const numbers = indexes.map((index) => index + 1);
    const isRow = numbers.length > 1 && numbers.at(-1) - numbers[0] === numbers.length - 1;
    const text = isRow ? `${numbers[0]}–${numbers.at(-1)}` : numbers.join(', ');
    return indexes.map((index) => [stops[index].customer, text]);
  });
}

/** On a single day the stops carry their number. */
function showCustomer(mark, order, isOther, oneDay) {
  const numbered = oneDay && order !== undefined;
  mark.node.classList.toggle('is-other', isOther);
  mark.node.classList.toggle('is-quiet', order === undefined);
  mark.node.classList.toggle('is-numbered', numbered);
  mark.dot.setAttribute('r', numbered ? 9 : mark.radius);
  mark.number.textContent = numbered ? order : '';
}
