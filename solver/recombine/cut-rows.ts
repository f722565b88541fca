/** Cuts as rows of a model whose first columns are tours. */
import type { PooledTour } from '../itinerary/index.ts';
import { type AddedRow, type LpModel, withRows } from '../lp/index.ts';
import type { TourCut } from './tour-cuts.ts';

export class CutRows {
  private readonly tours: readonly PooledTour[];
  /** Per customer or place the tours that visit it, start or end there. */
  private readonly toursAt: readonly (readonly number[])[];
  /** Per tour the last row that it was looked at for. */
  private readonly lookedAtFor: Int32Array;
  private row = 0;

  constructor(tours: readonly PooledTour[]) {
    this.tours = tours;
    this.lookedAtFor = new Int32Array(tours.length);
    const toursAt: number[][] = [];
    const visit = (at: number, tour: number) => {
      toursAt[at] ??= [];
      toursAt[at].push(tour);
    };
    for (const [tour, { start, end, customers }] of tours.entries()) {
      for (const customer of customers) visit(customer, tour);
      visit(start, tour);
      visit(end, tour);
    }
    this.toursAt = toursAt;
  }

  /** @param lp a model of these tours, which are its first columns @returns the same with the cuts as its last rows, in their order */
  addTo(lp: LpModel, cuts: readonly TourCut[]): LpModel {
    return withRows(
      lp,
      cuts.map((cut) => this.rowOf(cut)),
    );
  }

  private rowOf({ lower, at, valueIn }: TourCut): AddedRow {
    const { tours, toursAt, lookedAtFor } = this;
    const row = ++this.row;
    const entries: { column: number; value: number }[] = [];
    for (const place of at) {
      for (const column of toursAt[place] ?? []) {
        if (lookedAtFor[column] === row) continue;
        lookedAtFor[column] = row;
        const value = valueIn(tours[column]);
        if (value !== 0) entries.push({ column, value });
      }
    }
    return { lower, entries };
  }
}
