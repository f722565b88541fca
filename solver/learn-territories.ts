/**
 * Territories drawn on an estimate of driving, corrected by what driving turns out to take: every rep's days are searched for a
 * moment, and the next design knows how far the estimate was off.
 */

import { anyOf, cancelled, maxSteps } from './annealing/index.ts';
import { translate, visitSeconds } from './exchange/index.ts';
import type { Interpretation } from './input/index.ts';
import { type Itinerary, type StartItinerary, searchItinerary, startOf, TourTiming } from './itinerary/index.ts';
import type { LpSolver } from './lp/index.ts';
import type { RepProblem } from './problem/index.ts';
import { designTerritories, farthestFromShare, type TerritoryDesign, timeShareOf } from './territory/index.ts';

const DESIGNS = 5;
/** Steps a rep for the first design, and for each that follows: its days begin as those of the one before. */
const TEACHING = {
  first: { steps: 1500, annealing: { from: 0, to: 1 } },
  next: { steps: 500, annealing: { from: 0.5, to: 1 } },
};
/** For a design whose figures are shown. */
const MEASURING = { steps: 2500, annealing: { from: 0, to: 1 } };
/** Larger teams are drawn on the estimate alone: the search would take minutes. */
const MOST_REPS = 24;
/** A rep with few visits teaches little; his factor stays near. */
const FACTOR = { least: 0.4, most: 2.5 };
/** The part of the tolerance inside which uneven work costs nothing: what is searched afterwards still moves it a little. */
const EVEN_ENOUGH = 0.5;

export interface TeachingTask {
  readonly rep: number;
  readonly problem: RepProblem;
}

export interface LearnedTerritories {
  readonly design: TerritoryDesign;
  /** Per rep the days that were found, to begin with; none for reps who were not searched. */
  readonly starts: ReadonlyMap<number, StartItinerary>;
}

/**
 * @param tasksOf the problems of the reps when they carry these customers
 * @param isCancelled asked in every step: nothing more is learned then
 */
export function learnTerritories(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  tasksOf: (repOf: Int32Array) => readonly TeachingTask[],
  isCancelled: () => boolean = () => false,
): LearnedTerritories {
  let design = designTerritories(meaning, solvers);
  const free = meaning.customers.some(({ eligibleReps }) => eligibleReps.length > 1);
  if (!free || !meaning.splitTerritories || meaning.reps.length === 1 || meaning.reps.length > MOST_REPS)
    return { design, starts: new Map() };
  let factor = new Float64Array(meaning.reps.length).fill(1);
  let before: readonly Taught[] = [];
  let best: { readonly design: TerritoryDesign; readonly lesson: Lesson } | null = null;
  for (let round = 1; round <= DESIGNS; round++) {
    const taught = teachAll(tasksOf(design.repOf), round === 1 ? TEACHING.first : TEACHING.next, before, isCancelled);
    const lesson = lessonOf(meaning, design, taught);
    if (best === null || lesson.price < best.lesson.price) best = { design, lesson };
    if (isCancelled()) break;
    // Half of the lesson at a time: the whole of it makes the designs swing.
    factor = factor.map((known, rep) => (known + lesson.factor[rep]) / 2);
    before = taught;
    if (round < DESIGNS) design = designTerritories(meaning, solvers, { driveFactor: factor });
  }
  const { design: drawn, lesson } = best!;
  return { design: drawn, starts: new Map(lesson.taught.map(({ rep, itinerary }) => [rep, startOf(itinerary)])) };
}

/**
 * Per rep what driving takes as a multiple of the estimate, found by a short search of his days under this design.
 * 1 for everybody in teams too large for searches.
 */
export function learnDriveFactor(
  meaning: Interpretation,
  design: TerritoryDesign,
  tasks: () => readonly TeachingTask[],
): Float64Array {
  if (meaning.reps.length > MOST_REPS) return new Float64Array(meaning.reps.length).fill(1);
  return lessonOf(
    meaning,
    design,
    teachAll(tasks(), MEASURING, [], () => false),
  ).factor;
}

interface Taught extends TeachingTask {
  readonly itinerary: Itinerary;
}

/** @param before what was found for the design before; its days are where these begin */
function teachAll(
  tasks: readonly TeachingTask[],
  how: typeof MEASURING,
  before: readonly Taught[],
  isCancelled: () => boolean,
): Taught[] {
  const known = new Map(before.map((taught) => [taught.rep, taught]));
  return tasks.map(({ rep, problem }) => {
    const last = known.get(rep);
    const start = last === undefined ? {} : { start: translate(last.itinerary, last.problem, problem) };
    const { steps, annealing } = how;
    const stop = anyOf(cancelled(isCancelled), maxSteps(steps));
    return { rep, problem, itinerary: searchItinerary(problem, { seed: 1, stop, annealing, ...start }) };
  });
}

interface Lesson {
  readonly taught: readonly Taught[];
  /** What driving takes, as a multiple of the estimate, per rep. */
  readonly factor: Float64Array;
  /** What the design costs, visits that found no place and work shared unevenly included. */
  readonly price: number;
}

function lessonOf(meaning: Interpretation, design: TerritoryDesign, taught: readonly Taught[]): Lesson {
  const factor = new Float64Array(meaning.reps.length).fill(1);
  const work = new Float64Array(meaning.reps.length);
  let cost = 0;
  for (const { rep, problem, itinerary } of taught) {
    cost += itinerary.objective;
    const { driveSeconds, serviceSeconds } = workOf(meaning, problem, itinerary);
    const expected = design.expectedDriveSeconds[rep];
    if (expected > 0) factor[rep] = Math.min(FACTOR.most, Math.max(FACTOR.least, driveSeconds / expected));
    work[rep] = driveSeconds + serviceSeconds;
  }
  const away = farthestFromShare(work, timeShareOf(meaning))?.away ?? 0;
  const uneven = Math.max(0, away - EVEN_ENOUGH * meaning.balance.workloadTolerance);
  return { taught, factor, price: cost * (1 + uneven) };
}

/** Driving and service of a rep's days, scaled up to all visits owed. */
function workOf(meaning: Interpretation, problem: RepProblem, { stops, sleep }: Itinerary) {
  const timing = new TourTiming(problem);
  let drive = 0;
  let planned = 0;
  stops.forEach((customers, day) => {
    const start = problem.home + 1 + (day === 0 ? -1 : sleep[day - 1]);
    timing.time(day, start, problem.home + 1 + sleep[day], customers, 0, customers.length, -1, 0);
    drive += timing.driveSeconds;
    planned += customers.length;
  });
  if (planned === 0) return { driveSeconds: 0, serviceSeconds: 0 };
  const share = problem.visitsOwed.reduce((sum, visits) => sum + visits, 0) / planned;
  return { driveSeconds: drive * share, serviceSeconds: visitSeconds(meaning, problem, { stops }) * share };
}
