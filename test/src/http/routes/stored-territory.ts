/** A territory that is stored anew before each test, on a real database, and changed in batches. */
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type RealApp, startRealApp } from '../../real-app.ts';
import { post } from '../test-app.ts';

export const customer = (id: string, more: object = {}) => ({
  id,
  location: { lat: 41.6, lng: -91.5 },
  class: 'A1',
  ...more,
});
export const territory = {
  timeZone: 'America/Chicago',
  reps: [
    { id: 'R1', home: { lat: 41.66, lng: -91.53 } },
    { id: 'R2', home: { lat: 41.97, lng: -91.66 } },
  ],
  customers: [customer('C1', { name: 'One', lastVisitedOn: '2026-11-02', repId: 'R1' }), customer('C2')],
};

export let real: RealApp;
/** Of the territory stored for the test of now. */
export let url: string;

/** To be called once in a file of tests. */
export function storeTerritoryBeforeEach(): void {
  beforeAll(async () => {
    real = await startRealApp();
  });
  beforeEach(async () => {
    url = `/v1/territories/${(await post(real.app, '/v1/territories', { territory })).json().territoryId}`;
  });
  afterAll(() => real.close());
}

/** @param payload a table when it is a text or a buffer */
export function patch(
  path: string,
  payload: unknown,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const isTable = typeof payload === 'string' || Buffer.isBuffer(payload);
  return real.app.inject({
    method: 'PATCH',
    url: url + path,
    headers: { 'content-type': isTable ? 'text/csv' : 'application/json', ...headers },
    payload: isTable ? payload : JSON.stringify(payload),
  });
}

export const stored = async () => (await real.app.inject(url)).json();
export const resultsOf = (response: LightMyRequestResponse) =>
  response.json().results.map(({ id, result }: { id: string; result: string }) => `${id} ${result}`);
