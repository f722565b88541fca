/**
 * What a visit consists of (contract, section 3). With an agenda its minutes are the sum of the actions that fall due; which
 * ones do is decided by date, so that it holds across horizons and for visits that come early or late.
 */
import type { VisitContent } from './interpretation.ts';
import type { ClassRules } from './policy.ts';
import type { AgendaAction, Customer, Policy } from './request.ts';

const cadenceDays = (cadence: 'everyVisit' | 'monthly' | 'quarterly', daysPerMonth: number): number =>
  ({ everyVisit: 0, monthly: daysPerMonth, quarterly: 84 })[cadence];

export function visitContent(
  customer: Customer,
  rules: ClassRules,
  policy: Policy | undefined,
  indexOf: (date: string) => number,
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
  const all = actions.reduce((sum, action) => sum + action.seconds, 0);
  // A visit on which no action is due is still a visit: it takes the minutes of its class.
  const mayBePlain = actions.every((action) => action.everyDays > 0 || action.seconds === 0);
  const fixed = customer.visitMinutes !== undefined || all === 0;
  const longestSeconds = fixed ? plainSeconds : Math.max(all, mayBePlain ? plainSeconds : 0);
  return { plainSeconds, fixed, actions, longestSeconds };
}

export interface DatedContent {
  readonly seconds: number;
  readonly agenda: readonly AgendaAction[];
}

/**
 * What is done on visits on these days, ascending. An action falls due its cadence after it was done last; it is done on the
 * visit nearest to that day, which is the first from half an interval before it on. Never done: due on the first visit.
 */
export function contentOnDays(content: VisitContent, intervalDays: number, days: readonly number[]): DatedContent[] {
  const lastDay = content.actions.map((action) => action.lastDay);
  return days.map((day) => {
    const due = content.actions.filter(({ everyDays }, index) => {
      const last = lastDay[index];
      const isDue = everyDays === 0 || last === null || day >= last + everyDays - intervalDays / 2;
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
