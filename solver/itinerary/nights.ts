/** Decides the nights of a run of working days together with the driving that they cost and save. */
import type { ItineraryProblem } from '../problem/index.ts';
import { recordDay, recordVisits } from './day-record.ts';
import { limitsCanBind, nightsInARow, nightsInWeek } from './night-limits.ts';
import { HOME, type ItineraryState } from './state.ts';
import type { TourTiming } from './tour-timing.ts';

/** Where a night may be spent. */
export interface NightChoices {
  /** Places listed for one night at most. */
  readonly most: number;
  /** Writes those of a night to `places`, from `at` on, home first. @returns how many there are */
  list(state: ItineraryState, night: number, places: Int32Array, at: number): number;
}

/**
 * A dynamic programme over the nights between consecutive days. A state is a sleeping place, and where the rep's limits can
 * bind also the nights in a row and the nights in the ISO week so far.
 */
export class NightPlanner {
  private readonly problem: ItineraryProblem;
  private readonly timing: TourTiming;
  private readonly choices: NightChoices;
  private readonly rows: number;
  private readonly weeks: number;
  /** Candidate sleeping places of each night: `place[night * most + k]`. */
  private readonly most: number;
  private readonly place: Int32Array;
  private readonly places: Int32Array;
  /** Best cost up to a night in a state, and the state of the night before. */
  private readonly best: Float64Array;
  private readonly previous: Int32Array;
  /** Days that start or end elsewhere than before. */
  private readonly moved: Uint8Array;

  constructor(problem: ItineraryProblem, timing: TourTiming, choices: NightChoices) {
    this.problem = problem;
    this.timing = timing;
    this.choices = choices;
    this.most = choices.most;
    const counted = limitsCanBind(problem);
    this.rows = counted ? problem.maxConsecutiveNights + 1 : 1;
    this.weeks = counted ? problem.maxNightsPerWeek + 1 : 1;
    const states = problem.days * this.most * this.rows * this.weeks;
    this.place = new Int32Array(problem.days * this.most);
    this.places = new Int32Array(problem.days);
    this.best = new Float64Array(states);
    this.previous = new Int32Array(states);
    this.moved = new Uint8Array(problem.days + 1);
  }

  /**
   * Decides the nights around the touched days anew and sets the cost of the days that change.
   * @param recorded whether the touched days are recorded as they are
   * @returns false when no choice of nights makes the days feasible; the state is then to be thrown away
   */
  replan(state: ItineraryState, touched: Uint8Array, recorded: boolean): boolean {
    const { days, works, nightAllowed } = this.problem;
    let day = 0;
    while (day < days) {
      if (touched[day] === 0) {
        day++;
        continue;
      }
      const from = day > 0 && nightAllowed[day - 1] === 1 ? day - 1 : day;
      let to = day;
      // Days that follow each other closely are decided together.
      while (to + 1 < days && nightAllowed[to] === 1 && (touched[to] === 1 || touched[to + 1] === 1)) to++;
      if (works[day] === 1 && !this.decide(state, from, to, touched, recorded)) return false;
      day = to + 1;
    }
    return true;
  }

  private decide(state: ItineraryState, from: number, to: number, touched: Uint8Array, recorded: boolean): boolean {
    if (this.listPlaces(state, from, to) === 1) return this.stayHome(state, from, to, touched, recorded);
    if (this.layOut(state, from, to) < 0) return false;
    this.apply(state, from, to);
    for (let day = from; day <= to; day++) {
      if (this.moved[day] === 1 || (!recorded && touched[day] === 1)) this.record(state, day);
    }
    return true;
  }

  /**
   * The least money for the days `from` to `to`, the nights after them included, of which the last one stays; nothing is changed.
   * @returns Infinity when no choice of nights makes the days feasible
   */
  leastCost(state: ItineraryState, from: number, to: number): number {
    this.listPlaces(state, from, to);
    const last = this.layOut(state, from, to);
    return last < 0 ? Number.POSITIVE_INFINITY : this.best[last];
  }

  /** Spends the nights of the last `leastCost`, which was finite, and records the days. */
  spend(state: ItineraryState, from: number, to: number): void {
    this.apply(state, from, to);
    for (let day = from; day <= to; day++) this.record(state, day);
  }

  /** @returns the most places of a night */
  private listPlaces(state: ItineraryState, from: number, to: number): number {
    let choices = 1;
    for (let night = from; night < to; night++) {
      this.places[night] = this.choices.list(state, night, this.place, night * this.most);
      choices = Math.max(choices, this.places[night]);
    }
    this.places[to] = 1;
    this.place[to * this.most] = state.sleep[to];
    return choices;
  }

  /** @returns the cheapest state after the last day, or -1 */
  private layOut(state: ItineraryState, from: number, to: number): number {
    const { best, most } = this;
    const size = this.rows * this.weeks;
    for (let night = from; night <= to; night++) {
      const at = night * most * size;
      best.fill(Number.POSITIVE_INFINITY, at, at + most * size);
      const before = night === from ? 1 : this.places[night - 1];
      for (let b = 0; b < before; b++) this.extend(state, from, to, night, b);
    }
    return this.cheapest(to);
  }

  private cheapest(to: number): number {
    const size = this.rows * this.weeks;
    let at = -1;
    for (let k = to * this.most * size; k < (to * this.most + 1) * size; k++) {
      if (this.best[k] < (at < 0 ? Number.POSITIVE_INFINITY : this.best[at])) at = k;
    }
    return at;
  }

  /** Adds the day that begins at place `b` of the night before and ends at any place. */
  private extend(state: ItineraryState, from: number, to: number, day: number, b: number): void {
    const { home, nightCost } = this.problem;
    const { timing } = this;
    const sleptAt = day === from ? (day === 0 ? HOME : state.sleep[day - 1]) : this.place[(day - 1) * this.most + b];
    const size = this.rows * this.weeks;
    if (day > from && !this.reached(((day - 1) * this.most + b) * size, size)) return;
    const at = day * state.capacity;
    if (!timing.begin(day, home + 1 + sleptAt, state.stops, at, state.length[day], -1, 0)) return;
    for (let k = 0; k < this.places[day]; k++) {
      const sleepsAt = this.place[day * this.most + k];
      if (!timing.end(home + 1 + sleepsAt)) continue;
      const cost = timing.price() + (sleepsAt === HOME ? 0 : nightCost[sleepsAt]);
      if (day === from) this.start(state, from, to, k, cost);
      else this.goOn(state, from, to, day, b, k, cost);
    }
  }

  private start(state: ItineraryState, from: number, to: number, k: number, cost: number): void {
    const row = this.rows === 1 || from === 0 ? 0 : nightsInARow(state, from - 1, -1);
    const week = this.weeks === 1 ? 0 : nightsInWeek(state, from, from, to);
    this.arrive(state, to, from, k, row, week, cost, -1);
  }

  private goOn(state: ItineraryState, from: number, to: number, day: number, b: number, k: number, cost: number): void {
    const newWeek = this.problem.isoWeek[day] !== this.problem.isoWeek[day - 1];
    const before = ((day - 1) * this.most + b) * this.rows * this.weeks;
    for (let row = 0; row < this.rows; row++) {
      for (let week = 0; week < this.weeks; week++) {
        const source = before + row * this.weeks + week;
        if (this.best[source] === Number.POSITIVE_INFINITY) continue;
        const inWeek = this.weeks > 1 && newWeek ? nightsInWeek(state, day, from, to) : week;
        this.arrive(state, to, day, k, row, inWeek, this.best[source] + cost, source);
      }
    }
  }

  private arrive(
    state: ItineraryState,
    to: number,
    day: number,
    k: number,
    row: number,
    week: number,
    total: number,
    source: number,
  ): void {
    const away = this.place[day * this.most + k] !== HOME;
    let inARow = 0;
    let inWeek = 0;
    if (this.rows > 1) {
      inARow = away ? row + 1 : 0;
      // The night after the last day is already counted in its week.
      inWeek = away && day < to ? week + 1 : week;
      const following = away && day === to ? nightsInARow(state, to, 1) - 1 : 0;
      if (inARow + following >= this.rows || inWeek >= this.weeks) return;
    }
    const target = (day * this.most + k) * this.rows * this.weeks + inARow * this.weeks + inWeek;
    if (total >= this.best[target]) return;
    this.best[target] = total;
    this.previous[target] = source;
  }

  private reached(at: number, size: number): boolean {
    for (let k = at; k < at + size; k++) if (this.best[k] < Number.POSITIVE_INFINITY) return true;
    return false;
  }

  /** All nights are at home, as they were. */
  private stayHome(state: ItineraryState, from: number, to: number, touched: Uint8Array, recorded: boolean): boolean {
    for (let day = from; day <= to; day++) {
      if (!recorded && touched[day] === 1) this.record(state, day);
      if (state.tourCost[day] === Number.POSITIVE_INFINITY) return false;
    }
    return true;
  }

  /** Sets the nights of what was laid out, and marks the days that start or end elsewhere. */
  private apply(state: ItineraryState, from: number, to: number): void {
    const size = this.rows * this.weeks;
    let at = this.cheapest(to);
    this.moved.fill(0, from, to + 1);
    for (let day = to; day >= from; day--) {
      const place = this.place[Math.floor(at / size)];
      if (place !== state.sleep[day]) {
        this.moved[day] = 1;
        this.moved[day + 1] = 1;
      }
      state.sleep[day] = place;
      at = this.previous[at];
    }
  }

  private record(state: ItineraryState, day: number): void {
    recordVisits(state, day);
    recordDay(state, this.timing, day);
  }
}
