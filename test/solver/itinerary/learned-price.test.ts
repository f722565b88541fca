import { expect, it } from 'vitest';
import { LearnedPrice } from '../../../solver/itinerary/learned-price.ts';

function learn(price: LearnedPrice, kept: boolean, lessons: number): number {
  for (let state = 0; state < 100 * lessons; state++) price.learn(kept, 0);
  return price.price;
}

it('rises while the limit is broken, also from nothing, and falls while it is kept', () => {
  expect(learn(new LearnedPrice(5, 1e-9), false, 10)).toBeGreaterThan(30);
  expect(learn(new LearnedPrice(0, 1e-9), false, 200)).toBeGreaterThan(1);
  expect(learn(new LearnedPrice(5, 1e-9), true, 10)).toBeLessThan(1);
  expect(learn(new LearnedPrice(5, 1e-9), true, 1000)).toBe(1e-9);
});

it('ends at the most that it may be, and forgets what it has learned', () => {
  const price = new LearnedPrice(5, 1e-9, { first: 0.1, last: 0.9 }, 5e6);
  expect(learn(price, false, 1000)).toBe(5e6);
  price.forget();
  expect(price.price).toBe(5);
});
