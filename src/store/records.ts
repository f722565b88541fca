/** What the store keeps, as the rest of the service sees it. */
import type {
  Customer,
  Horizon,
  Issue,
  Plan,
  PlanOptions,
  Rep,
  TeamChange,
  TerritoriesBefore,
  Territory,
  TerritoryProposal,
  Weekday,
} from '#solver';

/** What a caller may do; an admin may do everything. */
export const roles = ['planner', 'crm', 'supervisor', 'viewer', 'admin'] as const;

export type Role = (typeof roles)[number];

export interface ApiKey {
  readonly keyId: string;
  /** Who holds it. */
  readonly name: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

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
  readonly columnMappings: ColumnMappings;
}

/** By table: column of an upload to field; null: the column is left out. */
export type ColumnMappings = Readonly<
  Partial<Record<'customers' | 'reps' | 'hotels', Readonly<Record<string, string | null>> | undefined>>
>;

/** What is known of the visits to a customer. */
export type VisitFacts = Pick<Customer, 'lastVisitedOn' | 'lastContactId' | 'lastActions'>;

/** By id of the customer what its own entry says, where visit records say more and the territory follows them. */
export type FactsGiven = ReadonlyMap<string, VisitFacts>;

export interface TerritorySummary {
  readonly territoryId: string;
  readonly name: string | null;
  readonly version: number;
  readonly customers: number;
  readonly reps: number;
  readonly updatedAt: Date;
}

/** Why a plan failed; never a stack or a name of the machine. */
export interface PlanFailure {
  readonly code: string;
  readonly message: string;
  readonly issues: readonly Issue[];
}

export type ApprovalState = 'draft' | 'submitted' | 'approved' | 'rejected';
export type ApprovalAction = 'submit' | 'approve' | 'reject';

/** One thing that was said of a plan. */
export interface ApprovalEntry {
  readonly action: ApprovalAction;
  /** Name of the key. */
  readonly by: string;
  readonly role: Role;
  readonly comment: string | null;
  readonly at: Date;
}

export interface ApprovalRecord {
  readonly planId: string;
  readonly territoryId: string | null;
  readonly state: ApprovalState;
  /** Counts the plans in the chain of replans, from 1. */
  readonly version: number;
  /** The plan that this one follows. */
  readonly previousPlanId: string | null;
  /** The approved plan that follows this one, itself or over others that were not approved; of several the one approved last. */
  readonly replacedByPlanId: string | null;
  /** Whether there are itineraries to decide on. */
  readonly planned: boolean;
  readonly history: readonly ApprovalEntry[];
}

/** An approved plan that another one does not know of. */
export interface OverlookedPlan {
  readonly planId: string;
  readonly version: number;
  readonly approvedAt: Date;
}

export interface PlanSummary {
  readonly planId: string;
  readonly status: PlanStatus;
  readonly approval: ApprovalState;
  readonly version: number;
  readonly previousPlanId: string | null;
  readonly horizon: Horizon;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

/** Territories to choose from, with what they were drawn for. */
export interface ProposalDocument {
  readonly horizon: Horizon;
  /** What becomes of the team; empty: it stays as it is. */
  readonly changes: readonly TeamChange[];
  /** The team for which it was drawn, with the changes done. Left out: it stays as it is. */
  readonly reps?: readonly Rep[];
  /** Of the territories before a change of the team. */
  readonly before: TerritoriesBefore | null;
  readonly proposal: TerritoryProposal;
}

export interface StoredProposal extends ProposalDocument {
  readonly proposalId: string;
  readonly territoryId: string;
  readonly createdAt: Date;
  /** When it became the territory last; null: never. */
  readonly chosenAt: Date | null;
}

/** When a territory is planned by the clock, and how. */
export interface Schedule {
  /** Five fields: minute, hour, day of the month, month, weekday. */
  readonly cron: string;
  readonly timeZone: string;
  readonly horizon: {
    /** Days from the day on which the clock rings. Default 0. */
    readonly startsInDays?: number | undefined;
    /** Then on to the next such day. Default: at once. */
    readonly startsOn?: Weekday | undefined;
    readonly weeks: number;
  };
  /** Days of the plan in force that stay, counted from the day after the clock rings. Default: none. */
  readonly freezeDays?: number | undefined;
  readonly options?:
    | Pick<PlanOptions, 'seed' | 'timeLimitSeconds' | 'maxSteps' | 'costs' | 'maxChangedVisits'>
    | undefined;
}

export interface ScheduledRun {
  readonly at: string;
  /** Null: it could not be planned. */
  readonly planId: string | null;
  readonly issues: readonly Issue[];
}

export interface StoredSchedule {
  readonly territoryId: string;
  readonly schedule: Schedule;
  readonly lastRun: ScheduledRun | null;
}

export const planEventTypes = [
  'plan.completed',
  'plan.failed',
  'plan.cancelled',
  'plan.submitted',
  'plan.approved',
  'plan.rejected',
] as const;

export type PlanEventType = (typeof planEventTypes)[number];

export interface Webhook {
  readonly webhookId: string;
  readonly url: string;
  readonly events: readonly PlanEventType[];
  readonly createdAt: Date;
}

export type DeliveryState = 'pending' | 'delivered' | 'dead';

/** One message to one webhook. */
export interface Delivery {
  readonly deliveryId: string;
  readonly event: PlanEventType;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastProblem: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** How far a plan has come: all of its record but the plan itself, which may be large. */
export interface PlanStateRecord {
  readonly planId: string;
  /** Null: the territory came with the request and is not stored by itself. */
  readonly territoryId: string | null;
  readonly status: PlanStatus;
  readonly progress: PlanProgress | null;
  readonly failure: PlanFailure | null;
  readonly approval: ApprovalState;
  /** Counts the plans in the chain of replans, from 1. */
  readonly version: number;
  readonly previousPlanId: string | null;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
}

export interface PlanRecord extends PlanStateRecord {
  /** The plan once it is completed, or cancelled with a plan found before. */
  readonly plan: Plan | null;
}

export interface NewTerritory {
  readonly territory: Territory;
  readonly issues: readonly Issue[];
}
