/** What the store keeps, as the rest of the service sees it. */
import type { Issue, Plan, Territory } from '#solver';

export type PlanStatus = Plan['status'];

/** How far a search has come; numbers are those of the best plan so far. */
export interface PlanProgress {
  /** Of the time or the steps allowed, 0 to 1. */
  readonly share: number;
  /** Steps done, over all reps. */
  readonly steps: number;
  /** Planned visits / required visits, of the reps whose search has begun. */
  readonly coverage: number;
  /** kpis.cost.total of the itineraries found so far, in the currency of the territory. */
  readonly cost: number;
  readonly elapsedSeconds: number;
}

export interface StoredTerritory {
  readonly territoryId: string;
  readonly territory: Territory;
  readonly issues: readonly Issue[];
  /** Counts the changes, from 1; the ETag. */
  readonly version: number;
}

/** Why a plan failed; never a stack or a name of the machine. */
export interface PlanFailure {
  readonly code: string;
  readonly message: string;
  readonly issues: readonly Issue[];
}

export interface PlanRecord {
  readonly planId: string;
  /** Null: the territory came with the request and is not stored by itself. */
  readonly territoryId: string | null;
  readonly status: PlanStatus;
  readonly progress: PlanProgress | null;
  /** The plan once it is completed, or cancelled with a plan found before. */
  readonly plan: Plan | null;
  readonly failure: PlanFailure | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

export interface NewTerritory {
  readonly territory: Territory;
  readonly issues: readonly Issue[];
}
