/** How many reps a territory needs: a curve over team sizes, not one number. */
import {
  floorSafely,
  type Interpretation,
  type Issue,
  interpret,
  makeIssue,
  type PlanRequest,
} from '../input/index.ts';
import type { LpSolver } from '../lp/index.ts';
import { kmPerDriveHour } from '../problem/index.ts';
import { kpisOfDesign } from '../proposals/index.ts';
import { designTerritories, type TerritoryDesign } from '../territory/index.ts';
import { coverageOf, fitOf } from './fit.ts';
import type { SizePoint, Sizing, SizingQuestion } from './sizing-schema.ts';
import { teamOf } from './team.ts';

/** Sizes of the curve when no step is asked for, about. */
const SIZES = 9;
/** The most sizes of one answer. */
const MOST_SIZES = 40;

/** Every additional rep lives at another customer. */
const largestTeam = ({ territory }: PlanRequest) => territory.reps.length + territory.customers.length;

/** What is wrong with the sizes asked for; the paths begin at `/teamSizes`. */
export function sizeIssues(request: PlanRequest, question: SizingQuestion): Issue[] {
  const { from, to } = question;
  const largest = largestTeam(request);
  const outOfRange = (path: string, found: string, limit: string) =>
    makeIssue('OUT_OF_RANGE', `/teamSizes${path}`, { found, limit });
  const limit = `at most ${largest}, a home at every customer beside those of the team`;
  const tooLarge = (['from', 'to'] as const).filter((field) => (question[field] ?? 0) > largest);
  if (tooLarge.length > 0) return tooLarge.map((field) => outOfRange(`/${field}`, String(question[field]), limit));
  if (from !== undefined && to !== undefined && from > to)
    return [outOfRange('/to', String(to), `at least ${from}, which is from`)];
  const sizes = sizesOf(request, question).length;
  if (sizes > MOST_SIZES) return [outOfRange('/step', `A curve of ${sizes} sizes`, `at most ${MOST_SIZES}`)];
  return [];
}

/** Smallest size, largest size, step: as asked, or around the team as it is. */
export function sizesOf(request: PlanRequest, { from, to, step }: SizingQuestion): number[] {
  const team = request.territory.reps.length;
  const first = from ?? Math.max(1, Math.min(to ?? team, Math.floor(team * 0.6)));
  const last = to ?? Math.max(first, Math.min(largestTeam(request), Math.ceil(team * 1.6)));
  const by = step ?? Math.max(1, Math.ceil((last - first) / (SIZES - 1)));
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, place) => first + place * by);
}

/** @param question without sizeIssues @param driveFactor per rep of the team as it is, what driving takes as a multiple of the estimate */
export function sizeTeam(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  design: TerritoryDesign,
  driveFactor: Float64Array,
  question: SizingQuestion,
): Sizing {
  const meanFactor = driveFactor.reduce((sum, each) => sum + each, 0) / driveFactor.length;
  const curve = sizesOf(meaning.request, question).map((size) =>
    pointOf(meaning, solvers, design, meanFactor, size, question.perRepWeek ?? 0),
  );
  const needed = curve.find(({ coverage }) => coverage >= 1);
  return { fit: fitOf(meaning, design, driveFactor), curve, needed: needed?.reps ?? null };
}

function pointOf(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  today: TerritoryDesign,
  factor: number,
  size: number,
  perRepWeek: number,
): SizePoint {
  const { request, leave, homes } = teamOf(meaning, today, size);
  const team = interpret(request);
  const driveFactor = new Float64Array(size).fill(factor);
  const design = designTerritories(team, solvers, { driveFactor });
  const nobody = new Int32Array(team.customers.length).fill(-1);
  const { driveMinutesPerWeek, workloadImbalance, revenueImbalance } = kpisOfDesign(team, design, nobody, driveFactor);
  const weeks = team.dates.length / 7;
  const work = design.loads.workSeconds.reduce((sum, seconds) => sum + seconds, 0);
  const { perDriveHour, perKm } = team.costs;
  const travelCost = (driveMinutesPerWeek / 60) * (perDriveHour + kmPerDriveHour(team) * perKm);
  return {
    reps: size,
    // Rounded down: whole only where nothing is missing.
    coverage: floorSafely(coverageOf(team, design, driveFactor) * 1e4) / 1e4,
    utilisation: Math.max(...fitOf(team, design, driveFactor).reps.map(({ utilisation }) => utilisation)),
    workloadMinutesPerWeek: Math.round(work / 60 / weeks / size),
    workloadImbalance,
    revenueImbalance,
    driveMinutesPerWeek,
    costPerWeek: Math.round((travelCost + size * perRepWeek) * 100) / 100,
    leave: [...leave],
    homes: homes.map((home) => ({ ...home })),
    issues: [...design.issues],
  };
}
