/**
 * What a visit consists of (contract, section 3). With an agenda its minutes are the sum of the actions that fall due; which
 * ones do is decided by date, so that it holds across horizons and for visits that come early or late.
 */
import type { InterpretedCustomer, KeptVisit, VisitContent, VisitRequirement } from './interpretation.ts';
import type { ClassRules } from './policy.ts';
import type { AgendaAction, Customer, Policy } from './request.ts';

const cadenceDays = (cadence: 'everyVisit' | 'monthly' | 'quarterly', daysPerMonth: number): number =>
  ({ everyVisit: 0, monthly: daysPerMonth, quarterly: 84 })[cadence];

/** @param frozen the customer's visits on frozen days, ascending */
export function visitContent(
  customer: Customer,
  rules: ClassRules,
  policy: Policy | undefined,
  indexOf: (date: string) => number,
  frozen: readonly KeptVisit[],
): VisitContent {
  const lastDone = new Map(customer.lastActions?.map(({ action, on }) => [action, indexOf(on)]));
  const seconds = (minutes: number) => Math.round(minutes * 60);
  const actions =
    policy?.agenda === undefined
      ? (rules.agenda ?? []).map((action) => ({ action, seconds: 0, everyDays: 0, lastDay: null }))
      : policy.agenda
          .filter(({ action }) => rules.agenda?.includes(action) ?? true)
          .map(({ action, minutes, cadence }) => ({
            action,
            seconds: seconds(minutes),
            everyDays: cadenceDays(cadence, policy.daysPerMonth ?? 28),
            lastDay: lastDone.get(action) ?? null,
          }));
  const plainSeconds = seconds(customer.visitMinutes ?? rules.visitMinutes);
  const fixed = customer.visitMinutes !== undefined || actions.every((action) => action.seconds === 0);
  const contacts = new Set(customer.contacts?.map((contact) => contact.id));
  const kept = frozen.map((visit) => (contacts.has(visit.contactId ?? '') ? visit : { ...visit, contactId: null }));
  return { plainSeconds, fixed, actions, kept };
}

/** What decides on which visit an action is done, besides its cadence. */
type Pace = Pick<VisitRequirement, 'intervalDays' | 'firstVisitBy'>;

/**
 * The most that a visit on this day can take: with every action that can be due by then. Visits before it only put off what
 * they do themselves.
 */
export function longestSecondsOn(content: VisitContent, pace: Pace, day: number): number {
  const { plainSeconds, fixed, actions } = content;
  const kept = keptOn(content, day);
  if (kept !== undefined) return kept.seconds;
  if (fixed) return plainSeconds;
  const canBeDue = ({ everyDays, lastDay }: (typeof actions)[number]) =>
    isDueOn(day, everyDays, lastDay, pace) ||
    // Done for the first time at the beginning, it falls due again.
    (lastDay === null && isDueOn(day, everyDays, 0, pace));
  const all = actions.filter(canBeDue).reduce((sum, action) => sum + action.seconds, 0);
  // A visit on which no action is due is still a visit: it takes the minutes of its class.
  const mayBePlain = actions.every((action) => action.everyDays > 0 || action.seconds === 0);
  return Math.max(all, mayBePlain ? plainSeconds : 0);
}

/** The least that a visit takes, whatever has been done before. */
export function shortestSeconds({ plainSeconds, fixed, actions }: VisitContent): number {
  const always = actions.filter(({ everyDays }) => everyDays === 0).reduce((sum, { seconds }) => sum + seconds, 0);
  return fixed || always === 0 ? plainSeconds : always;
}

/**
 * Due from half an interval before the cadence after the last time on, so that it is done on the visit nearest to that day. What
 * was never done is due on the first visit; where that is missing, it is put off, as nothing could be kept free for it on all others.
 */
function isDueOn(
  day: number,
  everyDays: number,
  lastDay: number | null,
  { intervalDays, firstVisitBy }: Pace,
): boolean {
  if (everyDays === 0) return true;
  return lastDay === null ? day <= firstVisitBy : day >= lastDay + everyDays - intervalDays / 2;
}

/** A visit on a frozen day of which it is known what it was; undefined: it is to be decided. */
function keptOn({ kept }: VisitContent, day: number): DatedContent | undefined {
  const visit = kept.find((each) => each.day === day);
  return visit === undefined || visit.seconds === null ? undefined : { seconds: visit.seconds, agenda: visit.agenda };
}

export interface DatedContent {
  readonly seconds: number;
  readonly agenda: readonly AgendaAction[];
}

/**
 * What is done on visits on these days, ascending. An action falls due its cadence after it was done last; it is done on the
 * visit nearest to that day, which is the first from half an interval before it on. Never done: due on the first visit. What a visit on a
 * frozen day was is not decided again.
 */
export function contentOnDays(content: VisitContent, pace: Pace, days: readonly number[]): DatedContent[] {
  const lastDay = content.actions.map((action) => action.lastDay);
  return days.map((day) => {
    const kept = keptOn(content, day);
    if (kept !== undefined) {
      content.actions.forEach(({ action }, index) => {
        if (kept.agenda.includes(action)) lastDay[index] = Math.max(day, lastDay[index] ?? day);
      });
      return kept;
    }
    const due = content.actions.filter(({ everyDays }, index) => {
      const isDue = isDueOn(day, everyDays, lastDay[index], pace);
      if (isDue) lastDay[index] = day;
      return isDue;
    });
    const sum = due.reduce((seconds, action) => seconds + action.seconds, 0);
    return {
      seconds: content.fixed || sum === 0 ? content.plainSeconds : sum,
      agenda: due.map(({ action }) => action),
    };
  });
}

/** Seconds of a customer's visits on these days, ascending; an appointment takes what was agreed. */
export function visitSecondsOn(
  { content, requirement, appointments }: Pick<InterpretedCustomer, 'content' | 'requirement' | 'appointments'>,
  days: readonly number[],
): number[] {
  const agreed = new Map(appointments.map(({ day, seconds }) => [day, seconds]));
  return contentOnDays(content, requirement, days).map(({ seconds }, k) => agreed.get(days[k]) ?? seconds);
}
