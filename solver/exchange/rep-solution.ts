/** The days that were found for a rep, and how they are carried over to another problem of his. */
import type { Itinerary, StartItinerary } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';

export interface RepSolution {
  /** Index of the rep in the interpretation. */
  readonly rep: number;
  readonly problem: RepProblem;
  readonly itinerary: Itinerary;
}

/** @param itineraries those of the tasks, in their order */
export function solutionsOf(
  tasks: readonly Pick<RepSolution, 'rep' | 'problem'>[],
  itineraries: readonly Itinerary[],
): RepSolution[] {
  return tasks.map(({ rep, problem }, place) => ({ rep, problem, itinerary: itineraries[place] }));
}

/** The days of a rep in the numbers of another problem; customers that it does not have are left out. */
export function translate(itinerary: Itinerary, from: RepProblem, to: RepProblem): StartItinerary {
  const customerAt = new Map([...to.customerIndex].map((customer, number) => [customer, number]));
  const hotelAt = new Map([...to.hotelIndex].map((hotel, number) => [hotel, number]));
  return {
    stops: itinerary.stops.map((stops) =>
      [...stops].flatMap((customer) => customerAt.get(from.customerIndex[customer]) ?? []),
    ),
    sleep: [...itinerary.sleep].map((hotel) => (hotel < 0 ? -1 : (hotelAt.get(from.hotelIndex[hotel]) ?? -1))),
  };
}
