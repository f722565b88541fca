/** What the map page is told: the form of its data. */
import type { Plan, ProposalKpis } from '#solver';

/** Longitude, latitude; WGS-84. */
export type Position = readonly [number, number];

export interface MapRep {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  /** Of the times of the rep's tours. */
  readonly timeZone: string;
  readonly home: Position;
  readonly boundary: readonly (readonly (readonly (readonly number[])[])[])[];
  readonly customers: number;
  readonly visits: number;
  readonly workMinutesPerWeek: number;
  readonly nights: number;
  readonly driveMinutes: number;
  readonly km: number;
  /** Of the rep's tours and nights, in the plan's currency. */
  readonly cost: number;
}

export interface MapStop {
  /** Index in `customers`. */
  readonly customer: number;
  /** Local times of the rep, HH:MM. */
  readonly arrive: string;
  readonly start: string;
  readonly end: string;
  readonly driveMinutes: number;
  readonly waitMinutes: number;
  /** As people read it; empty: none. */
  readonly agenda: string;
  readonly contact: string | null;
  readonly jointWith: string | null;
  readonly appointment: boolean;
}

export interface MapTour {
  /** Index in `reps`. */
  readonly rep: number;
  readonly date: string;
  readonly from: {
    readonly kind: 'home' | 'hotel';
    readonly hotel: string | null;
    readonly hotelName: string | null;
    readonly at: Position;
    readonly depart: string;
  };
  readonly stops: readonly MapStop[];
  /** Times as above; `stopsBefore`: how many stops begin earlier, which the times do not say on a day on which clocks are set back. */
  readonly breaks: readonly { readonly start: string; readonly end: string; readonly stopsBefore: number }[];
  readonly to: { readonly at: Position; readonly arrive: string; readonly driveMinutes: number };
  readonly night: {
    readonly hotel: string;
    readonly name: string;
    readonly cost: number;
    readonly savesDriveMinutes: number;
    readonly reason: string;
  } | null;
  readonly driveMinutes: number;
  readonly visitMinutes: number;
  readonly km: number;
  /** Indexes in `customers`. */
  readonly calls: readonly number[];
}

export interface MapCustomer {
  readonly id: string;
  readonly name: string;
  readonly class: string;
  readonly revenue: number;
  readonly at: Position;
  /** Index in `reps`; -1: in no territory of this plan. */
  readonly rep: number;
  /** Name of the rep whom a proposal takes him from; null: nobody. */
  readonly handedOverBy: string | null;
}

export interface MapData {
  readonly title: string;
  /** The search was stopped; the plan is the best until then. */
  readonly stopped: boolean;
  readonly timeZone: string;
  readonly currency: string;
  /** Every date of the horizon. */
  readonly dates: readonly string[];
  readonly kpis: Plan['kpis'];
  /** Null: a plan, not a proposal. */
  readonly proposal: ProposalKpis | null;
  readonly reps: readonly MapRep[];
  readonly customers: readonly MapCustomer[];
  readonly tours: readonly MapTour[];
  readonly unassigned: readonly {
    readonly customer: number;
    readonly visit: number;
    readonly dueOn: string;
    readonly reasons: readonly { readonly message: string; readonly suggestion: string }[];
  }[];
  /** The world of the map begins at this longitude: places west of it are drawn at its other end. */
  readonly seam: number;
  readonly tiles: { readonly url: string; readonly attribution: string } | null;
}
