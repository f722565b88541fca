/**
 * What a request means: every default filled, every rule resolved to days and seconds. It is plain immutable data, the
 * common ground of territory design, search, judge and explanation.
 *
 * Days are indexes from the first day of the horizon (0). Moments are whole seconds since 00:00 UTC of the horizon's first
 * date, so that a daylight-saving change needs no care after this point. Places are WGS-84.
 */
import type { FrozenChange, FrozenTour } from './frozen-tour.ts';
import type { AgendaAction, Place, PlanRequest } from './request.ts';

/** Seconds since 00:00 UTC of the first date of the horizon; `from` <= `to`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Days from the first to the last. */
export interface DaySpan {
  readonly first: number;
  readonly last: number;
}

/** An event that asks for an urgent visit, and what becomes of it. */
export interface AskedUrgently {
  /** Its place in `options.events`. */
  readonly event: number;
  /** Those of the days asked for that are inside the horizon and not frozen. */
  readonly days: DaySpan;
  /** `nextBy`: another visit is the next one, by that day. */
  readonly outcome: 'counts' | 'made' | 'frozen' | 'nobodyCanCome' | { readonly nextBy: number };
}

export interface InterpretedAppointment {
  readonly day: number;
  readonly from: number;
  readonly seconds: number;
  /** Index of the supervisor who comes along, or null. */
  readonly jointWith: number | null;
  /** Its place in `customer.appointments`, for the path of an issue. */
  readonly index: number;
  /** The previous plan had a visit of this day: nobody can take back that it was agreed, however near a visit was made since. */
  readonly wasPlanned: boolean;
}

/** One of the visits that a customer is owed in this horizon, in the order of their dates. */
export interface OwedVisit {
  /** Day index it is due; negative when overdue. */
  readonly dueDay: number;
  /** How long it takes if it is made on the day it is due; what it really takes depends on its day, see `contentOnDays`. */
  readonly seconds: number;
}

/** A visit on a frozen day, as the previous plan has it. */
export interface KeptVisit {
  readonly day: number;
  /** Null: the previous plan does not say how long it takes, nor what is done, nor that nobody comes along. */
  readonly seconds: number | null;
  readonly agenda: readonly AgendaAction[];
  /** Null: nobody is named, or nobody whom the customer still has. */
  readonly contactId: string | null;
  /** Index of the supervisor who comes along, or null. */
  readonly jointWith: number | null;
}

/** What the visits of a customer consist of. */
export interface VisitContent {
  /** customer.visitMinutes, else the class's minutes. */
  readonly plainSeconds: number;
  /** Every visit takes `plainSeconds`, whatever falls due. */
  readonly fixed: boolean;
  /** In the order of the policy; `everyDays` 0: on every visit; `lastDay` null: never done. */
  readonly actions: readonly {
    readonly action: AgendaAction;
    readonly seconds: number;
    readonly everyDays: number;
    readonly lastDay: number | null;
  }[];
  /** Ascending. What they are said to be holds, whatever the rules say today. */
  readonly kept: readonly KeptVisit[];
}

/** Contract, section 4. */
export interface VisitRequirement {
  /** The visits owed, appointments among them; empty when none falls due. */
  readonly visits: readonly OwedVisit[];
  /** T, days. */
  readonly intervalDays: number;
  readonly minDaysBetween: number;
  readonly maxDaysBetween: number;
  /** No visit before this day. */
  readonly firstDayMin: number;
  /** The same for visits that are not urgent. */
  readonly firstRegularDay: number;
  /** The first visit not after this day; null: no such rule (never visited, or overdue). */
  readonly firstDayMax: number | null;
  /** Falls due before the horizon: comes as early as possible. */
  readonly overdue: boolean;
  /** Where all visits are planned, the first one is not after this day. */
  readonly firstVisitBy: number;
}

export interface InterpretedCustomer {
  readonly id: string;
  readonly name: string;
  readonly location: Place;
  readonly annualRevenue: number;
  readonly class: string;
  /** The class was derived from the revenue, not given. */
  readonly classDerived: boolean;
  /** What one planned visit is worth. */
  readonly weight: number;
  readonly keyAccount: boolean;
  readonly requirement: VisitRequirement;
  readonly content: VisitContent;
  /** Phone calls and joint visits owed: one in each of so many equal parts of the horizon. */
  readonly phoneCalls: number;
  readonly jointVisits: number;
  /**
   * Per day of the horizon the times at which a visit may take place from start to end: opening hours without closed days,
   * visitDays and slots applied, the rep's hours not. Sorted and apart. Empty: closed.
   */
  readonly open: readonly (readonly Interval[])[];
  /** Per day of the horizon the index of the slot its visits use, or -1. */
  readonly slot: readonly number[];
  readonly appointments: readonly InterpretedAppointment[];
  /** Per day of the horizon: a liked weekday. All true when none is named. */
  readonly preferred: readonly boolean[];
  /** Days on which a visit is pinned, ascending. */
  readonly pinnedDays: readonly number[];
  /** Days of the previous plan with a visit, ascending, also where it was not made; none without a previous plan. */
  readonly plannedDays: readonly number[];
  /** An urgent visit comes on one of these days; null: none. */
  readonly urgent: DaySpan | null;
  readonly askedUrgently: readonly AskedUrgently[];
  /** Indexes of the reps whom locks, eligibleRepIds and key accounts permit to carry this customer, ascending, never empty. */
  readonly permittedReps: readonly number[];
  /** Of `permittedReps` the ones who get him: who has him in the previous plan or today, where plans keep him there, else all. */
  readonly eligibleReps: readonly number[];
  /** Who could if he were not locked to a rep; the same for whoever is not. */
  readonly repsWithoutLock: readonly number[];
  /** Of `eligibleReps` the ones who can make the most of his visits, by the hours of both: all, where they make no difference. */
  readonly possibleReps: readonly number[];
  /** Index of the rep who carries this customer today (currentRepId, else the lock), or -1. */
  readonly currentRep: number;
  readonly area: string | null;
  /** Those who decide first. */
  readonly contactIds: readonly string[];
  /** Whom the visit met that came before the first one that is not frozen; null: not known. */
  readonly lastContactId: string | null;
}

export interface InterpretedBreak extends Interval {
  readonly seconds: number;
}

/** A working day of a rep. */
export interface RepDay {
  /** Working hours, sorted and apart; at least one. */
  readonly working: readonly Interval[];
  /** Working hours' start minus morningDriveMinutes; never before the `latestArrival` of the day before. */
  readonly earliestDeparture: number;
  /** Working hours' end plus eveningDriveMinutes; where that reaches into the next morning, the night is shared. */
  readonly latestArrival: number;
  /** Sorted by window. */
  readonly breaks: readonly InterpretedBreak[];
}

export interface InterpretedRep {
  readonly id: string;
  readonly name: string;
  readonly home: Place;
  readonly timeZone: string;
  /** Per day of the horizon; null: does not work. */
  readonly days: readonly (RepDay | null)[];
  readonly maxDriveSecondsPerDay: number;
  readonly maxConsecutiveNights: number;
  readonly maxNightsPerWeek: number;
  /** Infinity when there is no limit. */
  readonly maxCustomers: number;
  readonly maxWorkloadMinutesPerWeek: number;
  /** Index of the supervisor, or null. */
  readonly supervisor: number | null;
}

export interface InterpretedSupervisor {
  readonly id: string;
  readonly name: string;
  /** Per day of the horizon the working hours, sorted and apart; empty: does not work. */
  readonly working: readonly (readonly Interval[])[];
  /** Days with one rep within a month; Infinity when there is no limit. */
  readonly maxJointDaysPerRepPerMonth: number;
}

/** A place where a rep may sleep: a hotel of the request, or, when none is given, the place of a customer. */
export interface SleepingPlace {
  /** The hotel's id, or `near:` and the customer's id. */
  readonly id: string;
  readonly name: string;
  readonly location: Place;
  /** The same place as the caller gave it. */
  readonly given: Place;
  readonly costPerNight: number;
  /** The id of this place in a travel matrix: the hotel's or the customer's. */
  readonly placeId: string;
}

export interface InterpretedSlot {
  readonly tag: string;
  /** The customers with more revenue come first. */
  readonly largestFirst: boolean;
  /** Visits per rep on one day; Infinity when there is no limit. */
  readonly maxVisits: number;
}

export interface Costs {
  readonly perDriveHour: number;
  readonly perKm: number;
  readonly perNight: number;
  readonly ownTimeFactor: number;
}

/** A tour of the previous plan, in the numbers of this one. */
export interface PreviousTour {
  readonly rep: number;
  readonly day: number;
  /** Customers visited, in order; visits that were not made are left out. */
  readonly customers: readonly number[];
  /** The id of the sleeping place after it; null: home. */
  readonly sleepsAt: string | null;
}

/** What a plan is made from when there was one before. */
export interface Replanning {
  /** Inside the horizon. */
  readonly tours: readonly PreviousTour[];
  /** Per customer the rep that carried it, or -1. */
  readonly repOf: Int32Array;
  /** The first so many days of the horizon stay as they were. */
  readonly frozenDays: number;
  /** Per rep the same, or more where a trip has begun, also before the horizon: it is frozen to its end. */
  readonly frozenDaysOf: readonly number[];
  readonly frozen: readonly FrozenTour[];
  readonly frozenChanges: readonly FrozenChange[];
  /** Sleeping places of the previous plan that are none of this one. */
  readonly formerPlaces: readonly SleepingPlace[];
  /** Per rep the nights away before the horizon in the week in which it begins. */
  readonly nightsBefore: readonly number[];
  /** Money: the price of a visit on another day than before. */
  readonly perChangedVisit: number;
  /** Infinity when there is no limit. */
  readonly maxChangedVisits: number;
}

export interface Interpretation {
  readonly request: PlanRequest;
  readonly timeZone: string;
  readonly currency: string;
  /** One date a day, 2026-11-30. */
  readonly dates: readonly string[];
  /** Per day a number that is the same for the days of one ISO week. */
  readonly isoWeek: readonly number[];
  /** Milliseconds since 1970 of moment 0. */
  readonly epochMillis: number;
  readonly customers: readonly InterpretedCustomer[];
  readonly reps: readonly InterpretedRep[];
  readonly supervisors: readonly InterpretedSupervisor[];
  readonly daysPerMonth: number;
  readonly sleepingPlaces: readonly SleepingPlace[];
  readonly slots: readonly InterpretedSlot[];
  readonly costs: Costs;
  readonly keyAccountsMaxPerRep: number;
  readonly smallAccounts: { readonly maxAnnualRevenue: number; readonly groupWithinKm: number } | null;
  readonly balance: { readonly workloadTolerance: number; readonly revenueTolerance: number };
  readonly seed: number;
  readonly timeLimitSeconds: number;
  readonly maxSteps: number | null;
  /** False: every customer stays with the one rep of `eligibleReps`. */
  readonly splitTerritories: boolean;
  /** Null without a previous plan. */
  readonly replanning: Replanning | null;
}
