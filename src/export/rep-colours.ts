/** One colour per rep, the same in every export and on the map. */

/**
 * Okabe and Ito's palette for colour-blind readers; its yellow and its black, which vanish on a light and on a dark
 * background, are replaced by Paul Tol's olive and a grey.
 */
const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#999933', '#7d8590'];

/** Degrees; neighbours in the list end up far apart on the colour wheel. */
const goldenAngle = 137.508;

/** In turn: after eight colours nearly the same hue comes again, with three then in another lightness. */
const lightnesses = [0.5, 0.3, 0.4];

/** `#rrggbb` for so many reps: the palette, and beyond it a rotation of the hue for all. */
export function repColours(count: number): string[] {
  if (count <= palette.length) return palette.slice(0, count);
  return Array.from({ length: count }, (_, index) =>
    hueColour((205 + index * goldenAngle) % 360, lightnesses[index % lightnesses.length] ?? 0.5),
  );
}

/** Saturation 60 %. */
function hueColour(hue: number, lightness: number): string {
  const reach = 0.6 * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const k = (offset + hue / 30) % 12;
    const value = lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(255 * value)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
