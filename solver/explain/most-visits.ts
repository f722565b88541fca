/** Whether a customer is owed more visits than anybody could make, however free he is. */
import { defaultWorkingHours, type Interpretation, weekdays } from '../input/index.ts';

/**
 * Whether the least gap alone rules out that all visits owed fall on the usual weekdays of one rep, whoever of those that may come: also
 * without his other visits, his days off and holidays.
 * @param customer as numbered in the interpretation
 */
export function isOwedTooMany(meaning: Interpretation, customer: number): boolean {
  const { requirement, repsWithoutLock } = meaning.customers[customer];
  return repsWithoutLock.every(
    (rep) => mostVisits(usualDays(meaning, rep), requirement.minDaysBetween) < requirement.visits.length,
  );
}

/** The days of the horizon on which the rep works, or would without days off and holidays. */
function usualDays({ request, reps, dates }: Interpretation, rep: number): number[] {
  const { workingHours = defaultWorkingHours } = request.territory.reps[rep];
  const usual = new Set(workingHours.flatMap(({ days }) => days));
  const weekdayOf = (date: string) => weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7];
  return [...dates.keys()].filter((day) => reps[rep].days[day] !== null || usual.has(weekdayOf(dates[day])));
}

/** Each as soon as the gap allows makes the most. */
function mostVisits(days: readonly number[], minDaysBetween: number): number {
  let made = 0;
  let next = 0;
  for (const day of days) {
    if (day < next) continue;
    made++;
    next = day + minDaysBetween;
  }
  return made;
}
