/** The price of breaking a limit, learned so that a share of the states keeps it (Vidal et al. 2012, section 4.6). */

/** Looked at this many states, the price is corrected once. */
const LESSON = 100;
/** Share of the states that should keep the limit, at the beginning and at the end. */
const OFTEN = { first: 0.3, last: 0.6 };

export class LearnedPrice {
  /** Money for one unit too much. */
  price: number;
  private readonly first: number;
  private readonly least: number;
  private readonly most: number;
  private readonly wanted: typeof OFTEN;
  private states = 0;
  private kept = 0;

  /** @param most where no state ever keeps the limit, the price ends there */
  constructor(price: number, least: number, wanted = OFTEN, most = Number.POSITIVE_INFINITY) {
    this.price = price;
    this.first = price;
    this.least = least;
    this.most = most;
    this.wanted = wanted;
  }

  /** Begins anew. */
  forget(): void {
    this.price = this.first;
    this.states = 0;
    this.kept = 0;
  }

  /** @param kept whether the state of now keeps the limit @param share of the budget used @returns whether the price was corrected */
  learn(kept: boolean, share: number): boolean {
    if (kept) this.kept++;
    if (++this.states < LESSON) return false;
    const wanted = (this.wanted.first + (this.wanted.last - this.wanted.first) * share) * LESSON;
    this.price = Math.min(this.most, Math.max(this.least, this.price * (this.kept < wanted ? 1.2 : 0.85)));
    this.states = 0;
    this.kept = 0;
    return true;
  }
}
