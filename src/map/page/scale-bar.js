/** The scale bar: a round length that fits into so many pixels. */
import { html } from './elements.js';

const mostPixels = 130;

export function createScaleBar(host, projection) {
  const line = html('div', { class: 'scale-line' });
  const label = html('div', { class: 'scale-label' });
  host.append(label, line);
  return ({ k, y, height }) => {
    const metresPerPixel = projection.metresPerUnit((height / 2 - y) / k) / k;
    const metres = roundLength(metresPerPixel * mostPixels);
    line.style.width = `${metres / metresPerPixel}px`;
    label.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  };
}

/** The largest of 1, 2, 5, 10, 20, … not above the value. */
export function roundLength(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = [5, 2, 1].find((candidate) => candidate * power <= value) ?? 1;
  return digit * power;
}
