/** Rules of breaks (contract, section 5). */
import type { InterpretedBreak } from '../input/interpretation.ts';
import type { Facts, Tour } from './facts.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

type Taken = Tour['breaks'][number];

export function checkBreaks({ tours, stated }: Facts, report: Report): void {
  for (const tour of tours) {
    if (tour.isFrozen || stated.dayOf.get(tour.planned)?.breaks === undefined) continue;
    checkEachBreak(tour, report);
    checkOwedBreaks(tour, report);
  }
}

function checkEachBreak({ breaks, visits, hours, departAt, arriveAt }: Tour, report: Report): void {
  const allowed = hours?.breaks ?? [];
  breaks.forEach((taken, b) => {
    if (!allowed.some((rule) => hasLength(taken, rule)))
      report('BREAK_LENGTH_WRONG', taken.path, 'The rep has no break of this length, minutes.', {
        found: (taken.to - taken.from) / 60,
      });
    else if (!allowed.some((rule) => fits(taken, rule)))
      report('BREAK_OUTSIDE_WINDOW', taken.path, 'The break lies outside its window.');
    if (taken.from < departAt - tolerance.seconds || taken.to > arriveAt + tolerance.seconds)
      report('BREAK_OUTSIDE_TOUR', taken.path, 'The break lies before departure or after arrival.');
    if (b > 0 && taken.from < breaks[b - 1].to) report('BREAK_OVERLAP', taken.path, 'Two breaks overlap.');
    if (visits.some(({ startAt, endAt }) => taken.from < endAt && taken.to > startAt))
      report('BREAK_DURING_SERVICE', taken.path, 'A visit is not interrupted by a break.');
  });
}

/** A break is owed on a day whose tour covers its whole window, and taken at most once. */
function checkOwedBreaks({ path, breaks, hours, departAt, arriveAt }: Tour, report: Report): void {
  const allowed = hours?.breaks ?? [];
  const owed = allowed.filter(({ from, to }) => departAt <= from && arriveAt >= to);
  const taken = matched(owed, breaks, (rule, pause) => fits(pause, rule));
  if (taken < owed.length)
    report('BREAK_MISSING', `${path}/breaks`, 'The tour covers the window of a break that is not taken.', {
      expected: owed.length,
      found: taken,
    });
  const fitting = breaks.filter((pause) => allowed.some((rule) => fits(pause, rule)));
  const justified = matched(fitting, allowed, fits);
  if (justified < fitting.length)
    report('BREAK_NOT_OWED', `${path}/breaks`, 'More breaks than the rep has.', {
      expected: justified,
      found: fitting.length,
    });
}

const hasLength = (taken: Taken, rule: InterpretedBreak) =>
  !differs(taken.to - taken.from, rule.seconds, tolerance.seconds);

const fits = (taken: Taken, rule: InterpretedBreak) =>
  hasLength(taken, rule) && taken.from >= rule.from - tolerance.seconds && taken.to <= rule.to + tolerance.seconds;

/** How many of the left can have one of the right each: augmenting paths. */
function matched<L, R>(left: readonly L[], right: readonly R[], pair: (a: L, b: R) => boolean): number {
  const holder = new Map<number, number>();
  const place = (l: number, tried: Set<number>): boolean =>
    right.some((candidate, r) => {
      if (tried.has(r) || !pair(left[l], candidate)) return false;
      tried.add(r);
      const other = holder.get(r);
      if (other !== undefined && !place(other, tried)) return false;
      holder.set(r, l);
      return true;
    });
  return left.filter((_, l) => place(l, new Set())).length;
}
