/** What is said about a thing on the map: shown while pointed at, kept after a click until the next click or Escape. */

export function createTooltip(box, stage, describe) {
  let kept = null;

  function show(thing, x, y) {
    const content = describe(thing);
    if (content === null) return hide();
    box.replaceChildren(...content);
    box.hidden = false;
    const right = stage.clientWidth - box.offsetWidth - 8;
    const left = x + 16 > right ? x - box.offsetWidth - 16 : x + 16;
    const top = Math.min(y + 12, stage.clientHeight - box.offsetHeight - 8);
    box.style.left = `${Math.max(8, Math.min(left, right))}px`;
    box.style.top = `${Math.max(8, top)}px`;
  }

  function hide() {
    kept = null;
    box.hidden = true;
  }

  return {
    hide,
    hover(thing, x, y) {
      if (kept === null) show(thing, x, y);
    },
    leave() {
      if (kept === null) box.hidden = true;
    },
    keep(thing, x, y) {
      show(thing, x, y);
      kept = box.hidden ? null : thing;
      box.classList.toggle('is-kept', kept !== null);
    },
  };
}

/** Pointer and key events of the drawing. `choose` hears of a tour that is clicked. */
export function attachTooltip(surface, tooltip, choose) {
  const thingAt = (event) => event.target.closest?.('[data-thing]')?.dataset.thing ?? null;
  const pointIn = (event) => {
    const frame = surface.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  };
  surface.addEventListener('pointermove', (event) => {
    const thing = event.buttons === 0 ? thingAt(event) : null;
    if (thing === null) tooltip.leave();
    else tooltip.hover(thing, ...pointIn(event));
  });
  surface.addEventListener('pointerleave', () => tooltip.leave());
  surface.addEventListener('click', (event) => {
    const thing = thingAt(event);
    tooltip.hide();
    if (thing?.startsWith('tour:')) choose(thing);
    else if (thing !== null) tooltip.keep(thing, ...pointIn(event));
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') tooltip.hide();
  });
}
