/** The part of the world that is on the screen: screen = world × k + (x, y). */

const largestScale = 2 ** 8;

export function createView() {
  const view = { k: 1, x: 0, y: 0, width: 1, height: 1 };
  const listeners = [];
  let smallestScale = 1e-3;

  function changed() {
    for (const listener of listeners) listener(view);
  }

  function zoomAt(screenX, screenY, factor) {
    const k = Math.max(smallestScale, Math.min(largestScale, view.k * factor));
    view.x = screenX - ((screenX - view.x) * k) / view.k;
    view.y = screenY - ((screenY - view.y) * k) / view.k;
    view.k = k;
    changed();
  }

  return {
    get: () => view,
    onChange: (listener) => listeners.push(listener),
    zoomAt,
    zoomBy: (factor) => zoomAt(view.width / 2, view.height / 2, factor),
    panBy(dx, dy) {
      view.x += dx;
      view.y += dy;
      changed();
    },
    /** Keeps the middle in the middle. */
    resize(width, height) {
      view.x += (width - view.width) / 2;
      view.y += (height - view.height) / 2;
      view.width = width;
      view.height = height;
      changed();
    },
    /** Shows all that can be seen in a frame of another size. */
    shrinkTo(width, height) {
      const factor = Math.min(width / view.width, height / view.height);
      view.x = width / 2 + (view.x - view.width / 2) * factor;
      view.y = height / 2 + (view.y - view.height / 2) * factor;
      Object.assign(view, { k: view.k * factor, width, height });
      changed();
    },
    restore(earlier) {
      Object.assign(view, earlier);
      changed();
    },
    /** Shows a box `[left, top, right, bottom]` of the world, clear of the buttons above it. */
    fit([left, top, right, bottom]) {
      const side = Math.min(40, view.width / 8);
      const above = Math.min(72, view.height / 6);
      const across = (view.width - 2 * side) / Math.max(1, right - left);
      const down = (view.height - side - above) / Math.max(1, bottom - top);
      view.k = Math.min(across, down, largestScale / 16);
      smallestScale = Math.min(smallestScale, view.k / 8);
      view.x = view.width / 2 - (view.k * (left + right)) / 2;
      view.y = (view.height + above - side) / 2 - (view.k * (top + bottom)) / 2;
      changed();
    },
    /** Puts a point of the world in the middle unless it can be seen already. */
    reveal([worldX, worldY]) {
      const [x, y] = [worldX * view.k + view.x, worldY * view.k + view.y];
      const seen = x > 40 && y > 40 && x < view.width - 40 && y < view.height - 40;
      if (!seen) this.panBy(view.width / 2 - x, view.height / 2 - y);
    },
  };
}
