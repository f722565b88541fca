/** What the HTTP layer is given: the life of plans, the solver's services that need a thread, the exports and the settings. */
import type { FastifyBaseLogger } from 'fastify';
import type { Coverage, GivenPlan, Issue, Plan, PlanRequest, SuggestionQuestion, TerritoryProposal } from '#solver';
import type { Access } from '../access/index.ts';
import type { Approvals } from '../approval/index.ts';
import type { StandingPlan } from '../chain/index.ts';
import type { PlanChange, PlanOrigin, VisitSheet } from '../export/index.ts';
import type { Planning, TerritoryQuestions } from '../planning/index.ts';
import type { Proposals } from '../proposals/index.ts';
import type { VisitRecords } from '../records/index.ts';
import type { Schedules } from '../schedules/index.ts';
import type { ColumnMapping, ReadOptions, Table, TableFormat, TableName } from '../tables/index.ts';
import type { JudgingThreads, Territories } from '../territories/index.ts';
import type { Webhooks } from '../webhooks/index.ts';
import type { KeptAnswers } from './idempotency.ts';
import type { StreamLimits } from './open-streams.ts';
import type { CheckResult } from './schemas/check.ts';
import type { DaySuggestions } from './schemas/replan.ts';

/** The plan holds only the itineraries that were asked for. */
export interface PlanExports {
  itinerariesCsv(plan: Plan, request: PlanRequest): string;
  itinerariesXlsx(plan: Plan, request: PlanRequest): Promise<Buffer>;
  /** iCalendar (RFC 5545). */
  itinerariesCalendar(plan: Plan, request: PlanRequest, origin: PlanOrigin): string;
  /** A FeatureCollection of RFC 7946. */
  planGeoJson(plan: Plan, request: PlanRequest): object;
  coverageCsv(coverage: Coverage): string;
  coverageXlsx(coverage: Coverage): Promise<Buffer>;
  planChanges(plan: StandingPlan, previous: StandingPlan | null): readonly PlanChange[];
  visitSheets(plan: Plan, request: PlanRequest, period: 'week' | 'month', on: string): readonly VisitSheet[];
  visitSheetsCsv(sheets: readonly VisitSheet[]): string;
  visitSheetsHtml(sheets: readonly VisitSheet[], title: string): string;
  visitSheetsXlsx(sheets: readonly VisitSheet[]): Promise<Buffer>;
  mapHtml(
    plan: Plan,
    request: PlanRequest,
    options: { readonly tileUrl?: string; readonly proposal?: TerritoryProposal },
  ): string;
}

/** Tables in and out, as text or as a workbook. */
export interface Tables {
  readTable(name: TableName, bytes: Uint8Array, options?: ReadOptions): Promise<Table>;
  /** Paths begin at the mapping. */
  mappingIssues(name: TableName, mapping: ColumnMapping): readonly Issue[];
  writeTable(name: TableName, entries: readonly object[], format: TableFormat): Promise<string | Buffer>;
  tableTemplate(name: TableName, format: TableFormat): Promise<string | Buffer>;
}

export interface HttpConfig {
  /** The largest body accepted, bytes; more is a 413. */
  readonly maxBodyBytes: number;
  /** How many may follow plans at the same time; more is a 429 or 503. */
  readonly eventStreams: StreamLimits;
  /** Template of the map's background tiles, `https://…/{z}/{x}/{y}.png`. Default: none. */
  readonly tileUrl?: string;
  /** Whether anybody may do anything until the first key is made: only where no other machine can call. */
  readonly openWithoutKeys: boolean;
  /** Where the examples of the API documentation lie. Default: `fixtures/` of this repository. */
  readonly examplesFolder?: string;
}

export interface AppDeps {
  readonly now: () => Date;
  readonly access: Access;
  readonly planning: Planning;
  /** Judges what is sent, off the main thread. */
  readonly judging: Pick<JudgingThreads, 'parse' | 'judgeChange'>;
  /** Really solves a small case; false or a rejection: this process cannot plan. */
  readonly selfTest: () => Promise<boolean>;
  /** Judges a plan against its request, off the main thread; given up when its signal aborts, as all such answers. */
  readonly check: (request: PlanRequest, plan: GivenPlan, signal?: AbortSignal) => Promise<CheckResult>;
  /** Days for one more visit, off the main thread. */
  readonly suggestDays: (
    request: PlanRequest,
    plan: Plan,
    question: SuggestionQuestion,
    signal?: AbortSignal,
  ) => Promise<DaySuggestions>;
  /** Proposals, changes of the team, fit and sizing, off the main thread. */
  readonly territoryQuestions: TerritoryQuestions;
  readonly proposals: Proposals;
  readonly approvals: Approvals;
  readonly territories: Territories;
  readonly schedules: Schedules;
  readonly webhooks: Webhooks;
  readonly visits: VisitRecords;
  readonly tables: Tables;
  /** Where answers to calls with an Idempotency-Key are kept. */
  readonly keptAnswers: KeptAnswers;
  readonly exports: PlanExports;
  readonly log: FastifyBaseLogger;
  readonly config: HttpConfig;
}
