/** The planned appointment that makes another one of the day impossible: they overlap, or the way between them takes too long. */
import type { Interpretation } from '../input/interpretation.ts';
import type { TimedRep } from '../output/index.ts';

/**
 * @param number the customer whose appointment is lost, as numbered in the problem of the rep
 * @returns in words what stands against it; null: no other appointment does by itself
 */
export function appointmentAgainst(
  meaning: Interpretation,
  { problem, tours }: TimedRep,
  number: number,
  day: number,
): string | null {
  const { customerIndex, travel } = problem;
  const { appointments } = meaning.customers[customerIndex[number]];
  const lost = appointments.find((each) => each.day === day);
  const tour = tours.find((each) => each.day === day);
  if (lost === undefined || tour === undefined) return null;
  const lostEnds = lost.from + lost.seconds;
  const way = (from: number, to: number) => travel.seconds[from * travel.size + to];
  for (const [index, { customer, startAt, endAt }] of tour.timetable.stops.entries()) {
    if (tour.visits[index].appointment < 0) continue;
    const { name } = meaning.customers[customerIndex[customer]];
    if (startAt < lostEnds && endAt > lost.from) return `it overlaps the one with ${name}`;
    const isBefore = endAt <= lost.from;
    const seconds = isBefore ? way(customer, number) : way(number, customer);
    const between = isBefore ? lost.from - endAt : startAt - lostEnds;
    if (seconds > between)
      return `the way ${isBefore ? 'from' : 'to'} the one with ${name} takes ${Math.ceil(seconds / 60)} minutes, and ${Math.floor(between / 60)} lie between them`;
  }
  return null;
}
