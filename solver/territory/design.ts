/** Territory design: which rep carries which customer. */
import type { Interpretation, Issue } from '../input/index.ts';
import type { LpSolver } from '../lp/index.ts';
import { solveFractions } from './assignment-model.ts';
import { type BasicArea, basicAreas } from './basic-areas.ts';
import { centresOf, firstCentres } from './centres.ts';
import { type Choices, choicesOf } from './choices.ts';
import { territoryIssue } from './issue-catalogue.ts';
import { AIM, limitsOf } from './limits.ts';
import { improve } from './local-search.ts';
import { reviewTerritories } from './review.ts';
import { nearestRep, roundParts } from './rounding.ts';
import { kmBetween, Nearby, placeOf } from './sphere.ts';
import { bringStraysHome } from './strays.ts';
import { driveSeconds, type TerritoryProblem, territoryProblem, workSeconds } from './territory-problem.ts';

export interface TerritoryDesign {
  /** Per customer the index of the rep who carries him, always an eligible one. */
  readonly repOf: Int32Array;
  /** Per rep the seconds of driving that the estimate expects, before any factor. */
  readonly expectedDriveSeconds: Float64Array;
  /** What could not be kept; all of them warnings. */
  readonly issues: readonly Issue[];
}

/** Rounds of assigning and re-centring. */
const ROUNDS = 6;

/** Above so many areas the first rounds do without the model: their centres are still poor and their models slow. */
const LARGE = 2000;
const FIRST_MODEL_WHEN_LARGE = 4;

/** Areas around an area that it may change reps with. */
const NEIGHBOURS = 8;

/**
 * Territories for all customers, or, with options.territories "keep", those that the request already draws. The same input
 * gives the same territories.
 *
 * @param solvers the one for small models first, the one for large models last; without any, a local search has to do.
 * @param driveFactor per rep what driving takes, as a multiple of the estimate: learned from tours. Default 1.
 */
export function designTerritories(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  driveFactor: Float64Array = new Float64Array(meaning.reps.length).fill(1),
): TerritoryDesign {
  const { areas, issues } = meaning.splitTerritories ? basicAreas(meaning) : keptAreas(meaning);
  const problem = territoryProblem(meaning, areas, driveFactor);
  const { repOfArea, failure } = assign(meaning, problem, solvers);
  const failed = failure === null ? [] : [territoryIssue('TERRITORY_MODEL_FAILED', '/territory', { why: failure })];
  const repOf = new Int32Array(meaning.customers.length);
  areas.forEach(({ members }, area) => {
    for (const member of members) repOf[member] = repOfArea[area];
  });
  const expectedDriveSeconds = new Float64Array(meaning.reps.length);
  repOfArea.forEach((rep, area) => {
    expectedDriveSeconds[rep] += driveSeconds(problem, area, rep);
  });
  const all = [...issues, ...failed, ...reviewTerritories(meaning, problem, repOfArea)];
  return { repOf, expectedDriveSeconds, issues: all };
}

/** Every customer alone, with the one rep that the request names. */
function keptAreas({ customers }: Interpretation): { areas: readonly BasicArea[]; issues: readonly Issue[] } {
  const areas = customers.map(({ eligibleReps }, customer) => ({
    members: [customer],
    eligibleReps: eligibleReps.slice(0, 1),
  }));
  return { areas, issues: [] };
}

interface Assigned {
  readonly repOfArea: Int32Array;
  /** Why the linear model gave no answer; null: it did. */
  readonly failure: string | null;
}

/**
 * Assigns by the linear model, improves at the borders, moves the centres into the middle of the work and repeats while
 * territories change. The best round counts.
 */
function assign(meaning: Interpretation, problem: TerritoryProblem, solvers: readonly LpSolver[]): Assigned {
  const { areas, eligibleReps } = problem;
  const firstModel = areas > LARGE ? FIRST_MODEL_WHEN_LARGE : 0;
  let repOfArea: Int32Array = Int32Array.from(eligibleReps, (reps) => reps[0]);
  if (eligibleReps.every((reps) => reps.length === 1)) return { repOfArea, failure: null };
  const neighbours = neighboursOf(problem);
  let centres = firstCentres(problem);
  let best = { repOfArea, cost: Number.POSITIVE_INFINITY };
  let failure: string | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const choices = choicesUnder(meaning, problem, centres, repOfArea);
    let start = nearestRep(choices);
    if (round >= firstModel && failure === null) {
      const solved = solveFractions(choices, solvers);
      if ('failure' in solved) failure = solved.failure;
      else start = roundParts(choices, solved.parts);
    }
    improve(start, neighbours);
    // How much work there is depends on who does it: only now are the fair shares known.
    const assignment = start.under(choicesUnder(meaning, problem, centres, start.reps()));
    improve(assignment, neighbours);
    const tidy = assignment.under(choicesUnder(meaning, problem, centres, assignment.reps(), 1));
    bringStraysHome(tidy, neighbours);
    const before = repOfArea;
    repOfArea = tidy.reps();
    centres = centresOf(problem, repOfArea);
    const cost = distanceCost(problem, repOfArea, centres) + tidy.outsideLimits();
    if (cost < best.cost) best = { repOfArea, cost };
    if (round >= firstModel && repOfArea.every((rep, area) => rep === before[area])) break;
  }
  return { repOfArea: best.repOfArea, failure };
}

/** The choices with limits for the work there is when these reps do it. */
function choicesUnder(
  meaning: Interpretation,
  problem: TerritoryProblem,
  centres: Float64Array,
  repOfArea: Int32Array,
  aim = AIM,
): Choices {
  return choicesOf(problem, centres, limitsOf(meaning, problem, totalWork(problem, repOfArea), aim));
}

function neighboursOf({ areas, place }: TerritoryProblem): readonly (readonly number[])[] {
  const nearby = new Nearby(Array.from({ length: areas }, (_, area) => placeOf(place, area)));
  return Array.from({ length: areas }, (_, area) => nearby.nearest(area, NEIGHBOURS));
}

function totalWork(problem: TerritoryProblem, repOfArea: Int32Array): number {
  let total = 0;
  repOfArea.forEach((rep, area) => {
    total += workSeconds(problem, area, rep);
  });
  return total;
}

function distanceCost(problem: TerritoryProblem, repOfArea: Int32Array, centres: Float64Array): number {
  let cost = 0;
  repOfArea.forEach((rep, area) => {
    cost += problem.weight[area] * kmBetween(problem.place, area, centres, rep);
  });
  return cost / problem.distanceUnit;
}
