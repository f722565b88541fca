/** What exchanges between reps are to make smaller. */
import type { Itinerary } from '../itinerary/index.ts';
import { PIN, type RepProblem } from '../problem/index.ts';
import { costsOf } from '../recombine/index.ts';

/** Sums of weights and of money are only right to this. */
const SLACK = 1e-6;

/** Of the days of one rep, or of several. */
export interface Burden {
  /** Appointments that are not kept: agreed with the customer, so that no other visits make up for them. */
  readonly appointmentsLost: number;
  /** Of the visits that are missing. */
  readonly weightMissing: number;
  /** Visits that are missing of customers whose class has the weight 0: they come after all others, and before money. */
  readonly weightlessMissing: number;
  /** Money, as the plan states it: drives and nights. */
  readonly cost: number;
  /** The same with what liked weekdays, overdue customers and the days of supervisors count. */
  readonly money: number;
}

/** What a change saves, by what comes first: appointments, weight, visits without weight, money. */
export type Gain = readonly [appointments: number, weight: number, weightless: number, money: number];

export function burdenOf(problem: RepProblem, itinerary: Itinerary): Burden {
  const { days, visitsOwed, weight, appointment } = problem;
  const missing = visitsOwed.slice();
  const visited = new Set<number>();
  itinerary.stops.forEach((stops, day) => {
    for (const customer of stops) {
      missing[customer]--;
      visited.add(customer * days + day);
    }
  });
  const isLost = (kind: number, cell: number) => kind !== 0 && kind !== PIN && !visited.has(cell);
  const missed = [...missing.keys()].filter((customer) => missing[customer] > 0);
  return {
    appointmentsLost: appointment.reduce((sum, kind, cell) => sum + (isLost(kind, cell) ? 1 : 0), 0),
    weightMissing: missed.reduce((sum, customer) => sum + missing[customer] * weight[customer], 0),
    weightlessMissing: missed.reduce((sum, customer) => sum + (weight[customer] > 0 ? 0 : missing[customer]), 0),
    ...costsOf(problem, itinerary),
  };
}

export function together(burdens: readonly Burden[]): Burden {
  const sum = (of: (burden: Burden) => number) => burdens.reduce((total, burden) => total + of(burden), 0);
  return {
    appointmentsLost: sum((burden) => burden.appointmentsLost),
    weightMissing: sum((burden) => burden.weightMissing),
    weightlessMissing: sum((burden) => burden.weightlessMissing),
    cost: sum((burden) => burden.cost),
    money: sum((burden) => burden.money),
  };
}

/**
 * What lies between two burdens. Wishes are not worth a dearer plan (contract, section 7): where the cost rises, no money is saved
 * whatever is said of wishes.
 */
export function gainOf(before: Burden, after: Burden): Gain {
  const costRises = after.cost > before.cost + SLACK;
  return [
    before.appointmentsLost - after.appointmentsLost,
    before.weightMissing - after.weightMissing,
    before.weightlessMissing - after.weightlessMissing,
    costRises ? Math.min(before.cost - after.cost, before.money - after.money) : before.money - after.money,
  ];
}

/** Whether what comes first of that which changes gets less. */
export const pays = (gain: Gain): boolean => (gain.find((part) => Math.abs(part) > SLACK) ?? 0) > 0;

/** The larger gain first. */
export function byGain(a: Gain, b: Gain): number {
  const part = a.findIndex((each, index) => Math.abs(each - b[index]) > SLACK);
  return part < 0 ? 0 : b[part] - a[part];
}
