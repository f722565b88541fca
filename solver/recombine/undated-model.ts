/** The best combination of given tours without dates: a set partitioning model whose tours follow each other from hotel to hotel. */
import type { PooledTour } from '../itinerary/index.ts';
import { type LpModel, LpModelBuilder } from '../lp/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import { endsInside, type Island } from './islands.ts';

export interface UndatedModel {
  readonly lp: LpModel;
  /** Rows: of each customer, of the number of tours, and of each place where tours start and end. */
  readonly rowOfCustomer: Int32Array;
  readonly rowOfTours: number;
  readonly rowOfPlace: ReadonlyMap<number, number>;
}

/**
 * The first columns are the tours, in their order. Each customer is visited once; at each place as many tours end as start, either
 * way round, so that their number is even; and those that touch an island lead out of it.
 * @param most tours
 */
export function undatedModel(
  { customers, home, costPerDriveSecond }: Pick<ItineraryProblem, 'customers' | 'home' | 'costPerDriveSecond'>,
  tours: readonly PooledTour[],
  most: number,
  islands: readonly Island[] = [],
): UndatedModel {
  const lp = new LpModelBuilder();
  const rowOfCustomer = Int32Array.from({ length: customers }, () => lp.addRow({ lower: 1, upper: 1 }));
  const rowOfTours = lp.addRow({ upper: most });
  const rowOfPlace = new Map<number, number>();
  const rowOf = (place: number): number => {
    const known = rowOfPlace.get(place) ?? lp.addRow({ lower: 0, upper: 0 });
    rowOfPlace.set(place, known);
    return known;
  };
  rowOf(home);
  for (const tour of tours) {
    // In drive seconds: whole numbers are easier than money.
    const column = lp.addColumn({ cost: tour.cost / costPerDriveSecond, upper: 1, integer: true });
    for (const customer of tour.customers) lp.set(rowOfCustomer[customer], column, 1);
    lp.set(rowOfTours, column, 1);
    if (tour.start === tour.end) continue;
    lp.set(rowOf(tour.start), column, 1);
    lp.set(rowOf(tour.end), column, 1);
  }
  for (const row of rowOfPlace.values()) lp.set(row, lp.addColumn({ integer: true }), -2);
  for (const island of islands) addIsland(lp, tours, island);
  return { lp: lp.build(), rowOfCustomer, rowOfTours, rowOfPlace };
}

function addIsland(lp: LpModelBuilder, tours: readonly PooledTour[], { places, customer }: Island): void {
  const row = lp.addRow({ lower: 0 });
  tours.forEach((tour, column) => {
    const ends = endsInside(tour, places);
    if (ends === 1) lp.set(row, column, 1);
    else if (ends === 2 && tour.customers.includes(customer)) lp.set(row, column, -2);
  });
}
