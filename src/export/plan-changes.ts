/** What a CRM must write back when a plan takes the place of another: visits and phone calls that come, move, change or go. */
import { isDeepStrictEqual } from 'node:util';
import { type DatedVisit, matchVisits, type Plan } from '#solver';
import { isIn, type StandingPlan } from '../chain/index.ts';

export interface ChangedVisit {
  readonly repId: string;
  readonly date: string;
  readonly startAt: string | null;
  readonly endAt: string | null;
  readonly agenda: readonly string[];
  readonly contactId: string | null;
  readonly jointWith: string | null;
}

export interface PlanChange {
  readonly kind: 'visit' | 'phoneCall';
  /** changed: on the same day, but at another time, with another agenda, contact or company. */
  readonly change: 'added' | 'moved' | 'changed' | 'dropped';
  readonly customerId: string;
  /** Null: added. */
  readonly from: ChangedVisit | null;
  /** Null: dropped. */
  readonly to: ChangedVisit | null;
}

type Visit = DatedVisit & { readonly content: ChangedVisit };

/**
 * By date, rep and customer; the same every time. What lay before the horizon of the plan stays as it was, and so does what lies
 * on a day of which neither the plan nor one that it follows says anything.
 * @param previous the plan that the CRM knows; null: none, so that everything is added
 */
export function planChanges({ plan, spans }: StandingPlan, previous: StandingPlan | null): readonly PlanChange[] {
  const isCounted = ({ date }: Visit) => spans.some((span) => isIn(span, date));
  const changes = (['visit', 'phoneCall'] as const).flatMap((kind) => {
    const entries = kind === 'visit' ? visitsOf : callsOf;
    const before = previous === null ? [] : entries(previous.plan).filter(isCounted);
    const { kept, moved, added, dropped } = matchVisits(before, entries(plan));
    const change = (name: PlanChange['change'], from: Visit | null, to: Visit | null): PlanChange => ({
      ...{ kind, change: name, customerId: (to ?? from)?.customerId ?? '' },
      ...{ from: from?.content ?? null, to: to?.content ?? null },
    });
    return [
      ...added.map((to) => change('added', null, to)),
      ...moved.map(([from, to]) => change('moved', from, to)),
      ...kept
        .filter(([from, to]) => !isDeepStrictEqual(from.content, to.content))
        .map(([from, to]) => change('changed', from, to)),
      ...dropped.map((from) => change('dropped', from, null)),
    ];
  });
  const key = ({ from, to, customerId, kind }: PlanChange) =>
    [(to ?? from)?.date, (to ?? from)?.repId, (to ?? from)?.startAt, customerId, kind].join('\u0000');
  const keyed = changes.map((change) => ({ change, key: key(change) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ change }) => change);
}

function visitsOf({ itineraries }: Plan): Visit[] {
  return entriesOf(itineraries, ({ stops }) =>
    stops.map(({ customerId, startAt, endAt, agenda, contactId, jointWith }) => ({
      customerId,
      ...{ startAt, endAt, agenda: agenda ?? [], contactId: contactId ?? null, jointWith: jointWith ?? null },
    })),
  );
}

function callsOf({ itineraries }: Plan): Visit[] {
  return entriesOf(itineraries, ({ phoneCalls }) =>
    (phoneCalls ?? []).map(({ customerId }) => ({
      customerId,
      ...{ startAt: null, endAt: null, agenda: [], contactId: null, jointWith: null },
    })),
  );
}

function entriesOf(
  itineraries: Plan['itineraries'],
  read: (day: Plan['itineraries'][number]['days'][number]) => (Omit<ChangedVisit, 'repId' | 'date'> & {
    readonly customerId: string;
  })[],
): Visit[] {
  const all = itineraries.flatMap(({ repId, days }) =>
    days.flatMap((day) =>
      read(day).map(({ customerId, ...content }): Visit => {
        const { date } = day;
        return { customerId, repId, date, content: { repId, date, ...content } };
      }),
    ),
  );
  return all.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
