/** The map on paper: what was seen on the screen, drawn for the paper's width so that the marks stay legible. */

/** CSS pixels; as wide as an upright A4 or letter page holds, and the height of the stage in print. */
const paper = { width: 700, height: 416 };

export function attachPaper(view) {
  let screen = null;
  addEventListener('beforeprint', () => {
    screen = { ...view.get() };
    view.shrinkTo(paper.width, paper.height);
  });
  addEventListener('afterprint', () => {
    if (screen !== null) view.restore(screen);
    screen = null;
  });
}
