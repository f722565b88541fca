/** Customers who lie far nearer to the home of another rep, who may carry them, and what speaks against him. */
import type { Interpretation, Issue } from '../input/index.ts';
import { type DrawnAreas, obstacles } from './exclaves.ts';
import { territoryIssue } from './issue-catalogue.ts';
import type { Limit } from './limits.ts';
import { kmBetween, unitVectors } from './sphere.ts';
import type { TerritoryProblem } from './territory-problem.ts';
import { secondsPerKm } from './workload.ts';

/** So many times as far, and so much farther to drive one way: there and back it is most of a working day. */
const TIMES_AS_FAR = 2;
const HOURS_FARTHER = 3;

/**
 * An issue for every rep who carries customers that lie far nearer to another one, about the farthest of them. Who keeps the rep of today is no news to the
 * caller.
 * @param limits within which it was drawn
 */
export function farIssues(
  meaning: Interpretation,
  problem: TerritoryProblem,
  drawn: DrawnAreas,
  limits: readonly Limit[],
): Issue[] {
  const { customers, reps } = meaning;
  const groups = Map.groupBy(farOf(meaning, problem, drawn), ({ rep }) => rep);
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .map(([, group]) => {
      const worst = group.reduce((most, each) => (each.km - each.nearerKm > most.km - most.nearerKm ? each : most));
      const { customer, area, rep, nearer, km, nearerKm } = worst;
      const broken = obstacles({ rep, areas: [area] }, nearer, drawn, limits);
      const others = group.length - 1;
      return territoryIssue('FAR_FROM_REP', `/territory/customers/${customer}`, {
        customer: customers[customer].id,
        rep: reps[rep].id,
        km: Math.round(km),
        nearer: reps[nearer].id,
        nearerKm: Math.round(nearerKm),
        others:
          others === 0
            ? ''
            : ` Of his customers ${others} more ${others === 1 ? 'lies' : 'lie'} far nearer to another rep.`,
        why: broken.length > 0 ? broken.join(', ') : besides(drawn, area, nearer),
      });
    });
}

/** What speaks against a rep who would keep all limits with an area. */
function besides({ beside, repOfArea }: DrawnAreas, area: number, nearer: number): string {
  const isBeside = beside[area].some((other) => repOfArea[other] === nearer);
  return isBeside ? 'rounder or more even territories' : 'his customers lie elsewhere';
}

interface Far {
  readonly customer: number;
  readonly area: number;
  readonly rep: number;
  readonly km: number;
  readonly nearer: number;
  readonly nearerKm: number;
}

function farOf(meaning: Interpretation, { home }: TerritoryProblem, { areas, repOfArea }: DrawnAreas): Far[] {
  const { customers } = meaning;
  const place = unitVectors(customers.map(({ location }) => location));
  const hoursPerKm = secondsPerKm(meaning) / 3600;
  return areas.flatMap(({ members, eligibleReps }, area) => {
    const rep = repOfArea[area];
    return members.flatMap((customer) => {
      if (customers[customer].currentRep === rep) return [];
      const kmFrom = (of: number) => kmBetween(place, customer, home, of);
      const nearer = eligibleReps.reduce((best, each) => (kmFrom(each) < kmFrom(best) ? each : best), rep);
      const far = { customer, area, rep, km: kmFrom(rep), nearer, nearerKm: kmFrom(nearer) };
      const isFar = far.km > TIMES_AS_FAR * far.nearerKm && (far.km - far.nearerKm) * hoursPerKm >= HOURS_FARTHER;
      return isFar ? [far] : [];
    });
  });
}
