import { expect, test } from 'vitest';
import { repColours } from '../../../src/export/index.ts';

test.each([1, 8, 9, 40])('%i reps get as many different colours', (count) => {
  const colours = repColours(count);
  expect(new Set(colours).size).toBe(count);
  for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
});

test.each([9, 12, 16, 20])('of %i colours no two look alike', (count) => {
  const colours = repColours(count).map(lab);
  const differences = colours.flatMap((one, index) =>
    colours.slice(0, index).map((other) => Math.hypot(...one.map((value, axis) => value - other[axis]))),
  );
  expect(Math.min(...differences)).toBeGreaterThan(15);
});

/** CIE 1976 L*a*b*, in which a difference of 2.3 can just be seen side by side. */
function lab(colour: string): number[] {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [x, y, z] = [
    (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
    0.2126 * red + 0.7152 * green + 0.0722 * blue,
    (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
  ].map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
