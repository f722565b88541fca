/** The reps' days of a replan together: within the limit of changed visits, and with what could not stay told. */
import type { FrozenChange, FrozenLoss } from '../input/frozen-tour.ts';
import type { Interpretation, PreviousTour } from '../input/interpretation.ts';
import type { Issue } from '../input/issue.ts';
import type { Itinerary } from '../itinerary/index.ts';
import type { RepProblem } from '../problem/index.ts';
import type { Replan, ReplannedItinerary } from './replan-rep.ts';

export interface RepChanges {
  /** Visits of the previous plan that move or fall away: in the best days found, and in those only repaired. */
  readonly best: number;
  readonly repaired: number;
}

/**
 * Per rep whether he keeps to the repaired days. Those who save the most changes by it go first, so that as many reps as
 * possible have their best days.
 */
export function chooseWithinLimit(reps: readonly RepChanges[], most: number): boolean[] {
  let changes = reps.reduce((sum, rep) => sum + rep.best, 0);
  const repair = reps.map(() => false);
  const saves = (rep: number) => reps[rep].best - reps[rep].repaired;
  for (const rep of [...reps.keys()].sort((a, b) => saves(b) - saves(a) || a - b)) {
    if (changes <= most || saves(rep) <= 0) break;
    repair[rep] = true;
    changes -= saves(rep);
  }
  return repair;
}

interface Task {
  readonly rep: number;
  readonly problem: RepProblem;
  readonly replan: Replan | null;
}

export interface Settled {
  readonly itineraries: readonly Itinerary[];
  readonly issues: readonly Issue[];
}

export function settleReplan(
  meaning: Interpretation,
  tasks: readonly Task[],
  found: readonly ReplannedItinerary[],
): Settled {
  const { replanning } = meaning;
  if (replanning === null) return { itineraries: found, issues: [] };
  const changes = tasks.map((task, index): RepChanges => {
    const best = changesOf(meaning, task, found[index]);
    const { repaired } = found[index];
    return { best, repaired: repaired === undefined ? best : changesOf(meaning, task, repaired) };
  });
  const most = replanning.maxChangedVisits;
  const idle = toursOfIdle(meaning, tasks);
  const lost = idle.reduce((sum, { customers }) => sum + customers.length, 0);
  const repair = chooseWithinLimit(changes, most - lost);
  const itineraries = found.map((each, index) => (repair[index] && each.repaired) || each);
  const total = changes.reduce((sum, { best, repaired }, rep) => sum + (repair[rep] ? repaired : best), lost);
  const issues = [...replanning.frozenChanges, ...leftByIdle(meaning, tasks)].map((change) =>
    changedDay(meaning, change),
  );
  if (total > most)
    issues.push(issue('MORE_CHANGES_THAN_ALLOWED', '/options/maxChangedVisits', { found: total, limit: most }));
  return { itineraries, issues };
}

/** Visits of the previous plan of a rep that are not on the same day any more. */
function changesOf({ replanning }: Interpretation, { rep, problem }: Task, { stops }: Itinerary): number {
  const tours = (replanning?.tours ?? []).filter((tour) => tour.rep === rep);
  return tours.reduce((sum, { customers, day }) => {
    const now = new Set([...stops[day]].map((customer) => problem.customerIndex[customer]));
    return sum + customers.filter((customer) => !now.has(customer)).length;
  }, 0);
}

/** Previous tours of reps who have nothing to do any more. */
function toursOfIdle({ replanning }: Interpretation, tasks: readonly Task[]): PreviousTour[] {
  const busy = new Set(tasks.map(({ rep }) => rep));
  return (replanning?.tours ?? []).filter(({ rep }) => !busy.has(rep));
}

/** Frozen days that such reps would only drive. */
function leftByIdle({ replanning, reps }: Interpretation, tasks: readonly Task[]): FrozenChange[] {
  const busy = new Set(tasks.map(({ rep }) => rep));
  const told = new Set(replanning?.frozenChanges.map(({ repId, day }) => `${day} ${repId}`));
  return (replanning?.frozen ?? [])
    .filter(({ rep, day }) => !busy.has(rep) && !told.has(`${day} ${reps[rep].id}`))
    .map(({ rep, day }) => ({ repId: reps[rep].id, day, losses: [{ why: 'carriesNobody' }] }));
}

function changedDay({ reps, dates }: Interpretation, { repId, day, losses }: FrozenChange): Issue {
  const rep = reps.findIndex(({ id }) => id === repId);
  const path = rep < 0 ? '/options/previousPlan' : `/territory/reps/${rep}`;
  const why = [...new Set(losses.map(lossText))].join(', ');
  return issue('FROZEN_DAY_CHANGED', path, { rep: repId, date: dates[day], why });
}

function lossText(loss: FrozenLoss): string {
  switch (loss.why) {
    case 'customerGone':
      return `customer "${loss.customerId}" is no more`;
    case 'otherRep':
      return `customer "${loss.customerId}" has another rep`;
    case 'closed':
      return `customer "${loss.customerId}" is closed`;
    case 'twice':
      return `customer "${loss.customerId}" was planned twice`;
    case 'unknownPlace':
      return `nobody knows where "${loss.hotelId}" lies, and home stands for it`;
    case 'repGone':
      return 'the rep is no more';
    case 'carriesNobody':
      return 'the rep carries nobody any more';
    case 'absent':
      return 'the rep is absent';
    case 'tripCut':
      return 'the rep is absent on the next day, and sleeps at home';
    case 'noWayHome':
      return 'the plan before had no way home for it, and it has one now';
  }
}

const catalogue = {
  FROZEN_DAY_CHANGED: {
    cause: 'The frozen day {date} of rep "{rep}" could not stay as it was: {why}.',
    action: 'Check the events of that day and who carries its customers; of a visit that was made, send the record.',
  },
  MORE_CHANGES_THAN_ALLOWED: {
    cause:
      '{found} visits of the previous plan move or fall away, although only {limit} may: what has happened leaves no other way.',
    action: 'Raise maxChangedVisits, or accept the plan.',
  },
} as const;

function issue(code: keyof typeof catalogue, path: string, values: Readonly<Record<string, string | number>>): Issue {
  const { cause, action } = catalogue[code];
  const message = cause.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? name));
  return { severity: 'warning', code, path, message, action };
}
