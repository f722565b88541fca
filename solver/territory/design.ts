/** Territory design: which rep carries which customer. */
import type { Interpretation, Issue } from '../input/index.ts';
import type { LpSolver } from '../lp/index.ts';
import { adjacentAreas, crowdsOf } from './adjacency.ts';
import { Assignment } from './assignment.ts';
import { solveFractions } from './assignment-model.ts';
import { type BasicArea, basicAreas } from './basic-areas.ts';
import { moveBorders } from './borders.ts';
import { centresOf, firstCentres } from './centres.ts';
import { choicesOf, narrowed } from './choices.ts';
import { type Clashes, clashesOf, withoutClashes } from './clashes.ts';
import { conflictIssues } from './conflicts.ts';
import { exclavesOf } from './contiguity.ts';
import { spreadCrowds } from './crowds.ts';
import { exclaveIssues } from './exclaves.ts';
import { withFarAreasTaken } from './far-areas.ts';
import { farIssues } from './far-issues.ts';
import { bestOfFew } from './few-areas.ts';
import { type Around, cheapest, type Drawn, finished, wholeOnes } from './finish.ts';
import { territoryIssue } from './issue-catalogue.ts';
import { limitsOf, type Tolerances, tolerancesOf } from './limits.ts';
import { Prices } from './prices.ts';
import { type Loads, loadsOf, reviewTerritories } from './review.ts';
import { roundParts } from './rounding.ts';
import { kmBetween } from './sphere.ts';
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
  /** Per rep what driving takes in its loads, as a multiple of the estimate. */
  readonly driveFactor: Float64Array;
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

/** Above this price of a hand-over nothing is joined that lies apart today. */
const DEAR = 4;

/** Above so many areas the model takes too long; prices alone come as near (see `test/bench/RESULTS.md`). */
const MOST_AREAS_MODELLED = 2000;

/** Above so many areas no single one is heavy, and exchanges have found nothing (see `test/bench/RESULTS.md`). */
const MOST_AREAS_EXCHANGED = 500;

/** Reps that may carry an area: so many while prices are learned, and so many of them by the prices then. */
const MOST_REPS_PRICED = 48;
const MOST_REPS_MODELLED = 8;

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
  const ground = groundOf(meaning, wishes);
  const { repOfArea, failure } = assign(meaning, ground, solvers, wishes);
  const failed = failure === null ? [] : [territoryIssue('TERRITORY_MODEL_FAILED', '/territory', { why: failure })];
  const { last } = tolerancesOf(meaning, wishes.tolerances);
  return described(meaning, solvers, ground, repOfArea, last, failed);
}

/**
 * Territories that stand already, described as a design.
 *
 * @param solvers as for a design
 * @param repOf per customer the rep who carries him, the same for all of a basic area
 * @param driveFactor per rep what driving takes, as a multiple of the estimate
 */
export function territoriesAs(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  repOf: Int32Array,
  driveFactor: Float64Array,
): TerritoryDesign {
  const ground = groundOf(meaning, { driveFactor });
  const repOfArea = Int32Array.from(ground.areas, ({ members }) => repOf[members[0]]);
  return described(meaning, solvers, ground, repOfArea, tolerancesOf(meaning).last, []);
}

/** What territories are drawn on. */
interface Ground {
  readonly areas: readonly BasicArea[];
  /** Of the areas. */
  readonly issues: readonly Issue[];
  readonly problem: TerritoryProblem;
  readonly around: Around;
  readonly clashes: Clashes;
}

function groundOf(meaning: Interpretation, wishes: DesignWishes): Ground {
  const { areas, issues } = meaning.splitTerritories ? basicAreas(meaning) : keptAreas(meaning);
  const problem = territoryProblem(meaning, areas, wishes);
  const places = meaning.customers.map(({ location }) => location);
  const around = {
    beside: adjacentAreas(places, areas),
    touching: adjacentAreas(places, areas, 'all'),
    crowds: crowdsOf(places, areas),
  };
  return { areas, issues, problem, around, clashes: clashesOf(meaning, areas) };
}

/** @param tolerances within which it was drawn @param failed what went wrong in the drawing */
function described(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  { areas, issues, problem, around, clashes }: Ground,
  repOfArea: Int32Array,
  tolerances: Tolerances,
  failed: readonly Issue[],
): TerritoryDesign {
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
  const broken = reviewTerritories(meaning, problem, loads);
  const exclaves = exclavesOf(repOfArea, around.touching, around.crowds).length;
  const drawingIssues = (): Issue[] => {
    const drawn = { areas, repOfArea, beside: around.touching, crowds: around.crowds, clashes };
    const limits = limitsOf(meaning, problem, totalSeconds, tolerances);
    return [exclaveIssues, farIssues].flatMap((of) => of(meaning, problem, drawn, limits));
  };
  const explain = (): Issue[] => [
    ...issues,
    ...failed,
    ...broken,
    ...(isConflict(meaning, broken) ? conflictIssues(meaning, areas, problem, totalSeconds, solvers) : []),
    ...(meaning.splitTerritories ? drawingIssues() : []),
  ];
  let explained: readonly Issue[] | null = null;
  return {
    repOf,
    loads,
    fairShare: problem.timeShare,
    expectedDriveSeconds,
    driveFactor: problem.driveFactor,
    exclaves,
    broken,
    get issues() {
      explained ??= explain();
      return explained;
    },
  };
}

/** Rules are looked at where they leave no even territories; where these are kept, only those of limits. */
function isConflict({ splitTerritories }: Interpretation, broken: readonly Issue[]): boolean {
  return broken.some(({ code }) => splitTerritories || code !== 'BALANCE_NOT_MET');
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
  { problem, around, clashes }: Pick<Ground, 'problem' | 'around' | 'clashes'>,
  solvers: readonly LpSolver[],
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
  const finish = (each: Assignment): Drawn => {
    const carried = each.reps();
    const last = limitsFor(carried, tolerances.last);
    return finished(each, last, wishes.tolerances === undefined ? last : limitsFor(carried, tolerances.asked), around);
  };
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
      spreadCrowds(bordered, around.crowds);
      moveBorders(bordered, around.beside);
      return finish(bordered);
    });
    const free = cheapest(drawn);
    const isSame = free.carried.every((rep, area) => rep === repOfArea[area]);
    if (isSame || round >= ROUNDS - WHOLE_ROUNDS) {
      const tried = (wishes.handOverPrice ?? 0) > DEAR ? [] : tolerances.whole;
      const limits = tried.map((each) => limitsFor(free.carried, each));
      const whole = wholeOnes(free, limits, around, finish);
      best = cheapest([...(best === null ? [] : [best]), free, ...whole]);
    }
    repOfArea = free.carried;
    if (isSame) break;
    centres = centresOf(problem, repOfArea);
  }
  if ((wishes.handOverPrice ?? 0) > DEAR) return { repOfArea: best!.carried, failure };
  const drawn = areas > MOST_AREAS_EXCHANGED ? best! : withFarAreasTaken(best!, around.beside, limitsFor, finish);
  const parted = withoutClashes(problem, drawn.carried, limitsFor(drawn.carried, tolerances.last), clashes);
  return { repOfArea: bestOfFew(problem, parted, limitsFor(parted, tolerances.asked), around, clashes), failure };
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
