/**
 * What was left to be served when no cover was found: other tours that serve the same need not be looked at again (Nishino, Yasuda,
 * Minato & Nagata 2017, Dancing with decision diagrams). A table of fixed size, in which a new entry takes the place of an old one.
 */
import { Random } from '../annealing/index.ts';
import type { CoverTable } from './cover-table.ts';

/** Of the number of an entry. */
const BITS = 16;
/** Of a budget: the same tours in another order may add up to a little more or less. */
const ROUNDING = 1e-9;
/** Exceptions of a search that has looked at everything. */
export const ALL = 0x7ffffffe;

export class DeadEnds {
  /** Two random numbers per tour, that of its rows together, and per number of tours chosen: all of them together tell what is served apart. */
  private readonly ofTour: Int32Array;
  private readonly ofDepth: Int32Array;
  private high = 0;
  private low = 0;
  /** Per entry: the first number; what was left of the budget; one more than the exceptions allowed, 0: free. */
  private readonly check = new Int32Array(1 << BITS);
  private readonly left = new Float64Array(1 << BITS);
  private readonly exceptions = new Int32Array(1 << BITS);

  /** @param most tours in a cover */
  constructor({ rows, offset, rowOfTour }: CoverTable, most: number) {
    const random = new Random(1);
    const marks = (count: number) => Int32Array.from({ length: 2 * count }, () => random.below(4294967296));
    const ofRow = marks(rows);
    this.ofDepth = marks(most + 1);
    this.ofTour = new Int32Array(2 * (offset.length - 1));
    for (let tour = 0; tour < offset.length - 1; tour++) {
      for (let k = offset[tour]; k < offset[tour + 1]; k++) {
        this.ofTour[2 * tour] ^= ofRow[2 * rowOfTour[k]];
        this.ofTour[2 * tour + 1] ^= ofRow[2 * rowOfTour[k] + 1];
      }
    }
  }

  /** A tour is chosen, or is so no more. */
  turn(tour: number): void {
    this.high ^= this.ofTour[2 * tour];
    this.low ^= this.ofTour[2 * tour + 1];
  }

  /**
   * @param depth tours chosen @param left of the budget
   * @returns with how many exceptions no cover was found from here on, although no less was left; -1: it is not known
   */
  exceptionsTried(depth: number, left: number): number {
    const entry = this.entryOf(depth);
    if (this.check[entry] !== (this.high ^ this.ofDepth[2 * depth])) return -1;
    return this.left[entry] + ROUNDING >= left ? this.exceptions[entry] - 1 : -1;
  }

  /** No cover was found from here on. */
  note(depth: number, left: number, exceptions: number): void {
    const entry = this.entryOf(depth);
    this.check[entry] = this.high ^ this.ofDepth[2 * depth];
    this.left[entry] = left;
    this.exceptions[entry] = exceptions + 1;
  }

  private entryOf(depth: number): number {
    return (this.low ^ this.ofDepth[2 * depth + 1]) >>> (32 - BITS);
  }
}
