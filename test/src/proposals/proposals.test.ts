/** Proposals on the real service: drawn, read, chosen, and followed by the next plan. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleRequest } from '../http/samples.ts';
import { type RealApp, startRealApp } from '../real-app.ts';

let real: RealApp;
let territoryId: string;
const { territory, horizon } = sampleRequest();
const twoReps = {
  ...territory,
  reps: [territory.reps[0], { ...territory.reps[0], id: 'R2', name: 'Second' }],
};

const send = (method: 'GET' | 'POST', path: string, payload?: object, headers: Record<string, string> = {}) =>
  real.app.inject({ method, url: `/v1/territories${path}`, headers, ...(payload === undefined ? {} : { payload }) });

beforeAll(async () => {
  real = await startRealApp();
  territoryId = (await send('POST', '', { territory: twoReps })).json().territoryId;
});
afterAll(() => real.close());

describe('a proposal', () => {
  test('is drawn, kept, shown and chosen, and plans follow it', async () => {
    const drawn = await send('POST', `/${territoryId}/proposals`, { horizon });
    expect(drawn.statusCode).toBe(201);
    const [proposal] = drawn.json().proposals;
    const one = `/${territoryId}/proposals/${proposal.proposalId}`;
    expect((await send('GET', one)).json()).toEqual(proposal);
    const list = (await send('GET', `/${territoryId}/proposals`)).json().proposals;
    expect(list.map((each: { proposalId: string }) => each.proposalId)).toContain(proposal.proposalId);
    expect((await send('GET', `${one}/map`)).body).toContain('<!doctype html>');
    const { features } = (await send('GET', one, undefined, { accept: 'application/geo+json' })).json();
    expect(new Set(features.map((feature: { properties: { kind: string } }) => feature.properties.kind))).toEqual(
      new Set(['territory', 'customer', 'home']),
    );

    expect((await send('POST', `${one}/choice`, undefined, { 'if-match': '"7"' })).statusCode).toBe(412);
    const chosen = await send('POST', `${one}/choice`, undefined, { 'if-match': '"1"' });
    expect(chosen.json()).toEqual({ territoryId, version: 2, customers: twoReps.customers.length, without: 0 });
    const stored = (await send('GET', `/${territoryId}`)).json().territory;
    const repOf = new Map(
      proposal.territories.flatMap(({ repId, customerIds }: { repId: string; customerIds: string[] }) =>
        customerIds.map((id) => [id, repId]),
      ),
    );
    for (const { id, currentRepId } of stored.customers) expect(currentRepId).toBe(repOf.get(id));
    expect((await send('GET', one)).json().chosenAt).not.toBeNull();

    const asked = { horizon, options: { maxSteps: 10 } };
    const plan = (await send('POST', `/${territoryId}/plans`, asked, { prefer: 'wait=30' })).json();
    for (const { repId, customerIds } of plan.territories)
      for (const id of customerIds) expect(repOf.get(id)).toBe(repId);
  });

  test('counts hand-overs from the plan named as that of today', async () => {
    const plans = (await send('GET', `/${territoryId}/plans`)).json().plans;
    const body = { horizon, maxHandOvers: 0, todayPlanId: plans[0].planId };
    const { proposals } = (await send('POST', `/${territoryId}/proposals`, body)).json();
    for (const { kpis } of proposals) expect(kpis.handOvers).toBe(0);
    const unknown = { ...body, todayPlanId: '11111111-1111-4111-8111-111111111111' };
    expect((await send('POST', `/${territoryId}/proposals`, unknown)).statusCode).toBe(404);
  });

  test('knows today from the latest plan that has any territories', async () => {
    const id = (await send('POST', '', { territory })).json().territoryId;
    const plan = await send('POST', `/${id}/plans`, { horizon, options: { maxSteps: 10 } }, { prefer: 'wait=30' });
    const [first, second] = territory.reps;
    const swapped = {
      ...territory,
      reps: [
        { ...first, home: second.home },
        { ...second, home: first.home },
      ],
    };
    await real.app.inject({ method: 'PUT', url: `/v1/territories/${id}`, payload: { territory: swapped } });
    // Stopped while it waits behind another territory's plan.
    const other = (await send('POST', '', { territory })).json().territoryId;
    const long = { horizon, options: { timeLimitSeconds: 60 } };
    const [before, waiting] = [
      (await send('POST', `/${other}/plans`, long)).json().planId,
      (await send('POST', `/${id}/plans`, long)).json().planId,
    ];
    for (const planId of [waiting, before]) await real.app.inject({ method: 'DELETE', url: `/v1/plans/${planId}` });
    expect((await real.app.inject(`/v1/plans/${waiting}`)).json().territories).toBeUndefined();
    const { proposals } = (await send('POST', `/${id}/proposals`, { horizon, maxHandOvers: 0 })).json();
    const carried = ({ territories }: { territories: { repId: string; customerIds: string[] }[] }) =>
      territories.map(({ repId, customerIds }) => [repId, customerIds.toSorted()]);
    expect(proposals.map(carried)).toEqual([carried(plan.json())]);
  });

  test('sent again with the same key is the same', async () => {
    const again = () => send('POST', `/${territoryId}/proposals`, { horizon }, { 'idempotency-key': 'k1' });
    expect((await again()).body).toBe((await again()).body);
  });
});

describe('a change of the team', () => {
  test('is proposed with figures before and after, and done when it is chosen, once', async () => {
    const body = {
      horizon,
      changes: [
        { kind: 'leaves', repId: 'R2' },
        { kind: 'worksLess', repId: 'R1', share: 0.5 },
      ],
    };
    const answer = await send('POST', `/${territoryId}/what-if`, body);
    expect(answer.statusCode).toBe(201);
    const [proposal] = answer.json().proposals;
    expect(proposal.before.handOvers).toBe(0);
    expect(proposal.territories.map(({ repId }: { repId: string }) => repId)).toEqual(['R1']);
    for (let time = 0; time < 2; time++)
      expect((await send('POST', `/${territoryId}/proposals/${proposal.proposalId}/choice`)).statusCode).toBe(200);
    const { reps } = (await send('GET', `/${territoryId}`)).json().territory;
    expect(reps.map(({ id }: { id: string }) => id)).toEqual(['R1']);
    expect(reps[0].workingHours[0]).toMatchObject({ from: '08:30', to: '13:00' });
  });

  test('names what is wrong with it', async () => {
    const ask = async (...changes: object[]) =>
      (await send('POST', `/${territoryId}/what-if`, { horizon, changes }))
        .json()
        .issues.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`);
    expect(await ask({ kind: 'leaves', repId: 'R9' })).toEqual(['UNKNOWN_REP /changes/0/repId']);
    expect(await ask({ kind: 'leaves', repId: 'R1' })).toEqual(['OUT_OF_RANGE /changes']);
    expect(await ask({ kind: 'joins', rep: territory.reps[0] })).toEqual(['DUPLICATE_ID /changes/0/rep/id']);
  });

  test('is refused where the territory could not be planned with it', async () => {
    const travel = {
      mode: 'matrix',
      placeIds: ['R1', 'R2', ...twoReps.customers.map(({ id }) => id)],
    };
    const size = travel.placeIds.length;
    const seconds = Array.from({ length: size }, () => new Array(size).fill(10));
    const withMatrix = { ...twoReps, travel: { ...travel, seconds, metres: seconds } };
    const ask = async (sent: object, change: object) => {
      const id = (await send('POST', '', { territory: sent })).json().territoryId;
      const answer = await send('POST', `/${id}/what-if`, { horizon, changes: [change] });
      return [
        answer.statusCode,
        ...answer.json().issues.map(({ code, path }: { code: string; path: string }) => `${code} ${path}`),
      ];
    };
    const rep = { ...territory.reps[0], id: 'R3' };
    expect(await ask(twoReps, { kind: 'joins', rep: { ...rep, supervisorId: 'S9', timeZone: 'Mars/Base' } })).toEqual([
      422,
      'UNKNOWN_SUPERVISOR /changes/0/rep/supervisorId',
      'UNKNOWN_TIME_ZONE /changes/0/rep/timeZone',
    ]);
    expect(await ask(withMatrix, { kind: 'joins', rep })).toEqual([422, 'MATRIX_INCOMPLETE /changes']);
    const moves = { kind: 'moves', repId: 'R1', home: { lat: 43.5, lng: -96.7 } };
    expect(await ask(withMatrix, moves)).toEqual([422, 'MATRIX_INCOMPLETE /changes/0/home']);
    expect(await ask(withMatrix, { kind: 'worksLess', repId: 'R1', share: 0.9 })).toEqual([201]);
  });

  test('is not made where the territory could not be planned any more', async () => {
    const id = (await send('POST', '', { territory: { ...twoReps, supervisors: [{ id: 'S1' }] } })).json().territoryId;
    const joins = { kind: 'joins', rep: { ...territory.reps[0], id: 'R3', supervisorId: 'S1' } };
    const { proposals } = (await send('POST', `/${id}/what-if`, { horizon, changes: [joins] })).json();
    await real.app.inject({ method: 'PUT', url: `/v1/territories/${id}`, payload: { territory: twoReps } });
    const choice = await send('POST', `/${id}/proposals/${proposals[0].proposalId}/choice`);
    expect([choice.statusCode, choice.json().issues[0].path]).toEqual([422, '/territory/reps/2/supervisorId']);
    expect((await send('GET', `/${id}`)).json().version).toBe(2);
  });

  test('has the hours that it was drawn with, whichever of two proposals is chosen after the other', async () => {
    const id = (await send('POST', '', { territory: twoReps })).json().territoryId;
    const half = { horizon, changes: [{ kind: 'worksLess', repId: 'R1', share: 0.5 }] };
    const drawn = [await send('POST', `/${id}/what-if`, half), await send('POST', `/${id}/what-if`, half)];
    for (const answer of drawn) {
      const [{ proposalId }] = answer.json().proposals;
      expect((await send('POST', `/${id}/proposals/${proposalId}/choice`)).statusCode).toBe(200);
    }
    const { reps } = (await send('GET', `/${id}`)).json().territory;
    expect(reps[0].workingHours[0]).toMatchObject({ from: '08:30', to: '13:00' });
  });

  test('cannot be chosen when its reps have left since', async () => {
    const first = (await send('POST', `/${territoryId}/proposals`, { horizon })).json().proposals[0];
    const replaced = { ...twoReps, reps: [{ ...territory.reps[0], id: 'R5' }] };
    await real.app.inject({ method: 'PUT', url: `/v1/territories/${territoryId}`, payload: { territory: replaced } });
    const refused = await send('POST', `/${territoryId}/proposals/${first.proposalId}/choice`);
    expect([refused.statusCode, refused.json().detail]).toEqual([409, expect.stringContaining('R1')]);
  });
});

describe('fit and sizing', () => {
  const ask = (path: string, payload: object) => real.app.inject({ method: 'POST', url: `/v1/${path}`, payload });

  test('are answered for a territory that is stored or sent, and nothing is planned', async () => {
    const stored: string = (await send('POST', '', { territory: twoReps })).json().territoryId;
    const { fit } = (await ask('fit', { territoryId: stored, horizon })).json();
    expect(fit.reps.map(({ repId }: { repId: string }) => repId)).toEqual(['R1', 'R2']);
    expect(fit.reps[0].byClass).not.toEqual({});
    const sent = await ask('sizing', { territory: twoReps, horizon, teamSizes: { from: 1, to: 3, perRepWeek: 1000 } });
    expect(sent.statusCode).toBe(200);
    const { curve, needed } = sent.json();
    expect(curve.map(({ reps }: { reps: number }) => reps)).toEqual([1, 2, 3]);
    expect(curve[0].leave).toHaveLength(1);
    expect(curve[2].homes).toHaveLength(1);
    expect(curve[1].costPerWeek).toBeGreaterThan(2000);
    expect(needed).toBe(1);
    expect((await send('GET', `/${stored}/plans`)).json().plans).toEqual([]);
  });

  test('refuse what cannot be answered, with the path', async () => {
    const issuesOf = async (path: string, payload: object) => {
      const answer = await ask(path, payload);
      return [
        answer.statusCode,
        ...answer.json().issues.map((each: { code: string; path: string }) => `${each.code} ${each.path}`),
      ];
    };
    const sizes = (teamSizes: object) => issuesOf('sizing', { territory: twoReps, horizon, teamSizes });
    expect(await sizes({ from: 3, to: 2 })).toEqual([400, 'OUT_OF_RANGE /teamSizes/to']);
    expect(await sizes({ to: 500 })).toEqual([400, 'OUT_OF_RANGE /teamSizes/to']);
    expect(await sizes({ from: 0 })).toEqual([400, 'OUT_OF_RANGE /teamSizes/from']);
    expect(await issuesOf('fit', { territory: twoReps })).toEqual([400, 'MISSING_FIELD /horizon']);
    expect((await ask('fit', { territoryId: '11111111-1111-4111-8111-111111111111', horizon })).statusCode).toBe(404);
  });
});
