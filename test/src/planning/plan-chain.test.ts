/** What is known of a chain of replans, kept with each plan in a real database. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Plan, PlanRequest, Territory } from '#solver';
import type { ChainState } from '../../../src/chain/index.ts';
import { createPlanning, type Planning, standingPlan } from '../../../src/planning/index.ts';
import { type Connection, type Database, openDatabase } from '../../../src/store/index.ts';
import { planOf } from '../chain/chain-plans.ts';
import { query, silent, startTemporaryPostgres } from '../store/temporary-postgres.ts';

let server: Awaited<ReturnType<typeof startTemporaryPostgres>>;
let connection: Connection;
let database: Database;
let planning: Planning;
/** What the solver answers next. */
let answer: Plan | Error;

beforeAll(async () => {
  server = await startTemporaryPostgres();
});

beforeEach(async () => {
  connection = await server.freshDatabase();
  database = await openDatabase(connection, silent);
  const solve = async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  planning = await createPlanning({ database, connection, solve, concurrency: 1, log: silent });
  await planning.begin();
});

afterEach(async () => {
  await planning.close();
  await database.destroy();
});

afterAll(() => server.stop());

const territory = { timeZone: 'UTC', customers: [], reps: [] } as Territory;

async function planned(
  plan: Plan | Error,
  previousPlanId?: string,
  territoryId: string | null = null,
): Promise<string> {
  answer = plan;
  const options = previousPlanId === undefined ? {} : { previousPlanId };
  const request: PlanRequest = { territory, horizon: { start: '2026-12-07', weeks: 2 }, options };
  const { planId } = await planning.requestPlan(request, territoryId);
  await planning.waitForPlan(planId, 30);
  return planId;
}

/** Two weeks; the days of the visits to C1. */
const weeksFrom = (start: string, ...dates: string[]) =>
  planOf(
    { start, weeks: 2 },
    dates.map((date) => ({ customerId: 'C1', repId: 'R1', date })),
  );

const standing = (chain: ChainState | null) =>
  (chain?.visits ?? []).filter(({ stands }) => stands).map(({ uid, date }) => [uid, date]);

test('a visit has one name in a chain that rolls on from week to week', async () => {
  const first = await planned(weeksFrom('2026-12-07', '2026-12-18'));
  const [[uid]] = standing(await planning.chain(first));
  const second = await planned(weeksFrom('2026-12-14', '2026-12-25'), first);
  const third = await planned(weeksFrom('2026-12-21', '2026-12-25'), second);
  const fourth = await planned(weeksFrom('2026-12-21', '2026-12-30'), third);
  expect(standing(await planning.chain(second))).toEqual([[uid, '2026-12-25']]);
  expect(standing(await planning.chain(third))).toEqual([[uid, '2026-12-25']]);
  expect(standing(await planning.chain(fourth))).toEqual([[uid, '2026-12-30']]);
  // Only the plan before is read for it.
  await query(connection, 'update plans set chain = null, plan = null where id <> $1', [fourth]);
  expect(standing(await planning.chain(fourth))).toEqual([[uid, '2026-12-30']]);
});

test('plans of one territory share their names, those of others do not', async () => {
  const { territoryId } = await planning.storeTerritory({ territory, issues: [] });
  const other = await planning.storeTerritory({ territory, issues: [] });
  const uidIn = async (id: string | null) => {
    const planId = await planned(weeksFrom('2026-12-07', '2026-12-18'), undefined, id);
    return standing(await planning.chain(planId))[0]?.[0];
  };
  const own = await uidIn(territoryId);
  expect(await uidIn(territoryId)).toBe(own);
  expect(new Set([own, await uidIn(other.territoryId), await uidIn(null), await uidIn(null)]).size).toBe(4);
});

test('what was stored before chains were kept goes on under the names that calendars have', async () => {
  const first = await planned(weeksFrom('2026-12-07', '2026-12-08', '2026-12-18'));
  const second = await planned(weeksFrom('2026-12-14', '2026-12-25'), first);
  await query(connection, 'update plans set chain = null');
  // SHA-256 of ["visit","[\"C1\",\"2026-12-18\"]"].
  const known = 'cc12049d7ea9332f170d8a4a2afe3ff2@roundsman';
  expect(standing(await planning.chain(second))).toEqual([[known, '2026-12-25']]);
  const third = await planned(weeksFrom('2026-12-21', '2026-12-25', '2026-12-31'), second);
  const [old, added] = standing(await planning.chain(third));
  expect(old).toEqual([known, '2026-12-25']);
  expect(added?.[1]).toBe('2026-12-31');
  const fourth = await planned(weeksFrom('2026-12-28', '2026-12-31'), third);
  expect(standing(await planning.chain(fourth))).toContainEqual(added);
});

test('a plan stands with the days after its end that an earlier one has', async () => {
  const long = { ...weeksFrom('2026-12-07', '2026-12-08', '2026-12-25'), horizon: { start: '2026-12-07', weeks: 4 } };
  const first = await planned(long);
  const short = weeksFrom('2026-12-07', '2026-12-09');
  const second = await planned(short, first);
  const { plan, spans } = await standingPlan(planning, second, short);
  expect(plan.itineraries[0].days.map(({ date }) => date)).toEqual(['2026-12-09', '2026-12-25']);
  expect(plan.horizon.weeks).toBe(2);
  expect(spans).toEqual([
    { from: '2026-12-07', to: '2026-12-20' },
    { from: '2026-12-21', to: '2027-01-03' },
  ]);
});

test('a plan that begins before the one it follows goes on from the days between, whose visits keep their names', async () => {
  const weeks = (start: string, count: number, ...dates: string[]) => ({
    ...weeksFrom(start, ...dates),
    horizon: { start, weeks: count },
  });
  // The visit of the second week was first planned in the first one, before anybody could work its name out again.
  const begun = await planned(weeks('2026-12-07', 4, '2026-12-11', '2026-12-22'));
  const first = await planned(weeks('2026-12-07', 4, '2026-12-15', '2026-12-22'), begun);
  const [[uid]] = standing(await planning.chain(first));
  const last = weeks('2026-12-21', 2, '2026-12-23');
  const second = await planned(last, first);
  const daysOf = async (planId: string, plan: Plan, since?: string) =>
    (await standingPlan(planning, planId, plan, since)).plan.itineraries[0].days.map(({ date }) => date);
  expect(await daysOf(second, last)).toEqual(['2026-12-23']);
  expect(await daysOf(second, last, '2026-12-14')).toEqual(['2026-12-15', '2026-12-23']);
  const week = weeks('2026-12-07', 1, '2026-12-08');
  const third = await planned(week, second);
  expect(await daysOf(third, week)).toEqual(['2026-12-08', '2026-12-15', '2026-12-23']);
  expect(standing(await planning.chain(third))).toContainEqual([uid, '2026-12-15']);
  const fourth = await planned(weeks('2026-12-07', 4, '2026-12-08', '2026-12-16', '2026-12-23'), third);
  expect(standing(await planning.chain(fourth))).toContainEqual([uid, '2026-12-16']);
});

test('a plan without itineraries has no chain', async () => {
  expect(await planning.chain(await planned(new Error('It was too much.')))).toBeNull();
  expect(await planning.chain('c0ffee00-0000-4000-8000-000000000000')).toBeNull();
});
