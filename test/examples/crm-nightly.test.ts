/** The script of the example, night after night, against the running service. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { type RealApp, startRealApp } from '../src/real-app.ts';

const example = fileURLToPath(new URL('../../examples/crm-nightly/', import.meta.url));

let real: RealApp;
let url: string;
let key: string;
let folder: string;

beforeAll(async () => {
  real = await startRealApp();
  url = await real.app.listen({ port: 0, host: '127.0.0.1' });
  ({ key } = await real.deps.access.create('Nightly', 'crm'));
  folder = await mkdtemp(join(tmpdir(), 'night-'));
  await cp(join(example, 'export'), folder, { recursive: true });
});
afterAll(async () => {
  await real.close();
  await rm(folder, { recursive: true });
});

function night(date: string, env: Record<string, string> = { ROUNDSMAN_KEY: key }, data = folder) {
  return call(
    ['--data', data, '--state', join(data, 'state.json'), '--url', url, '--date', date, '--seconds', '1'],
    env,
  );
}

async function call(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(example, 'nightly.ts'), ...args], { env: { ...process.env, ...env } });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      written += text;
    });
  const [code] = await once(child, 'close');
  return { code, written };
}

interface Change {
  readonly kind: string;
  readonly change: string;
  readonly customerId: string;
  readonly from: { readonly date: string } | null;
  readonly to: {
    readonly date: string;
    readonly startAt: string;
    readonly endAt: string;
    readonly repId: string;
  } | null;
}

const changes = async (date: string): Promise<Change[]> =>
  JSON.parse(await readFile(join(folder, `changes-${date}.json`), 'utf8'));
const state = async () => JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'));
const get = async (path: string) =>
  (await real.app.inject({ url: path, headers: { authorization: `Bearer ${key}` } })).json();

test.each([
  [['--date', '1.12.2026'], '--date must be a date such as 2026-11-30, not "1.12.2026".'],
  [['--date', '2026-02-30'], '--date must be a date such as 2026-11-30, not "2026-02-30".'],
  [['--weeks', '4w'], '--weeks must be a whole number from 1 to 26, not "4w".'],
  [['--freeze', '-1'], "'--freeze'"],
  [['--freeze', '1.5'], '--freeze must be a whole number from 0 to 182, not "1.5".'],
  [['--urll', 'x'], "'--urll'"],
])('%j is refused in one line, and nothing is written', async (args, said) => {
  const data = await mkdtemp(join(tmpdir(), 'night-wrong-'));
  const { code, written } = await call(['--data', data, '--state', join(data, 'state.json'), '--url', url, ...args]);
  expect(code).toBe(2);
  expect(written).toContain(said);
  expect(written).not.toContain(' at ');
  expect(await readdir(data)).toEqual([]);
  await rm(data, { recursive: true });
});

test('a service that is still starting is waited for; where none comes, the address and what to do are named', async () => {
  // A port that was free a moment ago.
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const [state, address] = [join(folder, 'nobody.json'), `http://127.0.0.1:${port}`];
  const { code, written } = await call(['--data', folder, '--state', state, '--url', address, '--wait', '1']);
  expect(code).toBe(1);
  expect(written).toContain(`nothing answers at ${address} yet: waiting for up to 1 seconds`);
  expect(written).toContain(
    `nothing answers at ${address} (ECONNREFUSED): start the service, or name its address with --url`,
  );
});

test('nights: the first plan, one that is run twice, what has changed, and one after the first plan has ended', async () => {
  const refused = await night('2024-01-01', { ROUNDSMAN_KEY: 'wrong' });
  expect(refused).toMatchObject({ code: 1, written: expect.stringContaining('401') });

  const first = await night('2024-01-01');
  expect(first.written).toContain('handed in');
  expect(first.code).toBe(0);
  const added = await changes('2024-01-01');
  expect(added.every(({ change }) => change === 'added')).toBe(true);
  expect(new Set(added.map(({ customerId }) => customerId)).size).toBe(12);
  const { planId, territoryId } = await state();
  expect((await get(`/v1/plans/${planId}/approval`)).state).toBe('submitted');

  // Run again: nothing is planned twice, and what is to be written back is still there.
  const again = await night('2024-01-01');
  expect(again.code).toBe(0);
  expect(await changes('2024-01-01')).toEqual(added);
  expect((await get(`/v1/territories/${territoryId}/plans`)).plans).toHaveLength(1);

  // The reps made their visits of the first days; a customer is new, one is gone, one row is wrong.
  const made = added.filter(({ kind, to }) => kind === 'visit' && (to?.date ?? '') <= '2024-01-07');
  const records = made.map(({ customerId, to }) => ({
    ...{ id: `${customerId} ${to?.date}`, customerId, repId: to?.repId },
    ...{ date: to?.date, startAt: to?.startAt, endAt: to?.endAt },
  }));
  expect(records.length).toBeGreaterThan(0);
  await writeFile(join(folder, 'visits.json'), JSON.stringify(records));
  const table = await readFile(join(folder, 'customers.csv'), 'utf8');
  const rows = table
    .trim()
    .split('\n')
    .filter((row) => !row.startsWith('C12'));
  rows.push('C13,New Market,41.70,-91.50,80000,B1', 'C14,Nowhere,abc,-91.50,1,C');
  await writeFile(join(folder, 'customers.csv'), `${rows.join('\n')}\n`);
  const second = await night('2024-01-10');
  expect(second.code).toBe(0);
  expect(second.written).toContain('customers: 1 new, 0 changed, 1 gone, 1 rejected');
  expect(second.written).toContain('row 14, C14');
  expect(second.written).toContain(`visits: ${records.length} accepted, 0 rejected`);
  const changed = await changes('2024-01-10');
  expect(changed.some(({ customerId, change }) => customerId === 'C13' && change === 'added')).toBe(true);
  expect(changed.every(({ customerId, change }) => customerId !== 'C12' || change === 'dropped')).toBe(true);
  // The horizon has moved to the Monday of the week: what has passed is not taken back, and there is a new week at its end.
  const visits = changed.filter(({ kind }) => kind === 'visit');
  expect(visits.filter(({ from }) => from !== null && from.date < '2024-01-08')).toEqual([]);
  const newWeek = visits.filter(({ to }) => (to?.date ?? '') >= '2024-01-29');
  expect(newWeek.length).toBeGreaterThan(0);
  expect(visits.length - newWeek.length).toBeLessThan(added.length / 2);
  const next = await get(`/v1/plans/${(await state()).planId}`);
  expect(next).toMatchObject({ version: 2, approval: 'submitted', status: 'completed' });
  expect(next.horizon).toEqual({ start: '2024-01-08', weeks: 4 });
  const { customers } = (await get(`/v1/territories/${territoryId}`)).territory;
  const last = customers.filter(({ lastVisitedOn }: { lastVisitedOn?: string }) => lastVisitedOn !== undefined);
  expect(last).toHaveLength(new Set(records.map(({ customerId }) => customerId)).size);

  // That plan has ended: of the week of tonight only what is to come is planned.
  const late = await night('2024-02-07');
  expect(late.code).toBe(0);
  const { horizon } = await get(`/v1/plans/${(await state()).planId}`);
  expect(horizon).toEqual({ start: '2024-02-07', weeks: 4 });
  const coming = (await changes('2024-02-07')).filter(({ kind }) => kind === 'visit');
  expect(coming.map(({ customerId }) => customerId)).toEqual(expect.arrayContaining(['C01', 'C07', 'C13']));
  expect(coming.every(({ change }) => change === 'added')).toBe(true);
}, 120_000);

test('a first night with files as a Chinese CRM writes them: GBK, a workbook, a policy that names a rep', async () => {
  const data = join(folder, 'china');
  await mkdir(data);
  // "编号;名称;纬度;经度;等级" and names in GBK, which Node cannot write.
  const header = 'b1e0bac5;c3fbb3c6;ceb3b6c8;beadb6c8;b5c8bcb6'.replaceAll(';', '3b');
  const row = (id: string, name: string, rest: string) =>
    Buffer.concat([Buffer.from(`\n${id};"`), Buffer.from(name, 'hex'), Buffer.from(`; ";${rest}`)]);
  const rows = [row('C1', 'c9cfbaa3', '31,23;121,47;G'), row('C2', 'cbd5d6dd', '31,30;120,58;G')];
  const reps = [
    ['id', 'lat', 'lng'],
    ['R1', 31.2, 121.4],
  ];
  await writeFile(join(data, 'reps.xlsx'), await writeExcelFile(reps).toBuffer());
  const policy = {
    classes: [{ class: 'G', visits: 1, per: 'month', visitMinutes: 30 }],
    keyAccounts: { minAnnualRevenue: 1_000_000, repIds: ['R1'] },
  };
  const settings = { name: '长三角', timeZone: 'Asia/Shanghai', policy };
  await writeFile(join(data, 'territory.json'), `\uFEFF${JSON.stringify(settings)}`);
  // Broken off before there are customers: what is missing is told, and the next run goes on.
  const early = await night('2024-01-01', undefined, data);
  expect(early.code).toBe(1);
  expect(early.written).toContain('reps: 1 new, 0 changed, 0 gone, 0 rejected');
  expect(early.written).toContain('Send customers with PATCH …/customers');
  await writeFile(join(data, 'customers.csv'), Buffer.concat([Buffer.from(header, 'hex'), ...rows]));
  const first = await night('2024-01-01', undefined, data);
  expect(first.written).toContain('reps: 0 new, 0 changed, 0 gone, 0 rejected');
  expect(first.written).toContain('customers: 2 new, 0 changed, 0 gone, 0 rejected');
  expect(first.written).toContain('handed in');
  const { territoryId } = JSON.parse(await readFile(join(data, 'state.json'), 'utf8'));
  const { territory } = await get(`/v1/territories/${territoryId}`);
  expect(territory).toMatchObject({ name: '长三角', policy });
  expect(territory.customers.map(({ id, name }: { id: string; name: string }) => [id, name])).toEqual([
    ['C1', '上海;'],
    ['C2', '苏州;'],
  ]);
  expect(territory.reps.map(({ id }: { id: string }) => id)).toEqual(['R1']);
}, 60_000);
