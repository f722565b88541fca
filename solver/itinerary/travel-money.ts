/** What each leg costs, as one number, and the matrices transposed: the search reads rows of both. */
import type { ItineraryProblem } from '../problem/index.ts';

export class TravelMoney {
  readonly size: number;
  /** Money from place i to place j: `from[i * size + j]`, and `to[j * size + i]`. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Seconds from place i to place j: `secondsTo[j * size + i]`. */
  readonly secondsTo: Int32Array;

  constructor({ travel, costPerDriveSecond, costPerMetre }: ItineraryProblem) {
    const { size, seconds, metres } = travel;
    this.size = size;
    this.from = new Float64Array(size * size);
    let isSymmetric = true;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const there = i * size + j;
        const back = j * size + i;
        this.from[there] = seconds[there] * costPerDriveSecond + metres[there] * costPerMetre;
        if (seconds[there] !== seconds[back] || metres[there] !== metres[back]) isSymmetric = false;
      }
    }
    // The same memory where both ways are alike: what is read again and again then stays in the processor's cache.
    this.to = isSymmetric ? this.from : transposed(this.from, size);
    this.secondsTo = isSymmetric ? seconds : transposed(seconds, size);
  }
}

function transposed<Matrix extends Float64Array | Int32Array>(matrix: Matrix, size: number): Matrix {
  const other = matrix.slice() as Matrix;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) other[j * size + i] = matrix[i * size + j];
  return other;
}
