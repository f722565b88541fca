/**
 * Territories drawn on an estimate of driving, corrected by what driving turns out to take: every rep's days are searched for a
 * moment, and the next design knows how far the estimate was off.
 */

import { maxSteps } from './annealing/index.ts';
import type { Interpretation } from './input/index.ts';
import { searchItinerary, TourTiming } from './itinerary/index.ts';
import type { LpSolver } from './lp/index.ts';
import type { RepProblem } from './problem/index.ts';
import { designTerritories, type TerritoryDesign } from './territory/index.ts';

const DESIGNS = 5;
/** Steps of a search that is only to teach: fewer rank the designs wrongly. */
const TEACHING_STEPS = 800;
/** Of one whose figures are shown. */
const MEASURING_STEPS = 2500;
/** Larger teams are drawn on the estimate alone: the search would take minutes. */
const MOST_REPS = 24;
/** A rep with few visits teaches little; his factor stays near. */
const FACTOR = { least: 0.4, most: 2.5 };

export interface TeachingTask {
  readonly rep: number;
  readonly problem: RepProblem;
}

/** @param tasksOf the problems of the reps when they carry these customers */
export function learnTerritories(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  tasksOf: (repOf: Int32Array) => readonly TeachingTask[],
): TerritoryDesign {
  const first = designTerritories(meaning, solvers);
  const free = meaning.customers.some(({ eligibleReps }) => eligibleReps.length > 1);
  if (!free || !meaning.splitTerritories || meaning.reps.length === 1 || meaning.reps.length > MOST_REPS) return first;
  let design = first;
  let factor = new Float64Array(meaning.reps.length).fill(1);
  let best: { readonly design: TerritoryDesign; readonly lesson: Lesson } | null = null;
  for (let round = 1; round <= DESIGNS; round++) {
    const lesson = learn(meaning, design, tasksOf(design.repOf));
    if (best === null || lesson.price < best.lesson.price) best = { design, lesson };
    // Half of the lesson at a time: the whole of it makes the designs swing.
    factor = factor.map((before, rep) => (before + lesson.factor[rep]) / 2);
    if (round < DESIGNS) design = designTerritories(meaning, solvers, { driveFactor: factor });
  }
  return best?.design ?? first;
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
  return learn(meaning, design, tasks(), MEASURING_STEPS).factor;
}

interface Lesson {
  /** What driving takes, as a multiple of the estimate, per rep. */
  readonly factor: Float64Array;
  /** What the design costs, with a price on visits that found no place and on work shared unevenly beyond the tolerance. */
  readonly price: number;
}

/** A visit that a short search could not place, in hours driven. */
const MISSING_VISIT_HOURS = 2;

function learn(
  meaning: Interpretation,
  design: TerritoryDesign,
  tasks: readonly TeachingTask[],
  steps = TEACHING_STEPS,
): Lesson {
  const factor = new Float64Array(meaning.reps.length).fill(1);
  const work = new Float64Array(meaning.reps.length);
  let cost = 0;
  for (const { rep, problem } of tasks) {
    const taught = teach(problem, steps);
    cost += taught.cost + taught.missing * MISSING_VISIT_HOURS * meaning.costs.perDriveHour;
    const expected = design.expectedDriveSeconds[rep];
    if (expected > 0) factor[rep] = Math.min(FACTOR.most, Math.max(FACTOR.least, taught.driveSeconds / expected));
    work[rep] = taught.driveSeconds + taught.serviceSeconds;
  }
  const beyondTolerance = Math.max(0, farthestFromFair(meaning, work) - meaning.balance.workloadTolerance);
  return { factor, price: cost * (1 + beyondTolerance) };
}

/** Driving and service of a rep's days after a short search, for all visits owed. */
function teach(problem: RepProblem, steps: number) {
  let cost = 0;
  const { stops, sleep } = searchItinerary(problem, {
    seed: 1,
    stop: maxSteps(steps),
    onProgress: (progress) => {
      cost = progress.cost;
    },
  });
  const timing = new TourTiming(problem);
  let drive = 0;
  let planned = 0;
  stops.forEach((customers, day) => {
    const start = problem.home + 1 + (day === 0 ? -1 : sleep[day - 1]);
    timing.time(day, start, problem.home + 1 + sleep[day], customers, 0, customers.length, -1, 0);
    drive += timing.driveSeconds;
    planned += customers.length;
  });
  let owed = 0;
  let serviceSeconds = 0;
  problem.visitsOwed.forEach((visits, customer) => {
    owed += visits;
    serviceSeconds += visits * problem.serviceSeconds[customer * problem.days];
  });
  const driveSeconds = planned > 0 ? (drive * owed) / planned : 0;
  return { cost, driveSeconds, serviceSeconds, missing: owed - planned };
}

/** The fair share of work follows the working days, as in the design. */
function farthestFromFair(meaning: Interpretation, work: Float64Array): number {
  const days = meaning.reps.map((rep) => rep.days.filter((day) => day !== null).length);
  const allDays = days.reduce((sum, count) => sum + count, 0);
  const allWork = work.reduce((sum, seconds) => sum + seconds, 0);
  if (allDays === 0 || allWork === 0) return 0;
  return Math.max(...days.map((count, rep) => Math.abs(work[rep] / allWork / (count / allDays || 1) - 1)));
}
