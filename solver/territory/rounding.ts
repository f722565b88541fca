/** From an answer in which areas may be split to one in which each has one rep. */
import { Assignment } from './assignment.ts';
import type { Choices } from './choices.ts';

/**
 * The clearest areas first, each to the rep with the largest part of it; when that would break a cap, to the next one, also
 * to a rep with no part. When every choice breaks a cap the largest part decides.
 */
export function roundParts(choices: Choices, parts: Float64Array): Assignment {
  const { areas, start } = choices;
  const assignment = new Assignment(choices);
  const ranked = Array.from({ length: areas }, (_, area) => {
    const entries = Array.from({ length: start[area + 1] - start[area] }, (_, k) => start[area] + k);
    return { area, entries: entries.sort((a, b) => parts[b] - parts[a] || a - b) };
  });
  ranked.sort((a, b) => parts[b.entries[0]] - parts[a.entries[0]] || a.area - b.area);
  for (const { area, entries } of ranked)
    assignment.choose(area, entries.find((entry) => assignment.fits(entry)) ?? entries[0]);
  return assignment;
}
