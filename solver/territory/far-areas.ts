/**
 * Areas that would cost another rep much less, and that no single move brings to him, because they are heavy: he takes one, and the borders around
 * it move until others have gone the other way, from rep to rep.
 */
import type { Assignment } from './assignment.ts';
import { moveBorders } from './borders.ts';
import { EXCLAVE_PRICE } from './contiguity.ts';
import { type Beside, cheapest, type Drawn, FROM_HERE } from './finish.ts';
import type { Limit } from './limits.ts';

/** Areas that are tried, and times that the borders move before: each takes about a hundredth of a design. */
const MOST_TRIED = 6;
const MOST_PASSES = 3;
/** What one must cost less with another rep, in what the distance of an area usually costs. */
const LEAST_GAIN = 1;
const SLACK = 1e-9;

/**
 * The assignment after its borders have moved again from where it stands, and after exchanges around far areas; each stays where the whole then
 * costs less, or keeps the limits of the request as it did not before.
 * @param limitsFor those to move under, for a rep per area; under them it has to cost less, too
 */
export function withFarAreasTaken(
  drawn: Drawn,
  beside: Beside,
  limitsFor: (carried: Int32Array) => readonly Limit[],
  finish: (assignment: Assignment) => Drawn,
): Drawn {
  let best = drawn;
  const improves = (taken: Wish | null): boolean => {
    const { choices } = best.assignment;
    const narrow = { ...choices, limits: limitsFor(best.carried) };
    const moved = best.assignment.under(narrow);
    if (taken !== null) moved.choose(taken.area, taken.entry);
    moveBorders(moved, beside, taken === null ? FROM_HERE : { ...FROM_HERE, held: taken.area });
    const found = finish(moved.under(choices));
    const cost = ({ assignment, exclaves }: Drawn) => assignment.under(narrow).total() + EXCLAVE_PRICE * exclaves;
    // Shorter ways alone would use up the tolerances, of which the drawing has kept a part free.
    const isBetter =
      cheapest([best, found]) === found && ((found.keeps && !best.keeps) || cost(found) < cost(best) - SLACK);
    if (isBetter) best = found;
    return isBetter;
  };
  for (let pass = 0; pass < MOST_PASSES && improves(null); pass++);
  for (const wish of wishesOf(best.assignment)) if (best.assignment.chosen[wish.area] !== wish.entry) improves(wish);
  return best;
}

/** An area for a rep who would carry it at less cost. */
interface Wish {
  readonly area: number;
  readonly entry: number;
  /** What it would cost less × the largest part of a load that it is: the less single moves can do, the more it matters. */
  readonly weight: number;
}

function wishesOf({ choices, chosen }: Assignment): Wish[] {
  const { areas, start, cost, share } = choices;
  const wishes: Wish[] = [];
  for (let area = 0; area < areas; area++) {
    for (let entry = start[area]; entry < start[area + 1]; entry++) {
      const gain = cost[chosen[area]] - cost[entry];
      if (gain <= LEAST_GAIN) continue;
      wishes.push({ area, entry, weight: gain * share.reduce((most, each) => Math.max(most, each[entry]), 0) });
    }
  }
  return wishes.sort((a, b) => b.weight - a.weight || a.area - b.area || a.entry - b.entry).slice(0, MOST_TRIED);
}
