/** Puts the page together. */

import { drawDayPanel } from './day-panel.js';
import { createDescriptions } from './descriptions.js';
import { html, svg } from './elements.js';
import { attachGestures } from './gestures.js';
import { drawHandOverPanel } from './hand-over-panel.js';
import { drawHeader, drawPeriodChoice } from './header.js';
import { createLayers } from './layers.js';
import { drawLegend } from './legend.js';
import { createProjection, extent } from './mercator.js';
import { attachPaper } from './paper.js';
import { createScaleBar } from './scale-bar.js';
import { chosenTours, createSelection } from './selection.js';
import { createTiles } from './tiles.js';
import { attachTooltip, createTooltip } from './tooltip.js';
import { drawUnassignedPanel } from './unassigned-panel.js';
import { createView } from './view.js';

const byId = (id) => document.getElementById(id);

/** The places of one rep, or of all (-1), with their territories. */
function placesOf(data, rep) {
  return [
    ...data.customers.filter((customer) => customer.rep >= 0 && (rep < 0 || customer.rep === rep)).map(({ at }) => at),
    ...data.reps
      .filter((_, index) => rep < 0 || index === rep)
      .flatMap(({ home, boundary }) => [home, ...boundary.flat(2)]),
    ...data.tours.filter((tour) => rep < 0 || tour.rep === rep).map(({ to }) => to.at),
  ];
}

/** The places of one day of one rep; of a day without a tour, or of more than that, all those of the rep. */
function placesOfChoice(data, selection) {
  const [tour, ...more] = selection.rep < 0 ? [] : chosenTours(data, selection);
  if (tour === undefined || more.length > 0) return placesOf(data, selection.rep);
  return [tour.from.at, ...tour.stops.map(({ customer }) => data.customers[customer].at), tour.to.at];
}

function drawZoomButtons(host, view, showAll) {
  const button = (label, text, act) =>
    html('button', { type: 'button', 'aria-label': label, title: label, onclick: act }, text);
  host.append(
    button('Zoom in', '+', () => view.zoomBy(1.5)),
    button('Zoom out', '−', () => view.zoomBy(1 / 1.5)),
    button('Show everything', '⤢', showAll),
  );
}

function drawTiles(data, surface, projection, view) {
  if (data.tiles === null) return;
  view.onChange(createTiles(surface.querySelector('.tiles'), data.tiles.url, projection.origin));
  const attribution = byId('attribution');
  attribution.textContent = data.tiles.attribution;
  attribution.hidden = false;
}

function start(data) {
  const stage = byId('stage');
  const surface = svg('svg', {
    class: 'map',
    tabindex: 0,
    role: 'application',
    'aria-label': 'Map. Arrow keys move it, plus and minus zoom, 0 shows everything.',
  });
  stage.prepend(surface);
  const projection = createProjection(placesOf(data, -1), data.seam);
  const selection = createSelection();
  const view = createView();
  const layers = createLayers(data, surface, projection);
  const show = (places) => view.fit(extent(places.map(projection.toWorld)));
  const showAll = () => show(placesOf(data, selection.get().rep));
  const tooltip = createTooltip(byId('tooltip'), stage, createDescriptions(data, selection));

  /** Shows a mark of the map and what is said about it. */
  const point = (thing) => {
    const position = layers.positionOf(thing);
    if (position === null) return;
    // Where the window is small the map may be out of sight.
    stage.scrollIntoView({ block: 'nearest' });
    view.reveal(position);
    const { k, x, y } = view.get();
    tooltip.keep(thing, position[0] * k + x, position[1] * k + y);
  };

  drawHeader(data, byId('header'));
  if (data.proposal === null) drawPeriodChoice(data, byId('period'), selection);
  drawLegend(data, byId('legend'), selection);
  if (data.proposal === null) {
    drawDayPanel(data, byId('day-panel'), selection, point);
    drawUnassignedPanel(data, byId('unassigned'), selection, point);
  } else drawHandOverPanel(data, byId('day-panel'), selection, point);
  drawZoomButtons(byId('zoom'), view, showAll);
  drawTiles(data, surface, projection, view);
  view.onChange(layers.follow);
  view.onChange(createScaleBar(byId('scale-bar'), projection));
  view.onChange(() => tooltip.hide());
  // The drawing scales as a whole when its frame becomes another one without notice, as on paper.
  view.onChange(({ width, height }) => surface.setAttribute('viewBox', `0 0 ${width} ${height}`));
  selection.onChange((chosen, before) => {
    tooltip.hide();
    layers.select(chosen);
    const isOtherDay = chosen.rep >= 0 && (chosen.date !== before.date || chosen.week !== before.week);
    if (chosen.rep !== before.rep || isOtherDay) show(placesOfChoice(data, chosen));
  });
  attachGestures(surface, view, showAll);
  // With tiles the drawing is only scaled: paper would not wait for those of another zoom.
  if (data.tiles === null) attachPaper(view);
  attachTooltip(surface, tooltip, (thing) => {
    const { rep, date } = data.tours[Number(thing.slice('tour:'.length))];
    selection.set({ rep, date, week: -1 });
  });
  const takeSize = () => {
    if (!matchMedia('print').matches) view.resize(stage.clientWidth, stage.clientHeight);
  };
  new ResizeObserver(takeSize).observe(stage);
  takeSize();
  layers.select(selection.get());
  showAll();
}

start(JSON.parse(byId('data').textContent));
