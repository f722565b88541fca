/** What the tours chosen for a cover leave to be served: customers not visited, and places where an odd number of them starts or ends. */
import { type CoverTable, lowest, ones } from './cover-table.ts';

/** A row that at most so many tours can serve is looked at first, before all rows are counted. */
const SCARCE = 12;

export class OpenRows {
  private readonly table: CoverTable;
  /** Customers who are not visited. */
  unserved: number;
  private readonly isServed: Uint8Array;
  private readonly isOdd: Uint8Array;
  /** By the number of tours chosen: how many of the possible ones serve each row; the scarce rows. */
  private readonly servedBy: Int32Array;
  private readonly scarce: Int32Array;
  private readonly scarceCount: Int32Array;

  /** @param most tours in a cover */
  constructor(table: CoverTable, most: number) {
    const { rows, customers } = table;
    this.table = table;
    this.unserved = customers;
    this.isServed = new Uint8Array(customers);
    this.isOdd = new Uint8Array(rows - customers);
    this.servedBy = new Int32Array((most + 1) * rows);
    this.scarce = new Int32Array((most + 1) * rows);
    this.scarceCount = new Int32Array(most + 1);
  }

  /** Whether no place has an odd number of tours. */
  areEven(): boolean {
    return !this.isOdd.includes(1);
  }

  /** A tour is chosen, 1, or is so no more, 0. */
  serve(tour: number, served: 0 | 1): void {
    const { isServed, isOdd } = this;
    const { customers, offset, rowOfTour } = this.table;
    for (let k = offset[tour]; k < offset[tour + 1]; k++) {
      const row = rowOfTour[k];
      if (row >= customers) {
        isOdd[row - customers] ^= 1;
        continue;
      }
      isServed[row] = served;
      this.unserved += served === 1 ? -1 : 1;
    }
  }

  /**
   * By how many of the possible tours each row is served. Those left are counted, or those lost are taken away, whichever are fewer.
   * @param depth tours chosen @param before those possible with one tour less
   */
  count(depth: number, possible: Int32Array, before: Int32Array | null): void {
    const { servedBy } = this;
    const { rows, words } = this.table;
    const at = depth * rows;
    if (before === null || this.fewerLeft(possible, before)) {
      servedBy.fill(0, at, at + rows);
      for (let word = 0; word < words; word++) this.add(1, possible[word], word, at);
      return;
    }
    servedBy.copyWithin(at, at - rows, at);
    for (let word = 0; word < words; word++) this.add(-1, before[word] & ~possible[word], word, at);
  }

  /** Whether fewer tours are left than were lost. */
  private fewerLeft(possible: Int32Array, before: Int32Array): boolean {
    let fewer = 0;
    for (let word = 0; word < possible.length; word++) {
      fewer += ones(before[word] & ~possible[word]) - ones(possible[word]);
    }
    return fewer > 0;
  }

  private add(count: 1 | -1, tours: number, word: number, at: number): void {
    const { servedBy } = this;
    const { offset, rowOfTour } = this.table;
    for (let bits = tours; bits !== 0; bits &= bits - 1) {
      const tour = word * 32 + lowest(bits);
      const end = offset[tour + 1];
      for (let k = offset[tour]; k < end; k++) servedBy[at + rowOfTour[k]] += count;
    }
  }

  /** The one that the fewest tours can serve; -1: one that none can. Those that few can serve are noted, they are the first that none can. */
  scarcest(depth: number): number {
    const { servedBy, isServed, isOdd, scarce, scarceCount } = this;
    const { rows, customers } = this.table;
    const at = depth * rows;
    let row = -1;
    let fewest = Number.POSITIVE_INFINITY;
    let count = 0;
    for (let customer = 0; customer < customers; customer++) {
      if (isServed[customer] === 1) continue;
      const by = servedBy[at + customer];
      if (by <= SCARCE) scarce[at + count++] = customer;
      if (by >= fewest) continue;
      row = customer;
      fewest = by;
    }
    for (let place = customers; place < rows; place++) {
      const by = servedBy[at + place];
      if (by <= SCARCE) scarce[at + count++] = place;
      if (isOdd[place - customers] === 0 || by > fewest) continue;
      row = place;
      fewest = by;
    }
    scarceCount[depth] = count;
    return fewest === 0 ? -1 : row;
  }

  /** @param possible with one tour more @returns whether each row that was scarce before it can still be served */
  canBeServed(depth: number, possible: Int32Array): boolean {
    const { isServed, isOdd, scarce, scarceCount } = this;
    const { serving, words, rows, customers } = this.table;
    const at = depth * rows;
    for (let k = at; k < at + scarceCount[depth]; k++) {
      const row = scarce[k];
      if (row < customers ? isServed[row] === 1 : isOdd[row - customers] === 0) continue;
      let word = 0;
      while (word < words && (possible[word] & serving[row * words + word]) === 0) word++;
      if (word === words) return false;
    }
    return true;
  }
}
