/**
 * Frozen days as constants: what the previous plan has for them, less what has fallen away since. No rule of today bears on them. What
 * the previous plan does not state is null.
 */
import type { Interval, KeptVisit, SleepingPlace } from './interpretation.ts';

export interface Way {
  readonly seconds: number;
  readonly metres: number;
}

export interface FrozenVisit extends KeptVisit {
  /** Index of the customer, whom the rep carries. */
  readonly customer: number;
  readonly arriveAt: number | null;
  readonly startAt: number;
  /** Whether it was agreed with the customer. */
  readonly appointment: boolean | null;
  /** From the place before, as it was stated; null also where another place has come before it. */
  readonly way: Way | null;
}

/** A frozen day on which the rep drives, visits or sleeps away. */
export interface FrozenTour {
  readonly rep: number;
  readonly day: number;
  /** Where the nights before and after are spent; null: at home. */
  readonly sleptAt: SleepingPlace | null;
  readonly sleepsAt: SleepingPlace | null;
  /** Null also where the tour begins, or ends, somewhere else now. Known where there is no visit. */
  readonly departAt: number | null;
  readonly arriveAt: number | null;
  readonly breaks: readonly Interval[];
  /** In order. */
  readonly visits: readonly FrozenVisit[];
  /** Customers called. */
  readonly calls: readonly number[];
  /** Of the last drive, as `FrozenVisit.way`. */
  readonly lastWay: Way | null;
  /** What was said of the night after it. */
  readonly night: { readonly savesDriveMinutes: number; readonly reason: string } | null;
}

/** Why something of a frozen day has not stayed. */
export type FrozenLoss =
  | { readonly why: 'customerGone' | 'otherRep' | 'closed' | 'twice'; readonly customerId: string }
  | { readonly why: 'repGone' | 'carriesNobody' | 'absent' | 'tripCut' | 'noWayHome' }
  | { readonly why: 'unknownPlace'; readonly hotelId: string };

/** What a frozen day of a rep has lost, other than visits of which an event says that they were not made. */
export interface FrozenChange {
  readonly repId: string;
  readonly day: number;
  readonly losses: readonly FrozenLoss[];
}
