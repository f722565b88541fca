/**
 * Plans as they are stored, from the request to the end. A run of a plan has a number, and writes only while it is the
 * latest run: a process that was taken for dead cannot overwrite what its successor does.
 */
import { randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Horizon, Plan, PlanRequest } from '#solver';
import type { ChainState } from '../chain/index.ts';
import type { Database, PlansTable } from './database.ts';
import { rangeOf, rangesOf } from './plan-ranges.ts';
import type { PlanFailure, PlanProgress, PlanRecord, PlanStateRecord, PlanStatus, PlanSummary } from './records.ts';
import { isUuid } from './uuid.ts';

/** @returns the new plan's id */
export async function insertPlan(
  db: Database,
  request: PlanRequest,
  territoryId: string | null,
  id: string = randomUUID(),
): Promise<string> {
  const previous = await previousVersion(db, request.options?.previousPlanId);
  await db
    .insertInto('plans')
    .values({
      id,
      territory_id: territoryId,
      request: JSON.stringify(request),
      days: rangeOf(request.horizon),
      status: 'queued',
      previous_plan_id: previous?.id ?? null,
      version: (previous?.version ?? 0) + 1,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return id;
}

async function previousVersion(db: Database, planId: string | undefined) {
  if (planId === undefined || !isUuid(planId)) return undefined;
  return db.selectFrom('plans').select(['id', 'version']).where('id', '=', planId).executeTakeFirst();
}

/** Null when there is none with this id, whatever the id looks like; the same holds for the functions below. */
export async function readPlan(db: Database, planId: string): Promise<PlanRecord | null> {
  if (!isUuid(planId)) return null;
  const row = await db
    .selectFrom('plans')
    .select([...stateColumns, 'plan'])
    .where('id', '=', planId)
    .executeTakeFirst();
  return row === undefined ? null : { ...stateOf(row), plan: row.plan };
}

/** How far plans have come, of those that there are: cheap enough to be asked often. */
export async function readPlanStates(db: Database, planIds: readonly string[]): Promise<readonly PlanStateRecord[]> {
  const known = planIds.filter(isUuid);
  if (known.length === 0) return [];
  const rows = await db.selectFrom('plans').select(stateColumns).where('id', 'in', known).execute();
  return rows.map(stateOf);
}

const stateColumns = [
  'id',
  'territory_id',
  'status',
  'progress',
  'failure',
  'requested_at',
  'finished_at',
  'approval',
  'version',
  'previous_plan_id',
] as const;

function stateOf(row: Pick<Selectable<PlansTable>, (typeof stateColumns)[number]>): PlanStateRecord {
  return {
    planId: row.id,
    territoryId: row.territory_id,
    status: row.status,
    progress: row.progress,
    failure: row.failure,
    approval: row.approval,
    version: row.version,
    previousPlanId: row.previous_plan_id,
    requestedAt: row.requested_at,
    finishedAt: row.finished_at,
  };
}

/** The plans of a territory, the newest first, without the plans themselves. */
export async function readPlanSummaries(db: Database, territoryId: string): Promise<readonly PlanSummary[]> {
  if (!isUuid(territoryId)) return [];
  const rows = await db
    .selectFrom('plans')
    .select(['id', 'status', 'approval', 'version', 'previous_plan_id', 'requested_at', 'finished_at'])
    .select(
      sql<Horizon>`json_build_object('start', lower(days), 'weeks', (upper(days) - lower(days)) / 7)`.as('horizon'),
    )
    .where('territory_id', '=', territoryId)
    .orderBy('requested_at', 'desc')
    .execute();
  return rows.map(({ id, previous_plan_id, requested_at, finished_at, ...row }) => ({
    planId: id,
    previousPlanId: previous_plan_id,
    requestedAt: requested_at,
    finishedAt: finished_at,
    ...row,
  }));
}

/** What was stored of the chain after a plan; null: nothing. */
export async function readPlanChain(db: Database, planId: string): Promise<ChainState | null> {
  if (!isUuid(planId)) return null;
  const row = await db.selectFrom('plans').select('chain').where('id', '=', planId).executeTakeFirst();
  // Plans of before days before them were kept have those after them only.
  return row?.chain ? { ...row.chain, before: row.chain.before ?? [] } : null;
}

export async function readPlanRequest(db: Database, planId: string): Promise<PlanRequest | null> {
  if (!isUuid(planId)) return null;
  const row = await db.selectFrom('plans').select('request').where('id', '=', planId).executeTakeFirst();
  return row?.request ?? null;
}

/** A run of a plan: the right to write its outcome. */
export interface PlanRun {
  readonly planId: string;
  readonly run: number;
}

export interface ClaimedPlan extends PlanRun {
  readonly request: PlanRequest;
  readonly territoryId: string | null;
  readonly previousPlanId: string | null;
  readonly lostRuns: number;
  /** A cancellation that an earlier run did not live to obey. */
  readonly cancelRequested: boolean;
}

/** Begins a run; a run that was under way is taken for lost. Null when the plan has ended. */
export async function claimPlan(db: Database, planId: string): Promise<ClaimedPlan | null> {
  const row = await db
    .updateTable('plans')
    .set({
      status: 'running',
      run: sql`run + 1`,
      lost_runs: sql`lost_runs + case when status = 'running' then 1 else 0 end`,
      progress: null,
      started_at: sql`now()`,
    })
    .where('id', '=', planId)
    .where('status', 'in', ['queued', 'running'])
    .returning(['run', 'request', 'territory_id', 'previous_plan_id', 'lost_runs', 'cancel_requested'])
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    planId,
    run: row.run,
    request: row.request,
    territoryId: row.territory_id,
    previousPlanId: row.previous_plan_id,
    lostRuns: row.lost_runs,
    cancelRequested: row.cancel_requested,
  };
}

const updateRun = (db: Database, { planId, run }: PlanRun) =>
  db.updateTable('plans').where('id', '=', planId).where('run', '=', run).where('status', '=', 'running');

/** Whether the run is still the latest, and whether it was asked to stop. */
export async function checkRun(db: Database, { planId, run }: PlanRun): Promise<'go on' | 'cancel' | 'lost'> {
  const row = await db
    .selectFrom('plans')
    .select('cancel_requested')
    .where('id', '=', planId)
    .where('run', '=', run)
    .where('status', '=', 'running')
    .executeTakeFirst();
  if (row === undefined) return 'lost';
  return row.cancel_requested ? 'cancel' : 'go on';
}

export async function saveProgress(db: Database, run: PlanRun, progress: PlanProgress): Promise<void> {
  await updateRun(db, run)
    .set({ progress: JSON.stringify(progress) })
    .execute();
}

/** How a run ended for good. */
export type PlanOutcome =
  | { readonly status: 'completed'; readonly plan: Plan }
  | { readonly status: 'cancelled'; readonly plan: Plan | null }
  | { readonly status: 'failed'; readonly failure: PlanFailure };

/**
 * False, and nothing done, when the run is no longer the latest.
 * @param chain what is known after it of the chain of plans; null: it has no itineraries
 */
export async function finishPlan(
  db: Database,
  run: PlanRun,
  outcome: PlanOutcome,
  chain: ChainState | null,
): Promise<boolean> {
  const plan = 'plan' in outcome ? outcome.plan : null;
  const result = await updateRun(db, run)
    .set({
      status: outcome.status,
      plan: plan === null ? null : JSON.stringify(plan),
      stands: rangesOf(plan, chain),
      chain: chain === null ? null : JSON.stringify(chain),
      failure: 'failure' in outcome ? JSON.stringify(outcome.failure) : null,
      finished_at: sql`now()`,
    })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Puts a running plan back into the queue, to begin anew; false when the run is no longer the latest. */
export async function requeuePlan(db: Database, run: PlanRun): Promise<boolean> {
  const result = await updateRun(db, run)
    .set({ status: 'queued', progress: null, started_at: null })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a queued plan, and asks a running one to stop. Says what it found; null: no such plan. */
export async function requestCancel(db: Database, planId: string): Promise<PlanStatus | null> {
  if (!isUuid(planId)) return null;
  const row = await db.selectFrom('plans').select('status').where('id', '=', planId).forUpdate().executeTakeFirst();
  const update = db.updateTable('plans').where('id', '=', planId);
  if (row?.status === 'queued') await update.set({ status: 'cancelled', finished_at: sql`now()` }).execute();
  if (row?.status === 'running') await update.set({ cancel_requested: true }).execute();
  return row?.status ?? null;
}
