/**
 * Why visits are not planned. A reason is only given when lifting what it names lets the customer's visits be placed, which is
 * tried with the same search on that customer alone.
 */

import { maxSteps } from '../annealing/index.ts';
import type { Interpretation } from '../input/interpretation.ts';
import { searchItinerary } from '../itinerary/index.ts';
import { dateOf, type TimedRep, type UnassignedVisit } from '../output/index.ts';
import { buildRepProblem, haversineMetres } from '../problem/index.ts';
import { type ExplainedCode, makeReason } from './reason-texts.ts';
import { type Relaxation, relaxations } from './relaxations.ts';

const NEAR_HOTELS = 12;
const STEPS = 25;

export function unassignedVisits(meaning: Interpretation, reps: readonly TimedRep[]): UnassignedVisit[] {
  return reps.flatMap(({ rep, problem, planned }) =>
    planned.flatMap((ordinals, number) => {
      const index = problem.customerIndex[number];
      const { visits } = meaning.customers[index].requirement;
      if (ordinals.length === visits.length) return [];
      const missing = visits.map((_, ordinal) => ordinal).filter((ordinal) => !ordinals.includes(ordinal));
      return explain(meaning, rep, index, missing);
    }),
  );
}

function explain(meaning: Interpretation, rep: number, index: number, missing: readonly number[]): UnassignedVisit[] {
  const customer = meaning.customers[index];
  const { visits } = customer.requirement;
  const alone = visitsPlacedAlone(meaning, rep, index);
  const reason = (code: ExplainedCode) => makeReason(code, customer, meaning.reps[rep]);
  // What even an empty calendar cannot hold has a reason of its own; the rest lost to other visits.
  const impossible = alone < visits.length ? blockingRules(meaning, rep, index).map(reason) : [];
  const crowdedOut = missing.length - (visits.length - alone);
  return missing.map((ordinal, k) => ({
    customerId: customer.id,
    visit: ordinal + 1,
    dueOn: dateOf(meaning, visits[ordinal].dueDay),
    reasons: k < crowdedOut ? [reason('REP_CAPACITY_EXHAUSTED')] : impossible,
  }));
}

/** Every rule that alone stands in the way; if there is none, the fewest that do so together. */
function blockingRules(meaning: Interpretation, rep: number, index: number): ExplainedCode[] {
  const owed = meaning.customers[index].requirement.visits.length;
  const fits = (lifted: readonly Relaxation[]): boolean => {
    let without = meaning;
    for (const relaxation of lifted) without = relaxation.lift(without, rep, index) ?? without;
    return visitsPlacedAlone(without, rep, index) === owed;
  };
  const bearing = relaxations.filter((relaxation) => relaxation.lift(meaning, rep, index) !== null);
  const single = bearing.filter((relaxation) => fits([relaxation]));
  const codes = (single.length > 0 ? single : fewest(bearing, fits)).map((each) => each.code as ExplainedCode);
  if (anotherRepFits(meaning, rep, index)) codes.push('LOCKED_REP');
  // Nothing that can be named helps, so the place itself is out of reach.
  return codes.length > 0 ? codes : ['UNREACHABLE'];
}

/** Leaves out of all rules one after the other that is not needed. */
function fewest(all: readonly Relaxation[], fits: (lifted: readonly Relaxation[]) => boolean): readonly Relaxation[] {
  if (!fits(all)) return [];
  let needed = all;
  for (const relaxation of all) {
    const without = needed.filter((each) => each !== relaxation);
    if (fits(without)) needed = without;
  }
  return needed;
}

function anotherRepFits(meaning: Interpretation, rep: number, index: number): boolean {
  const { request, reps, customers } = meaning;
  if (request.territory.customers[index].repId === undefined) return false;
  return reps.some(
    (_, other) =>
      other !== rep && visitsPlacedAlone(meaning, other, index) === customers[index].requirement.visits.length,
  );
}

/** As many of the customer's visits as the rep could make if he had no other customer. */
function visitsPlacedAlone(meaning: Interpretation, rep: number, index: number): number {
  const { location } = meaning.customers[index];
  const away = meaning.sleepingPlaces.map((place) => haversineMetres(place.location, location));
  const hotels = away
    .map((_, hotel) => hotel)
    .sort((a, b) => away[a] - away[b] || a - b)
    .slice(0, NEAR_HOTELS);
  const problem = buildRepProblem(meaning, rep, [index], hotels);
  const { stops } = searchItinerary(problem, { seed: 1, stop: maxSteps(STEPS) });
  return stops.reduce((sum, day) => sum + day.length, 0);
}
