/** One run of one plan: from the queue to its outcome in the database. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from '#solver';
import type { PlanProgress } from '../store/index.ts';
import {
  type ClaimedPlan,
  checkRun,
  claimPlan,
  type Database,
  finishPlan,
  type Log,
  type PlanOutcome,
  requeuePlan,
  saveProgress,
} from '../store/index.ts';
import { chainAfter } from './plan-chain.ts';
import { failureOf, lostFailure } from './plan-life-failure.ts';
import type { Announce, SolvePlan } from './planning.ts';
import type { PlanQueue } from './queue.ts';

/** How often a run writes its progress, and learns of a cancellation made by another process. */
const beatMs = 1_000;
/** A plan whose runs are lost more often than this fails. */
const lostRunsAllowed = 3;

/** cancel: keep the best so far. close: the process ends, begin anew later. lost: another run has the plan. */
export type StopReason = 'cancel' | 'close' | 'lost';

export interface RunDependencies {
  readonly database: Database;
  readonly queue: PlanQueue;
  readonly solve: SolvePlan;
  readonly log: Log;
  /** Tells the world, in the transaction in which a plan ends. */
  readonly announce: Announce;
}

/**
 * Runs a plan unless it has ended. It is stopped by aborting `controller` with a `StopReason`; the first one counts.
 * @throws when the outcome could not be written; the plan is then begun anew
 */
export async function runPlan(deps: RunDependencies, planId: string, controller: AbortController): Promise<void> {
  const { database, queue, log } = deps;
  const claim = await claimPlan(database, planId);
  if (claim === null) return;
  const outcome = await outcomeOf(deps, claim, controller);
  if (outcome === 'lost') {
    log.warn({ planId }, 'A run of a plan was given up, because another one has begun.');
  } else if (outcome === 'put back') {
    await database.transaction().execute(async (transaction) => {
      if (await requeuePlan(transaction, claim)) await queue.putBack(transaction, planId);
    });
  } else {
    const plan = 'plan' in outcome ? outcome.plan : null;
    const chain = plan === null ? null : await chainAfter(database, plan, claim);
    await database.transaction().execute(async (transaction) => {
      if (!(await finishPlan(transaction, claim, outcome, chain))) return;
      const type = `plan.${outcome.status}` as const;
      await deps.announce(transaction, { type, planId, territoryId: claim.territoryId });
    });
  }
}

async function outcomeOf(
  { database, solve, log }: RunDependencies,
  claim: ClaimedPlan,
  controller: AbortController,
): Promise<PlanOutcome | 'put back' | 'lost'> {
  if (claim.cancelRequested) return { status: 'cancelled', plan: null };
  if (claim.lostRuns > lostRunsAllowed) return { status: 'failed', failure: lostFailure };
  const { signal } = controller;
  const beat = startBeat(database, claim, controller, log);
  try {
    const plan = await solve(claim.request, { signal, onProgress: beat.report });
    return outcomeOfPlan(plan, claim, signal.reason);
  } catch (error) {
    log.error({ err: error, planId: claim.planId }, 'A plan could not be solved.');
    return outcomeOfError(error, signal.reason);
  } finally {
    await beat.stop();
  }
}

function outcomeOfPlan(plan: Plan, claim: ClaimedPlan, reason?: StopReason): PlanOutcome | 'put back' | 'lost' {
  if (reason === 'lost') return 'lost';
  // A plan that was ready before the stop took effect is a plan.
  const status = plan.status === 'cancelled' ? 'cancelled' : 'completed';
  if (status === 'cancelled' && reason === 'close') return 'put back';
  const ids = { planId: claim.planId, ...(claim.territoryId === null ? {} : { territoryId: claim.territoryId }) };
  return { status, plan: { ...ids, ...plan, ...ids, status } }; // Twice: first in the document, and ours all the same.
}

function outcomeOfError(error: unknown, reason?: StopReason): PlanOutcome | 'put back' | 'lost' {
  if (reason === 'lost') return 'lost';
  if (reason === 'close') return 'put back';
  if (reason === 'cancel') return { status: 'cancelled', plan: null };
  return { status: 'failed', failure: failureOf(error) };
}

/** While the solver works: writes the latest progress, and stops the solver when the database says so. */
function startBeat(database: Database, claim: ClaimedPlan, controller: AbortController, log: Log) {
  const ended = new AbortController();
  let latest: PlanProgress | null = null;
  const beat = async () => {
    const progress = latest;
    latest = null;
    if (progress !== null) await saveProgress(database, claim, progress);
    const answer = await checkRun(database, claim);
    if (answer !== 'go on') controller.abort(answer satisfies StopReason);
  };
  const loop = async () => {
    while (!ended.signal.aborted) {
      await sleep(beatMs, undefined, { signal: ended.signal }).catch(() => {});
      if (ended.signal.aborted) return;
      // The search goes on without the database; it is needed again at the end.
      await beat().catch((error) =>
        log.warn({ err: error, planId: claim.planId }, 'A plan lost sight of the database.'),
      );
    }
  };
  const looping = loop();
  return {
    report: (progress: PlanProgress) => {
      latest = progress;
    },
    stop: async () => {
      ended.abort();
      await looping;
    },
  };
}
