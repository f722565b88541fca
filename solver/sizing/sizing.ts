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
import { basicAreas, designTerritories, type TerritoryDesign, territoriesAs } from '../territory/index.ts';
import { coverageOf, fitOf } from './fit.ts';
import type { SizePoint, Sizing, SizingQuestion } from './sizing-schema.ts';
import { type Members, membersOf, type Team, teamOf } from './team.ts';

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
  const curve: Sized[] = [];
  for (const size of sizesOf(meaning.request, question))
    curve.push(bestOf(meaning, solvers, design, meanFactor, size, curve.at(-1) ?? null));
  const points = curve.map((sized) => pointOf(sized, question.perRepWeek ?? 0));
  const needed = points.find(({ coverage }) => coverage >= 1);
  return { fit: fitOf(meaning, design, driveFactor), curve: points, needed: needed?.reps ?? null };
}

/** A team with its territories. */
interface Sized {
  readonly members: Members;
  readonly team: Team;
  readonly meaning: Interpretation;
  readonly design: TerritoryDesign;
  readonly driveFactor: Float64Array;
  readonly coverage: number;
}

/** The first team of a size that has the time for every visit, or the one with the largest coverage. @param before a smaller one */
function bestOf(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  today: TerritoryDesign,
  factor: number,
  size: number,
  before: Sized | null,
): Sized {
  let best: Sized | null = null;
  for (const members of membersOf(meaning, today, size, before?.members ?? null)) {
    const team = teamOf(meaning, members);
    const changed = interpret(team.request);
    const driveFactor = new Float64Array(size).fill(factor);
    const sized = (design: TerritoryDesign): Sized => ({
      members,
      team,
      meaning: changed,
      design,
      driveFactor,
      coverage: coverageOf(changed, design, driveFactor),
    });
    const drawn = sized(designTerritories(changed, solvers, { driveFactor }));
    if (best === null || drawn.coverage > best.coverage) best = drawn;
    if (best.coverage >= 1) break;
    const idle = before === null ? null : territoriesBefore(before, members, changed);
    if (idle === null) continue;
    const kept = sized(territoriesAs(changed, solvers, idle, driveFactor));
    if (kept.coverage > best.coverage) best = kept;
  }
  return best!;
}

/**
 * The territories of a smaller team, as far as locks to the others allow: with more reps there is never time for less. Null where somebody has left.
 * @param meaning of the request with the larger team
 */
function territoriesBefore({ members, design }: Sized, larger: Members, meaning: Interpretation): Int32Array | null {
  const places = [...larger.stay, ...larger.homes.map((customer) => `at ${customer}`)];
  const repAt = [...members.stay, ...members.homes.map((customer) => `at ${customer}`)].map((each) =>
    places.indexOf(each),
  );
  if (repAt.includes(-1)) return null;
  const repOf = new Int32Array(design.repOf.length);
  for (const { members: customers, eligibleReps } of basicAreas(meaning).areas) {
    const rep = repAt[design.repOf[customers[0]]];
    for (const customer of customers) repOf[customer] = eligibleReps.includes(rep) ? rep : eligibleReps[0];
  }
  return repOf;
}

function pointOf({ team, meaning, design, driveFactor, coverage }: Sized, perRepWeek: number): SizePoint {
  const size = meaning.reps.length;
  const nobody = new Int32Array(meaning.customers.length).fill(-1);
  const kpis = kpisOfDesign(meaning, design, nobody, driveFactor);
  const { driveMinutesPerWeek, workloadImbalance, revenueImbalance } = kpis;
  const weeks = meaning.dates.length / 7;
  const work = design.loads.workSeconds.reduce((sum, seconds) => sum + seconds, 0);
  const { perDriveHour, perKm } = meaning.costs;
  const travelCost = (driveMinutesPerWeek / 60) * (perDriveHour + kmPerDriveHour(meaning) * perKm);
  return {
    reps: size,
    // Rounded down: whole only where nothing is missing.
    coverage: floorSafely(coverage * 1e4) / 1e4,
    utilisation: Math.max(...fitOf(meaning, design, driveFactor).reps.map(({ utilisation }) => utilisation)),
    workloadMinutesPerWeek: Math.round(work / 60 / weeks / size),
    workloadImbalance,
    revenueImbalance,
    driveMinutesPerWeek,
    costPerWeek: Math.round((travelCost + size * perRepWeek) * 100) / 100,
    leave: [...team.leave],
    homes: team.homes.map((home) => ({ ...home })),
    issues: [...design.issues],
  };
}
