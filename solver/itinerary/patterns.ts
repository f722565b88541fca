/** Chooses among listed sets of days. */
import type { ListedPatterns } from '../problem/index.ts';
import type { DayChoice } from './spacing.ts';

export class PatternChooser {
  private readonly patterns: ListedPatterns;
  readonly choice: DayChoice;

  constructor(patterns: ListedPatterns) {
    this.patterns = patterns;
    let most = 1;
    for (let p = 1; p < patterns.dayOffset.length; p++) {
      most = Math.max(most, patterns.dayOffset[p] - patterns.dayOffset[p - 1]);
    }
    this.choice = { days: new Int32Array(most), count: 0, cost: 0 };
  }

  /**
   * @param costs per day the cost of a visit; Infinity: not possible
   * @returns the cheapest set, or none, overwritten by the next call
   */
  choose(customer: number, costs: Float64Array): DayChoice {
    const { offset, dayOffset, day } = this.patterns;
    const { choice } = this;
    let best = -1;
    choice.cost = Number.POSITIVE_INFINITY;
    for (let p = offset[customer]; p < offset[customer + 1]; p++) {
      let cost = 0;
      for (let k = dayOffset[p]; k < dayOffset[p + 1]; k++) cost += costs[day[k]];
      if (cost < choice.cost) {
        choice.cost = cost;
        best = p;
      }
    }
    choice.count = 0;
    if (best < 0) return choice;
    for (let k = dayOffset[best]; k < dayOffset[best + 1]; k++) choice.days[choice.count++] = day[k];
    return choice;
  }
}
