/** What the service needs of the life of a plan: the port between HTTP and the store, the queue and the threads. */
import type {
  Fit,
  Horizon,
  Issue,
  Plan,
  PlanOptions,
  PlanRequest,
  Sizing,
  SizingQuestion,
  TeamChange,
  TerritoriesBefore,
  TerritoryProposal,
} from '#solver';
import type { ChainState } from '../chain/index.ts';
import type {
  Database,
  NewTerritory,
  PlanProgress,
  PlanRecord,
  PlanStateRecord,
  StoredTerritory,
} from '../store/index.ts';

/** Solves in worker threads. An abort is cooperative: the promise is kept, with the best plan so far and status `cancelled`. */
export type SolvePlan = (
  request: PlanRequest,
  control: { readonly signal: AbortSignal; readonly onProgress: (progress: PlanProgress) => void },
) => Promise<Plan>;

/** What stood in for a routing engine that failed. */
interface Told {
  readonly issues: readonly Issue[];
}

/**
 * Questions about territories that need a thread and no plan. Each is given up, with a rejection, when its signal aborts, and refused
 * with `TooMuchWork` while many wait. Default of the signal: never.
 */
export interface TerritoryQuestions {
  propose(
    request: PlanRequest,
    caps: { readonly maxHandOvers: number; readonly maxHandOverRevenueShare: number },
    signal?: AbortSignal,
  ): Promise<Told & { readonly proposals: TerritoryProposal[] }>;
  whatIf(
    request: PlanRequest,
    changes: readonly TeamChange[],
    signal?: AbortSignal,
  ): Promise<Told & { readonly before: TerritoriesBefore; readonly proposal: TerritoryProposal }>;
  fit(request: PlanRequest, signal?: AbortSignal): Promise<Told & { readonly fit: Fit }>;
  sizing(request: PlanRequest, question: SizingQuestion, signal?: AbortSignal): Promise<Told & Sizing>;
}

/** Writes down for those who want to know that a plan has ended. */
export type Announce = (
  transaction: Database,
  ended: {
    readonly type: 'plan.completed' | 'plan.failed' | 'plan.cancelled';
    readonly planId: string;
    readonly territoryId: string | null;
  },
) => Promise<void>;

export interface Planning {
  /**
   * Stores a territory, and with a horizon requests its plan in the same transaction.
   * @param newId what is stored gets this id; what is there with it already stays as it is: a call may be repeated
   */
  storeTerritory(
    territory: NewTerritory,
    plan?: { readonly horizon: Horizon; readonly options?: PlanOptions },
    newId?: string,
  ): Promise<{ readonly territoryId: string; readonly planId: string | null }>;
  territory(territoryId: string): Promise<StoredTerritory | null>;
  /**
   * Stores the request and queues it; both or neither.
   * @throws TerritoryGone
   */
  requestPlan(request: PlanRequest, territoryId: string | null, newId?: string): Promise<{ readonly planId: string }>;
  plan(planId: string): Promise<PlanRecord | null>;
  /** What is known of the chain of replans after a plan; null: there is no such plan, or it has no itineraries. */
  chain(planId: string): Promise<ChainState | null>;
  /** How far a plan has come, without the plan itself: cheap enough to be asked often. */
  planState(planId: string): Promise<PlanStateRecord | null>;
  /**
   * The state given, and each later one that differs, whichever process solves the plan. It is over when the plan has
   * ended, when `signal` says so, and when the service is about to close.
   */
  followPlan(from: PlanStateRecord, signal: AbortSignal): AsyncIterable<PlanStateRecord>;
  /** The request that a plan answers, for exports and checks. */
  planRequest(planId: string): Promise<PlanRequest | null>;
  /** Resolves when the plan has ended or the time is over, with the record at that moment. */
  waitForPlan(planId: string, seconds: number): Promise<PlanRecord | null>;
  /** Begins to solve what is queued; until then it only takes requests. */
  begin(): Promise<void>;
  /** The service is about to close: who waits for a plan is told how far it has come, and nobody follows one any longer. */
  endWaits(): void;
  /** Stops a queued or running plan and keeps the best so far; a plan that has ended stays as it is. */
  cancelPlan(planId: string): Promise<PlanRecord | null>;
  /** Whether the database answers and the queue works; no answer while the database hangs. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}
