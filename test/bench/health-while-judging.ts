/**
 * How fast does the service answer "I am alive" while a large territory is stored, replaced and planned?
 * `npm run bench:judging`, or `npx node test/bench/health-while-judging.ts CUSTOMERS`
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Territory } from '#solver';
import { positive, readArguments, runCommand, WrongUse } from '../command.ts';
import { startService } from '../src/service-process.ts';
import { healthAnswer } from './health-answer.ts';

/** Calls of each kind; the middle one of their slowest answers is told. */
const times = 5;
const horizon = { start: '2026-12-07', weeks: 4 };

async function main(): Promise<void> {
  const [text = '20000', ...more] = readArguments({ allowPositionals: true }).positionals;
  if (more.length > 0) throw new WrongUse('One number of customers is enough.');
  const territory = await grown(positive('CUSTOMERS', text));
  const faulty = { ...territory, customers: territory.customers.map((customer) => ({ ...customer, name: 5 })) };
  const bodies = [{ territory }, { territory: faulty }, { horizon, options: { maxSteps: 1 } }].map((each) =>
    JSON.stringify(each),
  );
  const [whole = '', wrong = '', plan = ''] = bodies;

  const folder = await mkdtemp(join(tmpdir(), 'roundsman-bench-'));
  await chmod(folder, 0o755);
  const service = await startService({ DATA_DIR: folder, LOG_LEVEL: 'info' });
  const headers = { 'content-type': 'application/json' };
  const call = async (method: string, path: string, body: string | null) => {
    const response = await fetch(new URL(path, service.address), { method, headers, body });
    const answer = await response.text();
    return { status: response.status, location: response.headers.get('location') ?? '', answer };
  };
  const tell = async (what: string, status: number, method: string, path: string, body: string) => {
    const slowest: number[] = [];
    const lasted: number[] = [];
    for (let k = 0; k < times; k++) {
      let isOver = false;
      const began = performance.now();
      const called = call(method, path, body).finally(() => {
        isOver = true;
        lasted.push(performance.now() - began);
      });
      const waits: number[] = [];
      while (!isOver) {
        waits.push(await healthAnswer(service.address));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      slowest.push(Math.max(...waits));
      const { status: told, location } = await called;
      if (told !== status) throw new Error(`${what} was answered with ${told}`);
      if (status === 202) await call('DELETE', location, null);
    }
    console.log(`${what}: slowest answer of /health/live ${middle(slowest)} ms, the call itself ${middle(lasted)} ms`);
  };
  const { location } = await call('POST', '/v1/territories', whole);
  await tell('POST of a territory', 201, 'POST', '/v1/territories', whole);
  await tell('POST with a fault in every customer', 400, 'POST', '/v1/territories', wrong);
  await tell('PUT of a territory', 200, 'PUT', location, whole);
  await tell('POST of a plan', 202, 'POST', `${location}/plans`, plan);
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}

/** The customers of the example as often as needed, around where they are, each with an id of his own. */
async function grown(count: number): Promise<Territory> {
  const example = JSON.parse(await readFile(new URL('../../fixtures/yangtze-delta.json', import.meta.url), 'utf8'));
  const territory: Territory = example.territory;
  const around = (degrees: number, k: number) => Number((degrees + ((k % 1_000) - 500) / 10_000).toFixed(5));
  const customers = Array.from({ length: count }, (_, k) => {
    const { repId: _repId, ...customer } = territory.customers[
      k % territory.customers.length
    ] as Territory['customers'][number];
    const { lat, lng } = customer.location;
    return { ...customer, id: `K${k}`, location: { lat: around(lat, k * 7_919), lng: around(lng, k * 104_729) } };
  });
  return { ...territory, customers };
}

function middle(millis: readonly number[]): string {
  return ([...millis].sort((a, b) => a - b)[Math.floor(millis.length / 2)] ?? 0).toFixed(0);
}

process.exitCode = await runCommand(main);
