/**
 * What the search plans: who is visited, when that is possible, and what travel takes, as typed arrays of plain data, so that
 * it crosses a thread by structured clone. Three settings of one engine: the days of a rep with nights; a travelling
 * salesperson who chooses hotels; a fleet with listed patterns of days (periodic vehicle routing).
 *
 * Places are numbered customers first (0 to customers - 1), then home, then the sleeping places.
 */
import type { TravelMatrix } from './travel.ts';

/** A visit on a day that is agreed with the customer, and was planned before: it comes however near a visit made. */
export const PLANNED_APPOINTMENT = 3;
/** A visit on a day that is agreed with the customer, or only wanted by the planner. */
export const APPOINTMENT = 2;
export const PIN = 1;

/** Lists of intervals packed one after the other: those of entry i are at `offset[i]` up to `offset[i + 1]`. */
export interface PackedIntervals {
  readonly offset: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export interface ItineraryProblem {
  readonly days: number;
  readonly customers: number;
  readonly hotels: number;
  /** The place number of home; hotel h sleeps at `home + 1 + h`. */
  readonly home: number;
  readonly travel: TravelMatrix;

  /** Per customer: visits owed, value of one visit, fewest and most days between, first day's bounds. */
  readonly visitsOwed: Int32Array;
  readonly weight: Float64Array;
  readonly minDaysBetween: Int32Array;
  readonly maxDaysBetween: Int32Array;
  readonly firstDayMin: Int32Array;
  /** `days` when the first visit has no latest day. */
  readonly firstDayMax: Int32Array;
  /** Per customer 1: the first visit is urgent, and keeps its latest day even where others are missing. */
  readonly urgent: Uint8Array;
  /** Per customer and day (`customer * days + day`): seconds of a visit, `PLANNED_APPOINTMENT`, `APPOINTMENT`, `PIN` or 0, the slot or -1. */
  readonly serviceSeconds: Int32Array;
  readonly appointment: Uint8Array;
  readonly slot: Int32Array;
  readonly slotMaxVisits: Float64Array;
  /** Per customer and day the moments at which a visit may start. None: it cannot take place that day. */
  readonly starts: PackedIntervals;
  /** Per customer and day, money: how much a visit on a day that is not liked counts in the search, never in the plan. */
  readonly dislike: Float64Array;
  /** Per customer, money: how much each day counts that an overdue first visit comes later, in the search only. */
  readonly overduePerDay: Float64Array;

  /** Per day: 1 when the rep works; departure and arrival bounds; working hours; breaks with their seconds. */
  readonly works: Uint8Array;
  readonly earliestDeparture: Int32Array;
  readonly latestArrival: Int32Array;
  readonly working: PackedIntervals;
  readonly breaks: PackedIntervals;
  readonly breakSeconds: Int32Array;
  /** Per day: 1 when the night after it may be spent away. */
  readonly nightAllowed: Uint8Array;
  readonly isoWeek: Int32Array;
  readonly maxDriveSecondsPerDay: number;
  readonly maxConsecutiveNights: number;
  readonly maxNightsPerWeek: number;

  readonly nightCost: Float64Array;
  readonly costPerDriveSecond: number;
  readonly costPerMetre: number;
  readonly ownTimeFactor: number;

  /** The sets of days on which a customer may be visited; null: any that keep the spacing. */
  readonly patterns: ListedPatterns | null;
  /** Several tours a day from one depot; null: one tour a day, by the calendar above. */
  readonly fleet: Fleet | null;
  /**
   * The days have no dates: tours follow each other with a hotel between any two, each used one costs this much besides, and
   * only `maxDriveSecondsPerDay`, service included, limits them. Each customer is owed one visit. There is no fleet then. null: the days are those of the calendar above.
   */
  readonly undatedTourPrice: number | null;
}

/** Pattern p is `day[dayOffset[p] .. dayOffset[p + 1] - 1]`, ascending; those of customer c are `offset[c]` up to `offset[c + 1]`. */
export interface ListedPatterns {
  readonly offset: Int32Array;
  readonly dayOffset: Int32Array;
  readonly day: Int32Array;
}

/** Tours that know load and duration only: no times of day, no nights. Tour t runs on day `floor(t / toursPerDay)`. */
export interface Fleet {
  readonly toursPerDay: number;
  readonly demand: Float64Array;
  readonly maxLoad: number;
  /** Driving and service of one tour together. */
  readonly maxSeconds: number;
}
