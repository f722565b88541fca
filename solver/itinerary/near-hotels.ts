/** The hotels worth a thought for a night between two customers. */
import type { ItineraryProblem } from '../problem/index.ts';
import { HOME, type ItineraryState } from './state.ts';

const NEAREST = 4;
const MOST_CHOICES = 2 * NEAREST + 4;

export class NearHotels {
  private readonly problem: ItineraryProblem;
  /** Hotels near customer c by travel time: `nearest[c * count .. (c + 1) * count - 1]`. */
  readonly nearest: Int32Array;
  readonly count: number;
  /** The answer of `listNights`. */
  readonly before = new Int32Array(MOST_CHOICES);
  readonly after = new Int32Array(MOST_CHOICES);
  readonly position = new Int32Array(MOST_CHOICES);
  private listed = 0;

  constructor(problem: ItineraryProblem) {
    this.problem = problem;
    this.count = Math.min(NEAREST, problem.hotels);
    this.nearest = new Int32Array(problem.customers * this.count);
    const { size, seconds } = problem.travel;
    const hotels = Array.from({ length: problem.hotels }, (_, hotel) => hotel);
    for (let customer = 0; customer < problem.customers; customer++) {
      const away = (hotel: number) => seconds[customer * size + problem.home + 1 + hotel];
      const sorted = hotels.toSorted((a, b) => away(a) - away(b) || a - b);
      for (let k = 0; k < this.count; k++) this.nearest[customer * this.count + k] = sorted[k];
    }
  }

  /** Money for going from a place over the hotel to another place, the night included. */
  costOver(from: number, hotel: number, to: number): number {
    const at = this.problem.home + 1 + hotel;
    return this.legCost(from, at) + this.legCost(at, to) + this.problem.nightCost[hotel];
  }

  legCost(from: number, to: number): number {
    const { travel, costPerDriveSecond, costPerMetre } = this.problem;
    const leg = from * travel.size + to;
    return travel.seconds[leg] * costPerDriveSecond + travel.metres[leg] * costPerMetre;
  }

  /**
   * Lists every change of the nights before and after a day that puts the rep near the customer, and the position that the
   * customer gets, in `choices`. @returns how many there are
   */
  listNights(state: ItineraryState, customer: number, day: number): number {
    const { nightAllowed } = this.problem;
    const before = day > 0 && nightAllowed[day - 1] === 1;
    const after = nightAllowed[day] === 1;
    const sleptAt = day === 0 ? HOME : state.sleep[day - 1];
    const sleepsAt = state.sleep[day];
    const end = state.length[day];
    const { count, nearest } = this;
    this.listed = 0;
    for (let k = 0; k < count; k++) {
      const hotel = nearest[customer * count + k];
      if (after && hotel !== sleepsAt) this.list(sleptAt, hotel, end);
      if (before && hotel !== sleptAt) this.list(hotel, sleepsAt, 0);
      if (before && after && k < 2 && hotel !== sleptAt && hotel !== sleepsAt) this.list(hotel, hotel, 0);
    }
    if (after && sleepsAt !== HOME) this.list(sleptAt, HOME, end);
    if (before && sleptAt !== HOME) this.list(HOME, sleepsAt, 0);
    return this.listed;
  }

  private list(before: number, after: number, position: number): void {
    this.before[this.listed] = before;
    this.after[this.listed] = after;
    this.position[this.listed++] = position;
  }
}
