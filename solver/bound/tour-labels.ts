/**
 * The cheapest tours of a day when every visit has a price that is taken off the cost: labels are extended forward in time, from
 * all places where the day may start at once (Feillet et al. 2004), with ng-route memories (Baldacci, Mingozzi, Roberti 2011).
 * Times, breaks and costs are those of `itinerary/tour-timing.ts`, or less where an exact rule would need more labels:
 * a break on the first leg, and driving between two working intervals, count as own time as far as they may.
 */
import { TravelMoney } from '../itinerary/travel-money.ts';
import type { BoundProblem } from './bound-problem.ts';
import { Completion } from './completion.ts';
import type { DayFacts } from './day-facts.ts';
import { LabelFront, type Waiting } from './label-front.ts';
import type { LabelPool } from './label-pool.ts';
import { type NgMemories, ngMemories } from './ng-memories.ts';
import type { WorkMeter } from './work-meter.ts';

const NEVER = 2_000_000_000;

/** Where and how a night is spent: what it takes to begin the next day. */
export interface Night {
  /** 0: home, 1 + h: hotel h. */
  readonly place: number;
  /** Money up to there from the beginning of the run, the night included, prices taken off. */
  readonly cost: number;
  /** Customers that are not to follow, as in the labels; none after a night at home. */
  readonly low: number;
  readonly high: number;
  /** The last label of the day before, or `-1 - n` when there was no visit and the day began after its night n. */
  readonly label: number;
}

/** What a day ends with. */
export interface DayEnds {
  readonly nights: readonly Night[];
  /** Per customer the cheapest way to end the day at home after him, and its cost. */
  readonly homeLabel: Int32Array;
  readonly homeCost: Float64Array;
}

export class TourLabels {
  readonly front: LabelFront;
  private readonly pool: LabelPool;
  private readonly bound: BoundProblem;
  private readonly money: Float64Array;
  private readonly seconds: Int32Array;
  private readonly size: number;
  private readonly saving: number;
  private readonly memories: NgMemories;
  private arrival = new Int32Array(1);
  private facts!: DayFacts;
  private prices!: Float64Array;
  private endings!: Night[][];
  private homeLabel!: Int32Array;
  private homeCost!: Float64Array;
  private limit!: Float64Array;
  private readonly nightCost: Float64Array;
  private night: Float64Array;
  readonly completion: Completion;
  private readonly waiting: Waiting;
  private readonly meter: WorkMeter;
  /** Whether labels are compared by time and cost alone, which is quick and overlooks tours. */
  private hasty = false;

  /** @param neighbours size of the ng-neighbourhood of a customer, himself included */
  constructor(bound: BoundProblem, neighbours: number, waiting: Waiting, meter: WorkMeter) {
    const { travel, ownTimeFactor, costPerDriveSecond } = bound.problem;
    this.bound = bound;
    this.waiting = waiting;
    this.meter = meter;
    this.money = new TravelMoney(bound.problem).from;
    this.seconds = travel.seconds;
    this.size = travel.size;
    this.saving = Math.max(0, 1 - ownTimeFactor) * costPerDriveSecond;
    this.completion = new Completion(bound, this.money, this.saving, meter);
    this.nightCost = Float64Array.from([0, ...bound.problem.nightCost]);
    this.night = this.nightCost;
    this.memories = ngMemories(bound, neighbours);
    this.front = new LabelFront(bound, this.memories, this.completion, this.saving, waiting, meter);
    this.pool = this.front.pool;
  }

  /**
   * @param nights the ways to begin the day
   * @param prices per position what a visit takes off
   * @param nightPrice what a night away after this day costs besides the hotel
   * @param target per sleeping place what a way there must cost less than; null: all are looked for in haste, by time and cost alone
   */
  priceDay(
    facts: DayFacts,
    nights: readonly Night[],
    prices: Float64Array,
    nightPrice: number,
    target: Float64Array | null,
  ): DayEnds {
    const customers = this.bound.customers.length;
    this.facts = facts;
    this.prices = prices;
    this.night = this.nightCosts(nightPrice);
    this.arrival = new Int32Array(facts.breakFrom.length + 1);
    this.homeLabel = new Int32Array(customers);
    this.homeCost = new Float64Array(customers).fill(Number.POSITIVE_INFINITY);
    this.endings = this.night.reduce<Night[][]>((lists) => [...lists, []], []);
    this.hasty = target === null;
    this.limit = target ?? new Float64Array(this.night.length).fill(Number.POSITIVE_INFINITY);
    if (target !== null) this.completion.prepare(facts, prices, target, this.night);
    this.label(nights);
    return { nights: this.endings.flat(), homeLabel: this.homeLabel, homeCost: this.homeCost };
  }

  /** Per sleeping place what the night costs. */
  nightCosts(nightPrice: number): Float64Array {
    return Float64Array.from(this.nightCost, (cost, end) => (end === 0 ? 0 : cost + nightPrice));
  }

  private label(nights: readonly Night[]): void {
    const { facts } = this;
    this.front.begin(facts, this.hasty);
    this.begin(nights);
    this.front.forEach((label) => {
      this.goOn(label);
      this.goToSleep(label);
    });
  }

  private begin(nights: readonly Night[]): void {
    const { facts } = this;
    const { home } = this.bound.problem;
    const owed = facts.breakFrom.length;
    nights.forEach((night, index) => {
      const { place, cost, low, high } = night;
      const root = -1 - index;
      if (place === 0) this.sleep(0, cost, 0, 0, root);
      this.drivePast(night, root);
      for (let settled = 0; settled <= owed; settled++) {
        // A break is not owed when the tour starts after its window opens. Moments may be negative: they count from midnight in UTC.
        const soonest = facts.earliestDeparture;
        const free = settled === 0 ? soonest : Math.max(soonest, facts.breakFrom[settled - 1] + 1);
        for (const customer of facts.customers) {
          if (((customer < 32 ? low >> customer : high >> (customer - 32)) & 1) === 1) continue;
          this.visit(customer, home + place, free, settled, -1, 0, cost, root, low, high);
        }
      }
    });
  }

  /** A day without visits from one sleeping place to another. */
  private drivePast({ place, cost, low, high }: Night, root: number): void {
    const { facts, saving, night } = this;
    const { home, maxDriveSecondsPerDay } = this.bound.problem;
    const ownTime = facts.between.reduce((sum, seconds) => sum + seconds, facts.evening);
    for (let end = 0; end < (facts.nightAfter ? night.length : 1); end++) {
      const leg = (home + place) * this.size + home + end;
      const seconds = this.seconds[leg];
      const late = facts.earliestDeparture + seconds > facts.latestArrival;
      if (end === place || late || seconds > maxDriveSecondsPerDay) continue;
      this.sleep(end, cost + this.money[leg] - Math.min(seconds, ownTime) * saving + night[end], low, high, root);
    }
  }

  /** Keeps a way to spend a night unless another one is as good. */
  private sleep(place: number, cost: number, oldLow: number, oldHigh: number, label: number): void {
    if (!this.hasty && cost >= this.limit[place]) return;
    const known = this.endings[place];
    const low = oldLow & this.memories.hotelLow[place];
    const high = oldHigh & this.memories.hotelHigh[place];
    const covers = (a: Night, b: Night) =>
      a.cost <= b.cost && (this.hasty || ((a.low & ~b.low) === 0 && (a.high & ~b.high) === 0));
    const night = { place, cost, low, high, label };
    if (known.some((other) => covers(other, night))) return;
    this.endings[place] = known.filter((other) => !covers(night, other));
    this.endings[place].push(night);
  }

  private goOn(label: number): void {
    const { pool, facts, bound } = this;
    const low = pool.low[label];
    const high = pool.high[label];
    const place = bound.customers[pool.customer[label]];
    const cost = pool.cost[label];
    const free = pool.free[label];
    const drive = pool.drive[label];
    const settled = pool.settled[label];
    const interval = pool.interval[label];
    for (const customer of facts.customers) {
      if (((customer < 32 ? low >> customer : high >> (customer - 32)) & 1) === 1) continue;
      this.visit(customer, place, free, settled, interval, drive, cost, label, low, high);
    }
  }

  /** Kernel: one more visit, with no, one or several breaks on the way to it. @param interval of the visit before, -1: none */
  private visit(
    customer: number,
    place: number,
    free: number,
    settled: number,
    interval: number,
    driven: number,
    cost: number,
    before: number,
    low: number,
    high: number,
  ): void {
    const { facts, arrival, saving } = this;
    const { customers, problem } = this.bound;
    this.meter.work++;
    const leg = this.seconds[place * this.size + customers[customer]];
    const drive = driven + leg;
    if (drive > problem.maxDriveSecondsPerDay) return;
    const gross = cost + this.money[place * this.size + customers[customer]] - this.prices[customer];
    const owed = facts.breakFrom.length;
    this.travel(free, settled, leg);
    for (let after = settled; after <= owed; after++) {
      const arrived = arrival[after];
      let window = facts.window[customer];
      const lastWindow = facts.window[customer + 1];
      while (window < lastWindow && facts.windowTo[window] < arrived) window++;
      if (window === lastWindow) continue;
      const start = Math.max(arrived, facts.windowFrom[window]);
      const reached = facts.windowInterval[window];
      let own = 0;
      if (interval < 0 && reached === 0 && after === settled) {
        own = Math.min(leg, this.waiting === 'free' ? facts.between[0] : Math.max(0, facts.workFrom - (start - leg)));
      } else if (interval < reached) {
        for (let k = interval + 1; k <= reached; k++) own += facts.between[k];
        own = Math.min(leg, own);
      }
      this.front.keep(
        customer,
        gross - own * saving,
        start + facts.serviceSeconds[customer],
        drive,
        after,
        reached,
        before,
        low,
        high,
      );
    }
  }

  /** Per number of breaks settled the arrival after a leg (see `TourTiming.leg`). */
  private travel(free: number, settled: number, leg: number): void {
    const { facts, arrival } = this;
    const owed = facts.breakFrom.length;
    arrival[settled] = free + leg;
    if (settled === owed) return;
    arrival.fill(NEVER, settled + 1);
    let moment = free;
    let left = leg;
    for (let rest = settled; rest < owed; rest++) {
      const begin = Math.max(moment, facts.breakFrom[rest]);
      if (begin + facts.breakSeconds[rest] > facts.breakTo[rest]) return;
      left = Math.max(0, left - (begin - moment));
      moment = begin + facts.breakSeconds[rest];
      arrival[rest + 1] = moment + left;
    }
  }

  /** From the last visit to every place where the night may be spent. */
  private goToSleep(label: number): void {
    const { pool, facts, saving, bound } = this;
    const { home } = bound.problem;
    const customer = pool.customer[label];
    const from = bound.customers[customer] * this.size + home;
    const places = facts.nightAfter ? this.night.length : 1;
    for (let end = 0; end < places; end++) {
      const leg = this.seconds[from + end];
      const own = this.ownTimeOfLastLeg(label, leg);
      if (own < 0) continue;
      const cost = pool.cost[label] + this.money[from + end] - own * saving + this.night[end];
      this.sleep(end, cost, pool.low[label], pool.high[label], label);
      if (end === 0 && cost < this.homeCost[customer]) {
        this.homeCost[customer] = cost;
        this.homeLabel[customer] = label;
      }
    }
  }

  /** Seconds; -1: the day would end too late, or with a break owed. */
  private ownTimeOfLastLeg(label: number, leg: number): number {
    const { pool, facts, arrival } = this;
    if (pool.drive[label] + leg > this.bound.problem.maxDriveSecondsPerDay) return -1;
    const owed = facts.breakFrom.length;
    const settled = pool.settled[label];
    this.travel(pool.free[label], settled, leg);
    let arrived = arrival[owed];
    let closes = NEVER;
    for (let open = owed - 1; open >= settled; open--) {
      closes = Math.min(closes, facts.breakTo[open]);
      if (arrival[open] < closes) arrived = Math.min(arrived, arrival[open]);
    }
    if (arrived > facts.latestArrival) return -1;
    const inLast = pool.interval[label] + 1 === facts.intervals;
    if (inLast && this.waiting === 'none') return Math.min(leg, Math.max(0, arrived - facts.workTo));
    let own = facts.evening;
    for (let k = pool.interval[label] + 1; k < facts.intervals; k++) own += facts.between[k];
    return Math.min(leg, own);
  }
}
