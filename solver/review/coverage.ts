/** What was required, planned and done between two dates, by class, rep and customer: the C of plan, do, check, act. */
import { classify } from '../input/classify.ts';
import { owedVisits, periodDays, spacingOf } from '../input/frequency.ts';
import { mergeClasses, rulesOf } from '../input/policy.ts';
import type { Territory } from '../input/request.ts';
import type { Plan } from '../output/index.ts';
import type { Coverage, CoverageRow } from './coverage-schema.ts';
import { driveMinutesOfRecords } from './drive-done.ts';
import { ineffectiveVisits } from './effectiveness.ts';
import { suggestionsOf } from './suggestions.ts';
import type { VisitRecord } from './visit-record.ts';

type ReviewedPlan = Pick<Plan, 'horizon' | 'itineraries' | 'territories' | 'approval'>;

export interface ReviewInput {
  /** `lastVisitedOn` of its customers as it was given, whatever the records say. */
  readonly territory: Territory;
  /** First and last date. */
  readonly from: string;
  readonly to: string;
  /** Days after it are still to come: what is due then is not missed. Default: all days of the period are over. */
  readonly today?: string;
  /** Of any date: those before `from` tell when a customer was last seen. */
  readonly records: readonly VisitRecord[];
  /** Plans of the territory, the one with the last word last: a day belongs to the last approved one whose horizon holds it, else to the last. */
  readonly plans: readonly ReviewedPlan[];
}

/** What a customer has to show. */
export interface CustomerReview {
  readonly id: string;
  readonly class: string;
  readonly repId: string;
  readonly required: number;
  /** As if the period ended with the day until which is judged. */
  readonly requiredUntil: number;
  readonly plannedDates: readonly string[];
  readonly doneDates: readonly string[];
  readonly effective: number;
  readonly overdueDays: number;
  /** |days between two visits - interval| / interval of every visit made. */
  readonly deviations: readonly number[];
}

const dayOf = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);

export function reviewCoverage(given: ReviewInput): Coverage {
  const { from, to } = given;
  const judgedUntil = lastJudged(given);
  const plans = byWord(given);
  const carriers = carriersOf({ ...given, plans });
  // Whose visit it was is left out where it was the customer's rep's.
  const records = given.records.map((record) => ({
    ...record,
    repId: record.repId ?? carriers.get(record.customerId),
  }));
  const input = { ...given, records, plans };
  const planned = plannedDays(input);
  const customers = reviewCustomers(input, carriers, planned);
  const drive = (repId?: string): Drive => ({
    plannedDriveMinutes: rounded(
      sum(planned.filter((day) => (repId ?? day.repId) === day.repId).map((day) => day.driveMinutes)),
    ),
    doneDriveMinutes: rounded(driveMinutesOfRecords(input, planned, repId)),
  });
  const group = (
    keyOf: (customer: CustomerReview) => string,
    driven: (key: string) => Drive,
    empty: readonly string[] = [],
  ) => {
    const members = Map.groupBy(customers, keyOf);
    return [...new Set([...members.keys(), ...empty])]
      .map((key) => rowOf(key, members.get(key) ?? [], driven(key), judgedUntil))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  };
  // Who has handed over all customers has driven all the same.
  const reps = [...given.territory.reps.map(({ id }) => id), ...planned.map(({ repId }) => repId)];
  const noDrive: Drive = { plannedDriveMinutes: null, doneDriveMinutes: null };
  return {
    from,
    to,
    judgedUntil,
    total: rowOf('total', customers, drive(), judgedUntil),
    byClass: group(
      (customer) => customer.class,
      () => noDrive,
    ),
    byRep: group((customer) => customer.repId, drive, reps),
    byCustomer: group(
      (customer) => customer.id,
      () => noDrive,
    ),
    suggestions: suggestionsOf(input, customers),
  };
}

type Drive = Pick<CoverageRow, 'plannedDriveMinutes' | 'doneDriveMinutes'>;

function lastJudged({ to, today = to }: ReviewInput): string {
  return today < to ? today : to;
}

export interface PlannedTour {
  readonly repId: string;
  readonly date: string;
  readonly driveMinutes: number;
  readonly tour: Plan['itineraries'][number]['days'][number];
}

/** The plan that has the last word comes last: one that reaches into the dates, there an approved one, of several the last. */
function byWord({ plans, from, to }: ReviewInput): ReviewedPlan[] {
  const reaches = ({ start, weeks }: Plan['horizon']) => start <= to && dayOf(start) + weeks * 7 > dayOf(from);
  const rank = ({ horizon, approval }: ReviewedPlan) => (reaches(horizon) ? 2 : 0) + (approval === 'approved' ? 1 : 0);
  return plans.toSorted((a, b) => rank(a) - rank(b));
}

/** The tours in force between the dates. */
function plannedDays({ plans, from, to }: ReviewInput): PlannedTour[] {
  const inForce = (date: string) => plans.findLastIndex(({ horizon }) => holds(horizon, date));
  return plans.flatMap(({ itineraries }, index) =>
    itineraries.flatMap(({ repId, days }) =>
      days
        .filter(({ date }) => date >= from && date <= to && inForce(date) === index)
        .map((tour) => ({ repId, date: tour.date, driveMinutes: tour.driveMinutes, tour })),
    ),
  );
}

function holds({ start, weeks }: Plan['horizon'], date: string): boolean {
  const day = dayOf(date) - dayOf(start);
  return day >= 0 && day < weeks * 7;
}

/** Per customer the rep that the territory locks him to, else that of the plan with the last word, else of today. */
function carriersOf({ territory, plans }: ReviewInput): ReadonlyMap<string, string | undefined> {
  const planned = new Map(
    plans.flatMap((plan) => plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId]))),
  );
  return new Map(
    territory.customers.map(({ id, repId, currentRepId }) => [id, repId ?? planned.get(id) ?? currentRepId]),
  );
}

function reviewCustomers(
  input: ReviewInput,
  carriers: ReadonlyMap<string, string | undefined>,
  planned: readonly PlannedTour[],
): CustomerReview[] {
  const { territory, from, to, records } = input;
  const until = dayOf(lastJudged(input));
  const { policy } = territory;
  const classes = mergeClasses(policy);
  const classified = classify(territory.customers, policy?.classification);
  const recordsOf = Map.groupBy(records, ({ customerId }) => customerId);
  const plannedOf = Map.groupBy(
    planned.flatMap(({ date, tour }) => tour.stops.map(({ customerId }) => ({ customerId, date }))),
    ({ customerId }) => customerId,
  );
  return territory.customers.map((customer, index) => {
    const rules = rulesOf(classes, classified[index].class);
    const frequency = customer.visitFrequency ?? rules;
    const intervalDays = periodDays(frequency.per, policy?.daysPerMonth) / frequency.visits;
    const all = (recordsOf.get(customer.id) ?? []).toSorted((a, b) => (a.date < b.date ? -1 : 1));
    const done = all.filter(({ date }) => date >= from && date <= to);
    const ineffective = ineffectiveVisits(all, classified[index].class, policy);
    // With the visit that was given, which was perhaps never recorded.
    const given = customer.lastVisitedOn === undefined ? [] : [customer.lastVisitedOn];
    const seen = [...all.map(({ date }) => date), ...given].filter((date) => date <= to).toSorted();
    const lastBefore = seen.findLast((date) => date < from);
    const requiredBy = (lastDay: number) =>
      owedVisits({
        intervalDays,
        spacing: spacingOf(intervalDays, {}, policy?.intervalTolerance),
        horizonDays: lastDay - dayOf(from) + 1,
        lastVisitDay: lastBefore === undefined ? null : dayOf(lastBefore) - dayOf(from),
        appointmentDays: [],
      }).dueDays.length;
    const last = seen.at(-1);
    const nextDue = last === undefined ? dayOf(from) : dayOf(last) + Math.round(intervalDays);
    const dates = [...(lastBefore === undefined ? [] : [lastBefore]), ...done.map(({ date }) => date)];
    return {
      id: customer.id,
      class: classified[index].class,
      repId: carriers.get(customer.id) ?? all.at(-1)?.repId ?? 'none',
      required: requiredBy(dayOf(to)),
      requiredUntil: until < dayOf(from) ? 0 : requiredBy(until),
      plannedDates: plannedOf.get(customer.id)?.map(({ date }) => date) ?? [],
      doneDates: done.map(({ date }) => date),
      effective: done.filter(({ id }) => !ineffective.has(id)).length,
      overdueDays: Math.max(0, until - nextDue + 1),
      deviations: dates
        .slice(1)
        .map((date, k) => Math.abs(dayOf(date) - dayOf(dates[k]) - intervalDays) / intervalDays),
    };
  });
}

function rowOf(key: string, customers: readonly CustomerReview[], drive: Drive, judgedUntil: string): CoverageRow {
  const deviations = customers.flatMap((customer) => customer.deviations);
  const planned = sum(customers.map(({ plannedDates }) => plannedDates.length));
  const judged = customers.flatMap(({ plannedDates, doneDates }) =>
    plannedDates.filter((date) => date <= judgedUntil).map((date) => doneDates.includes(date)),
  );
  const kept = customers.filter(({ requiredUntil, doneDates }) => doneDates.length >= requiredUntil).length;
  return {
    key,
    customers: customers.length,
    required: sum(customers.map(({ required }) => required)),
    planned,
    done: sum(customers.map(({ doneDates }) => doneDates.length)),
    effective: sum(customers.map(({ effective }) => effective)),
    overdue: customers.filter(({ overdueDays }) => overdueDays > 0).length,
    frequencyKept: customers.length === 0 ? 1 : rounded(kept / customers.length),
    intervalDeviation: deviations.length === 0 ? null : rounded(sum(deviations) / deviations.length),
    planAdherence: judged.length === 0 ? null : rounded(judged.filter(Boolean).length / judged.length),
    ...drive,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
