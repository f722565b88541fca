/** Visit records, each judged by itself: whether it can be, whether it is news, and how it was made. */
import { DateTime } from 'luxon';
import { type Issue, makeIssue, type Territory, type VisitRecord } from '#solver';
import type { StoredVisit } from '../store/index.ts';
import { distanceMetres } from './place-check.ts';

/** A record that comes later than this after the end of its visit is late. */
const lateMillis = 24 * 3_600_000;

export interface VisitResult {
  readonly id: string;
  readonly result: 'inserted' | 'updated' | 'unchanged' | 'rejected';
  /** Only of a record that was accepted. */
  readonly late?: boolean;
  readonly distanceMetres?: number | null;
  /** Why it was rejected; paths begin at the record. */
  readonly issues: readonly Issue[];
}

/** Of several records with one id in one call the last counts. */
export function judgeVisits(
  territory: Territory,
  records: readonly VisitRecord[],
  known: ReadonlyMap<string, VisitRecord>,
  now: Date,
): { results: VisitResult[]; accepted: Map<string, StoredVisit> } {
  const customers = new Map(territory.customers.map((customer) => [customer.id, customer]));
  const reps = new Map(territory.reps.map((rep) => [rep.id, rep]));
  const accepted = new Map<string, StoredVisit>();
  const results = records.map((record): VisitResult => {
    const { id, customerId, repId } = record;
    const customer = customers.get(customerId);
    const rep = reps.get(repId ?? customer?.repId ?? customer?.currentRepId ?? '');
    const timeZone = rep?.timeZone ?? territory.timeZone;
    const issues = [
      ...(customer === undefined ? [makeIssue('UNKNOWN_CUSTOMER', '/customerId', { id: customerId })] : []),
      ...(repId !== undefined && rep === undefined ? [makeIssue('UNKNOWN_REP', '/repId', { id: repId })] : []),
      ...timeIssues(record, timeZone, now),
    ];
    if (customer === undefined || issues.length > 0) return { id, result: 'rejected', issues };
    const late = now.getTime() - endOf(record, timeZone) > lateMillis;
    const distance = record.location === undefined ? null : distanceMetres(record.location, customer.location);
    const before = accepted.get(id)?.record ?? known.get(id);
    if (before !== undefined && sameRecord(before, record)) return { id, result: 'unchanged', issues };
    accepted.set(id, { record, late, distanceMetres: distance });
    return { id, result: before === undefined ? 'inserted' : 'updated', late, distanceMetres: distance, issues };
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
  if (date > dateAhead(now)) add('NOT_YET', '/date', `${date} has not come yet.`, 'Report visits that were made.');
  const startsOn = startAt === undefined ? date : DateTime.fromISO(startAt, { zone: timeZone }).toFormat('yyyy-MM-dd');
  if (startsOn !== date) {
    const message = `startAt is on ${startsOn} in ${timeZone}, but date is ${date}.`;
    add('OTHER_DATE', '/startAt', message, 'Correct one of the two; date is the local date.');
  }
  if (startAt !== undefined && endAt !== undefined && Date.parse(endAt) < Date.parse(startAt)) {
    const issue = makeIssue('WINDOW_ENDS_BEFORE_START', '/endAt', { from: startAt, to: endAt });
    issues.push({ ...issue, action: 'Correct startAt or endAt.' });
  }
  return issues;
}

/** The date in the zone that is furthest ahead. */
const dateAhead = (now: Date): string => new Date(now.getTime() + 14 * 3_600_000).toISOString().slice(0, 10);

function sameRecord(a: VisitRecord, b: VisitRecord): boolean {
  const text = (record: VisitRecord) => JSON.stringify(Object.entries(record).sort(([x], [y]) => (x < y ? -1 : 1)));
  return text(a) === text(b);
}
