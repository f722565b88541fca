/** Submit, approve, reject, on a real database, by the roles that may. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planSchema } from '#solver';
import type { Role } from '../../../../src/access/index.ts';
import { approvalSchema } from '../../../../src/http/schemas/approval.ts';
import { type RealApp, startRealApp } from '../../real-app.ts';
import { query } from '../../store/temporary-postgres.ts';
import { sampleRequest } from '../samples.ts';
import { post, problemOf } from '../test-app.ts';

let real: RealApp;
const keys = new Map<Role, string>();

beforeAll(async () => {
  real = await startRealApp();
  for (const role of ['planner', 'crm', 'supervisor', 'viewer', 'admin'] as const)
    keys.set(role, (await real.deps.access.create(`The ${role}`, role)).key);
});
afterAll(() => real.close());

const as = (role: Role) => ({ authorization: `Bearer ${keys.get(role)}` });

async function stored(): Promise<string> {
  const response = await post(real.app, '/v1/territories', { territory: sampleRequest().territory }, as('planner'));
  return response.json().territoryId;
}

async function planned(territoryId?: string): Promise<string> {
  const { territory, horizon } = sampleRequest();
  const body = { horizon, options: { maxSteps: 20 }, ...(territoryId === undefined ? { territory } : { territoryId }) };
  const response = await post(real.app, '/v1/plans', body, { ...as('planner'), prefer: 'wait=30' });
  expect(response.json()).toMatchObject({ status: 'completed', approval: 'draft', version: 1 });
  return response.json().planId;
}

const decide = (planId: string, role: Role, action: string, comment?: string) =>
  post(real.app, `/v1/plans/${planId}/approval`, { action, ...(comment === undefined ? {} : { comment }) }, as(role));

describe('approval', () => {
  test('a plan is submitted by a planner, rejected with a comment, submitted again and approved by a supervisor', async () => {
    const planId = await planned();
    await decide(planId, 'planner', 'submit');
    await decide(planId, 'supervisor', 'reject', 'Too many nights.');
    await decide(planId, 'crm', 'submit');
    const response = await decide(planId, 'supervisor', 'approve');
    expect(response.statusCode).toBe(200);
    const approval = approvalSchema.parse(response.json());
    expect(approval).toMatchObject({ planId, state: 'approved', version: 1, previousPlanId: null });
    expect(approval.history.map(({ action, by, role, comment }) => [action, by, role, comment])).toEqual([
      ['submit', 'The planner', 'planner', null],
      ['reject', 'The supervisor', 'supervisor', 'Too many nights.'],
      ['submit', 'The crm', 'crm', null],
      ['approve', 'The supervisor', 'supervisor', null],
    ]);
    const read = await real.app.inject({ url: `/v1/plans/${planId}/approval`, headers: as('viewer') });
    expect(read.json()).toEqual(approval);
    const plan = await real.app.inject({ url: `/v1/plans/${planId}`, headers: as('viewer') });
    expect(plan.json()).toMatchObject({ status: 'completed', approval: 'approved' });
  });

  test.each([
    ['planner', 'approve'],
    ['planner', 'reject'],
    ['crm', 'approve'],
    ['supervisor', 'submit'],
    ['viewer', 'submit'],
    ['viewer', 'approve'],
  ] as const)('a %s may not %s', async (role, action) => {
    const response = await decide('11111111-1111-4111-8111-111111111111', role, action, 'why');
    expect(response.statusCode).toBe(403);
    problemOf(response);
  });

  test('what is not submitted cannot be decided, and what is approved stays', async () => {
    const planId = await planned();
    expect((await decide(planId, 'supervisor', 'approve')).statusCode).toBe(409);
    expect((await decide(planId, 'supervisor', 'reject', 'no')).statusCode).toBe(409);
    await decide(planId, 'planner', 'submit');
    expect((await decide(planId, 'planner', 'submit')).statusCode).toBe(409);
    expect((await decide(planId, 'supervisor', 'reject')).statusCode).toBe(422);
    await decide(planId, 'admin', 'approve');
    const again = await decide(planId, 'admin', 'reject', 'second thoughts');
    expect(again.statusCode).toBe(409);
    expect(problemOf(again).detail).toContain('replan it');
    await expect(query(real.connection, `update plans set plan = '{}' where id = '${planId}'`)).rejects.toThrow(
      'approved',
    );
    await expect(query(real.connection, `delete from plans where id = '${planId}'`)).rejects.toThrow('approved');
  });

  test('of two supervisors who decide at once one is right', async () => {
    const planId = await planned();
    await decide(planId, 'planner', 'submit');
    const answers = await Promise.all([
      decide(planId, 'supervisor', 'approve'),
      decide(planId, 'supervisor', 'reject', 'no'),
      decide(planId, 'supervisor', 'approve'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
  });

  test('a replan of an approved plan is a new version, which replaces it once it is approved too', async () => {
    const territoryId = await stored();
    const first = await planned(territoryId);
    await decide(first, 'planner', 'submit');
    await decide(first, 'supervisor', 'approve');
    const replan = await post(real.app, `/v1/plans/${first}/replan`, {}, { ...as('crm'), prefer: 'wait=30' });
    const second = replan.json();
    expect(second).toMatchObject({ status: 'completed', approval: 'draft', version: 2 });
    const approvalOf = async (planId: string) =>
      (await real.app.inject({ url: `/v1/plans/${planId}/approval`, headers: as('viewer') })).json();
    expect(await approvalOf(first)).toMatchObject({ state: 'approved', replacedByPlanId: null });
    await decide(second.planId, 'planner', 'submit');
    await decide(second.planId, 'supervisor', 'approve');
    expect(await approvalOf(first)).toMatchObject({ state: 'approved', replacedByPlanId: second.planId });
    expect(await approvalOf(second.planId)).toMatchObject({ version: 2, previousPlanId: first });
    const list = await real.app.inject({ url: `/v1/territories/${territoryId}/plans`, headers: as('viewer') });
    expect(
      list.json().plans.map(({ planId, version }: { planId: string; version: number }) => [planId, version]),
    ).toEqual([
      [second.planId, 2],
      [first, 1],
    ]);
  });

  describe('of several plans for the same days', () => {
    const approved = async (planId: string) => {
      await decide(planId, 'planner', 'submit');
      const response = await decide(planId, 'supervisor', 'approve');
      expect(response.statusCode).toBe(200);
      return planId;
    };
    const replanned = async (planId: string, body = {}): Promise<string> =>
      (await post(real.app, `/v1/plans/${planId}/replan`, body, { ...as('crm'), prefer: 'wait=30' })).json().planId;
    const replacedBy = async (planId: string) =>
      (await real.app.inject({ url: `/v1/plans/${planId}/approval`, headers: as('viewer') })).json().replacedByPlanId;
    const refused = async (planId: string, inForce: string) => {
      await decide(planId, 'planner', 'submit');
      const response = await decide(planId, 'supervisor', 'approve');
      expect(response.statusCode).toBe(409);
      expect(problemOf(response).detail).toContain(inForce);
    };

    test('an approved one is replaced over a rejected replan, and by the nearest that was approved', async () => {
      const first = await approved(await planned(await stored()));
      const rejected = await replanned(first);
      await decide(rejected, 'planner', 'submit');
      await decide(rejected, 'supervisor', 'reject', 'Too many nights.');
      expect(await replacedBy(first)).toBeNull();
      const third = await approved(await replanned(rejected));
      const fourth = await approved(await replanned(third));
      expect(await Promise.all([first, rejected, third, fourth].map(replacedBy))).toEqual([third, third, fourth, null]);
    });

    test('one that overlooks what was approved since it was asked for is refused', async () => {
      const first = await approved(await planned(await stored()));
      const [one, other] = [await replanned(first), await replanned(first)];
      await approved(one);
      await refused(other, one);
      expect(await replacedBy(first)).toBe(one);
      // One more replan of the plan that was replaced does not know of it either.
      await refused(await replanned(first), one);
      await refused(await replanned(other), one);
      await approved(await replanned(one));
    });

    test('also where the territory is not stored: another replan of the same plan', async () => {
      const first = await planned();
      const [one, other] = [await replanned(first), await replanned(first)];
      await approved(one);
      await refused(other, one);
      await approved(await replanned(one));
      // Of two territories that are not stored nobody knows whether they are the same.
      await approved(await planned());
    });

    test('one for other days, and one that was made afterwards from nothing, is approved', async () => {
      const territoryId = await stored();
      const [first, alternative] = [await planned(territoryId), await planned(territoryId)];
      const later = await replanned(first, { horizon: { start: '2027-03-01', weeks: 1 } });
      await approved(first);
      await refused(alternative, first);
      await approved(later);
      await approved(await planned(territoryId));
    });

    test('of two that are approved at once one is', async () => {
      const first = await planned(await stored());
      const both = [await replanned(first), await replanned(first)];
      for (const planId of both) await decide(planId, 'planner', 'submit');
      const answers = await Promise.all(both.map((planId) => decide(planId, 'supervisor', 'approve')));
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    });

    test('the review and the schedule go by the one that was approved last', async () => {
      const territoryId = await stored();
      const early = await planned(territoryId);
      const { horizon } = sampleRequest();
      const end = new Date(Date.parse(horizon.start) + 6 * 86_400_000).toISOString().slice(0, 10);
      const away = { kind: 'repAbsent', repId: 'R1', from: horizon.start, to: end };
      const late = await approved(await replanned(early, { events: [away] }));
      // As plans were approved before one that overlooks another was refused.
      const sql = "update plans set approval = 'approved', approved_at = clock_timestamp() where id = $1";
      await query(real.connection, sql, [early]);
      const visitsInFirstWeek = async (planId: string) => {
        const read = await real.app.inject({ url: `/v1/plans/${planId}`, headers: as('viewer') });
        const { itineraries } = planSchema.parse(read.json());
        const days = itineraries.flatMap((itinerary) => itinerary.days).filter(({ date }) => date <= end);
        return days.flatMap(({ stops }) => stops).length;
      };
      const schedule = { cron: '30 2 * * *', timeZone: 'UTC', horizon: { weeks: 2 }, options: { maxSteps: 20 } };
      const url = `/v1/territories/${territoryId}/schedule`;
      await real.app.inject({ method: 'PUT', url, payload: schedule, headers: as('planner') });
      await real.deps.schedules.run(territoryId, 'in force', new Date(`${horizon.start}T12:00:00Z`));
      const { planId } = (await real.app.inject({ url, headers: as('viewer') })).json().lastRun;
      const asked = await real.deps.planning.planRequest(planId);
      expect(asked?.options?.previousPlanId).toBe(early);
      const review = `/v1/territories/${territoryId}/coverage?from=${horizon.start}&to=${end}`;
      const coverage = (await real.app.inject({ url: review, headers: as('viewer') })).json();
      expect(coverage.total.planned).toBe(await visitsInFirstWeek(early));
      expect(coverage.total.planned).not.toBe(await visitsInFirstWeek(late));
    });
  });

  test('a territory with an approved plan is not deleted; one without is, and its plan stays', async () => {
    const territoryId = await stored();
    const planId = await planned(territoryId);
    const remove = () =>
      real.app.inject({ method: 'DELETE', url: `/v1/territories/${territoryId}`, headers: as('planner') });
    await decide(planId, 'planner', 'submit');
    await decide(planId, 'supervisor', 'approve');
    expect((await remove()).statusCode).toBe(409);
    const other = await stored();
    const draft = await planned(other);
    const response = await real.app.inject({
      method: 'DELETE',
      url: `/v1/territories/${other}`,
      headers: as('planner'),
    });
    expect([response.statusCode, response.body]).toEqual([204, '']);
    expect((await real.app.inject({ url: `/v1/territories/${other}`, headers: as('viewer') })).statusCode).toBe(404);
    expect((await real.app.inject({ url: `/v1/plans/${draft}`, headers: as('viewer') })).json().status).toBe(
      'completed',
    );
  });

  test('unknown plans and wrong bodies', async () => {
    const unknown = '11111111-1111-4111-8111-111111111111';
    expect((await decide(unknown, 'planner', 'submit')).statusCode).toBe(404);
    expect((await decide('nothing', 'planner', 'submit')).statusCode).toBe(404);
    expect((await decide(unknown, 'planner', 'sign')).statusCode).toBe(400);
  });
});

describe('replacing a territory', () => {
  test('takes the whole document, keeps what visits said, and minds If-Match', async () => {
    const territoryId = await stored();
    const { territory } = sampleRequest();
    const put = (body: unknown, headers: Record<string, string> = {}) =>
      real.app.inject({
        method: 'PUT',
        url: `/v1/territories/${territoryId}`,
        headers: { 'content-type': 'application/json', ...as('crm'), ...headers },
        payload: JSON.stringify(body),
      });
    const visits = [{ id: 'v', customerId: 'C1', date: '2026-11-20' }];
    await post(real.app, `/v1/territories/${territoryId}/visits`, { visits }, as('crm'));
    const changed = { ...territory, name: 'Western Iowa' };
    expect((await put({ territory: changed }, { 'if-match': '"1"' })).statusCode).toBe(412);
    const done = await put({ territory: changed }, { 'if-match': '"2"' });
    expect([done.statusCode, done.headers.etag]).toEqual([200, '"3"']);
    const read = await real.app.inject({ url: `/v1/territories/${territoryId}`, headers: as('viewer') });
    expect(read.json().territory.name).toBe('Western Iowa');
    expect(read.json().territory.customers[0].lastVisitedOn).toBe('2026-11-20');
    expect((await put({ territory: changed, horizon: { start: '2026-11-30', weeks: 1 } })).statusCode).toBe(400);
    expect((await put({ territory: { ...changed, reps: {} } })).statusCode).toBe(400);
    expect((await put({ territory: changed }, { 'if-match': 'W/"3"' })).statusCode).toBe(412);
    expect((await put({ territory: changed }, { 'if-match': '*' })).statusCode).toBe(200);
    const { territories } = (await real.app.inject({ url: '/v1/territories', headers: as('viewer') })).json();
    expect(territories.find((each: { territoryId: string }) => each.territoryId === territoryId)).toMatchObject({
      ...{ name: 'Western Iowa', version: 4, customers: 3, reps: 2 },
    });
  });
});
