/** Which customers lie near each other, by travel time. */
import type { ItineraryProblem } from '../problem/index.ts';

/** Each customer's nearest, itself first: `near[customer * count ...]`. */
export function nearCustomers(problem: ItineraryProblem, count: number): Int32Array {
  const { size, seconds } = problem.travel;
  const near = new Int32Array(problem.customers * count);
  const all = Int32Array.from({ length: problem.customers }, (_, customer) => customer);
  for (let customer = 0; customer < problem.customers; customer++) {
    const away = (other: number) => (other === customer ? -1 : seconds[customer * size + other]);
    near.set(all.toSorted((a, b) => away(a) - away(b) || a - b).subarray(0, count), customer * count);
  }
  return near;
}

/** 1 at `[customer * customers + other]` where the other is among as many nearest ones. */
export function nearMatrix(problem: ItineraryProblem, count: number): Uint8Array {
  const { customers } = problem;
  const near = nearCustomers(problem, count);
  const matrix = new Uint8Array(customers * customers);
  for (let k = 0; k < near.length; k++) matrix[Math.floor(k / count) * customers + near[k]] = 1;
  return matrix;
}
