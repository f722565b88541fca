/** Visit records, each judged by itself: whether it can be, whether it is news, and how it was made. */
import { DateTime } from 'luxon';
import { haversineMetres, type Issue, makeIssue, type Territory, type VisitRecord } from '#solver';
import type { StoredVisit } from '../store/index.ts';

/** A record that comes later than this after the end of its visit is late. */
const lateMillis = 24 * 3_600_000;
/** The clock of whoever reports may be ahead of ours by so much. */
const clockMillis = 5 * 60_000;

export interface VisitResult {
  readonly id: string;
  readonly result: 'inserted' | 'updated' | 'unchanged' | 'rejected';
  /** Only of a record that was accepted. */
  readonly late?: boolean;
  readonly distanceMetres?: number | null;
  /** Why it was rejected; paths begin at the record. */
  readonly issues: readonly Issue[];
}

/** Of several records with one id in one call the first counts: others are rejected unless they say the same. */
export function judgeVisits(
  territory: Territory,
  records: readonly VisitRecord[],
  known: ReadonlyMap<string, VisitRecord>,
  now: Date,
): { results: VisitResult[]; accepted: Map<string, StoredVisit> } {
  const customers = new Map(territory.customers.map((customer) => [customer.id, customer]));
  const reps = new Map(territory.reps.map((rep) => [rep.id, rep]));
  const accepted = new Map<string, StoredVisit>();
  const first = new Map<string, VisitRecord>();
  const results = records.map((record): VisitResult => {
    const { id, customerId, repId } = record;
    const customer = customers.get(customerId);
    const rep = reps.get(repId ?? customer?.repId ?? customer?.currentRepId ?? '');
    const timeZone = rep?.timeZone ?? territory.timeZone;
    const before = first.get(id);
    if (before === undefined) first.set(id, record);
    const issues = [
      ...(before === undefined || sameRecord(before, record) ? [] : [idOfAnother(id)]),
      ...(customer === undefined ? [makeIssue('UNKNOWN_CUSTOMER', '/customerId', { id: customerId })] : []),
      ...(repId !== undefined && rep === undefined ? [makeIssue('UNKNOWN_REP', '/repId', { id: repId })] : []),
      ...timeIssues(record, timeZone, now),
    ];
    if (customer === undefined || issues.length > 0) return { id, result: 'rejected', issues };
    const late = now.getTime() - endOf(record, timeZone) > lateMillis;
    const { location } = record;
    const distance = location === undefined ? null : Math.round(haversineMetres(location, customer.location));
    const stored = accepted.get(id)?.record ?? known.get(id);
    if (stored !== undefined && sameRecord(stored, record)) return { id, result: 'unchanged', issues };
    accepted.set(id, { record, late, distanceMetres: distance });
    return { id, result: stored === undefined ? 'inserted' : 'updated', late, distanceMetres: distance, issues };
  });
  return { results, accepted };
}

/** In milliseconds; without `endAt` the end of the local day. */
function endOf({ date, endAt }: VisitRecord, timeZone: string): number {
  return endAt === undefined ? DateTime.fromISO(date, { zone: timeZone }).endOf('day').toMillis() : Date.parse(endAt);
}

/** @param timeZone in which the record has its date */
function timeIssues({ date, startAt, endAt }: VisitRecord, timeZone: string, now: Date): Issue[] {
  const issues: Issue[] = [];
  const add = (code: string, path: string, message: string, action: string) =>
    issues.push({ severity: 'error', code, path, message, action });
  const localDate = (time: DateTime) => time.setZone(timeZone).toFormat('yyyy-MM-dd');
  const latest = DateTime.fromMillis(now.getTime() + clockMillis);
  const given = DateTime.fromISO(date, { zone: timeZone });
  const toCome = 'Report visits that were made.';
  if (date > localDate(latest)) add('NOT_YET', '/date', `${date} has not come yet in ${timeZone}.`, toCome);
  for (const [name, instant] of Object.entries({ startAt, endAt })) {
    if (instant === undefined) continue;
    const time = DateTime.fromISO(instant);
    const on = localDate(time);
    // A visit may go on over midnight, into no other day than the next.
    const isOnDate = on === date || (name === 'endAt' && on === localDate(given.plus({ days: 1 })));
    if (!isOnDate) {
      const message = `${name} is on ${on} in ${timeZone}, but date is ${date}.`;
      add('OTHER_DATE', `/${name}`, message, 'Correct one of the two; date is the local date.');
    } else if (time > latest) add('NOT_YET', `/${name}`, `${name} is still to come.`, toCome);
  }
  if (startAt !== undefined && endAt !== undefined && Date.parse(endAt) < Date.parse(startAt)) {
    const issue = makeIssue('WINDOW_ENDS_BEFORE_START', '/endAt', { from: startAt, to: endAt });
    issues.push({ ...issue, action: 'Correct startAt or endAt.' });
  }
  return issues;
}

function idOfAnother(id: string): Issue {
  const message = `Another record of this call has the id "${id}" and says something else; the first one counts.`;
  return {
    severity: 'error',
    code: 'DUPLICATE_ID',
    path: '/id',
    message,
    action: 'Give every visit an id of its own.',
  };
}

function sameRecord(a: VisitRecord, b: VisitRecord): boolean {
  const text = (record: VisitRecord) => JSON.stringify(Object.entries(record).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
