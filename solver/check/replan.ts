/** Rules of a plan that follows another: pins, urgent visits, changes (contract, section 8). */
import type { Facts, Visit } from './facts.ts';
import { isFrozenFor } from './frozen-days.ts';
import { differs, tolerance } from './tolerance.ts';
import type { Report } from './violation.ts';

/** A visit on every pinned day and one among the days of an urgent visit, unless one is reported unassigned. */
export function checkDatedVisits(facts: Facts, report: Report): void {
  const { meaning, visitsOf, unassignedOf } = facts;
  for (const { id, pinnedDays, urgent } of meaning.customers) {
    const visits = visitsOf.get(id) ?? [];
    const on = (first: number, last: number) => visits.some(({ tour }) => tour.day >= first && tour.day <= last);
    // A frozen day that cannot stay as it was is told of as such.
    const missing = pinnedDays.filter((day) => !on(day, day) && !isFrozenFor(facts, id, day));
    if (missing.length > (unassignedOf.get(id)?.length ?? 0))
      report('PIN_MISSING', '/unassignedVisits', `A pinned visit of ${id} is neither planned nor reported.`, {
        expected: meaning.dates[missing[0]],
      });
    if (urgent !== null && !on(urgent.first, urgent.last) && !unassignedOf.has(id))
      report(
        'URGENT_VISIT_MISSING',
        '/unassignedVisits',
        `The urgent visit of ${id} is neither planned nor reported.`,
        {
          expected: meaning.dates[urgent.last],
        },
      );
    for (const visit of visits) checkPinned(visit, pinnedDays, report);
  }
}

function checkPinned({ path, stop, tour }: Visit, pinnedDays: readonly number[], report: Report): void {
  const expected = pinnedDays.includes(tour.day);
  if ((stop.pinned ?? false) !== expected)
    report('PIN_FLAG_WRONG', `${path}/pinned`, 'Says wrongly whether this visit is pinned.', { expected });
}

/** The diff counts every visit of the previous plan once, and names the visits that changed. */
export function checkDiff(facts: Facts, report: Report): void {
  const { meaning, plan, tours } = facts;
  const { replanning } = meaning;
  const { diff } = plan;
  if (replanning === null || diff === undefined) {
    if ((replanning === null) !== (diff === undefined))
      report('DIFF_WRONG', '/diff', 'A plan has a diff exactly when there is a previous plan.');
    return;
  }
  const dates = new Set(meaning.dates);
  const before = new Set<string>();
  for (const { repId, days } of meaning.request.options?.previousPlan?.itineraries ?? [])
    for (const { date, stops } of days)
      if (dates.has(date)) for (const { customerId } of stops) before.add(`${customerId} ${repId} ${date}`);
  const now = new Set<string>();
  for (const { visits, rep, planned } of tours)
    for (const { stop } of visits) now.add(`${stop.customerId} ${rep.id} ${planned.date}`);
  const gone = [...before].filter((visit) => !now.has(visit));
  const come = [...now].filter((visit) => !before.has(visit));
  const key = (id: string, { repId, date }: { repId: string; date: string }) => `${id} ${repId} ${date}`;
  const same = (what: string, found: readonly string[], expected: readonly string[]) => {
    if ([...found].sort().join('\n') !== [...expected].sort().join('\n'))
      report('DIFF_WRONG', '/diff', `The diff has other visits that ${what}.`, { expected, found });
  };
  same(
    'went',
    [...diff.moved, ...diff.dropped].map(({ customerId, from }) => key(customerId, from)),
    gone,
  );
  same(
    'came',
    [...diff.moved, ...diff.added].map(({ customerId, to }) => key(customerId, to)),
    come,
  );
  const kept = before.size - gone.length;
  const stability = before.size === 0 ? 1 : kept / before.size;
  if (diff.kept !== kept || differs(diff.stabilityShare, stability, tolerance.ratio))
    report('DIFF_WRONG', '/diff/kept', 'The diff adds up to another number.', { expected: kept, found: diff.kept });
  checkLimit(facts, replanning.maxChangedVisits, now, report);
}

/** Visits that were not made, and those of reps and customers who are no more, do not count: they could not stay. */
function checkLimit({ meaning, plan }: Facts, most: number, now: ReadonlySet<string>, report: Report): void {
  const { options, territory } = meaning.request;
  const reps = new Set(territory.reps.map(({ id }) => id));
  const customers = new Set(territory.customers.map(({ id }) => id));
  const notMade = new Set<string>();
  for (const event of options?.events ?? [])
    if (event.kind === 'visitNotDone') notMade.add(`${event.customerId} ${event.date}`);
  let changed = 0;
  for (const { repId, days } of options?.previousPlan?.itineraries ?? [])
    for (const { date, stops } of days)
      for (const { customerId: id } of stops) {
        const couldStay = reps.has(repId) && customers.has(id) && !notMade.has(`${id} ${date}`);
        if (couldStay && meaning.dates.includes(date) && !now.has(`${id} ${repId} ${date}`)) changed++;
      }
  if (changed > most && !plan.issues.some(({ code }) => code === 'MORE_CHANGES_THAN_ALLOWED'))
    report('CHANGES_EXCEEDED', '/diff', 'More visits of the previous plan change than allowed.', {
      expected: most,
      found: changed,
    });
}
