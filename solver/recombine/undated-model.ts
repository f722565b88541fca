/** The best combination of given tours without dates: a set partitioning model whose tours follow each other from hotel to hotel. */
import type { PooledTour } from '../itinerary/index.ts';
import { type LpModel, LpModelBuilder } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';

export interface UndatedModel {
  /** The tours come first, in their order, then half the number of tours at each place. */
  readonly lp: LpModel;
  /** The rows of places where tours start or end, in the order of their columns. */
  readonly rowOfPlace: ReadonlyMap<number, number>;
}

/** As few tours as possible, or as short as possible, in drive seconds, with no more than `most` of them. */
export type UndatedGoal = { readonly kind: 'few' } | { readonly kind: 'short'; readonly most: number };

/**
 * Each customer is visited once. At each place the number of tours that start or end there, those that do both aside, is even, and
 * two at least touch home.
 */
export function undatedModel(
  { customers, home, costPerDriveSecond }: ItineraryProblem,
  tours: readonly PooledTour[],
  goal: UndatedGoal,
): UndatedModel {
  const lp = new LpModelBuilder();
  const rowOfCustomer = Int32Array.from({ length: customers }, () => lp.addRow({ lower: 1, upper: 1 }));
  const rowOfTours = lp.addRow(goal.kind === 'few' ? {} : { upper: goal.most });
  const rowOfHome = lp.addRow({ lower: 2 });
  const rowOfPlace = new Map<number, number>();
  const rowOf = (place: number): number => {
    const known = rowOfPlace.get(place) ?? lp.addRow({ lower: 0, upper: 0 });
    rowOfPlace.set(place, known);
    return known;
  };
  for (const tour of tours) {
    // In drive seconds: whole numbers are easier than money.
    const cost = goal.kind === 'few' ? 1 : Math.round(tour.cost / costPerDriveSecond);
    const column = lp.addColumn({ cost, upper: 1, integer: true });
    for (const customer of tour.customers) lp.set(rowOfCustomer[customer], column, 1);
    lp.set(rowOfTours, column, 1);
    const endsAtHome = Number(tour.start === home) + Number(tour.end === home);
    if (endsAtHome > 0) lp.set(rowOfHome, column, endsAtHome);
    if (tour.start === tour.end) continue;
    lp.set(rowOf(tour.start), column, 1);
    lp.set(rowOf(tour.end), column, 1);
  }
  for (const row of rowOfPlace.values()) lp.set(row, lp.addColumn({ integer: true }), -2);
  return { lp: lp.build(), rowOfPlace };
}
