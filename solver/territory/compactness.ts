/** How close together the customers of a territory are. */
import type { Interpretation } from '../input/index.ts';
import { addWeighted, kmBetween, normalise, unitVectors } from './sphere.ts';

/** Mean great-circle kilometres of a customer from the middle of his territory; 0 without customers. */
export function kilometresFromMiddle({ customers, reps }: Interpretation, repOf: Int32Array): number {
  const place = unitVectors(customers.map(({ location }) => location));
  const middle = new Float64Array(reps.length * 3);
  repOf.forEach((rep, customer) => {
    addWeighted(place, customer, 1, middle, rep);
  });
  for (let rep = 0; rep < reps.length; rep++) normalise(middle, rep);
  let total = 0;
  repOf.forEach((rep, customer) => {
    total += kmBetween(place, customer, middle, rep);
  });
  return customers.length === 0 ? 0 : total / customers.length;
}
