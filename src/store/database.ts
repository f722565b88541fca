/** The tables of the service and the way to them. */
import { type ColumnType, type Generated, Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Issue, Plan, PlanRequest, Territory, VisitRecord } from '#solver';
import type { ChainState } from '../chain/index.ts';
import { ConfigError } from '../config.ts';
import { type Connection, withSessionSettings } from './connection.ts';
import type { Log } from './log.ts';
import { migrations } from './migrations/index.ts';
import type {
  ApprovalAction,
  ApprovalState,
  ColumnMappings,
  DeliveryState,
  PlanEventType,
  PlanFailure,
  PlanProgress,
  PlanStatus,
  ProposalDocument,
  Role,
  Schedule,
  ScheduledRun,
  VisitFacts,
} from './records.ts';
import { newerDatabase, unfitEncoding } from './unfit-database.ts';

/** Written as text, so that the keys of a document keep their order; read as an object. */
type Document<T> = ColumnType<T, string, string>;
type OptionalDocument<T> = ColumnType<T | null, string | null | undefined, string | null>;
type Timestamp = ColumnType<Date, Date | undefined, Date>;
type OptionalTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface TerritoriesTable {
  id: string;
  /** Counts the changes, from 1. */
  version: Generated<number>;
  document: Document<Territory>;
  issues: Document<readonly Issue[]>;
  column_mapping: OptionalDocument<ColumnMappings>;
  /** By id of the customer. */
  facts_given: OptionalDocument<Readonly<Record<string, VisitFacts>>>;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface PlansTable {
  id: string;
  territory_id: string | null;
  request: Document<PlanRequest>;
  status: PlanStatus;
  progress: OptionalDocument<PlanProgress>;
  plan: OptionalDocument<Plan>;
  failure: OptionalDocument<PlanFailure>;
  cancel_requested: Generated<boolean>;
  /** Counts the runs; what a run writes counts only while it is the latest. */
  run: Generated<number>;
  /** Runs that ended without a word: the process was killed, or lost the database. */
  lost_runs: Generated<number>;
  approval: Generated<ApprovalState>;
  /** Null: not approved. */
  approved_at: OptionalTimestamp;
  /** Counts the plans in the chain of replans, from 1. */
  version: Generated<number>;
  /** The plan that this one follows. */
  previous_plan_id: string | null;
  /** Null: there are no itineraries, or it was stored before this was kept. */
  chain: OptionalDocument<ChainState>;
  /** Of its horizon: a range of PostgreSQL, as text. */
  days: string;
  /** On which it stands, or one that it follows: ranges of PostgreSQL, as text. Null: there are no itineraries. */
  stands: string | null;
  requested_at: Timestamp;
  started_at: OptionalTimestamp;
  finished_at: OptionalTimestamp;
}

export interface VisitsTable {
  territory_id: string;
  /** The caller's own, unique within the territory. */
  id: string;
  customer_id: string;
  /** The local date, 2026-11-30. */
  date: string;
  record: Document<VisitRecord>;
  late: boolean;
  distance_metres: number | null;
  recorded_at: Timestamp;
}

export interface ApiKeysTable {
  id: string;
  name: string;
  role: Role;
  /** SHA-256 of the key, hexadecimal. */
  hash: string;
  created_at: Timestamp;
  revoked_at: OptionalTimestamp;
}

export interface ApprovalsTable {
  plan_id: string;
  /** Counts the entries of a plan, from 1. */
  number: number;
  action: ApprovalAction;
  /** Name of the key. */
  by: string;
  role: Role;
  comment: string | null;
  at: Timestamp;
}

export interface IdempotencyKeysTable {
  /** API key and address. */
  scope: string;
  key: string;
  body_hash: string;
  /** Null: not answered yet. */
  status: number | null;
  headers: OptionalDocument<Readonly<Record<string, string>>>;
  body: string | null;
  claimed_at: Timestamp;
  /** Of what the call makes. */
  new_id: Generated<string>;
  /** The call was not done, as far as is known. */
  released: Generated<boolean>;
  /** A process that was killed may have done it. */
  may_be_done: Generated<boolean>;
}

export interface SchedulesTable {
  territory_id: string;
  schedule: Document<Schedule>;
  last_run: OptionalDocument<ScheduledRun>;
  updated_at: Timestamp;
}

export interface WebhooksTable {
  id: string;
  url: string;
  events: Document<readonly PlanEventType[]>;
  secret: string;
  created_at: Timestamp;
}

export interface DeliveriesTable {
  id: string;
  webhook_id: string;
  event: PlanEventType;
  /** The body, byte for byte: it is signed. */
  payload: string;
  state: Generated<DeliveryState>;
  attempts: Generated<number>;
  last_problem: string | null;
  created_at: Timestamp;
  ended_at: OptionalTimestamp;
}

export interface ProposalsTable {
  id: string;
  territory_id: string;
  document: Document<ProposalDocument>;
  created_at: Timestamp;
  chosen_at: OptionalTimestamp;
}

export interface Tables {
  proposals: ProposalsTable;
  schedules: SchedulesTable;
  webhooks: WebhooksTable;
  deliveries: DeliveriesTable;
  approvals: ApprovalsTable;
  idempotency_keys: IdempotencyKeysTable;
  api_keys: ApiKeysTable;
  visits: VisitsTable;
  territories: TerritoriesTable;
  plans: PlansTable;
}

export type Database = Kysely<Tables>;

/** Brings the tables up to date and opens a pool; any number of processes may do so at once. @throws ConfigError when it cannot hold every text, or a newer version has changed it */
export async function openDatabase(connection: Connection, log: Log): Promise<Database> {
  await migrate(connection, log);
  return openPool({ max: 10, ...withSessionSettings(connection) }, log);
}

/** On a connection of its own: changing a large table, or waiting for another process that does, may take any time. */
async function migrate(connection: Connection, log: Log): Promise<void> {
  const database = openPool({ max: 1, ...connection }, log);
  try {
    const fault = (await unfitEncoding(database)) ?? (await newerDatabase(database, Object.keys(migrations)));
    if (fault !== null) throw new ConfigError(fault);
    // The migrator holds an advisory lock.
    const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  } finally {
    await database.destroy();
  }
}

function openPool(options: pg.PoolConfig, log: Log): Database {
  const pool = new pg.Pool({ connectionTimeoutMillis: 10_000, ...options });
  pool.on('error', (error) => log.warn({ err: error }, 'An idle database connection was lost.'));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
