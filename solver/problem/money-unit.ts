/** The money of a search: that of the request, in units that make its sums as large as those of other currencies. */
import type { Interpretation } from '../input/interpretation.ts';

/** Up to so much for the dearest night or hour, money is taken as it is. */
const ORDINARY = 10_000;
/** In larger units it is at most this. */
const IN_UNITS = 512;
/** An hour at this speed stands for the kilometres. */
const KM_AN_HOUR = 100;

/**
 * How much money of the request one unit is: the least gain that counts, what comes before any cost and the tolerances of linear
 * models are sums known by size alone, and a night in Hanoi costs a million. A power of two, so that nothing is rounded.
 */
export function moneyUnitOf({ costs, sleepingPlaces }: Pick<Interpretation, 'costs' | 'sleepingPlaces'>): number {
  const night = sleepingPlaces.reduce((most, { costPerNight }) => Math.max(most, costPerNight), 0);
  const dearest = Math.max(costs.perDriveHour, costs.perKm * KM_AN_HOUR, night);
  if (dearest <= ORDINARY) return 1;
  let unit = 1;
  while (dearest / unit > IN_UNITS) unit *= 2;
  return unit;
}
