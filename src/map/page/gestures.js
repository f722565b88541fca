/** Moving the map: drag, wheel, pinch and keys. */

/** A press that moves less, in pixels, is a click. */
const clickSlack = 4;
const keyStep = 80;

export function attachGestures(surface, view, showAll) {
  attachPointers(surface, view);
  surface.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 0 ? event.deltaY : event.deltaY * 16;
      const [x, y] = pointIn(surface, event);
      view.zoomAt(x, y, Math.exp(-lines * (event.ctrlKey ? 0.01 : 0.0016)));
    },
    { passive: false },
  );
  const keys = {
    ArrowLeft: () => view.panBy(keyStep, 0),
    ArrowRight: () => view.panBy(-keyStep, 0),
    ArrowUp: () => view.panBy(0, keyStep),
    ArrowDown: () => view.panBy(0, -keyStep),
    '+': () => view.zoomBy(1.5),
    '=': () => view.zoomBy(1.5),
    '-': () => view.zoomBy(1 / 1.5),
    0: showAll,
  };
  surface.addEventListener('keydown', (event) => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
}

function pointIn(surface, event) {
  const box = surface.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function attachPointers(surface, view) {
  const pointers = new Map();
  let travelled = 0;
  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, pointIn(surface, event));
  });
  surface.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const now = pointIn(surface, event);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (travelled < clickSlack) return;
    // Captured only now: a captured click would no longer tell which mark it meant.
    surface.setPointerCapture(event.pointerId);
    if (pointers.size === 1) view.panBy(now[0] - before[0], now[1] - before[1]);
    else pinch(view, before, now, otherThan(pointers, event.pointerId));
    pointers.set(event.pointerId, now);
  });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave']) {
    surface.addEventListener(end, (event) => pointers.delete(event.pointerId));
  }
  surface.addEventListener(
    'click',
    (event) => {
      if (travelled >= clickSlack) event.stopPropagation();
    },
    { capture: true },
  );
}

function otherThan(pointers, id) {
  for (const [other, point] of pointers) if (other !== id) return point;
  return [0, 0];
}

/** One finger moved while the other rests: the map follows both. */
function pinch(view, before, now, resting) {
  const spread = (point) => Math.max(1, Math.hypot(point[0] - resting[0], point[1] - resting[1]));
  view.panBy((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
  view.zoomAt((now[0] + resting[0]) / 2, (now[1] + resting[1]) / 2, spread(now) / spread(before));
}
