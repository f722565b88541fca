/** Recomputes territories from the request alone: who is carried by whom, how evenly, how close together. */
import type { Interpretation } from '#solver';

export interface TerritoryFigures {
  /** Customers per rep, their minutes of visits, revenue: largest distance from the mean, as a part of it. */
  readonly customersImbalance: number;
  readonly visitsImbalance: number;
  readonly revenueImbalance: number;
  /** Mean kilometres of a customer from the middle of his territory, and from the home of his rep. */
  readonly kmFromMiddle: number;
  readonly kmFromHome: number;
}

/** @throws Error when a customer has no rep, or one who may not carry him */
export function verifyTerritories({ customers, reps }: Interpretation, repOf: ArrayLike<number>): TerritoryFigures {
  const count = reps.map(() => 0);
  const minutes = reps.map(() => 0);
  const revenue = reps.map(() => 0);
  const middle = reps.map(() => ({ lat: 0, lng: 0 }));
  if (repOf.length !== customers.length) throw new Error(`${repOf.length} of ${customers.length} customers have a rep`);
  customers.forEach(({ id, eligibleReps, requirement, annualRevenue, location }, customer) => {
    const rep = repOf[customer];
    if (!eligibleReps.includes(rep)) throw new Error(`customer ${id} may not be carried by rep ${rep}`);
    count[rep]++;
    minutes[rep] += requirement.visits.reduce((sum, { seconds }) => sum + seconds / 60, 0);
    revenue[rep] += annualRevenue;
    middle[rep].lat += location.lat;
    middle[rep].lng += location.lng;
  });
  const centre = middle.map(({ lat, lng }, rep) => ({ lat: lat / count[rep], lng: lng / count[rep] }));
  const mean = (kmOf: (customer: number) => number) =>
    customers.reduce((sum, _, customer) => sum + kmOf(customer), 0) / customers.length;
  return {
    customersImbalance: imbalance(count),
    visitsImbalance: imbalance(minutes),
    revenueImbalance: imbalance(revenue),
    kmFromMiddle: mean((customer) => km(customers[customer].location, centre[repOf[customer]])),
    kmFromHome: mean((customer) => km(customers[customer].location, reps[repOf[customer]].home)),
  };
}

/** Everybody with the rep who lives nearest: as compact as homes allow, and not balanced at all. */
export function nearestHomes({ customers, reps }: Interpretation): Int32Array {
  return Int32Array.from(customers, ({ location, eligibleReps }) =>
    eligibleReps.reduce((best, rep) => (km(location, reps[rep].home) < km(location, reps[best].home) ? rep : best)),
  );
}

function imbalance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean === 0 ? 0 : Math.max(...values.map((value) => Math.abs(value - mean) / mean));
}

interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Flat, by the latitude between the two: right to a part in a thousand over a country. */
function km(a: Point, b: Point): number {
  const squeeze = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return 111.195 * Math.hypot(a.lat - b.lat, (a.lng - b.lng) * squeeze);
}
