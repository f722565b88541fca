/**
 * Web Mercator. A world unit is a pixel of zoom 10, counted from the middle of what is shown, so that the numbers stay
 * small enough for the single precision in which browsers draw.
 */

export const baseZoom = 10;
const worldSize = 256 * 2 ** baseZoom;
const earthCircumferenceMetres = 2 * Math.PI * 6_378_137;

function absolute([lng, lat]) {
  const sine = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  return [worldSize * (lng / 360 + 0.5), worldSize * (0.5 - Math.atanh(sine) / (2 * Math.PI))];
}

/**
 * Around the middle of these places, `[lng, lat]`. Places west of the longitude `seam` are drawn at the other end of the world, so
 * that those on both sides of 180 degrees lie beside each other.
 */
export function createProjection(places, seam) {
  const turned = ([lng, lat]) => absolute([lng < seam ? lng + 360 : lng, lat]);
  const points = places.map(turned);
  const [left, top, right, bottom] = extent(points.length > 0 ? points : [absolute([0, 0])]);
  const origin = [(left + right) / 2, (top + bottom) / 2];
  return {
    origin,
    toWorld(place) {
      const [x, y] = turned(place);
      return [x - origin[0], y - origin[1]];
    },
    /** Metres of one world unit at that height of the map. */
    metresPerUnit(y) {
      const latitude = Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + origin[1])) / worldSize)));
      return (earthCircumferenceMetres * Math.cos(latitude)) / worldSize;
    },
  };
}

/** `[left, top, right, bottom]` of points `[x, y]`. */
export function extent(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}
