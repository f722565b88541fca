/** What a tour that is too long costs during the search: more than in proportion, and more the colder the search. */
import { LearnedPrice } from './learned-price.ts';

/** Seconds driven that a second too long is worth at the beginning and at the end, and the share of the budget at which it rises. */
const WORTH = { first: 3, last: 20, risesFrom: 0.2 };
/** The least share of that which is asked while limits are kept easily. */
const LEAST = 0.1;
/** A tour that is too long by this share of what is allowed costs twice its proportion: one far too long hides in a sum. */
const DOUBLE = 0.15;
/** The price follows the budget every so many states. */
const OFTEN = 20;

export class LatePrice {
  private readonly share = new LearnedPrice(1, LEAST, undefined, 1);
  private readonly curve: number;
  private states = 0;
  private price = WORTH.first;

  /** @param most seconds allowed */
  constructor(most: number) {
    this.curve = 1 / (DOUBLE * most);
  }

  /** Seconds driven that a tour too long by so many seconds is worth. */
  of(late: number): number {
    return late > 0 ? late * (1 + late * this.curve) * this.price : 0;
  }

  /** @param kept whether the state of now keeps the limit @param used share of the budget @returns whether the price changed */
  learn(kept: boolean, used: number): boolean {
    const learned = this.share.learn(kept, used);
    if (!learned && ++this.states % OFTEN !== 0) return false;
    const rise = Math.max(0, (used - WORTH.risesFrom) / (1 - WORTH.risesFrom));
    this.price = this.share.price * (WORTH.first + (WORTH.last - WORTH.first) * rise * rise);
    return true;
  }
}
