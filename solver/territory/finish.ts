/** Makes what was drawn fit to be seen: strays come home, what lies apart is joined, borders move without tearing anything. */
import type { Crowds } from './adjacency.ts';
import type { Assignment } from './assignment.ts';
import { type Annealing, moveBorders } from './borders.ts';
import { EXCLAVE_PRICE, exclavesOf, joinParts } from './contiguity.ts';
import type { Limit } from './limits.ts';
import { bringStraysHome } from './strays.ts';

export type Beside = readonly (readonly number[])[];

/** Per area the areas beside it: along whose borders it may change over, and with which it hangs together. They differ where customers share a place. */
export interface Around {
  readonly beside: Beside;
  readonly touching: Beside;
  readonly crowds: Crowds;
}

export interface Drawn {
  readonly assignment: Assignment;
  readonly carried: Int32Array;
  readonly exclaves: number;
  /** Whether it keeps the limits of the request, which may be wider than those it is drawn with. */
  readonly keeps: boolean;
  /** With what lies outside the limits that it is drawn with, and what exclaves cost. */
  readonly cost: number;
}

/** How borders move without tearing anything, one after another until a design is whole and keeps its limits. */
export const FROM_HERE: Annealing = { stepsPerArea: 200, hot: 5, whole: true };
const AT_ANY_PRICE: readonly Annealing[] = [
  { stepsPerArea: 1600, hot: 60, whole: true },
  { stepsPerArea: 1600, hot: 20, whole: true },
];

/** Sums of loads are only right to this. */
const SLACK = 1e-6;

/** The limits of the request are kept before territories are whole and short. */
export function cheapest(drawn: readonly Drawn[]): Drawn {
  const keeping = drawn.filter(({ keeps }) => keeps);
  return (keeping.length > 0 ? keeping : drawn).reduce((best, other) => (other.cost < best.cost ? other : best));
}

/**
 * The assignments with fewer exclaves: borders move again without tearing anything, from where it stands, and after everything that lies
 * apart was given away at any price.
 * @param limits to move under, the narrowest first
 */
export function wholeOnes(
  { assignment, exclaves }: Drawn,
  limits: readonly (readonly Limit[])[],
  { beside, touching, crowds }: Around,
  finish: (assignment: Assignment) => Drawn,
): Drawn[] {
  if (exclaves === 0 || limits.length === 0) return [];
  const under = (each: readonly Limit[]) => assignment.under({ ...assignment.choices, limits: each });
  const moved = (start: Assignment, annealing: Annealing): Drawn => {
    moveBorders(start, beside, annealing);
    return finish(start);
  };
  const found = [moved(under(limits[0]), FROM_HERE)];
  for (const each of limits) {
    for (const annealing of AT_ANY_PRICE) {
      if (found.some((drawn) => drawn.exclaves === 0 && drawn.keeps)) return found;
      const joined = under(each);
      joinParts(joined, touching, crowds, true);
      found.push(moved(joined, annealing));
    }
  }
  return found;
}

/**
 * The assignment where its limits, or at their price those of the request, allow it without exclaves and strays, of which bringing one home
 * can tear another territory.
 * @param limits it is drawn with @param asked those of the request
 */
export function finished(
  drawn: Assignment,
  limits: readonly Limit[],
  asked: readonly Limit[],
  { touching, crowds }: Pick<Around, 'touching' | 'crowds'>,
): Drawn {
  const { choices } = drawn;
  const ways = [...new Set([limits, asked])].flatMap((allowed) =>
    [true, false].map((strays) => {
      const tidy = drawn.under({ ...choices, limits: allowed });
      if (strays) bringStraysHome(tidy, touching, crowds);
      joinParts(tidy, touching, crowds);
      const assignment = tidy.under({ ...choices, limits });
      const carried = assignment.reps();
      const exclaves = exclavesOf(carried, touching, crowds).length;
      const keeps = tidy.under({ ...choices, limits: asked }).outsideLimits() <= SLACK;
      return { assignment, carried, exclaves, keeps, cost: assignment.total() + EXCLAVE_PRICE * exclaves };
    }),
  );
  return cheapest(ways);
}
