/** Slots that take the largest customers first (contract, section 3), as prices of their days. */
import type { Interpretation } from '../input/interpretation.ts';
import { worthOfDriveHour } from './drive-hour.ts';

/** What it costs, in hours driven, that a customer comes a whole horizon later than his turn. */
const LATE_HOURS = 40;

/**
 * Money by customer and day: how far a day of the slot lies from the turn that the customer's revenue gives him. With room for
 * two a slot, the two largest have the first day, the next two the second, and so on; the turn of those for whom there are no
 * slots left comes after the horizon, so that a slot is dearer for them the smaller they are.
 * @param customers indexes of those the rep carries
 */
export function slotOrderCosts(meaning: Interpretation, customers: readonly number[]): Float64Array {
  const days = meaning.dates.length;
  const worth = worthOfDriveHour(meaning);
  const costs = new Float64Array(customers.length * days);
  meaning.slots.forEach((slot, index) => {
    if (!slot.largestFirst) return;
    const members = [...customers.keys()]
      .filter((position) => meaning.customers[customers[position]].slot.includes(index))
      .sort((a, b) => {
        const [one, other] = [meaning.customers[customers[a]], meaning.customers[customers[b]]];
        return other.annualRevenue - one.annualRevenue || a - b;
      });
    if (members.length === 0) return;
    const dates = [...Array(days).keys()].filter((day) =>
      members.some((position) => meaning.customers[customers[position]].slot[day] === index),
    );
    members.forEach((position, rank) => {
      const turn = Number.isFinite(slot.maxVisits) ? Math.floor(rank / slot.maxVisits) : 0;
      dates.forEach((day, place) => {
        const distance = Math.abs(place - turn) / dates.length;
        costs[position * days + day] += LATE_HOURS * distance * worth;
      });
    });
  });
  return costs;
}
