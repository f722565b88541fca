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
import { LabelPool } from './label-pool.ts';

const BUCKET_SECONDS = 120;
const NEVER = 2_000_000_000;
/** Money: a tour that is better by less is not. */
const EPSILON = 1e-7;

/** What a day ends with, per sleeping place (0: home, 1 + h: hotel h). */
export interface DayEnds {
  /** The least cost up to there, the night included; Infinity: not reached. */
  readonly cost: Float64Array;
  /** The last label of the day's tour, or `-1 - p` when there is no visit and the day began at sleeping place p. */
  readonly label: Int32Array;
  /** Per customer the cheapest way to end the day at home after him, and its cost. */
  readonly homeLabel: Int32Array;
  readonly homeCost: Float64Array;
}

export class TourLabels {
  readonly pool = new LabelPool();
  /** Attempts to extend a label, over all days: the measure of work. */
  work = 0;
  private readonly bound: BoundProblem;
  private readonly money: Float64Array;
  private readonly seconds: Int32Array;
  private readonly size: number;
  private readonly saving: number;
  /** Per position its ng-neighbourhood as bits. */
  private readonly nearLow: Int32Array;
  private readonly nearHigh: Int32Array;
  private readonly firstOfCustomer: Int32Array;
  private buckets = new Int32Array(0);
  private arrival = new Int32Array(1);
  private facts!: DayFacts;
  private prices!: Float64Array;
  private ends!: DayEnds;
  private readonly nightCost: Float64Array;
  private night: Float64Array;
  private readonly completion: Completion;
  /** Whether labels are compared by time and cost alone, which is quick and overlooks tours. */
  private hasty = false;

  /** @param neighbours size of the ng-neighbourhood of a customer, himself included */
  constructor(bound: BoundProblem, neighbours: number) {
    const { travel, ownTimeFactor, costPerDriveSecond } = bound.problem;
    this.bound = bound;
    this.money = new TravelMoney(bound.problem).from;
    this.seconds = travel.seconds;
    this.size = travel.size;
    this.saving = Math.max(0, 1 - ownTimeFactor) * costPerDriveSecond;
    this.completion = new Completion(bound, this.money, this.saving);
    this.nightCost = Float64Array.from([0, ...bound.problem.nightCost]);
    this.night = this.nightCost;
    this.nearLow = new Int32Array(bound.customers.length);
    this.nearHigh = new Int32Array(bound.customers.length);
    this.firstOfCustomer = new Int32Array(bound.customers.length);
    bound.customers.forEach((customer, position) => {
      const away = (other: number) => this.seconds[customer * this.size + bound.customers[other]];
      const nearest = [...bound.customers.keys()].sort((a, b) => away(a) - away(b) || a - b).slice(0, neighbours);
      for (const other of [position, ...nearest]) {
        if (other < 32) this.nearLow[position] |= 1 << other;
        else this.nearHigh[position] |= 1 << (other - 32);
      }
    });
  }

  /**
   * @param startCost per sleeping place the cost up to the morning; Infinity: the day does not start there
   * @param prices per position what a visit takes off
   * @param nightPrice what a night away after this day costs besides the hotel
   * @param exact whether no tour may be overlooked
   */
  priceDay(facts: DayFacts, startCost: Float64Array, prices: Float64Array, nightPrice: number, exact: boolean): DayEnds {
    const places = startCost.length;
    const customers = this.bound.customers.length;
    this.facts = facts;
    this.prices = prices;
    this.night = this.nightCost.map((cost, end) => (end === 0 ? 0 : cost + nightPrice));
    this.ends = {
      cost: new Float64Array(places).fill(Number.POSITIVE_INFINITY),
      label: new Int32Array(places),
      homeLabel: new Int32Array(customers),
      homeCost: new Float64Array(customers).fill(Number.POSITIVE_INFINITY),
    };
    this.arrival = new Int32Array(facts.breakFrom.length + 1);
    this.hasty = true;
    this.label(startCost);
    if (exact) {
      // What was found in haste is a target for every place; labels that cannot reach one any better are not kept.
      this.completion.prepare(facts, prices, this.ends.cost, this.night);
      this.hasty = false;
      this.label(startCost);
    }
    return this.ends;
  }

  private label(startCost: Float64Array): void {
    const { facts, pool } = this;
    this.firstOfCustomer.fill(-1);
    const span = Math.floor((facts.latestArrival - facts.earliestDeparture) / BUCKET_SECONDS) + 1;
    if (this.buckets.length < span) this.buckets = new Int32Array(span);
    this.buckets.fill(-1);
    this.begin(startCost);
    for (let bucket = 0; bucket < span; bucket++) {
      for (let label = this.buckets[bucket]; label >= 0; label = this.buckets[bucket]) {
        this.buckets[bucket] = pool.nextInTime[label];
        if (pool.dead[label] === 1) continue;
        this.goOn(label);
        this.goToSleep(label);
      }
    }
  }

  private begin(startCost: Float64Array): void {
    const { facts, ends } = this;
    const { home } = this.bound.problem;
    if (startCost[0] < ends.cost[0]) {
      ends.cost[0] = startCost[0];
      ends.label[0] = -1;
    }
    const owed = facts.breakFrom.length;
    for (let start = 0; start < startCost.length; start++) {
      if (startCost[start] === Number.POSITIVE_INFINITY) continue;
      this.drivePast(start, startCost[start]);
      for (let settled = 0; settled <= owed; settled++) {
        // A break is not owed when the tour starts after its window opens.
        const free = Math.max(facts.earliestDeparture, settled === 0 ? 0 : facts.breakFrom[settled - 1] + 1);
        for (const customer of facts.customers)
          this.visit(customer, home + start, free, settled, -1, 0, startCost[start], -1 - start, 0, 0);
      }
    }
  }

  /** A day without visits from one sleeping place to another. */
  private drivePast(start: number, cost: number): void {
    const { facts, ends, saving } = this;
    const { home, maxDriveSecondsPerDay } = this.bound.problem;
    for (let end = 0; end < (facts.nightAfter ? ends.cost.length : 1); end++) {
      const leg = this.seconds[(home + start) * this.size + home + end];
      const arrived = facts.earliestDeparture + leg;
      if (end === start || arrived > facts.latestArrival || leg > maxDriveSecondsPerDay) continue;
      const between = facts.between.reduce((sum, seconds) => sum + seconds, 0);
      const own = Math.min(leg, between + facts.evening);
      const total = cost + this.money[(home + start) * this.size + home + end] - own * saving + this.night[end];
      if (total >= ends.cost[end]) continue;
      ends.cost[end] = total;
      ends.label[end] = -1 - start;
    }
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
    this.work++;
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
        own = Math.min(leg, Math.max(0, facts.workFrom - (start - leg)));
      } else if (interval < reached) {
        for (let k = interval + 1; k <= reached; k++) own += facts.between[k];
        own = Math.min(leg, own);
      }
      this.keep(
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

  /** Kernel: adds a label unless another one is as good in everything, and strikes out those that it is as good as. */
  private keep(
    customer: number,
    cost: number,
    free: number,
    drive: number,
    settled: number,
    interval: number,
    before: number,
    oldLow: number,
    oldHigh: number,
  ): void {
    const { pool, facts } = this;
    if (free > facts.latestArrival) return;
    const low = (oldLow & this.nearLow[customer]) | (customer < 32 ? 1 << customer : 0);
    const high = (oldHigh & this.nearHigh[customer]) | (customer < 32 ? 0 : 1 << (customer - 32));
    if (!this.hasty && cost + this.completion.least(facts, customer, free, low, high) > -EPSILON) return;
    let previous = -1;
    for (let other = this.firstOfCustomer[customer]; other >= 0; other = pool.nextOfCustomer[other]) {
      const later = free - pool.free[other];
      if (pool.settled[other] === settled) {
        const dearer = cost - pool.cost[other];
        if (later >= 0 && dearer >= 0) {
          const asGood =
            this.hasty ||
            ((pool.low[other] & ~low) === 0 &&
              (pool.high[other] & ~high) === 0 &&
              this.drivesEnough(pool.drive[other], drive, pool.free[other]) &&
              (later === 0 || facts.intervals === 1 || dearer >= this.gapSaving(pool.interval[other])));
          if (asGood) return;
        }
        if (later <= 0 && dearer <= 0) {
          const better =
            this.hasty ||
            ((low & ~pool.low[other]) === 0 &&
              (high & ~pool.high[other]) === 0 &&
              this.drivesEnough(drive, pool.drive[other], free) &&
              (later === 0 || facts.intervals === 1 || -dearer >= this.gapSaving(interval)));
          if (better) {
            pool.dead[other] = 1;
            if (previous < 0) this.firstOfCustomer[customer] = pool.nextOfCustomer[other];
            else pool.nextOfCustomer[previous] = pool.nextOfCustomer[other];
            continue;
          }
        }
      }
      previous = other;
    }
    const label = pool.next();
    pool.cost[label] = cost;
    pool.free[label] = free;
    pool.drive[label] = drive;
    pool.customer[label] = customer;
    pool.settled[label] = settled;
    pool.interval[label] = interval;
    pool.low[label] = low;
    pool.high[label] = high;
    pool.before[label] = before;
    pool.dead[label] = 0;
    pool.nextOfCustomer[label] = this.firstOfCustomer[customer];
    this.firstOfCustomer[customer] = label;
    const bucket = Math.floor((free - facts.earliestDeparture) / BUCKET_SECONDS);
    pool.nextInTime[label] = this.buckets[bucket];
    this.buckets[bucket] = label;
  }

  /** Whether a label that has driven so far can drive as far as another one in what is left of the day. */
  private drivesEnough(drive: number, other: number, free: number): boolean {
    return drive <= other || drive + this.facts.latestArrival - free <= this.bound.problem.maxDriveSecondsPerDay;
  }

  /** Money that driving between the working intervals still to come can save, however late one is. */
  private gapSaving(interval: number): number {
    const { facts, saving } = this;
    let seconds = 0;
    for (let k = interval + 1; k < facts.intervals; k++) seconds += facts.between[k];
    return seconds * saving;
  }

  /** From the last visit to every place where the night may be spent. */
  private goToSleep(label: number): void {
    const { pool, facts, ends, saving, bound } = this;
    const { home } = bound.problem;
    const customer = pool.customer[label];
    const from = bound.customers[customer] * this.size + home;
    const places = facts.nightAfter ? ends.cost.length : 1;
    for (let end = 0; end < places; end++) {
      const leg = this.seconds[from + end];
      const gross = pool.cost[label] + this.money[from + end] + this.night[end];
      const least = gross - leg * saving;
      if (least >= ends.cost[end] && (end > 0 || least >= ends.homeCost[customer])) continue;
      const own = this.ownTimeOfLastLeg(label, leg);
      if (own < 0) continue;
      const cost = gross - own * saving;
      if (cost < ends.cost[end]) {
        ends.cost[end] = cost;
        ends.label[end] = label;
      }
      if (end === 0 && cost < ends.homeCost[customer]) {
        ends.homeCost[customer] = cost;
        ends.homeLabel[customer] = label;
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
    let own = facts.evening;
    for (let k = pool.interval[label] + 1; k < facts.intervals; k++) own += facts.between[k];
    return Math.min(leg, own);
  }
}
