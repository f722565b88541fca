/** A fault planted into the correct plan, and the words to plant it with. */
import type { Plan } from '#solver';
import type { ViolationCode } from '../../../../solver/check/index.ts';
import type { Draft, DraftDay, DraftStop } from '../draft.ts';
import type { Change } from '../judging.ts';

export interface Fault extends Change {
  readonly name: string;
  readonly code: ViolationCode;
  /** What cannot but break along with it. */
  readonly also?: readonly ViolationCode[];
}

export type RepId = DraftDay['repId'];

export const draftDay = ({ days }: Draft, repId: RepId, date: string) =>
  days.find((day) => day.repId === repId && day.date === date)!;
export const plannedDay = ({ itineraries }: Plan, repId: RepId, date: string) =>
  itineraries.find((itinerary) => itinerary.repId === repId)!.days.find((day) => day.date === date)!;
export const daysOf = (plan: Plan, repId: RepId) =>
  plan.itineraries.find((itinerary) => itinerary.repId === repId)!.days;

/** A change of one drafted day. */
export const drafted =
  (repId: RepId, date: string, change: (day: DraftDay) => void) =>
  (draft: Draft): void =>
    change(draftDay(draft, repId, date));
/** A change of one planned day. */
export const planned =
  (repId: RepId, date: string, change: (day: Plan['itineraries'][number]['days'][number]) => void) =>
  (plan: Plan): void =>
    change(plannedDay(plan, repId, date));

export const swapDates = (repId: RepId, one: string, other: string) => (draft: Draft) => {
  const [a, b] = [draftDay(draft, repId, one), draftDay(draft, repId, other)];
  [a.date, b.date] = [b.date, a.date];
};
export const extraDay =
  (repId: RepId, date: string, stops: DraftStop[], more: Partial<DraftDay> = {}) =>
  (draft: Draft) =>
    draft.days.push({ repId, date, departAt: '13:00', breaks: [], stops, ...more });
export const carry = (customerId: string, from: 0 | 1, to: 0 | 1) => (draft: Draft) => {
  const { territories } = draft;
  territories[from].customerIds = territories[from].customerIds.filter((id) => id !== customerId);
  territories[to].customerIds.push(customerId);
};
export const later = (instant: string, minutes: number) =>
  `${new Date(Date.parse(instant) + (minutes - 360) * 60_000).toISOString().slice(0, 19)}-06:00`;
