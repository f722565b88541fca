/** A territory that is deleted while something else is done with it, on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sampleRequest } from '../http/samples.ts';
import { post, problemOf } from '../http/test-app.ts';
import { type RealApp, startRealApp } from '../real-app.ts';
import { duringChange, query } from '../store/temporary-postgres.ts';

const { territory, horizon } = sampleRequest();
const plan = { horizon, options: { maxSteps: 10 } };
const schedule = { cron: '30 2 * * *', timeZone: 'UTC', horizon: { weeks: 1 } };

let real: RealApp;
let territoryId: string;
beforeAll(async () => {
  real = await startRealApp();
});
beforeEach(async () => {
  territoryId = (await post(real.app, '/v1/territories', { territory })).json().territoryId;
});
afterAll(() => real.close());

describe('a territory that is deleted at this moment', () => {
  test.each([
    ['POST', 'plans', plan],
    ['POST', 'proposals', { horizon }],
    ['PUT', 'schedule', schedule],
  ] as const)('%s %s is a 404', async (method, path, payload) => {
    const response = await duringChange(
      real.connection,
      ['delete from territories where id = $1', [territoryId]],
      async () => real.app.inject({ method, url: `/v1/territories/${territoryId}/${path}`, payload }),
    );
    expect(response.statusCode).toBe(404);
    expect(problemOf(response).detail).toContain(territoryId);
  });

  test('stays when a plan of it is approved at this moment', async () => {
    const url = `/v1/territories/${territoryId}`;
    const { planId } = (await post(real.app, `${url}/plans`, plan, { prefer: 'wait=30' })).json();
    const response = await duringChange(
      real.connection,
      ["update plans set approval = 'approved', approved_at = now() where id = $1", [planId]],
      async () => real.app.inject({ method: 'DELETE', url }),
    );
    expect(response.statusCode).toBe(409);
    const [stored] = await query(real.connection, 'select territory_id from plans where id = $1', [planId]);
    expect(stored).toEqual({ territory_id: territoryId });
  });
});
