/** Territory design: which rep carries which customer. */
import type { Interpretation, Issue } from '../input/index.ts';
import type { LpSolver } from '../lp/index.ts';
import { adjacentAreas } from './adjacency.ts';
import { Assignment } from './assignment.ts';
import { solveFractions } from './assignment-model.ts';
import { type BasicArea, basicAreas } from './basic-areas.ts';
import { type Annealing, moveBorders } from './borders.ts';
import { centresOf, firstCentres } from './centres.ts';
import { type Choices, choicesOf, narrowed } from './choices.ts';
import { conflictIssues } from './conflicts.ts';
import { EXCLAVE_PRICE, exclavesOf, joinParts } from './contiguity.ts';
import { exclaveIssues } from './exclaves.ts';
import { territoryIssue } from './issue-catalogue.ts';
import { type Limit, limitsOf, tolerancesOf } from './limits.ts';
import { Prices } from './prices.ts';
import { type Loads, loadsOf, reviewTerritories } from './review.ts';
import { roundParts } from './rounding.ts';
import { kmBetween } from './sphere.ts';
import { bringStraysHome } from './strays.ts';
import {
  type DesignWishes,
  driveSeconds,
  type TerritoryProblem,
  territoryProblem,
  workSeconds,
} from './territory-problem.ts';

export interface TerritoryDesign {
  /** Per customer the index of the rep who carries him, always an eligible one. */
  readonly repOf: Int32Array;
  /** What each rep carries. */
  readonly loads: Loads;
  /** Per rep his share of the working time of all. */
  readonly fairShare: Float64Array;
  /** Per rep the seconds of driving that the estimate expects, before any factor. */
  readonly expectedDriveSeconds: Float64Array;
  /** Parts of a territory that lie apart from the rest of it. */
  readonly exclaves: number;
  /** Tolerances and maxima that it does not keep. */
  readonly broken: readonly Issue[];
  /** What could not be kept and why; all of them warnings. Looked for when asked: it may take longer than the design. */
  readonly issues: readonly Issue[];
}

/** Rounds of assigning and re-centring. */
const ROUNDS = 4;
/** The last of them, in which what lies apart is joined. */
const WHOLE_ROUNDS = 2;

/** How borders move without tearing anything, one after another until a design is whole and keeps its limits. */
const WHOLE_TRIES: readonly (Annealing & { readonly atAnyPrice: boolean })[] = [
  { stepsPerArea: 200, hot: 5, whole: true, atAnyPrice: false },
  { stepsPerArea: 1600, hot: 60, whole: true, atAnyPrice: true },
  { stepsPerArea: 1600, hot: 20, whole: true, atAnyPrice: true },
];

/** Above so many areas the model takes too long; prices alone come as near (see `test/bench/RESULTS.md`). */
const MOST_AREAS_MODELLED = 2000;

/** Reps that may carry an area: so many while prices are learned, and so many of them by the prices then. */
const MOST_REPS_PRICED = 48;
const MOST_REPS_MODELLED = 8;

/** Sums of loads are only right to this. */
const SLACK = 1e-6;

/**
 * Territories for all customers, or, with options.territories "keep", those that the request already draws. The same input
 * gives the same territories.
 *
 * @param solvers the one for small models first, the one for large models last; without any, prices and a local search have to do.
 */
export function designTerritories(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  wishes: DesignWishes = {},
): TerritoryDesign {
  const { areas, issues } = meaning.splitTerritories ? basicAreas(meaning) : keptAreas(meaning);
  const problem = territoryProblem(meaning, areas, wishes);
  const beside = adjacentAreas(
    meaning.customers.map(({ location }) => location),
    areas,
  );
  const { repOfArea, failure } = assign(meaning, problem, solvers, beside, wishes);
  const failed = failure === null ? [] : [territoryIssue('TERRITORY_MODEL_FAILED', '/territory', { why: failure })];
  const repOf = new Int32Array(meaning.customers.length);
  areas.forEach(({ members }, area) => {
    for (const member of members) repOf[member] = repOfArea[area];
  });
  const expectedDriveSeconds = new Float64Array(meaning.reps.length);
  repOfArea.forEach((rep, area) => {
    expectedDriveSeconds[rep] += driveSeconds(problem, area, rep);
  });
  const loads = loadsOf(problem, repOfArea);
  const totalSeconds = totalWork(problem, repOfArea);
  const { last } = tolerancesOf(meaning, wishes.tolerances);
  const broken = reviewTerritories(meaning, problem, loads);
  const exclaves = exclavesOf(repOfArea, beside).length;
  const explain = (): Issue[] => [
    ...issues,
    ...failed,
    ...broken,
    ...(broken.length > 0 ? conflictIssues(meaning, areas, problem, totalSeconds, solvers) : []),
    ...(meaning.splitTerritories
      ? exclaveIssues(meaning, problem, { areas, repOfArea, beside }, last, totalSeconds)
      : []),
  ];
  let explained: readonly Issue[] | null = null;
  return {
    repOf,
    loads,
    fairShare: problem.timeShare,
    expectedDriveSeconds,
    exclaves,
    broken,
    get issues() {
      explained ??= explain();
      return explained;
    },
  };
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
 * Assigns by prices and, where it is quick enough, by the linear model, moves the borders, moves the centres into the middle of the
 * visits and repeats while territories change. The best of a round counts.
 */
function assign(
  meaning: Interpretation,
  problem: TerritoryProblem,
  solvers: readonly LpSolver[],
  beside: readonly (readonly number[])[],
  wishes: DesignWishes,
): Assigned {
  const { areas, reps, eligibleReps, today } = problem;
  const carriedToday = today.every((rep, area) => eligibleReps[area].includes(rep));
  let repOfArea: Int32Array = carriedToday ? today : nearestHomes(problem);
  if (eligibleReps.every((each) => each.length === 1)) return { repOfArea, failure: null };
  const tolerances = tolerancesOf(meaning, wishes.tolerances);
  /** How much work there is depends on who does it. */
  const limitsFor = (carried: Int32Array, kept = tolerances.aim) =>
    limitsOf(meaning, problem, totalWork(problem, carried), kept);
  let centres = carriedToday ? centresOf(problem, repOfArea) : firstCentres(problem);
  const prices = new Prices(limitsFor(repOfArea), reps);
  let failure: string | null = null;
  let best: Drawn | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const wide = choicesOf(problem, centres, limitsFor(repOfArea), MOST_REPS_PRICED);
    const starts = [Assignment.of(wide, prices.learn(wide))];
    if (areas <= MOST_AREAS_MODELLED && failure === null) {
      const narrow = narrowed(wide, prices, MOST_REPS_MODELLED);
      const solved = solveFractions(narrow, solvers);
      if ('failure' in solved) failure = solved.failure;
      else starts.push(roundParts(narrow, solved.parts));
    }
    const drawn = starts.map((start) => {
      const bordered = start.in({ ...wide, limits: limitsFor(start.reps()) });
      moveBorders(bordered, beside);
      return tidied(bordered, { ...wide, limits: limitsFor(bordered.reps(), tolerances.last) }, beside);
    });
    const free = cheapest(drawn);
    const isSame = free.carried.every((rep, area) => rep === repOfArea[area]);
    if (isSame || round >= ROUNDS - WHOLE_ROUNDS) {
      const tidy = (each: Assignment) =>
        tidied(each, { ...wide, limits: limitsFor(each.reps(), tolerances.last) }, beside);
      const whole = wholeOnes(free, limitsFor(free.carried, tolerances.whole), beside, tidy);
      best = cheapest([...(best === null ? [] : [best]), free, ...whole]);
    }
    repOfArea = free.carried;
    if (isSame) break;
    centres = centresOf(problem, repOfArea);
  }
  return { repOfArea: best!.carried, failure };
}

interface Drawn {
  readonly assignment: Assignment;
  readonly carried: Int32Array;
  readonly exclaves: number;
  readonly cost: number;
}

/** Limits are kept before territories are whole and short. */
function cheapest(drawn: readonly Drawn[]): Drawn {
  const keeping = drawn.filter(({ assignment }) => assignment.outsideLimits() <= SLACK);
  return (keeping.length > 0 ? keeping : drawn).reduce((best, other) => (other.cost < best.cost ? other : best));
}

/**
 * The assignment with fewer exclaves: borders move again without tearing anything, from where it stands, and after everything that lies apart
 * was given away at any price.
 */
function wholeOnes(
  { assignment, exclaves }: Drawn,
  limits: readonly Limit[],
  beside: readonly (readonly number[])[],
  tidy: (assignment: Assignment) => Drawn,
): Drawn[] {
  const found: Drawn[] = [];
  if (exclaves === 0) return found;
  for (const { atAnyPrice, ...annealing } of WHOLE_TRIES) {
    const whole = assignment.under({ ...assignment.choices, limits });
    if (atAnyPrice) joinParts(whole, beside, true);
    moveBorders(whole, beside, annealing);
    const drawn = tidy(whole);
    found.push(drawn);
    if (drawn.exclaves === 0 && drawn.assignment.outsideLimits() <= SLACK) break;
  }
  return found;
}

/**
 * The assignment under other limits, where they allow it without exclaves and without strays, of which bringing one home can tear another
 * territory; and what it costs.
 */
function tidied(drawn: Assignment, choices: Choices, beside: readonly (readonly number[])[]): Drawn {
  const joined = drawn.under(choices);
  joinParts(joined, beside);
  const tidy = drawn.under(choices);
  bringStraysHome(tidy, beside);
  joinParts(tidy, beside);
  return cheapest([tidy, joined].map((assignment) => describe(assignment, beside)));
}

function describe(assignment: Assignment, beside: readonly (readonly number[])[]): Drawn {
  const carried = assignment.reps();
  const exclaves = exclavesOf(carried, beside).length;
  return { assignment, carried, exclaves, cost: assignment.total() + EXCLAVE_PRICE * exclaves };
}

/** Everybody with the rep who lives nearest. */
function nearestHomes({ eligibleReps, place, home }: TerritoryProblem): Int32Array {
  return Int32Array.from(eligibleReps, (reps, area) => {
    const km = reps.map((rep) => kmBetween(place, area, home, rep));
    return reps[km.indexOf(Math.min(...km))];
  });
}

function totalWork(problem: TerritoryProblem, repOfArea: Int32Array): number {
  let total = 0;
  repOfArea.forEach((rep, area) => {
    total += workSeconds(problem, area, rep);
  });
  return total;
}
