/** The parts of the horizon in which a customer is owed a phone call or a joint visit. */
import { partOfHorizon } from '../input/contacts-kept.ts';

/** Per part the days among `days`, ascending, that lie in it. */
export function daysByPart(days: readonly number[], count: number, horizonDays: number): number[][] {
  return Array.from({ length: count }, (_, k) => {
    const { first, last } = partOfHorizon(k, count, horizonDays);
    return days.filter((day) => day >= first && day <= last);
  });
}
