/** What each leg costs, as one number, and the same transposed: the search reads rows of both. */
import type { ItineraryProblem } from '../problem/index.ts';

export class TravelMoney {
  readonly size: number;
  /** Money from place i to place j: `from[i * size + j]`, and `to[j * size + i]`. */
  readonly from: Float64Array;
  readonly to: Float64Array;

  constructor({ travel, costPerDriveSecond, costPerMetre }: ItineraryProblem) {
    const { size, seconds, metres } = travel;
    this.size = size;
    this.from = new Float64Array(size * size);
    this.to = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const money = seconds[i * size + j] * costPerDriveSecond + metres[i * size + j] * costPerMetre;
        this.from[i * size + j] = money;
        this.to[j * size + i] = money;
      }
    }
  }
}
