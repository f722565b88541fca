/** The reps' days of a replan together: within the limit of changed visits, and with what could not stay told. */
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
  const lost = idle.reduce((sum, { visits }) => sum + visits.length, 0);
  const repair = chooseWithinLimit(changes, most - lost);
  const itineraries = found.map((each, index) => (repair[index] && each.repaired) || each);
  const total = changes.reduce((sum, { best, repaired }, rep) => sum + (repair[rep] ? repaired : best), lost);
  const changedDays = [
    ...tasks.flatMap(({ rep, replan }) => (replan?.changedDays ?? []).map((day) => ({ rep, day }))),
    ...idle.filter(({ rep, day }) => day < replanning.frozenDaysOf[rep]),
  ];
  const issues = changedDays.map(({ rep, day }) =>
    issue('FROZEN_DAY_CHANGED', `/territory/reps/${rep}`, { rep: meaning.reps[rep].id, date: meaning.dates[day] }),
  );
  if (total > most)
    issues.push(issue('MORE_CHANGES_THAN_ALLOWED', '/options/maxChangedVisits', { found: total, limit: most }));
  return { itineraries, issues };
}

/** Visits of the previous plan of a rep that are not on the same day any more. */
function changesOf({ replanning }: Interpretation, { rep, problem }: Task, { stops }: Itinerary): number {
  const tours = (replanning?.tours ?? []).filter((tour) => tour.rep === rep);
  return tours.reduce((sum, { visits, day }) => {
    const now = new Set([...stops[day]].map((customer) => problem.customerIndex[customer]));
    return sum + visits.filter(({ customer }) => !now.has(customer)).length;
  }, 0);
}

/** Previous tours, with visits, of reps who have nothing to do any more. */
function toursOfIdle({ replanning }: Interpretation, tasks: readonly Task[]): PreviousTour[] {
  const busy = new Set(tasks.map(({ rep }) => rep));
  return (replanning?.tours ?? []).filter(({ rep, visits }) => visits.length > 0 && !busy.has(rep));
}

const catalogue = {
  FROZEN_DAY_CHANGED: {
    cause:
      'The frozen day {date} of rep "{rep}" could not stay as it was: a visit of it is no longer possible for him.',
    action: 'Check daysOff, closedOn and working hours of that day, and who carries its customers.',
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
