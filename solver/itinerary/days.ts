/** What the search asks of the days of a problem: the three kinds of days differ in how a tour is timed and priced. */
import type { ItineraryState } from './state.ts';
import type { StartItinerary } from './warm-start.ts';

/**
 * @param into becomes `from` with the change, unless it is to be thrown away
 * @param mostAdded money that it may add as if there were no nights @param most as with `settle` @returns as `settle` does
 */
export type Turn = (from: ItineraryState, into: ItineraryState, mostAdded: number, most: number) => boolean;

interface CommonDays {
  /** Called before each state that is built. */
  begin?(): void;
  /** Puts an itinerary into an empty state, as far as it is possible. */
  load(state: ItineraryState, start: StartItinerary): void;
  /**
   * Settles what spans days.
   * @param complete no more visits will be put in this step
   * @param most money: the state may be thrown away when its cost and penalty are not less
   * @returns false when the state became impossible and is to be thrown away
   */
  settle(state: ItineraryState, touched: Uint8Array, complete: boolean, most?: number): boolean;
  /** A step of another kind, where there is one: the order changes, and no visit is taken out. */
  readonly turn?: Turn;
  /** Money: driving, kilometres and nights. */
  cost(state: ItineraryState): number;
  /** Money: the price of what a plan must not have; 0 exactly when the state is feasible. */
  penalty(state: ItineraryState): number;
  /** Learns what limits should cost from the state of now. @param share of the budget used. @returns whether prices changed */
  learn(state: ItineraryState, share: number): boolean;
}

/** Days of a calendar, each with its own price: on which of them a customer is visited is chosen for him (`BestDays`). */
export interface DatedDays extends CommonDays {
  /** Days whose prices no longer hold, set to 1 by `put` and `take`; cleared by whoever prices. */
  readonly stale: Uint8Array;
  /** About what `price` will say, mostly not more, but found in far less time. */
  estimate(state: ItineraryState, customer: number, day: number): number;
  /** What one more visit adds in money, in the cheapest way, which is kept for `put`; Infinity: not possible. */
  price(state: ItineraryState, customer: number, day: number): number;
  /** Puts the visit where `price` found it to be cheapest; days that change get 1 in `touched`. */
  put(state: ItineraryState, customer: number, day: number, touched: Uint8Array): void;
  /** Takes a visit away. @returns false when the state became impossible and is to be thrown away */
  take(state: ItineraryState, customer: number, day: number, touched: Uint8Array): boolean;
}

/** Days that are as good as any other: a customer, who is owed one visit, goes where it adds the least. */
export interface DaysWithoutDates extends CommonDays {
  /** He may stay without a place for now. @returns true: no state becomes impossible */
  putBack(state: ItineraryState, customer: number): boolean;
}

export type Days = DatedDays | DaysWithoutDates;
