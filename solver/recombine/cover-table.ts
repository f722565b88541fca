/** Which tours serve which customers and places, and which can be in one cover, as bits: one a tour, 32 in a word. */
import type { PooledTour } from '../itinerary/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';

export class CoverTable {
  readonly customers: number;
  /** Rows are customers and then places. */
  readonly rows: number;
  readonly words: number;
  /** Rows of a tour, from `offset[tour]` up to `offset[tour + 1]`: customers, and where it starts and ends unless that is one place. */
  readonly rowOfTour: Int32Array;
  readonly offset: Int32Array;
  /** Per row the tours that serve it, outliers left aside. */
  readonly serving: Int32Array;
  /** Per tour those that share no customer with it, outliers left aside. */
  private readonly apart: Int32Array;

  /** @param inSets so many of the tours can be in a set, those after them are outliers */
  constructor({ customers, home, hotels }: ItineraryProblem, tours: readonly PooledTour[], inSets: number) {
    const words = Math.ceil(inSets / 32);
    this.customers = customers;
    this.rows = customers + hotels + 1;
    this.words = words;
    const rowsOf = tours.map(({ customers: visited, start, end }) =>
      start === end ? [...visited] : [...visited, customers + start - home, customers + end - home],
    );
    this.offset = new Int32Array(rowsOf.length + 1);
    rowsOf.forEach((served, tour) => {
      this.offset[tour + 1] = this.offset[tour] + served.length;
    });
    this.rowOfTour = Int32Array.from(rowsOf.flat());
    this.serving = new Int32Array(this.rows * words);
    rowsOf.slice(0, inSets).forEach((served, tour) => {
      for (const row of served) this.serving[row * words + (tour >> 5)] |= 1 << (tour & 31);
    });
    this.apart = new Int32Array(tours.length * words).fill(-1);
    rowsOf.forEach((served, tour) => {
      for (const row of served) {
        if (row >= customers) continue;
        for (let word = 0; word < words; word++) this.apart[tour * words + word] &= ~this.serving[row * words + word];
      }
    });
  }

  /** Of a set those that share no customer with a tour. */
  apartOf(tour: number, set: Int32Array, left: Int32Array): void {
    const { words, apart } = this;
    const at = tour * words;
    for (let word = 0; word < words; word++) left[word] = set[word] & apart[at + word];
  }
}

/** The number of the lowest bit that is 1. */
export function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** @param set only the first so many tours are left in it */
export function leaveFirst(set: Int32Array, count: number): void {
  const word = count >> 5;
  if (word >= set.length) return;
  set[word] &= (1 << (count & 31)) - 1;
  set.fill(0, word + 1);
}

/** How many bits are 1. */
export function ones(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
