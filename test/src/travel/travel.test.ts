/** Routing engines, played by a small server that answers as they do. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { PlanRequest, Travel } from '#solver';
import { resolveTravel } from '../../../src/travel/index.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

type Answer = (
  request: IncomingMessage,
  body: string,
) => { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown } | 'never';

async function listen(answer: Answer): Promise<string> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (text) => (body += text));
    request.on('end', () => {
      const answered = answer(request, body);
      if (answered === 'never') return;
      const { status = 200, headers = {}, json } = answered;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function requestWith(travel: Travel, customers = 2): PlanRequest {
  return {
    territory: {
      timeZone: 'America/Chicago',
      customers: Array.from({ length: customers }, (_, k) => ({
        id: `C${k}`,
        class: 'C',
        location: { lat: 41 + k / 1000, lng: -91 },
      })),
      reps: [{ id: 'R', home: { lat: 40.999, lng: -91 } }],
      travel,
    },
    horizon: { start: '2026-11-30', weeks: 1 },
  };
}

/** Thousandths of a degree apart: what the fake engines take for minutes and kilometres. */
const apart = (from: string, to: string) => Math.round(Math.abs(Number(from) - Number(to)) * 1000);

const fakeOsrm: Answer = ({ url = '' }) => {
  const { pathname, searchParams } = new URL(url, 'http://x');
  const places = pathname.split('/').at(-1)?.split(';') ?? [];
  const latitudes = (name: string) =>
    (searchParams.get(name) ?? '').split(';').map((index) => places[Number(index)]?.split(',')[1] ?? '');
  const table = (factor: number) =>
    latitudes('sources').map((from) => latitudes('destinations').map((to) => apart(from, to) * factor + 0.4));
  return { json: { code: 'Ok', durations: table(60), distances: table(1000) } };
};

const fakeValhalla: Answer = (_, body) => {
  const { sources, targets } = JSON.parse(body);
  const row = (from: { lat: number }) =>
    targets.map((to: { lat: number }) => {
      const km = apart(String(from.lat), String(to.lat));
      return { time: km * 60, distance: km };
    });
  return { json: { sources_to_targets: sources.map(row) } };
};

describe.each([
  ['osrm' as const, fakeOsrm],
  ['valhalla' as const, fakeValhalla],
])('%s', (mode, fake) => {
  it('gives the matrix of all places, in pieces where there are many', async () => {
    const { request, issues } = await resolveTravel(requestWith({ mode, baseUrl: await listen(fake) }, 120));
    expect(issues).toEqual([]);
    const travel = request.territory.travel;
    if (travel?.mode !== 'matrix') throw new Error('a matrix is expected');
    expect(travel.placeIds.slice(0, 3)).toEqual(['R', 'C0', 'C1']);
    expect(travel.seconds[0]?.[1]).toBe(60);
    expect(travel.seconds[1]?.[101]).toBe(6000);
    expect(travel.metres[120]?.[1]).toBe(119_000);
    expect(travel.seconds.every((row) => row.length === 121)).toBe(true);
  });

  it('fails the plan when it fails, and says so in the terms of the request', async () => {
    const baseUrl = await listen(() => ({ status: 500, json: {} }));
    await expect(resolveTravel(requestWith({ mode, baseUrl }))).rejects.toMatchObject({
      code: 'TRAVEL_ENGINE_FAILED',
      issues: [{ severity: 'error', path: '/territory/travel/baseUrl' }],
    });
  });

  it('gives way to great circles where that is allowed, with an issue', async () => {
    const baseUrl = await listen(() => ({ json: { code: 'NoTable' } }));
    const { request, issues } = await resolveTravel(requestWith({ mode, baseUrl, fallback: 'greatCircle' }));
    expect(request.territory.travel).toEqual({ mode: 'greatCircle' });
    expect(issues).toMatchObject([{ severity: 'warning', code: 'TRAVEL_ENGINE_FAILED' }]);
  });
});

describe.each([
  ['osrm' as const, (value: number) => ({ code: 'Ok', durations: [[value]], distances: [[value]] })],
  ['valhalla' as const, (value: number) => ({ sources_to_targets: [[{ time: value, distance: value }]] })],
])('%s that answers nonsense', (mode, answer) => {
  it('fails where a way takes less than nothing', async () => {
    const baseUrl = await listen(() => ({ json: answer(-5) }));
    await expect(resolveTravel(requestWith({ mode, baseUrl }, 0))).rejects.toThrow('not a');
  });

  it('has no way where one is too long for any number of the plan', async () => {
    const baseUrl = await listen(() => ({ json: answer(1e300) }));
    const { request } = await resolveTravel(requestWith({ mode, baseUrl }, 0));
    const travel = request.territory.travel;
    if (travel?.mode !== 'matrix') throw new Error('a matrix is expected');
    expect([travel.seconds[0]?.[0], travel.metres[0]?.[0]]).toEqual([1_000_000, 10_000_000]);
  });

  it('fails where it sends another way, which is not gone', async () => {
    let asked = 0;
    const baseUrl = await listen(() => {
      asked += 1;
      return { status: 307, headers: { location: '/inside' }, json: answer(1) };
    });
    await expect(resolveTravel(requestWith({ mode, baseUrl }, 0))).rejects.toThrow('status 307');
    expect(asked).toBe(1);
  });

  it('fails where it answers without end', async () => {
    const baseUrl = await listen(() => ({ json: { ...answer(1), more: ' '.repeat(17 * 1_048_576) } }));
    await expect(resolveTravel(requestWith({ mode, baseUrl }, 0))).rejects.toThrow('more than a table');
  });

  it('is not waited for when the plan is stopped', async () => {
    const stop = new AbortController();
    const baseUrl = await listen(() => {
      stop.abort('cancel');
      return 'never';
    });
    const asked = resolveTravel(requestWith({ mode, baseUrl }, 0), stop.signal);
    await expect(asked).rejects.toMatchObject({
      message: expect.stringMatching(/was not waited for, because the work was stopped/),
      issues: [{ action: 'Try again, and let the engine answer, or allow "fallback": "greatCircle".' }],
    });
  });

  it('fails where it knows how long a way takes and not how far it is', async () => {
    const { durations, sources_to_targets: cells } = answer(5) as Record<string, object[][]>;
    const json = mode === 'osrm' ? { code: 'Ok', durations, distances: [[null]] } : halfOf(cells);
    const baseUrl = await listen(() => ({ json }));
    await expect(resolveTravel(requestWith({ mode, baseUrl }, 0))).rejects.toThrow('times and without their distances');
  });
});

const halfOf = (cells: object[][] = []) => ({
  sources_to_targets: cells.map((row) => row.map((cell) => ({ ...cell, distance: null }))),
});

describe('an engine that refuses a question', () => {
  const osrmAnd = async (answer: Answer, fallback?: 'greatCircle') => {
    const baseUrl = await listen(answer);
    return requestWith({ mode: 'osrm', baseUrl, ...(fallback === undefined ? {} : { fallback }) }, 60);
  };

  it.each([
    [3, 'customer "C2"', '/territory/customers/2/location'],
    // The targets come after the fifty sources.
    [50, 'the home of rep "R"', '/territory/reps/0/home'],
  ])('because of coordinate %i has the place named, which is %s', async (number, what, path) => {
    const json = { code: 'NoSegment', message: `Could not find a matching segment for coordinate ${number}` };
    const answer: Answer = () => ({ status: 400, json });
    const message = expect.stringContaining(`says: NoSegment: ${json.message}, which is ${what}; `);
    await expect(resolveTravel(await osrmAnd(answer))).rejects.toMatchObject({
      statusCode: 422,
      issues: [{ code: 'TRAVEL_ENGINE_FAILED', severity: 'error', path, message }],
    });
    const { issues } = await resolveTravel(await osrmAnd(answer, 'greatCircle'));
    expect(issues).toMatchObject([{ severity: 'warning', path, message }]);
  });

  it('says why in its own words, and no more than a line of them', async () => {
    const baseUrl = await listen(() => ({
      status: 400,
      json: { error_code: 171, error: `No suitable edges near location\n${'x'.repeat(1000)}`, secret: 'inside' },
    }));
    const failed = resolveTravel(requestWith({ mode: 'valhalla', baseUrl }));
    await expect(failed).rejects.toThrow(/says: No suitable edges near location x{100,200};/);
    await expect(failed).rejects.not.toThrow('inside');
    const action = 'Check the address, the profile and the coordinates, or allow "fallback": "greatCircle".';
    await expect(failed).rejects.toMatchObject({ statusCode: 422, issues: [{ action }] });
  });

  it('as it has too much to do is asked again', async () => {
    let asked = 0;
    const busy: Answer = (request, body) => {
      asked += 1;
      if (asked % 2 === 0) return fakeOsrm(request, body);
      const soon = asked === 1 ? '0' : new Date().toUTCString();
      return { status: asked === 1 ? 429 : 503, headers: { 'retry-after': soon }, json: {} };
    };
    const { request } = await resolveTravel(await osrmAnd(busy));
    expect(request.territory.travel?.mode).toBe('matrix');
    expect(asked).toBe(2 * 4);
  });

  it.each([
    [429, { 'retry-after': '3600' }],
    [503, {}],
  ])('with %i and %j is not asked again in the time of a question', async (status, headers) => {
    let asked = 0;
    const baseUrl = await listen(() => {
      asked += 1;
      return { status, headers, json: {} };
    });
    await expect(resolveTravel(requestWith({ mode: 'osrm', baseUrl }))).rejects.toThrow(`status ${status}`);
    expect(asked).toBe(1);
  });
});

describe('resolveTravel', () => {
  it('asks once for a rep and a customer of one id at one place, and fails where the places differ', async () => {
    const request = requestWith({ mode: 'osrm', baseUrl: await listen(fakeOsrm) });
    const withHome = (home: PlanRequest['territory']['reps'][number]['home']): PlanRequest => ({
      ...request,
      territory: { ...request.territory, reps: [{ id: 'C1', home }] },
    });
    const { request: resolved } = await resolveTravel(withHome({ lat: 41.001, lng: -91 }));
    expect(resolved.territory.travel).toMatchObject({ placeIds: ['C1', 'C0'] });
    await expect(resolveTravel(withHome({ lat: 41, lng: -91 }))).rejects.toThrow('the id of two places');
  });

  it('has its matrix in memory that threads share, so that none of them needs a copy', async () => {
    const { request } = await resolveTravel(requestWith({ mode: 'osrm', baseUrl: await listen(fakeOsrm) }));
    const travel = request.territory.travel;
    if (travel?.mode !== 'matrix') throw new Error('a matrix is expected');
    const rows = [...travel.seconds, ...travel.metres];
    expect(rows.every((row) => row instanceof Int32Array && row.buffer instanceof SharedArrayBuffer)).toBe(true);
  });

  it('asks nobody about more places than a matrix may have, and says how many', async () => {
    let asked = 0;
    const baseUrl = await listen(() => {
      asked += 1;
      return { status: 500, json: {} };
    });
    const issue = { code: 'TOO_MANY_PLACES', path: '/territory/travel' };
    const message = expect.stringContaining('5000 places at most, and there are 5001');
    await expect(resolveTravel(requestWith({ mode: 'osrm', baseUrl }, 5000))).rejects.toMatchObject({
      code: 'TOO_MANY_PLACES',
      statusCode: 422,
      issues: [{ ...issue, severity: 'error', message }],
    });
    const { request, issues } = await resolveTravel(
      requestWith({ mode: 'osrm', baseUrl, fallback: 'greatCircle' }, 5000),
    );
    expect(request.territory.travel).toEqual({ mode: 'greatCircle' });
    expect(issues).toMatchObject([{ ...issue, severity: 'warning', message }]);
    expect(asked).toBe(0);
  });

  it('asks nobody when the request says all', async () => {
    const request = requestWith({ mode: 'greatCircle' });
    expect(await resolveTravel(request)).toEqual({ request, issues: [] });
  });

  it('marks pairs without a way as out of reach', async () => {
    const answer: Answer = (request, body) => {
      const { json } = fakeOsrm(request, body) as { json: { durations: (number | null)[][] } };
      if (json.durations[1]) json.durations[1][0] = null;
      return { json };
    };
    const { request } = await resolveTravel(requestWith({ mode: 'osrm', baseUrl: await listen(answer) }));
    const travel = request.territory.travel;
    expect(travel?.mode === 'matrix' && travel.seconds[1]?.[0]).toBe(1_000_000);
  });

  it('refuses an engine that nobody answers for', async () => {
    await expect(resolveTravel(requestWith({ mode: 'osrm', baseUrl: 'http://127.0.0.1:1' }))).rejects.toThrow(
      'OSRM cannot be reached',
    );
  });
});
