/** Column generation over trips, with the Lagrangian bound of every exact pricing (Lübbecke & Desrosiers 2005, section 2). */
import type { LpSolver } from '../lp/index.ts';
import type { BoundProblem } from './bound-problem.ts';
import type { Waiting } from './label-front.ts';
import { type Duals, Master, type MasterSolution, type SideRow } from './master.ts';
import { timedTrips } from './plan-trips.ts';
import { type PricedTrip, RunPricing, type Trip } from './run-pricing.ts';
import { brokenSpacing, fixedRows } from './side-rows.ts';
import { WorkMeter } from './work-meter.ts';

export interface Effort {
  /** Labels tried and compared. */
  readonly mostWork: number;
  readonly mostRounds: number;
  /** Share of the optimum at which the bound is near enough. */
  readonly gap: number;
  readonly neighbours: number;
  /** Asked in every round, and several times a second in long ones. */
  readonly isCancelled: () => boolean;
}

/**
 * Money that no plan costs less than; null when the effort ended before any was found. First tours may wait on purpose: they are cheaper and
 * sooner found, as no later label can then save more than an earlier one. From the prices found so the bound can only rise.
 * @param trips of a plan, so that the model has a solution
 */
export function generateColumns(
  bound: BoundProblem,
  trips: readonly Trip[],
  solvers: readonly LpSolver[],
  effort: Effort,
): number | null {
  const part = { ...effort, mostWork: effort.mostWork * SHARE_OF_WAITING };
  const waiting = new Generation(bound, 'free', solvers, part).run(trips);
  // It begins near its end, and would often stop at once.
  const rest = { ...effort, mostWork: effort.mostWork - waiting.work, gap: effort.gap / 10 };
  const { best } = new Generation(bound, 'none', solvers, rest, waiting).run(timedTrips(bound, waiting.trips));
  return best === Number.NEGATIVE_INFINITY ? null : best;
}

/** What a generation has come to. */
interface Generated {
  readonly best: number;
  /** The duals of that bound. */
  readonly centre: Pick<Duals, 'cover' | 'side'> | null;
  readonly trips: readonly Trip[];
  readonly sideRows: readonly SideRow[];
  readonly work: number;
}

/** The part of the work that tours which may wait get at most. */
const SHARE_OF_WAITING = 0.8;

const EPSILON = 1e-7;
const SMOOTHING = 0.5;
/** Part of the model's cost at which what is found in haste is near enough to look at all tours. */
const HASTY_GAP = 0.02;
const MOST_OTHERS = 40;
const SPACING_ROUNDS = 6;

class Generation {
  private readonly bound: BoundProblem;
  private readonly master: Master;
  private readonly pricing: RunPricing;
  private readonly meter: WorkMeter;
  private readonly solvers: readonly LpSolver[];
  private readonly effort: Effort;
  private best: number;
  /** The most that haste took for a bound. */
  private hasty = Number.NEGATIVE_INFINITY;
  /** The duals of the best one, or of the most in haste before there is one. */
  private centre: Pick<Duals, 'cover' | 'side'> | null;
  private rounds = 0;

  constructor(
    bound: BoundProblem,
    waiting: Waiting,
    solvers: readonly LpSolver[],
    effort: Effort,
    before: Pick<Generated, 'best' | 'centre' | 'sideRows'> | null = null,
  ) {
    this.bound = bound;
    this.solvers = solvers;
    this.effort = effort;
    this.meter = new WorkMeter(effort.mostWork, effort.isCancelled);
    this.pricing = new RunPricing(bound, effort.neighbours, waiting, this.meter);
    this.master = new Master(bound);
    for (const row of before?.sideRows ?? fixedRows(bound, this.master)) this.master.addSideRow(row);
    this.best = before?.best ?? Number.NEGATIVE_INFINITY;
    this.centre = before?.centre ?? null;
  }

  run(trips: readonly Trip[]): Generated {
    for (const trip of trips) this.master.addTrip(trip);
    for (let spacing = 0; spacing <= SPACING_ROUNDS; spacing++) {
      const solution = this.converge();
      if (solution === null) break;
      const rows = brokenSpacing(this.bound, this.master, solution);
      if (rows.length === 0) break;
      for (const row of rows) this.master.addSideRow(row);
    }
    const { best, master } = this;
    const centre = best === Number.NEGATIVE_INFINITY ? null : this.centre;
    return { best, centre, trips: master.trips, sideRows: master.sideRows, work: this.meter.work };
  }

  /** Until the bound is near enough the model, or the effort is spent (null). */
  private converge(): MasterSolution | null {
    const { mostRounds, isCancelled } = this.effort;
    let exact = this.best > Number.NEGATIVE_INFINITY;
    let smoothing = exact ? SMOOTHING : 0;
    while (this.rounds < mostRounds && !this.meter.isSpent() && !isCancelled()) {
      const solution = this.master.solve(this.solvers);
      if (solution === null) return null;
      if (solution.objective - this.best <= this.effort.gap * Math.abs(solution.objective) + EPSILON) return solution;
      this.rounds++;
      const duals = this.between(solution.duals, smoothing);
      const added = this.priceAll(duals, solution.duals.day, exact);
      if (added === null) return null;
      const isNear = solution.objective - this.hasty <= HASTY_GAP * Math.abs(solution.objective);
      if (!exact && (isNear || (added === 0 && smoothing === 0))) {
        exact = true;
        smoothing = 0;
        this.centre = null;
      } else if (added > 0) smoothing = SMOOTHING;
      else if (smoothing > 0) smoothing = 0;
      else return solution;
    }
    return null;
  }

  /** Prices every class; the number of new trips. Null: broken off, which says nothing of the trips not looked at. */
  private priceAll(duals: Pick<Duals, 'cover' | 'side'>, day: Float64Array, exact: boolean): number | null {
    const prices = this.master.pricesOf(duals);
    let value = 0;
    duals.cover.forEach((price, position) => {
      value += price * this.bound.visits[position];
    });
    this.master.sideRows.forEach(({ lower, upper }, row) => {
      if (duals.side[row] !== 0) value += duals.side[row] * (duals.side[row] > 0 ? lower : upper);
    });
    const trips: Trip[] = [];
    const others: PricedTrip[] = [];
    for (const [runClass, { runs }] of this.bound.classes.entries()) {
      const priced = this.pricing.price(runClass, prices, exact);
      if (priced === null) return null;
      value += runs.length * Math.min(0, priced.cost);
      if (priced.cost < -EPSILON) trips.push(...priced.trips);
      others.push(...priced.others);
    }
    trips.push(...this.worthHaving(others, day));
    const added = trips.filter((trip) => this.master.addTrip(trip)).length;
    if (value > (exact ? this.best : this.hasty)) {
      if (exact) this.best = value;
      else this.hasty = value;
      this.centre = duals;
    }
    return added;
  }

  /** The cheapest of other trips, each on the day where it is cheapest. */
  private worthHaving(others: readonly PricedTrip[], day: Float64Array): Trip[] {
    const best = new Map<string, PricedTrip>();
    for (const { trip, reduced: alone } of others) {
      const reduced = alone - day[this.master.cellOf(trip.runClass, trip.place)];
      const key = trip.days[0].visits.join();
      if (reduced < Math.min(-EPSILON, best.get(key)?.reduced ?? 0)) best.set(key, { trip, reduced });
    }
    return [...best.values()]
      .sort((a, b) => a.reduced - b.reduced)
      .slice(0, MOST_OTHERS)
      .map(({ trip }) => trip);
  }

  /** Duals between the best ones so far and those of the model, which jump about (Wentges 1997). */
  private between(model: Duals, smoothing: number): Pick<Duals, 'cover' | 'side'> {
    const { centre, master } = this;
    const mix = (now: Float64Array, before: Float64Array | undefined) =>
      now.map((dual, index) => dual + smoothing * ((before?.[index] ?? 0) - dual));
    const isFree = ({ lower, upper }: { lower: number; upper: number }, dual: number) =>
      Number.isFinite(dual > 0 ? lower : upper);
    return {
      cover: mix(model.cover, centre?.cover ?? model.cover),
      side: mix(model.side, centre?.side ?? model.side).map((dual, row) =>
        isFree(master.sideRows[row], dual) ? dual : 0,
      ),
    };
  }
}
