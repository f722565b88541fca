/** Territories planned by the clock, on a real database; the clock is rung by hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleRequest } from '../http/samples.ts';
import { issuesOf, post } from '../http/test-app.ts';
import { type RealApp, startRealApp } from '../real-app.ts';
import { query } from '../store/temporary-postgres.ts';

let real: RealApp;
beforeAll(async () => {
  real = await startRealApp();
});
afterAll(() => real.close());

const nightly = {
  ...{ cron: '30 2 * * *', timeZone: 'America/Chicago', freezeDays: 2, options: { maxSteps: 20 } },
  horizon: { startsInDays: 1, startsOn: 'mon', weeks: 2 },
};

async function scheduled(schedule: object = nightly): Promise<{ territoryId: string; url: string }> {
  const { territory } = sampleRequest();
  const { territoryId } = (await post(real.app, '/v1/territories', { territory })).json();
  const url = `/v1/territories/${territoryId}/schedule`;
  const response = await put(url, schedule);
  expect(response.statusCode).toBe(200);
  return { territoryId, url };
}

const put = (url: string, payload: object) => real.app.inject({ method: 'PUT', url, payload });
const lastRun = async (url: string) => (await real.app.inject(url)).json().lastRun;

const wait = { prefer: 'wait=30' };
const requestOf = async ({ planId }: { planId: string }) => (await real.deps.planning.planRequest(planId))!;

async function approve(planId: string): Promise<void> {
  for (const action of ['submit', 'approve'])
    expect((await post(real.app, `/v1/plans/${planId}/approval`, { action })).statusCode).toBe(200);
}

/** As a plan is after it was stopped. */
const stop = (planId: string, plan: 'kept' | 'none') =>
  query(
    real.connection,
    `update plans set status = 'cancelled'${plan === 'none' ? ', plan = null, stands = null' : ''} where id = $1`,
    [planId],
  );

/** The plan that the clock asks for, once it is made. */
async function rung(territoryId: string, url: string, jobId: string, at: string) {
  await real.deps.schedules.run(territoryId, jobId, new Date(at));
  const { planId } = await lastRun(url);
  await real.deps.planning.waitForPlan(planId, 30);
  return (await real.app.inject(`/v1/plans/${planId}`)).json();
}

describe('a schedule', () => {
  test('is answered with its next times', async () => {
    const { url, territoryId } = await scheduled();
    const read = (await real.app.inject(url)).json();
    expect(read).toMatchObject({ territoryId, schedule: nightly, lastRun: null });
    expect(read.next).toHaveLength(3);
    for (const time of read.next) expect(new Date(time).getTime()).toBeGreaterThan(Date.now());
    const rows = await query(real.connection, 'select cron, timezone from pgboss.schedule where key = $1', [
      territoryId,
    ]);
    expect(rows).toEqual([{ cron: '30 2 * * *', timezone: 'America/Chicago' }]);
  });

  test('plans the territory as it is when the clock rings, and replans what reaches into the horizon', async () => {
    const { territoryId, url } = await scheduled();
    // Thursday evening in Chicago is Friday in UTC.
    const first = await rung(territoryId, url, 'job 1', '2026-11-27T02:30:00Z');
    expect(first).toMatchObject({
      status: 'completed',
      territoryId,
      horizon: { start: '2026-11-30', weeks: 2 },
      version: 1,
    });
    const customers = [{ id: 'C9', location: { lat: 41.7, lng: -91.5 }, class: 'B1' }];
    await real.app.inject({ method: 'PATCH', url: `/v1/territories/${territoryId}/customers`, payload: { customers } });
    const second = await rung(territoryId, url, 'job 2', '2026-11-27T08:30:00Z');
    expect(second).toMatchObject({ status: 'completed', version: 2 });
    expect(second.diff.added.map(({ customerId }: { customerId: string }) => customerId)).toContain('C9');
    expect(second.diff.kept).toBeGreaterThan(0);
    const later = await rung(territoryId, url, 'job 3', '2027-03-01T08:30:00Z');
    expect(later).toMatchObject({ horizon: { start: '2027-03-08', weeks: 2 }, version: 1 });
    expect(later.diff).toBeUndefined();
  });

  test('that rings twice for one time plans once', async () => {
    const { territoryId, url } = await scheduled();
    const first = await rung(territoryId, url, 'job', '2026-11-27T08:30:00Z');
    const again = await rung(territoryId, url, 'job', '2026-11-27T08:30:01Z');
    expect(again.planId).toBe(first.planId);
    const plans = (await real.app.inject(`/v1/territories/${territoryId}/plans`)).json().plans;
    expect(plans).toHaveLength(1);
  });

  test('keeps to the events and pins of the plan that it follows', async () => {
    const { territoryId, url } = await scheduled();
    const first = await rung(territoryId, url, 'events 1', '2026-11-27T08:30:00Z');
    const said = {
      events: [
        { kind: 'repAbsent', repId: 'R1', from: '2026-12-01', to: '2026-12-13' },
        { kind: 'newAppointment', customerId: 'C2', date: '2026-12-02', from: '10:00', minutes: 30 },
      ],
      pins: [{ customerId: 'C3', date: '2026-12-04' }],
    };
    const replanned = (await post(real.app, `/v1/plans/${first.planId}/replan`, said, wait)).json();
    await approve(replanned.planId);
    const second = await rung(territoryId, url, 'events 2', '2026-11-27T09:30:00Z');
    expect((await requestOf(second)).options).toMatchObject({ ...said, previousPlanId: replanned.planId });
  });

  test('freezes no day after the end of the plan that it follows', async () => {
    const { territoryId, url } = await scheduled({ ...nightly, horizon: { weeks: 2 }, freezeDays: 10 });
    const horizon = { start: '2026-11-30', weeks: 1 };
    const body = { horizon, options: { maxSteps: 20 } };
    await post(real.app, `/v1/territories/${territoryId}/plans`, body, wait);
    const { itineraries } = await rung(territoryId, url, 'frozen', '2026-12-03T12:00:00Z');
    const dates = itineraries.flatMap(({ days }: { days: { date: string }[] }) => days.map(({ date }) => date));
    expect(dates.filter((date: string) => date >= '2026-12-07' && date <= '2026-12-13')).not.toEqual([]);
  });

  test('goes on from what stands after the end of a shorter replan', async () => {
    const { territoryId, url } = await scheduled({ ...nightly, horizon: { weeks: 2 } });
    const plans = `/v1/territories/${territoryId}/plans`;
    const body = { horizon: { start: '2026-11-30', weeks: 4 }, options: { maxSteps: 20 } };
    const long = (await post(real.app, plans, body, wait)).json();
    const shorter = { horizon: { start: '2026-11-30', weeks: 1 } };
    const short = (await post(real.app, `/v1/plans/${long.planId}/replan`, shorter, wait)).json();
    await approve(short.planId);
    const later = await rung(territoryId, url, 'stands', '2026-12-14T12:00:00Z');
    expect((await requestOf(later)).options?.previousPlanId).toBe(short.planId);
    expect(later).toMatchObject({ status: 'completed', version: 3 });
    expect(later.diff.kept).toBeGreaterThan(0);
  });

  test('with a limit of changed visits makes a first plan too', async () => {
    const { territoryId, url } = await scheduled({ ...nightly, options: { maxSteps: 20, maxChangedVisits: 5 } });
    const first = await rung(territoryId, url, 'limit 1', '2026-11-27T08:30:00Z');
    expect(first).toMatchObject({ status: 'completed', version: 1 });
    const second = await rung(territoryId, url, 'limit 2', '2026-11-27T09:30:00Z');
    expect((await requestOf(second)).options).toMatchObject({ previousPlanId: first.planId, maxChangedVisits: 5 });
  });

  test('follows a plan that was stopped and approved, and none that was stopped without itineraries', async () => {
    const { territoryId, url } = await scheduled();
    const first = await rung(territoryId, url, 'stopped 1', '2026-11-27T08:30:00Z');
    const second = await rung(territoryId, url, 'stopped 2', '2026-11-27T09:30:00Z');
    await stop(second.planId, 'none');
    const third = await rung(territoryId, url, 'stopped 3', '2026-11-27T10:30:00Z');
    expect((await requestOf(third)).options?.previousPlanId).toBe(first.planId);
    await stop(first.planId, 'kept');
    await approve(first.planId);
    const fourth = await rung(territoryId, url, 'stopped 4', '2026-11-27T11:30:00Z');
    expect((await requestOf(fourth)).options?.previousPlanId).toBe(first.planId);
  });

  test('says why the last time gave no plan', async () => {
    const { territoryId, url } = await scheduled({ ...nightly, horizon: { startsInDays: 0, weeks: 1 } });
    const { territory } = sampleRequest();
    const daysOff = Array.from({ length: 8 }, (_, k) => `2026-12-0${k + 1}`);
    const away = { ...territory, reps: territory.reps.map((rep) => ({ ...rep, daysOff })) };
    await put(`/v1/territories/${territoryId}`, { territory: away });
    await real.deps.schedules.run(territoryId, 'job', new Date('2026-12-01T12:00:00Z'));
    const { planId, issues } = await lastRun(url);
    expect(planId).toBeNull();
    expect(issues.map(({ code }: { code: string }) => code)).toContain('NO_WORKING_DAY');
  });

  test('ends with DELETE and with its territory', async () => {
    const { url, territoryId } = await scheduled();
    expect((await real.app.inject({ method: 'DELETE', url })).statusCode).toBe(204);
    expect((await real.app.inject({ method: 'DELETE', url })).statusCode).toBe(404);
    expect((await real.app.inject(url)).statusCode).toBe(404);
    await put(url, nightly);
    await real.app.inject({ method: 'DELETE', url: `/v1/territories/${territoryId}` });
    expect((await real.app.inject(url)).statusCode).toBe(404);
    // Rings once more, and never again.
    await real.deps.schedules.run(territoryId, 'job', new Date());
    expect(await query(real.connection, 'select 1 from pgboss.schedule where key = $1', [territoryId])).toEqual([]);
  });

  test.each([
    ['61 * * * *', 'The minute 61 is out of range: 0 to 59.'],
    ['0 25 * * *', 'The hour 25 is out of range: 0 to 23.'],
    ['0 2 31-32 * *', 'The day of the month 32 is out of range: 1 to 31.'],
    ['0 2 * 0 *', 'The month 0 is out of range: 1 to 12.'],
    ['0 2 * * mon-8', 'The weekday 8 is out of range: 0 to 7.'],
    ['5-1-7 2 * * *', 'It cannot be read as times.'],
  ])('%s is refused in our own words', async (cron, said) => {
    const { url } = await scheduled();
    const response = await put(url, { ...nightly, cron });
    expect(response.json().issues).toMatchObject([{ path: '/cron', message: said }]);
  });

  test.each(['*/5 0,2-4 ? * *', '0 2 L Feb,DEC mon-fri', '0 2 * * mon#1'])('may ring at %s', async (cron) => {
    const { url } = await scheduled({ ...nightly, cron });
    expect((await real.app.inject(url)).json().next).toHaveLength(3);
  });

  test.each([
    [{ cron: 'every night' }, 422, ['BAD_FORMAT /cron']],
    [{ cron: '61 * * * *' }, 422, ['BAD_FORMAT /cron']],
    [{ cron: '0 30 2 * * *' }, 422, ['BAD_FORMAT /cron']],
    [{ cron: '@daily' }, 422, ['BAD_FORMAT /cron']],
    [{ cron: '0 0 30 2 *' }, 422, ['BAD_FORMAT /cron']],
    [{ cron: 'H 2 * * *' }, 422, ['BAD_FORMAT /cron']],
    [{ cron: 'FREQ=DAILY;BYHOUR=3 a b c d' }, 422, ['BAD_FORMAT /cron']],
    [{ timeZone: 'Mars/Base' }, 422, ['UNKNOWN_TIME_ZONE /timeZone']],
    [{ cron: 'never', timeZone: 'Mars/Base' }, 422, ['BAD_FORMAT /cron', 'UNKNOWN_TIME_ZONE /timeZone']],
    [{ horizon: { weeks: 60 }, colour: 1 }, 400, ['OUT_OF_RANGE /horizon/weeks', 'UNKNOWN_FIELD /colour']],
  ])('%j is refused', async (change, status, issues) => {
    const { url } = await scheduled();
    const response = await put(url, { ...nightly, ...change });
    expect(response.statusCode).toBe(status);
    expect(issuesOf(response)).toEqual(issues);
  });
});
