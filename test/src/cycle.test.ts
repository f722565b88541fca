/** The cycle on the real service: plan, do, check, act, with a real database and real threads. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Plan, planSchema } from '#solver';
import { post } from './http/test-app.ts';
import { type RealApp, startRealApp } from './real-app.ts';

let real: RealApp;
let app: FastifyInstance;

beforeAll(async () => {
  real = await startRealApp();
  app = real.app;
});

afterAll(() => real.close());

const territory = {
  timeZone: 'America/Chicago',
  reps: [{ id: 'R1', home: { lat: 41.66, lng: -91.53 } }],
  customers: Array.from({ length: 12 }, (_, k) => ({
    ...{ id: `C${k}`, class: ['A1', 'B1', 'C'][k % 3], contacts: [{ id: 'k1' }, { id: 'k2' }] },
    location: { lat: 41.6 + (k % 4) * 0.1, lng: -91.5 - Math.floor(k / 4) * 0.2 },
  })),
};
/** In the past, so that visits of it can be reported. */
const horizon = { start: '2024-01-01', weeks: 4 };
const wait = { prefer: 'wait=30' };

test('plan, report, replan, review', async () => {
  const { territoryId } = (await post(app, '/v1/territories', { territory })).json();
  const planned = await post(
    app,
    `/v1/territories/${territoryId}/plans`,
    { horizon, options: { maxSteps: 200 } },
    wait,
  );
  const plan: Plan = planSchema.parse(planned.json());
  const [{ days }] = plan.itineraries;

  // Do: the first two weeks, but the visits of one day.
  const done = days.filter(({ date }) => date <= '2024-01-12').slice(1);
  const visits = done.flatMap(({ date, stops }) =>
    stops.map(({ customerId, startAt, endAt, contactId }) => ({
      ...{ id: `${customerId}-${date}`, customerId, repId: 'R1', date, startAt, endAt, contactId },
      planId: plan.planId,
    })),
  );
  const reported = (await post(app, `/v1/territories/${territoryId}/visits`, { visits })).json();
  expect(reported).toMatchObject({ accepted: visits.length, rejected: 0 });
  const stored = (await app.inject(`/v1/territories/${territoryId}`)).json();
  expect(stored.version).toBe(2);

  // Act: what was missed on the first day is owed again, the rep is away for a day, the rest stays.
  const missed = days[0].stops.map(({ customerId }) => ({ kind: 'visitNotDone', customerId, date: days[0].date }));
  const away = days.find(({ date }) => date > '2024-01-14')?.date;
  const events = [...missed, { kind: 'repAbsent', repId: 'R1', from: away, to: away }];
  const answer = await post(app, `/v1/plans/${plan.planId}/replan`, { freezeUntil: '2024-01-12', events }, wait);
  expect(answer.statusCode).toBe(200);
  const next: Plan = planSchema.parse(answer.json());
  expect(next.itineraries[0].days.map(({ date }) => date)).not.toContain(away);
  expect(next.diff?.stabilityShare).toBeGreaterThan(0.5);
  expect(next.diff?.tell.repIds).toEqual(['R1']);
  const frozen = (of: Plan) => of.itineraries[0].days.filter(({ date }) => date > days[0].date && date <= '2024-01-12');
  const visited = (of: Plan) => frozen(of).map(({ stops }) => stops.map(({ customerId }) => customerId));
  expect(visited(next)).toEqual(visited(plan));

  // One more visit.
  const customer = { id: 'new', location: { lat: 41.75, lng: -91.6 } };
  const { suggestions } = (await post(app, `/v1/plans/${next.planId}/suggest-days`, { customer })).json();
  expect(suggestions.length).toBeGreaterThan(5);

  // Check.
  const { total } = (await app.inject(`/v1/territories/${territoryId}/coverage?from=2024-01-01&to=2024-01-12`)).json();
  expect(total).toMatchObject({ done: visits.length, planAdherence: 1 });
  const csv = await app.inject({
    url: `/v1/territories/${territoryId}/coverage?from=2024-01-01&to=2024-01-12`,
    headers: { accept: 'text/csv' },
  });
  expect(csv.body.split('\r\n')).toHaveLength(2 + 1 + 3 + 1 + 12);
});
