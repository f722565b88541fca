/** The best combination of given tours without dates: a set partitioning model whose tours follow each other from hotel to hotel. */
import type { PooledTour } from '../itinerary/index.ts';
import { type LpModel, LpModelBuilder } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { endsInside, type IslandCut } from './islands.ts';

export interface UndatedModel {
  /** The tours come first, in their order, then half the number of tours at each place. */
  readonly lp: LpModel;
  /** Places where tours start or end, in the order of their columns. */
  readonly places: readonly number[];
}

/**
 * Each customer is visited once. At each place the number of tours that start or end there, those that do both aside, is even, and
 * two at least touch home.
 * @param most tours
 * @param cuts against islands
 */
export function undatedModel(
  { customers, home, costPerDriveSecond }: ItineraryProblem,
  tours: readonly PooledTour[],
  most: number,
  cuts: readonly IslandCut[] = [],
): UndatedModel {
  const lp = new LpModelBuilder();
  const rowOfCustomer = Int32Array.from({ length: customers }, () => lp.addRow({ lower: 1, upper: 1 }));
  const rowOfTours = lp.addRow({ upper: most });
  const rowOfHome = lp.addRow({ lower: 2 });
  const rowOfPlace = new Map<number, number>();
  const rowOf = (place: number): number => {
    const known = rowOfPlace.get(place) ?? lp.addRow({ lower: 0, upper: 0 });
    rowOfPlace.set(place, known);
    return known;
  };
  for (const tour of tours) {
    // In drive seconds: whole numbers are easier than money.
    const seconds = Math.round(tour.cost / costPerDriveSecond);
    const column = lp.addColumn({ cost: seconds, upper: 1, integer: true });
    for (const customer of tour.customers) lp.set(rowOfCustomer[customer], column, 1);
    lp.set(rowOfTours, column, 1);
    const endsAtHome = Number(tour.start === home) + Number(tour.end === home);
    if (endsAtHome > 0) lp.set(rowOfHome, column, endsAtHome);
    if (tour.start === tour.end) continue;
    lp.set(rowOf(tour.start), column, 1);
    lp.set(rowOf(tour.end), column, 1);
  }
  for (const row of rowOfPlace.values()) lp.set(row, lp.addColumn({ integer: true }), -2);
  const cutsOf = Map.groupBy(cuts, ({ places }) => places);
  for (const [places, members] of cutsOf) addCuts(lp, tours, places, members);
  return { lp: lp.build(), places: [...rowOfPlace.keys()] };
}

/** @param cuts of one set of places */
function addCuts(
  lp: LpModelBuilder,
  tours: readonly PooledTour[],
  places: IslandCut['places'],
  cuts: readonly IslandCut[],
): void {
  const rows = new Map(cuts.map(({ customer }) => [customer, lp.addRow({ lower: 0 })]));
  tours.forEach((tour, column) => {
    const ends = endsInside(tour, places);
    if (ends === 1) for (const row of rows.values()) lp.set(row, column, 1);
    if (ends < 2) return;
    for (const customer of tour.customers) {
      const row = rows.get(customer);
      if (row !== undefined) lp.set(row, column, -2);
    }
  });
}
