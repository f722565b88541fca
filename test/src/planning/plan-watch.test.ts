import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PlanStateRecord } from '../../../src/planning/index.ts';
import { PlanWatch } from '../../../src/planning/plan-watch.ts';
import { silent } from '../store/temporary-postgres.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const stateOf = (planId: string, change: Partial<PlanStateRecord> = {}): PlanStateRecord => ({
  planId,
  territoryId: null,
  status: 'queued',
  progress: null,
  failure: null,
  approval: 'draft',
  version: 1,
  previousPlanId: null,
  requestedAt: new Date('2026-11-27T08:00:00Z'),
  finishedAt: null,
  ...change,
});
const progress = (steps: number) => ({ share: 0.5, steps, coverage: 1, cost: 7, elapsedSeconds: 1 });
const open = new AbortController().signal;

/** Plans that change when a test says so, and what was asked of them. */
function watched(...planIds: string[]) {
  const states = new Map(planIds.map((planId) => [planId, stateOf(planId)]));
  const looks: (readonly string[])[] = [];
  const read = vi.fn(async (ids: readonly string[]) => {
    looks.push(ids);
    return ids.flatMap((id) => states.get(id) ?? []);
  });
  const set = (planId: string, change: Partial<PlanStateRecord>) => states.set(planId, stateOf(planId, change));
  return { watch: new PlanWatch(read, silent), states, looks, read, set };
}

/** What a follower is told, as it is told. */
function followed(watch: PlanWatch, planId: string, signal = open) {
  const told: string[] = [];
  const done = (async () => {
    for await (const { status, progress } of watch.follow(stateOf(planId), signal))
      told.push(`${status} ${progress?.steps ?? '-'}`);
  })();
  return { told, done };
}

const pass = (milliseconds = 500) => vi.advanceTimersByTimeAsync(milliseconds);

test('a follower is told the state of now, then what differs, until the plan has ended', async () => {
  const { watch, set } = watched('a');
  const { told, done } = followed(watch, 'a');
  await pass();
  expect(told).toEqual(['queued -']);
  for (const steps of [10, 10, 20]) {
    set('a', { status: 'running', progress: progress(steps) });
    await pass();
  }
  set('a', { status: 'completed', progress: progress(30) });
  await pass();
  await done;
  expect(told).toEqual(['queued -', 'running 10', 'running 20', 'completed 30']);
  expect(vi.getTimerCount()).toBe(0);
});

test('one look serves all who follow, and none is made for nobody', async () => {
  const { watch, looks } = watched('a', 'b');
  const leave = new AbortController();
  const all = ['a', 'b', 'a'].map((planId) => followed(watch, planId, leave.signal));
  await pass();
  expect(looks).toEqual([['a', 'b']]);
  leave.abort();
  await Promise.all(all.map(({ done }) => done));
  expect(vi.getTimerCount()).toBe(0);
  await pass(10_000);
  expect(looks).toHaveLength(1);
});

test('who follows a plan that ends in this process is told at once', async () => {
  const { watch, set } = watched('a');
  const { told, done } = followed(watch, 'a');
  await pass(1);
  set('a', { status: 'failed' });
  watch.hurry('b');
  watch.hurry('a');
  await done;
  expect(told).toEqual(['queued -', 'failed -']);
});

test('the database may be away for a while, and is not asked again while it is slow', async () => {
  const { watch, read, set } = watched('a');
  const { told, done } = followed(watch, 'a');
  read.mockRejectedValueOnce(new Error('Connection terminated unexpectedly'));
  await pass();
  const answer = Promise.withResolvers<PlanStateRecord[]>();
  read.mockReturnValueOnce(answer.promise);
  await pass(5_000);
  watch.hurry('a');
  expect(read).toHaveBeenCalledTimes(2);
  answer.resolve([stateOf('a')]);
  set('a', { status: 'cancelled' });
  await pass();
  await done;
  expect(told).toEqual(['queued -', 'cancelled -']);
});

test('nobody follows any longer when the watch is over, nor a plan that is gone', async () => {
  const { watch, states } = watched('a', 'b');
  const [a, b] = ['a', 'b'].map((planId) => followed(watch, planId));
  states.delete('a');
  await pass();
  await a!.done;
  watch.end();
  await b!.done;
  await followed(watch, 'b').done;
  expect(vi.getTimerCount()).toBe(0);
});
