/** Urgent visits that were asked for: which of them counts, and why another does not. */
import type { HorizonDays } from './clock.ts';
import type { AskedUrgently, DaySpan } from './interpretation.ts';
import type { PlanOptions } from './request.ts';

type Asked = Omit<AskedUrgently, 'outcome'>;

/** The events that ask for one, by customer. */
export function urgentEvents(options: PlanOptions | undefined, days: HorizonDays): ReadonlyMap<string, Asked[]> {
  const asked = new Map<string, Asked[]>();
  options?.events?.forEach((event, k) => {
    if (event.kind !== 'urgentVisit') return;
    const span = { first: days.indexOf(event.from), last: days.indexOf(event.to) };
    asked.set(event.customerId, [...(asked.get(event.customerId) ?? []), { event: k, days: span }]);
  });
  return asked;
}

export interface UrgentQuestion {
  /** The first day that is not frozen, and how many days there are. */
  readonly firstFree: number;
  readonly horizonDays: number;
  /** Day of the last visit; null: never visited. */
  readonly lastVisitDay: number | null;
  /** Days on which a visit is agreed or pinned, without those that were made. */
  readonly agreedDays: readonly number[];
  canCome(day: number): boolean;
}

export interface UrgentAnswer {
  readonly urgent: DaySpan | null;
  readonly asked: readonly AskedUrgently[];
}

/**
 * The next visit is the urgent one: of several the one that must come first, on days that suit the others too where there are any.
 * Where one is agreed for a day before, that is the next visit.
 */
export function urgentOf(asked: readonly Asked[], question: UrgentQuestion): UrgentAnswer {
  const { firstFree, horizonDays, lastVisitDay, agreedDays, canCome } = question;
  const isPossible = ({ first, last }: DaySpan) => daysOf(first, last).some(canCome);
  const told: AskedUrgently[] = [];
  let urgent: DaySpan | null = null;
  for (const { event, days } of asked.toSorted((a, b) => a.days.last - b.days.last)) {
    const open = { first: Math.max(firstFree, days.first), last: Math.min(horizonDays - 1, days.last) };
    const agreed = agreedDays.find((day) => day < open.first);
    const both: DaySpan = urgent === null ? open : { first: Math.max(urgent.first, open.first), last: urgent.last };
    const tell = (outcome: AskedUrgently['outcome']) => told.push({ event, days: open, outcome });
    if (lastVisitDay !== null && lastVisitDay >= days.first) tell('made');
    else if (open.first > open.last) tell('frozen');
    else if (!isPossible(open)) tell('nobodyCanCome');
    else if (agreed !== undefined) tell({ nextBy: agreed });
    else if (urgent !== null && !isPossible(both)) tell({ nextBy: urgent.last });
    else {
      urgent = both;
      tell('counts');
    }
  }
  return { urgent, asked: told };
}

function daysOf(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, day) => first + day);
}
