/** The position on a tour with the least detour, found by a scan over all of them. */

import type { Random } from '../annealing/index.ts';
import { type ItineraryProblem, isSymmetric } from '../problem/index.ts';

const BLINK = 0.01;

export class Detours {
  private readonly seconds: Int32Array;
  /** The transposed matrix: seconds to a place, as one row. */
  private readonly secondsTo: Int32Array;
  private readonly isSymmetric: boolean;
  private readonly size: number;
  private readonly random: Random;
  private blinkIn = 0;
  /** The answer: seconds, and the position. */
  detour = 0;
  position = 0;

  constructor({ travel }: ItineraryProblem, random: Random) {
    const { size, seconds } = travel;
    this.size = size;
    this.seconds = seconds;
    this.secondsTo = Int32Array.from(seconds, (_, cell) => seconds[(cell % size) * size + Math.floor(cell / size)]);
    this.isSymmetric = isSymmetric(travel);
    this.random = random;
    this.drawBlink();
  }

  /** @returns false when every position was overlooked */
  find(customer: number, start: number, end: number, stops: Int32Array, at: number, length: number): boolean {
    const { seconds, secondsTo, isSymmetric, size } = this;
    const row = customer * size;
    let detour = 2_000_000_000;
    let position = -1;
    let before = start;
    let there = secondsTo[row + start];
    for (let k = 0; k <= length; k++) {
      const after = k === length ? end : stops[at + k];
      const back = seconds[row + after];
      const found = there + back - seconds[before * size + after];
      before = after;
      there = isSymmetric ? back : secondsTo[row + after];
      if (found >= detour) continue;
      if (--this.blinkIn < 0) {
        this.drawBlink();
        continue;
      }
      detour = found;
      position = k;
    }
    this.detour = detour;
    this.position = position;
    return position >= 0;
  }

  /** Good positions until the next one that is overlooked (Christiaens & Vanden Berghe 2020, section 5.3). */
  private drawBlink(): void {
    this.blinkIn = Math.floor(Math.log(1 - this.random.next()) / Math.log(1 - BLINK));
  }
}
