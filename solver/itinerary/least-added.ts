/** The least that a visit adds to a day when times do not matter, kept until the day changes. */
import type { ItineraryProblem } from '../problem/index.ts';
import type { DayRoom } from './day-room.ts';
import { nearMatrix } from './near-customers.ts';
import type { OwnTime } from './own-time.ts';
import { type ItineraryState, mostStops } from './state.ts';
import type { TravelMoney } from './travel-money.ts';

/** On days with so many stops only positions beside one of this many nearest customers count (Toth & Vigo 2003). */
const LONG_DAY = 12;
const NEAR = 40;

export class LeastAdded {
  private readonly problem: ItineraryProblem;
  private readonly room: DayRoom;
  private readonly travel: TravelMoney;
  private readonly ownTime: OwnTime;
  /** Whether two customers are near each other; null where nearly all are. */
  private readonly near: Uint8Array | null;
  /** Per customer and day (`customer * days + day`): the stamp of the tour that the answer is of. */
  private readonly answered: Float64Array;
  /** The answers: money, Infinity without any position; the position, or -1. */
  readonly money: Float64Array;
  readonly position: Int16Array;
  /** Per stop the drive to it from the one before, and per day the stamp of the tour that they are of. */
  private readonly legSeconds: Int32Array;
  private readonly legMoney: Float64Array;
  private readonly legsOf: Float64Array;

  /** @param room measured for the day and the customer before each question */
  constructor(problem: ItineraryProblem, room: DayRoom, travel: TravelMoney, ownTime: OwnTime) {
    this.problem = problem;
    this.room = room;
    this.travel = travel;
    this.ownTime = ownTime;
    this.near = problem.customers < 2 * NEAR ? null : nearMatrix(problem, NEAR);
    const cells = problem.customers * problem.days;
    this.answered = new Float64Array(cells).fill(-1);
    this.money = new Float64Array(cells);
    this.position = new Int16Array(cells);
    const stops = problem.days * mostStops(problem);
    this.legSeconds = new Int32Array(stops);
    this.legMoney = new Float64Array(stops);
    this.legsOf = new Float64Array(problem.days).fill(-1);
  }

  /** Makes sure that the answer for the customer and the day holds. @returns where it lies */
  ask(state: ItineraryState, customer: number, day: number): number {
    const cell = customer * this.problem.days + day;
    if (this.answered[cell] !== state.stamp[day]) {
      this.answered[cell] = state.stamp[day];
      this.search(state, customer, day, cell);
    }
    return cell;
  }

  /** Writes down the drives between the visits of a day: every customer to come asks for them. */
  private measureLegs(state: ItineraryState, day: number): void {
    const { size, from } = this.travel;
    const { seconds } = this.problem.travel;
    this.legsOf[day] = state.stamp[day];
    const at = day * state.capacity;
    for (let k = at + 1; k < at + state.length[day]; k++) {
      const leg = state.stops[k - 1] * size + state.stops[k];
      this.legSeconds[k] = seconds[leg];
      this.legMoney[k] = from[leg];
    }
  }

  /** Of the positions that leave time for the drives between visits, the one that adds the least. */
  private search(state: ItineraryState, customer: number, day: number, cell: number): void {
    const { size, from, to, secondsTo } = this.travel;
    const { seconds } = this.problem.travel;
    const row = customer * size;
    const at = day * state.capacity;
    const count = state.length[day];
    const { stops } = state;
    const room = this.room.mostInner - this.room.inner;
    const { start, end, first, last } = this.room;
    const { legSeconds, legMoney } = this;
    let best = Number.POSITIVE_INFINITY;
    let position = -1;
    // First and last of the day own time counts, and between visits the drive to or from the customer alone.
    const next = count === 0 ? end : first;
    if (count === 0 || seconds[row + next] <= room) {
      best = to[row + start] + from[row + next] - from[start * size + next];
      best -= this.ownTime.morning(day, start, customer) - (count === 0 ? 0 : this.ownTime.morning(day, start, first));
      if (count === 0) best -= this.ownTime.evening(day, customer, end);
      position = 0;
    }
    if (this.legsOf[day] !== state.stamp[day]) this.measureLegs(state, day);
    const near = count < LONG_DAY ? null : this.near;
    const nearRow = customer * this.problem.customers;
    let left = first;
    for (let k = at + 1; k < at + count; k++) {
      const before = left;
      const right = stops[k];
      left = right;
      if (near !== null && near[nearRow + before] === 0 && near[nearRow + right] === 0) continue;
      if (secondsTo[row + before] + seconds[row + right] - legSeconds[k] > room) continue;
      const added = to[row + before] + from[row + right] - legMoney[k];
      if (added >= best) continue;
      best = added;
      position = k - at;
    }
    if (count > 0 && secondsTo[row + last] <= room) {
      const added = to[row + last] + from[row + end] - from[last * size + end];
      const least = added - this.ownTime.evening(day, customer, end);
      if (least < best) {
        best = least;
        position = count;
      }
    }
    this.money[cell] = best;
    this.position[cell] = position;
  }
}
