/** All stops of tours without dates in one sequence, and how it can be turned around in parts. */
import type { Random } from '../annealing/index.ts';
import type { ItineraryProblem } from '../problem/index.ts';
import type { ItineraryState } from './state.ts';

/** So many parts are tried before one is turned around. */
const TRIALS = 50;

export class StopSequence {
  private readonly problem: ItineraryProblem;
  private readonly random: Random;
  readonly stops: Int32Array;
  count = 0;
  /** Tour t has the stops from `begins[t]` up to `begins[t + 1]`, and ends at hotel `sleeps[t]`. */
  readonly begins: Int32Array;
  readonly sleeps: Int32Array;
  tours = 0;
  /** Whether tour t may begin elsewhere than it does. */
  readonly moves: Uint8Array;

  constructor(problem: ItineraryProblem, random: Random) {
    this.problem = problem;
    this.random = random;
    this.stops = new Int32Array(problem.customers);
    this.begins = new Int32Array(problem.days + 1);
    this.sleeps = new Int32Array(problem.days);
    this.moves = new Uint8Array(problem.days + 1);
  }

  /** @param touched tours that changed: they and those beside them may begin elsewhere */
  collect(state: ItineraryState, touched: Uint8Array | null): void {
    const { stops, begins, moves } = this;
    this.count = 0;
    this.tours = state.tours;
    moves.fill(0);
    for (let tour = 0; tour < state.tours; tour++) {
      begins[tour] = this.count;
      const at = tour * state.capacity;
      for (let k = at; k < at + state.length[tour]; k++) stops[this.count++] = state.stops[k];
      if (touched !== null && touched[tour] === 1) moves.fill(1, tour, tour + 2);
    }
    begins[state.tours] = this.count;
  }

  /** Turns tours between two nights in one place around, which changes nothing but who is beside whom. */
  turnTours(state: ItineraryState): void {
    const { begins, moves, random, tours } = this;
    const from = random.below(tours);
    const place = state.startPlace(from);
    let to = -1;
    let seen = 0;
    for (let tour = from; tour < tours; tour++) {
      if (state.length[tour] > 0 && state.endPlace(tour) === place && random.below(++seen) === 0) to = tour + 1;
    }
    if (to < 0) return;
    const ends = begins[from] + begins[to];
    this.turn(begins[from], begins[to], from, to + 1, ends);
    moves.subarray(from, to + 1).reverse();
    moves[from] = 1;
    moves[to] = 1;
  }

  /** Turns a part of the sequence around (2-opt), the one of a few that becomes shortest by it; hotels do not count. */
  turnStops(): void {
    const { stops, count, random, begins, moves, tours } = this;
    const { size, seconds } = this.problem.travel;
    if (count < 3) return;
    let least = Number.POSITIVE_INFINITY;
    let low = 0;
    let high = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const a = 1 + random.below(count - 1);
      const b = 1 + random.below(count - 1);
      const from = Math.min(a, b);
      const to = Math.max(a, b);
      if (to - from < 1) continue;
      const before = stops[from - 1] * size;
      const last = stops[to - 1] * size;
      const change =
        seconds[before + stops[to - 1]] +
        seconds[stops[from] * size + stops[to]] -
        seconds[before + stops[from]] -
        seconds[last + stops[to]];
      if (change >= least) continue;
      least = change;
      low = from;
      high = to;
    }
    if (high === 0) return;
    let first = 0;
    while (begins[first] <= low) first++;
    let last = first;
    while (last <= tours && begins[last] < high) last++;
    this.turn(low, high, first, last, low + high);
    moves.fill(1, first - 1, first + 1);
    moves.fill(1, last - 1, last + 1);
  }

  /** Turns stops from `low` up to `high` around, and the beginnings of tours from `first` up to `last` with them. */
  private turn(low: number, high: number, first: number, last: number, ends: number): void {
    this.stops.subarray(low, high).reverse();
    this.begins.subarray(first, last).reverse();
    for (let tour = first; tour < last; tour++) this.begins[tour] = ends - this.begins[tour];
  }
}
