/**
 * What is known of a chain of plans after its last one: what stands, and by which name calendars know each visit, night and
 * day of calls, also those that have fallen away. It is kept with the plan, so that one plan before is enough to go on from: a
 * name that were worked out anew would change as soon as the plan that gave it is left out.
 */
import { createHash } from 'node:crypto';
import { type DatedVisit, matchVisits, type Plan } from '#solver';
import { byDate, type DayEntry, dayEntriesOf, daysAfter, lastDayOf, type TimedVisit, visitsOf } from './plan-days.ts';
import { type DaysOf, isIn } from './standing-plan.ts';

/**
 * A visit with a rep who has it or had it: an event of his calendar. For another rep it is another event, since the two may meet
 * in one calendar.
 */
export interface VisitEvent extends TimedVisit {
  /** Of the event, in the world (RFC 5545, section 3.8.4.7). */
  readonly uid: string;
  /** Of the visit, in the chain: the customer and the day on which it was first planned, however often it has moved since. */
  readonly name: string;
  /** Every date on which this rep has had it. */
  readonly dates: readonly string[];
  /** Whether it stands; else it has fallen away, or gone to another rep, and the times are those planned last. */
  readonly stands: boolean;
}

export interface DayEvent extends DayEntry {
  readonly uid: string;
  readonly stands: boolean;
}

export interface ChainState {
  /** What makes the names unique: the territory, or the first plan. Null: earlier versions named the events, without any. */
  readonly scope: string | null;
  readonly planId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  /** Days before the first one that stand, in the plans that have them: a later plan may begin before this one. By date. */
  readonly before: readonly DaysOf[];
  /** Days after the last one that stand, in the plans that have them. By date. */
  readonly after: readonly DaysOf[];
  readonly visits: readonly VisitEvent[];
  readonly dayEntries: readonly DayEvent[];
}

export interface PlanIds {
  readonly planId: string;
  /** Null: names are given as earlier versions gave them. */
  readonly scope: string | null;
}

/** @param before what is known of the plans that the plan follows; null: it follows none */
export function followChain(before: ChainState | null, plan: Plan, { planId, scope }: PlanIds): ChainState {
  const firstDay = plan.horizon.start;
  const lastDay = lastDayOf(plan);
  const span = { scope: before?.scope ?? scope, planId, firstDay, lastDay };
  const stood = before === null ? [] : standsOf(before);
  const [dayBefore, dayAfter] = [daysAfter(firstDay, -1), daysAfter(lastDay, 1)];
  const left = stood.map((days) => ({ ...days, to: days.to < firstDay ? days.to : dayBefore })).filter(isSpan);
  return {
    ...span,
    before: left.slice(-mostBefore),
    after: stood.map((days) => ({ ...days, from: days.from > lastDay ? days.from : dayAfter })).filter(isSpan),
    visits: followVisits(before?.visits ?? [], visitsOf(plan), span),
    dayEntries: followDayEntries(before?.dayEntries ?? [], dayEntriesOf(plan), span),
  };
}

/** In a chain that rolls on, each plan leaves one behind; so many nights later nobody plans a day anew. */
const mostBefore = 100;

/** All days that stand after a plan, with the plans that have them. By date. */
function standsOf({ planId, firstDay, lastDay, before, after }: ChainState): readonly DaysOf[] {
  return [...before, { planId, from: firstDay, to: lastDay }, ...after];
}

const isSpan = ({ from, to }: DaysOf): boolean => from <= to;

/**
 * The events of days that stand before a plan are left out of what is kept with it. They are those of the plans that have the days.
 * @param earlier what is known after each plan with such days
 */
export function withEarlierEvents(chain: ChainState, earlier: readonly (DaysOf & { chain: ChainState })[]): ChainState {
  const recall = <T extends VisitEvent | DayEvent>(
    known: readonly T[],
    eventsOf: (chain: ChainState) => readonly T[],
  ) => {
    // Earlier versions gave events of several reps one uid.
    const keys = new Set(known.map(({ uid, repId }) => keyOf(uid, repId)));
    const lost = earlier.flatMap((span) =>
      eventsOf(span.chain).filter(({ uid, repId, date }) => isIn(span, date) && !keys.has(keyOf(uid, repId))),
    );
    return [...known, ...lost].sort(byDate);
  };
  const visits = recall(chain.visits, (its) => its.visits);
  return { ...chain, visits, dayEntries: recall(chain.dayEntries, (its) => its.dayEntries) };
}

type Span = Pick<ChainState, 'scope' | 'firstDay' | 'lastDay'>;

const isWithin = ({ firstDay, lastDay }: Span, date: string): boolean => firstDay <= date && date <= lastDay;

function followVisits(known: readonly VisitEvent[], visits: readonly TimedVisit[], span: Span): VisitEvent[] {
  // As in the diff. What lies before the plan has been, and what lies after it stands: neither is a visit of it that has moved.
  const mayMove = known.filter(({ stands, date }) => stands && isWithin(span, date)).sort(byDate);
  const { kept, moved, added, dropped } = matchVisits(mayMove, visits);
  const events = new Map(known.map((event) => [keyOf(event.name, event.repId), event]));
  for (const event of [...dropped, ...moved.map(([from]) => from)])
    events.set(keyOf(event.name, event.repId), { ...event, stands: false });
  const stand = (name: string, visit: TimedVisit) => {
    const key = keyOf(name, visit.repId);
    const { uid = uidOfVisit(span.scope, name, visit.repId), dates = [] } = events.get(key) ?? {};
    const { customerId, repId, date, startAt, endAt } = visit;
    const all = [...new Set([...dates, date])];
    events.set(key, { uid, name, customerId, repId, date, startAt, endAt, dates: all, stands: true });
  };
  for (const [{ name }, visit] of [...kept, ...moved]) stand(name, visit);
  const taken = new Set([...events.values()].filter(({ stands }) => stands).map(({ name }) => name));
  for (const visit of added) stand(freeName(visit, taken), visit);
  // Whose days have all been, with whichever rep, nobody asks for any more.
  const all = [...events.values()];
  const matter = new Set(
    all.filter(({ dates }) => dates.some((date) => date >= span.firstDay)).map(({ name }) => name),
  );
  return all.filter(({ name }) => matter.has(name)).sort(byDate);
}

function followDayEntries(known: readonly DayEvent[], entries: readonly DayEntry[], span: Span): DayEvent[] {
  const keyed = ({ kind, repId, date }: DayEntry) => keyOf(kind, repId, date);
  const left = known.map((event) => (isWithin(span, event.date) ? { ...event, stands: false } : event));
  const events = new Map(left.map((event) => [keyed(event), event]));
  for (const entry of entries) {
    const { kind, repId, date } = entry;
    const scope = span.scope === null ? [] : [span.scope];
    const uid = events.get(keyed(entry))?.uid ?? uidOf(...scope, kind, repId, date);
    events.set(keyed(entry), { ...entry, uid, stands: true });
  }
  return [...events.values()].filter(({ date }) => date >= span.firstDay).sort(byDate);
}

/** The day may be taken by a visit that was first planned there and has moved away. */
function freeName({ customerId, date }: DatedVisit, taken: ReadonlySet<string>): string {
  let name = keyOf(customerId, date);
  for (let number = 2; taken.has(name); number++) name = keyOf(customerId, date, number);
  return name;
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

/** Earlier versions gave the event of a visit the same name for every rep, and in every territory. */
function uidOfVisit(scope: string | null, name: string, repId: string): string {
  return scope === null ? uidOf('visit', name) : uidOf(scope, 'visit', name, repId);
}

/** The same for the same thing in every plan, whatever characters its ids have. */
function uidOf(...parts: readonly string[]): string {
  return `${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}@roundsman`;
}
