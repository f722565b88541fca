/** Why a part of a territory lies apart from the rest of it. */
import type { Interpretation, Issue } from '../input/index.ts';
import type { Crowds } from './adjacency.ts';
import type { BasicArea } from './basic-areas.ts';
import type { Clashes } from './clashes.ts';
import { exclavesOf, type Part } from './contiguity.ts';
import { customersText, territoryIssue } from './issue-catalogue.ts';
import { beyond, type Limit } from './limits.ts';
import type { TerritoryProblem } from './territory-problem.ts';

const SLACK = 1e-6;

/** What was drawn: the rep of each area, and the areas beside each. */
export interface DrawnAreas {
  readonly areas: readonly BasicArea[];
  readonly repOfArea: Int32Array;
  readonly beside: readonly (readonly number[])[];
  readonly crowds: Crowds;
  readonly clashes: Clashes;
}

/**
 * An issue for every part that lies apart, with what keeps the reps around it from carrying it. Where no areas are given, customers
 * whom only this rep may carry are no news to the caller, who asked for it.
 * @param limits within which it was drawn
 */
export function exclaveIssues(
  meaning: Interpretation,
  problem: TerritoryProblem,
  drawn: DrawnAreas,
  limits: readonly Limit[],
): Issue[] {
  const { customers, reps } = meaning;
  const hasAreas = customers.some(({ area }) => area !== null);
  const exclaves = exclavesOf(drawn.repOfArea, drawn.beside, drawn.crowds).filter(
    ({ areas }) => hasAreas || areas.some((area) => drawn.areas[area].eligibleReps.length > 1),
  );
  return exclaves.map((part) => {
    const members = part.areas.flatMap((area) => drawn.areas[area].members);
    const why = repsAround(part, drawn).map((taker) => {
      const broken = obstacles(part, taker, drawn, limits);
      const isToday = part.areas.every((area) => problem.today[area] === part.rep);
      const costs = isToday ? 'hand-overs' : 'farther to drive';
      return `"${reps[taker].id}" (${broken.length > 0 ? broken.join(', ') : costs})`;
    });
    return territoryIssue('TERRITORY_NOT_WHOLE', `/territory/customers/${members[0]}`, {
      rep: reps[part.rep].id,
      customers: customersText(members.length),
      customer: customers[members[0]].id,
      why: why.join(', '),
    });
  });
}

function repsAround({ rep, areas }: Part, { repOfArea, beside }: DrawnAreas): number[] {
  const around = new Set(areas.flatMap((area) => beside[area].map((other) => repOfArea[other])));
  around.delete(rep);
  return [...around].sort((a, b) => a - b);
}

/** What would be outside its limits, farther than now, if another rep carried the part. */
export function obstacles(
  { rep, areas }: Part,
  taker: number,
  { areas: all, repOfArea, clashes }: DrawnAreas,
  limits: readonly Limit[],
): string[] {
  if (areas.some((area) => !all[area].eligibleReps.includes(taker))) return ['may not carry all of it'];
  const broken = limits.filter((limit) => {
    const { share } = limit;
    const load = (of: number) => repOfArea.reduce((sum, each, area) => sum + (each === of ? share(area, of) : 0), 0);
    const part = (of: number) => areas.reduce((sum, area) => sum + share(area, of), 0);
    const [gives, takes] = [load(rep), load(taker)];
    const now = beyond(limit, rep, gives) + beyond(limit, taker, takes);
    const then = beyond(limit, rep, gives - part(rep)) + beyond(limit, taker, takes + part(taker));
    return then > now + SLACK;
  });
  const clash = areas.some((area) => clashes[area].some((other) => repOfArea[other] === taker));
  return [...new Set(broken.map(({ name }) => name)), ...(clash ? ['appointments at the same time'] : [])];
}
