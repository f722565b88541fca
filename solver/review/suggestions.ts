/** What the next plan should do differently, each with its numbers: the A of plan, do, check, act. */
import { classify } from '../input/classify.ts';
import type { CustomerReview, ReviewInput } from './coverage.ts';
import type { ReviewSuggestion } from './coverage-schema.ts';

/** A class with fewer of its required visits done than this share is missed, if so many were required. */
const MISSED_SHARE = 0.85;
const MISSED_LEAST = 5;
/** Overdue by more than so many days is named one by one. */
const OVERDUE_DAYS = 28;

export function suggestionsOf(input: ReviewInput, customers: readonly CustomerReview[]): ReviewSuggestion[] {
  return [
    ...missedClasses(customers),
    ...movedClasses(input),
    ...repsOverWidth(input, customers),
    ...oneContactOnly(customers),
    ...overdue(customers),
  ];
}

const percent = (share: number): number => Math.round(share * 100);

function missedClasses(customers: readonly CustomerReview[]): ReviewSuggestion[] {
  return [...Map.groupBy(customers, (customer) => customer.class)].flatMap(([name, members]) => {
    const required = members.reduce((sum, customer) => sum + customer.requiredUntil, 0);
    const done = members.reduce(
      (sum, customer) => sum + Math.min(customer.requiredUntil, customer.doneDates.length),
      0,
    );
    if (required < MISSED_LEAST || done >= MISSED_SHARE * required) return [];
    const message = `Class ${name} got ${done} of ${required} visits (${percent(done / required)} %): lower its frequency, or give it time.`;
    return [{ code: 'CLASS_MISSED' as const, subject: name, message, numbers: { required, done } }];
  });
}

/** Customers whose class was given once, and whose revenue now says another. */
function movedClasses({ territory }: ReviewInput): ReviewSuggestion[] {
  const { customers, policy } = territory;
  if (!customers.some(({ annualRevenue = 0 }) => annualRevenue > 0)) return [];
  const byRevenue = classify(
    customers.map(({ class: _, ...customer }) => customer),
    policy?.classification,
  );
  return customers.flatMap(({ id, class: given, annualRevenue = 0 }, index) => {
    const derived = byRevenue[index].class;
    if (given === undefined || given === derived) return [];
    const message = `Customer ${id} is class ${given}, but its revenue makes it ${derived}.`;
    const numbers = { given, derived, annualRevenue };
    return [{ code: 'CLASS_MOVED' as const, subject: id, message, numbers }];
  });
}

/** By customers as they are now, and by work as the plan with the last word has it. */
function repsOverWidth({ territory, plans }: ReviewInput, customers: readonly CustomerReview[]): ReviewSuggestion[] {
  const planned = plans.at(-1)?.territories ?? [];
  return territory.reps.flatMap(({ id, channelWidth }) => {
    const carried = customers.filter(({ repId }) => repId === id).length;
    const work = Math.round(planned.find(({ repId }) => repId === id)?.channelWidth.workloadMinutesPerWeek ?? 0);
    return [
      ...overWidth(id, carried, channelWidth?.maxCustomers, 'customers'),
      ...overWidth(id, work, channelWidth?.maxWorkloadMinutesPerWeek, 'minutes of work a week'),
    ];
  });
}

function overWidth(repId: string, found: number, limit: number | undefined, what: string): ReviewSuggestion[] {
  if (limit === undefined || found <= limit) return [];
  const message = `Rep ${repId} carries ${found} ${what}, ${limit} are the most: give some customers to a neighbour.`;
  return [{ code: 'REP_OVER_WIDTH', subject: repId, message, numbers: { found, limit } }];
}

function oneContactOnly(customers: readonly CustomerReview[]): ReviewSuggestion[] {
  return customers.flatMap(({ id, doneDates, effective }) => {
    const ineffective = doneDates.length - effective;
    if (ineffective === 0) return [];
    const message = `${ineffective} visits of customer ${id} met the one person met for months: meet others, above all who decides.`;
    return [
      { code: 'ONE_CONTACT_ONLY' as const, subject: id, message, numbers: { ineffective, done: doneDates.length } },
    ];
  });
}

function overdue(customers: readonly CustomerReview[]): ReviewSuggestion[] {
  return customers.flatMap(({ id, overdueDays }) => {
    if (overdueDays <= OVERDUE_DAYS) return [];
    const message = `Customer ${id} is overdue by ${overdueDays} days: it comes first in the next plan.`;
    return [{ code: 'CUSTOMER_OVERDUE' as const, subject: id, message, numbers: { overdueDays } }];
  });
}
