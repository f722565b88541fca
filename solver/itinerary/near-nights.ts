/** Where a night is worth spending with the visits as they are: at home, where it is spent now, or near the customers around it. */
import type { ItineraryProblem } from '../problem/index.ts';
import type { NearHotels } from './near-hotels.ts';
import type { NightChoices } from './nights.ts';
import { OwnTime } from './own-time.ts';
import { HOME, type ItineraryState } from './state.ts';

/** Home, the hotel of now, and the best others. */
const MOST_PLACES = 5;

export class NearNights implements NightChoices {
  private readonly problem: ItineraryProblem;
  private readonly hotels: NearHotels;
  private readonly ownTime: OwnTime;
  readonly most = MOST_PLACES;
  private readonly place = new Int32Array(MOST_PLACES);
  /** Money: what a night there costs with the ways to it and from it; only of hotels that were offered. */
  private readonly placeCost = new Float64Array(MOST_PLACES);
  private count = 0;

  constructor(problem: ItineraryProblem, hotels: NearHotels) {
    this.problem = problem;
    this.hotels = hotels;
    this.ownTime = new OwnTime(problem);
  }

  list(state: ItineraryState, night: number, places: Int32Array, at: number): number {
    this.place[0] = HOME;
    this.count = 1;
    if (state.sleep[night] !== HOME) this.place[this.count++] = state.sleep[night];
    this.listNear(state, night);
    for (let k = 0; k < this.count; k++) places[at + k] = this.place[k];
    return this.count;
  }

  /**
   * Hotels that cost less than going home between the two customers around the night, when all driving that may be in own time
   * is: to sleep near the first customer can be cheaper than to drive there in the morning.
   */
  private listNear(state: ItineraryState, night: number): void {
    const { home } = this.problem;
    const last = state.length[night] > 0 ? state.stops[night * state.capacity + state.length[night] - 1] : -1;
    const first = state.length[night + 1] > 0 ? state.stops[(night + 1) * state.capacity] : -1;
    if (last < 0 && first < 0) return;
    const from = last < 0 ? home : last;
    const to = first < 0 ? home : first;
    const limit = this.hotels.legCost(from, home) + this.hotels.legCost(home, to);
    const fixed = this.count;
    for (const anchor of [last, first]) {
      if (anchor < 0) continue;
      for (let k = 0; k < this.hotels.count; k++) {
        const hotel = this.hotels.nearest[anchor * this.hotels.count + k];
        const at = home + 1 + hotel;
        const saved = this.ownTime.evening(night, from, at) + this.ownTime.morning(night + 1, at, to);
        const cost = this.hotels.costOver(from, hotel, to) - saved;
        if (cost < limit) this.offer(hotel, cost, fixed);
      }
    }
  }

  /** Keeps the cheapest hotels, the first places excepted. */
  private offer(hotel: number, cost: number, fixed: number): void {
    const { place, placeCost, count } = this;
    for (let k = 1; k < count; k++) if (place[k] === hotel) return;
    let at = count;
    if (count === MOST_PLACES) {
      at = fixed;
      for (let k = fixed + 1; k < count; k++) if (placeCost[k] > placeCost[at]) at = k;
      if (cost >= placeCost[at]) return;
    } else {
      this.count++;
    }
    place[at] = hotel;
    placeCost[at] = cost;
  }
}
