/**
 * Why visits are not planned. A reason is only given when lifting what it names lets the visit be placed beside all that are planned,
 * which is tried with the same search.
 */
import { dateOf, type Interpretation } from '../input/index.ts';
import { agreedVisits, type TimedRep, type UnassignedVisit } from '../output/index.ts';
import { haversineMetres } from '../problem/index.ts';
import { appointmentAgainst } from './appointment-against.ts';
import { isOwedTooMany } from './most-visits.ts';
import { type ExplainedCode, type Missing, makeReason } from './reason-texts.ts';
import { isAllFrozen, type Relaxation, relaxations } from './relaxations.ts';
import { findPlaceWith, type ProblemUnder, Trials } from './trials.ts';

/** Other reps who are asked for a customer who is locked, the nearest first. */
const MOST_OTHERS = 3;

const moreWorkingTime = relaxations.filter(({ code }) => code === 'REP_CAPACITY_EXHAUSTED');

/**
 * @param reps all who carry somebody, as planned
 * @param isCancelled asked in every step: reasons are then those that show at once
 */
export function unassignedVisits(
  meaning: Interpretation,
  reps: readonly TimedRep[],
  problemUnder: ProblemUnder,
  isCancelled: () => boolean = () => false,
): UnassignedVisit[] {
  return reps.flatMap((rep) => {
    const trials = new Trials(meaning, rep, problemUnder, isCancelled);
    const { missing } = trials;
    if (missing.length === 0) return [];
    const freed = placedByOthers(meaning, rep, reps, missing, problemUnder, isCancelled);
    const codes = new Codes(trials, isAllFrozen(meaning, rep.rep));
    return missing.flatMap((number) => explain(meaning, rep, number, codes, freed));
  });
}

function explain(
  meaning: Interpretation,
  rep: TimedRep,
  number: number,
  codes: Codes,
  freed: ReadonlySet<number>,
): UnassignedVisit[] {
  const index = rep.problem.customerIndex[number];
  const customer = meaning.customers[index];
  const { visits } = customer.requirement;
  const agreed = agreedVisits(customer);
  const overdue = visits.find(({ dueDay }) => dueDay < 0);
  const planned = rep.planned[number].length;
  const tooMany = isOwedTooMany(meaning, index);
  const ordinals = [...visits.keys()].filter((ordinal) => !rep.planned[number].includes(ordinal));
  return codes.ofVisits(number).map(({ found, isCrowdedOut }, k) => {
    const day = agreed[ordinals[k]];
    const date = day === null ? null : dateOf(meaning, day);
    const isAppointment = customer.appointments.some((appointment) => appointment.day === day);
    const missing: Missing = {
      customer,
      rep: meaning.reps[rep.rep],
      appointmentOn: isAppointment ? date : null,
      against: isAppointment && day !== null ? appointmentAgainst(meaning, rep, number, day) : null,
      pinnedOn: isAppointment ? null : date,
      isCrowdedOut,
      isAllFrozen: codes.isAllFrozen,
      overdueSince: overdue === undefined ? null : dateOf(meaning, overdue.dueDay),
      planned,
    };
    const all: readonly ExplainedCode[] = freed.has(index) ? [...found, 'LOCKED_REP'] : found;
    const isSpacing = (code: ExplainedCode) => code === 'FREQUENCY_SPACING_CONFLICT';
    // What no rep could do better on his weekdays is no matter of the rep.
    const ordered = tooMany ? all.toSorted((a, b) => Number(isSpacing(b)) - Number(isSpacing(a))) : all;
    // That another rep could come says enough where nothing else helps.
    const told = freed.has(index) && found[0] === 'UNREACHABLE' ? (['LOCKED_REP'] as const) : ordered;
    return {
      customerId: customer.id,
      visit: ordinals[k] + 1,
      dueOn: dateOf(meaning, visits[ordinals[k]].dueDay),
      reasons: told.map((code) => makeReason(code, missing)),
    };
  });
}

/** Of one missing visit. */
interface Found {
  readonly found: readonly ExplainedCode[];
  readonly isCrowdedOut: boolean;
}

/** The rules that stand in the way of the missing visits of one rep. */
class Codes {
  private readonly trials: Trials;
  readonly isAllFrozen: boolean;
  /** Per customer what an empty calendar would hold. */
  private readonly alone: ReadonlyMap<number, ReturnType<Trials['alone']>>;
  private readonly withMoreTime: Int32Array;
  private readonly rules: readonly Relaxation[];

  constructor(trials: Trials, isAllFrozen: boolean) {
    this.trials = trials;
    this.isAllFrozen = isAllFrozen;
    const { missing, short } = trials;
    this.alone = new Map(missing.map((number) => [number, trials.alone(number)]));
    this.withMoreTime = trials.gains(moreWorkingTime);
    this.rules = relaxations.filter((relaxation) => trials.bears(relaxation));
    const lackOfTime = (number: number) => Math.min(this.crowdedOut(number), this.withMoreTime[number]);
    trials.narrow(missing.filter((number) => lackOfTime(number) < short[number]));
  }

  /** @returns per missing visit of the customer its reasons: those crowded out by others first, then those that even an empty calendar cannot hold */
  ofVisits(number: number): Found[] {
    const { trials } = this;
    return Array.from({ length: trials.short[number] }, (_, k) => {
      const helps = (relaxation: Relaxation) => trials.gains([relaxation])[number] > k;
      const isCrowdedOut = k < this.crowdedOut(number);
      const lifted = firstOf(
        () => (isCrowdedOut && this.withMoreTime[number] > k ? moreWorkingTime : []),
        // To be out of reach is said only where nothing else stands in the way.
        () => this.rules.filter((rule) => rule.code !== 'UNREACHABLE' && helps(rule)),
        () => this.rules.filter(helps),
        () => this.fewest(number, k),
        // Where nothing helps that can be named, it is the other visits that leave no room, or the frozen days.
        () => (isCrowdedOut || this.isAllFrozen ? moreWorkingTime : []),
      );
      if (lifted.length > 0) return { found: lifted.map(({ code }) => code as ExplainedCode), isCrowdedOut };
      // Nothing that can be named helps. Who is visited at all can be reached: then it is their number.
      const isReached = (this.alone.get(number)?.placed ?? 0) > 0;
      return { found: [isReached ? 'FREQUENCY_SPACING_CONFLICT' : 'UNREACHABLE'], isCrowdedOut };
    });
  }

  /** Missing visits that an empty calendar would hold: others crowd them out. */
  private crowdedOut(number: number): number {
    const { placed, owed } = this.alone.get(number) ?? { placed: 0, owed: 0 };
    return this.trials.short[number] - (owed - placed);
  }

  /** The least rules that together let the k-th missing visit be placed; none: not even all of them do. */
  private fewest(number: number, k: number): readonly Relaxation[] {
    const helps = (lifted: readonly Relaxation[]) => this.trials.gains(lifted)[number] > k;
    if (!helps(this.rules)) return [];
    let needed = this.rules;
    // What is named first among the rules is the last to be left out: it tells the most.
    for (const rule of this.rules.toReversed()) {
      const without = needed.filter((each) => each !== rule);
      if (helps(without)) needed = without;
    }
    return needed;
  }
}

/** The first list that is not empty. */
function firstOf<T>(...lists: (() => readonly T[])[]): readonly T[] {
  for (const list of lists) {
    const found = list();
    if (found.length > 0) return found;
  }
  return [];
}

/** Customers locked to the rep whom another one, who could carry them without the lock, could visit besides his own, as numbered in the interpretation. */
function placedByOthers(
  meaning: Interpretation,
  { rep, problem }: TimedRep,
  reps: readonly TimedRep[],
  missing: readonly number[],
  problemUnder: ProblemUnder,
  isCancelled: () => boolean,
): ReadonlySet<number> {
  const locked = missing
    .map((number) => problem.customerIndex[number])
    .filter((customer) => meaning.request.territory.customers[customer].repId !== undefined);
  if (locked.length === 0) return new Set();
  const couldCarry = (other: number) =>
    locked.filter((customer) => meaning.customers[customer].repsWithoutLock.includes(other));
  const home = (other: number) => haversineMetres(meaning.reps[other].home, meaning.reps[rep].home);
  const nearest = [...meaning.reps.keys()]
    .filter((other) => other !== rep && couldCarry(other).length > 0)
    .sort((a, b) => home(a) - home(b) || a - b);
  const found = nearest.slice(0, MOST_OTHERS).flatMap((other) => {
    const itinerary = reps.find((each) => each.rep === other)?.itinerary ?? null;
    return findPlaceWith(meaning, { rep: other, itinerary }, couldCarry(other), problemUnder, isCancelled);
  });
  return new Set(found);
}
