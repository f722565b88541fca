/** The labels of a day that no other label makes superfluous, and the order in which they are extended. */
import type { BoundProblem } from './bound-problem.ts';
import type { Completion } from './completion.ts';
import type { DayFacts } from './day-facts.ts';
import { LabelPool } from './label-pool.ts';
import type { NgMemories } from './ng-memories.ts';
import type { WorkMeter } from './work-meter.ts';

const BUCKET_SECONDS = 120;
/** Money: a tour that is better by less is not. */
const EPSILON = 1e-7;

/** Whether tours may wait on purpose, so that more of their first and last legs is own time: as much counts then as can. */
export type Waiting = 'free' | 'none';

export class LabelFront {
  readonly pool = new LabelPool();
  private readonly bound: BoundProblem;
  private readonly memories: NgMemories;
  private readonly completion: Completion;
  private readonly meter: WorkMeter;
  private readonly saving: number;
  private readonly waiting: Waiting;
  private readonly firstOfCustomer: Int32Array;
  private buckets = new Int32Array(0);
  private span = 0;
  private facts!: DayFacts;
  /** Whether labels are compared by time and cost alone, which is quick and overlooks tours. */
  private hasty = false;

  /** @param saving money that a second in own time saves */
  constructor(
    bound: BoundProblem,
    memories: NgMemories,
    completion: Completion,
    saving: number,
    waiting: Waiting,
    meter: WorkMeter,
  ) {
    this.bound = bound;
    this.memories = memories;
    this.completion = completion;
    this.meter = meter;
    this.saving = saving;
    this.waiting = waiting;
    this.firstOfCustomer = new Int32Array(bound.customers.length);
  }

  /** Begins a day without labels. */
  begin(facts: DayFacts, hasty: boolean): void {
    this.facts = facts;
    this.hasty = hasty;
    this.firstOfCustomer.fill(-1);
    this.span = Math.floor((facts.latestArrival - facts.earliestDeparture) / BUCKET_SECONDS) + 1;
    if (this.buckets.length < this.span) this.buckets = new Int32Array(this.span);
    this.buckets.fill(-1);
  }

  /** Hands on every label that stands, in the order of time, those that are added meanwhile included, until the effort is spent. */
  forEach(extend: (label: number) => void): void {
    const { pool } = this;
    for (let bucket = 0; bucket < this.span; bucket++) {
      for (let label = this.buckets[bucket]; label >= 0; label = this.buckets[bucket]) {
        if (this.meter.isSpent()) return;
        this.buckets[bucket] = pool.nextInTime[label];
        if (pool.dead[label] === 0) extend(label);
      }
    }
  }

  /** Kernel: adds a label unless another one is as good in everything, and strikes out those that it is as good as. */
  keep(
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
    const { pool, facts, memories, meter } = this;
    if (free > facts.latestArrival) return;
    const low = (oldLow & memories.low[customer]) | (customer < 32 ? 1 << customer : 0);
    const high = (oldHigh & memories.high[customer]) | (customer < 32 ? 0 : 1 << (customer - 32));
    if (!this.hasty && cost + this.completion.least(facts, customer, free, low, high) > -EPSILON) return;
    // The list of a customer ascends in cost: what comes first may be better, what comes after may be worse.
    let previous = -1;
    let other = this.firstOfCustomer[customer];
    for (; other >= 0 && pool.cost[other] <= cost; other = pool.nextOfCustomer[other]) {
      meter.work++;
      previous = other;
      const later = free - pool.free[other];
      if (later < 0 || pool.settled[other] !== settled) continue;
      if (this.hasty) return;
      if (
        (pool.low[other] & ~low) === 0 &&
        (pool.high[other] & ~high) === 0 &&
        this.drivesEnough(pool.drive[other], drive, pool.free[other]) &&
        cost - pool.cost[other] >= this.stillSaved(later, pool.free[other], settled, pool.interval[other])
      )
        return;
    }
    let last = previous;
    for (; other >= 0; other = pool.nextOfCustomer[other]) {
      meter.work++;
      const later = pool.free[other] - free;
      const worse =
        later >= 0 &&
        pool.settled[other] === settled &&
        (this.hasty ||
          ((low & ~pool.low[other]) === 0 &&
            (high & ~pool.high[other]) === 0 &&
            this.drivesEnough(drive, pool.drive[other], free) &&
            pool.cost[other] - cost >= this.stillSaved(later, free, settled, interval)));
      if (!worse) last = other;
      else {
        pool.dead[other] = 1;
        if (last < 0) this.firstOfCustomer[customer] = pool.nextOfCustomer[other];
        else pool.nextOfCustomer[last] = pool.nextOfCustomer[other];
      }
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
    pool.nextOfCustomer[label] = previous < 0 ? this.firstOfCustomer[customer] : pool.nextOfCustomer[previous];
    if (previous < 0) this.firstOfCustomer[customer] = label;
    else pool.nextOfCustomer[previous] = label;
    const bucket = Math.floor((free - facts.earliestDeparture) / BUCKET_SECONDS);
    pool.nextInTime[label] = this.buckets[bucket];
    this.buckets[bucket] = label;
  }

  /** Whether a label that has driven so far can drive as far as another one in what is left of the day. */
  private drivesEnough(drive: number, other: number, free: number): boolean {
    return drive <= other || drive + this.facts.latestArrival - free <= this.bound.problem.maxDriveSecondsPerDay;
  }

  /** Money that a label can save in own time, and one that is earlier by so many seconds and begins again at `free` cannot. */
  private stillSaved(later: number, free: number, settled: number, interval: number): number {
    const { facts, saving } = this;
    if (later === 0) return 0;
    // Where somebody opens twice, a little later can mean much later.
    const lastLeg = free <= facts.reopensAfter ? facts.longestLastLeg : later + facts.owedLater[settled];
    let seconds = this.waiting === 'free' ? 0 : Math.min(lastLeg, facts.longestLastLeg);
    for (let k = interval + 1; k < facts.intervals; k++) seconds += facts.between[k];
    return seconds * saving;
  }
}
