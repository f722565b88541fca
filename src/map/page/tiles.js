/** Raster tiles below the drawing. */
import { svg } from './elements.js';
import { baseZoom } from './mercator.js';

const largestZoom = 19;

/** @param layer an SVG group; returns what to do when the view changes */
export function createTiles(layer, urlTemplate, origin) {
  const images = new Map();
  return ({ k, x, y, width, height }) => {
    const zoom = Math.max(0, Math.min(largestZoom, Math.round(baseZoom + Math.log2(k))));
    const tileUnits = 256 * 2 ** (baseZoom - zoom);
    const size = tileUnits * k;
    const wanted = new Set();
    const first = (offset, start) => Math.floor((-offset / k + start) / tileUnits);
    const left = first(x, origin[0]);
    const top = first(y, origin[1]);
    for (let column = left; (column * tileUnits - origin[0]) * k + x < width; column++) {
      for (let row = top; (row * tileUnits - origin[1]) * k + y < height; row++) {
        if (row < 0 || row >= 2 ** zoom) continue;
        const key = `${zoom}/${column}/${row}`;
        wanted.add(key);
        const image = images.get(key) ?? addTile(layer, images, key, tileUrl(urlTemplate, zoom, column, row));
        image.setAttribute('x', (column * tileUnits - origin[0]) * k + x);
        image.setAttribute('y', (row * tileUnits - origin[1]) * k + y);
        // Half a pixel more hides the seams.
        image.setAttribute('width', size + 0.5);
        image.setAttribute('height', size + 0.5);
      }
    }
    for (const [key, image] of images) {
      if (wanted.has(key)) continue;
      image.remove();
      images.delete(key);
    }
  };
}

function tileUrl(urlTemplate, zoom, column, row) {
  const across = 2 ** zoom;
  const values = { z: zoom, x: ((column % across) + across) % across, y: row };
  return urlTemplate.replace(/\{([xyz])\}/g, (_, name) => String(values[name]));
}

function addTile(layer, images, key, href) {
  const image = svg('image', { href, preserveAspectRatio: 'none' });
  images.set(key, image);
  layer.append(image);
  return image;
}
