/** The command line as its user calls it: arguments in, files, text and exit code out. */
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '#solver';

const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/${name}`, import.meta.url));

let folder: string;
/** A plan in the folder `first`, for all tests that look at one. */
let first: Outcome;
const planMinimal = (out: string) =>
  run(['plan', fixture('minimal.json'), '--steps', '200', '--seed', '7', '--out', out]);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roundsman-cli-'));
  first = await planMinimal('first');
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param interruptOn text of the standard error at which the process gets one interrupt, as from Ctrl-C: a second one would end it */
function run(args: readonly string[], interruptOn?: string, env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd: folder, env: { ...process.env, ...env } });
    let out = '';
    let err = '';
    let interrupted = false;
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => {
      err += text;
      if (interruptOn === undefined || interrupted || !err.includes(interruptOn)) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('plan', () => {
  it('writes its files and says what came out, the same for the same seed and steps', async () => {
    await planMinimal('second');
    expect(first.code).toBe(0);
    expect(first.out).toContain('7 of 7 planned: coverage 100.0 %');
    expect(first.err).toContain('Warning PHONE_CALLS_NOT_PLACED at /territory/reps/0');
    const files = ['itineraries.csv', 'map.html', 'plan.geojson', 'plan.json', 'unassigned-visits.csv'];
    expect((await readdir(join(folder, 'first'))).sort()).toEqual(files);
    for (const file of files) {
      expect(await readFile(join(folder, 'second', file))).toEqual(await readFile(join(folder, 'first', file)));
    }
  });

  it('lists every issue of a wrong request and exits with 2', async () => {
    const { code, out, err } = await run(['plan', fixture('hostile/many-faults.json')]);
    expect(code).toBe(2);
    expect(out).toBe('');
    for (const found of ['DUPLICATE_ID', 'UNKNOWN_REP', 'ZERO_COORDINATES', 'WINDOW_ENDS_BEFORE_START']) {
      expect(err).toContain(`Error   ${found} at /territory/`);
    }
  });

  it('keeps the best plan so far on an interrupt', async () => {
    const request = JSON.parse(await readFile(fixture('yangtze-delta.json'), 'utf8'));
    // One rep and who lives around him: for a team the territories are drawn first, which takes seconds.
    const [rep] = request.territory.reps;
    const away = ({ location }: Customer) => Math.hypot(location.lat - rep.home.lat, location.lng - rep.home.lng);
    request.territory.reps = [rep];
    request.territory.customers.sort((a: Customer, b: Customer) => away(a) - away(b)).splice(60);
    await writeFile(join(folder, 'one-rep.json'), JSON.stringify(request));
    const { code, out } = await run(['plan', 'one-rep.json', '--seconds', '120', '--out', 'interrupted'], 'elapsed');
    expect(code).toBe(0);
    expect(out).toContain('ended by cancelled');
    const plan = JSON.parse(await readFile(join(folder, 'interrupted', 'plan.json'), 'utf8'));
    expect(plan.status).toBe('cancelled');
    expect(plan.kpis.plannedVisits).toBeGreaterThan(70);
  });

  it('takes a folder of tables, with row numbers in the issues', async () => {
    const tables = await mkdtemp(join(folder, 'tables-'));
    const reps = 'id,name,lat,lng\nR1,Ann,41.66,-91.53\n';
    await writeFile(join(tables, 'reps.csv'), reps);
    await writeFile(join(tables, 'customers.csv'), '\uFEFFid,lat,lng,class\nC1,41.7,-91.6,A1\nC2,41.8,-91.5,B1\n');
    const horizon = ['--start', '2026-11-30', '--weeks', '4', '--time-zone', 'America/Chicago'];
    const good = await run(['plan', tables, ...horizon, '--steps', '50', '--out', 'from-tables']);
    expect(good.err).not.toContain('Error');
    expect(good.out).toContain('6 of 6 planned');
    await writeFile(join(tables, 'customers.csv'), 'id,lat,lng,class\nC1,41.7,-91.6,A1\nC1,41.8,-91.5,Gold\n');
    const bad = await run(['plan', tables, ...horizon]);
    expect(bad.code).toBe(2);
    expect(bad.err).toContain('customers.csv, row 3: ');
    expect(bad.err).toContain('CLASS_WITHOUT_POLICY');
    await writeFile(join(tables, 'customers.csv'), 'id,lat,lng\nC1,north,-91.6\nC2,41.8,-91.5,spare\nC3,41.8,\n');
    const unread = await run(['plan', tables, ...horizon]);
    expect(unread.err).toContain(
      'customers.csv, row 2, column "lat": "north" is not a number of degrees such as 41.66',
    );
    expect(unread.err).toContain('customers.csv, row 3: there are 4 cells, but 3 in the header.');
    expect(unread.err).toContain('customers.csv, row 4: The field "lng" is missing.');
  });

  it('says of a folder alone where to say what no table holds', async () => {
    const tables = await mkdtemp(join(folder, 'tables-'));
    await writeFile(join(tables, 'reps.csv'), 'id,lat,lng\nR1,41.66,-91.53\n');
    await writeFile(join(tables, 'customers.csv'), 'id,lat,lng,class\nC1,41.7,-91.6,A1\n');
    const { code, err } = await run(['plan', tables]);
    expect(code).toBe(2);
    for (const option of ['--start 2026-11-30', '--weeks 4', '--time-zone Europe/Berlin']) {
      expect(err).toContain(`territory.json of the folder, or call plan with ${option}.`);
    }
  });

  it('says that dates and zones are for folders when the request is a file', async () => {
    const dated = ['--start', '2026-12-07', '--time-zone', 'UTC'];
    const { code, err } = await run(['plan', fixture('minimal.json'), ...dated, '--steps', '1']);
    expect(code).toBe(2);
    expect(err).toMatch(/^--start and --time-zone are for folders; /);
  });

  it('says which routing engine failed', async () => {
    const request = JSON.parse(await readFile(fixture('minimal.json'), 'utf8'));
    request.territory.travel = { mode: 'osrm', baseUrl: 'http://127.0.0.1:1' };
    await writeFile(join(folder, 'osrm.json'), JSON.stringify(request));
    const { code, err } = await run(['plan', 'osrm.json']);
    expect(code).toBe(1);
    expect(err).toContain('Error   TRAVEL_ENGINE_FAILED at /territory/travel/baseUrl');
    expect(err).not.toContain('    at ');
  });

  it('refuses a folder that cannot be written to before it searches', async () => {
    await writeFile(join(folder, 'taken'), '');
    for (const out of ['taken', 'taken/below']) {
      const { code, err } = await run(['plan', fixture('minimal.json'), '--seconds', '5', '--out', out]);
      expect(code).toBe(2);
      expect(err).toContain(`The plan cannot be written: ${out} is not a folder that can be written to.`);
      expect(err).not.toContain('elapsed');
    }
  });

  it.each([[['--help']], [['keys', 'create', '-h']]])('shows how it is used for %j', async (args) => {
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^Usage:/);
  });

  it.each([[['plan', 'x', '--stepps', '5']], [['fly']], [[]]])('explains itself when called as %j', async (args) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(/^.+ How it is called: npm run plan -- --help\n$/);
  });

  it.each(['kunden.xlsx', 'customers.csv'])('says where the table %s belongs', async (file) => {
    await writeFile(join(folder, file), 'PK');
    const { code, err } = await run(['plan', file]);
    expect(code).toBe(2);
    expect(err).toMatch(/^\S+ is a table: put customers\.(csv|xlsx) and reps\.\1 into a folder, and name the folder/);
  });

  it('ends quietly where nobody reads on', async () => {
    const child = spawn(process.execPath, [cli, '--help'], { cwd: folder });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (text) => (err += text));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err]).toEqual([0, '']);
  });
});

describe('check', () => {
  it('finds nothing in a plan of our own, and names what was changed by hand', async () => {
    const ours = join(folder, 'first', 'plan.json');
    const right = await run(['check', fixture('minimal.json'), ours]);
    expect(right).toMatchObject({ code: 0, err: '' });
    expect(right.out).toContain('0 violations');
    const plan = JSON.parse(await readFile(ours, 'utf8'));
    plan.itineraries[0].days[0].stops.reverse();
    plan.kpis.cost.total += 5;
    await writeFile(join(folder, 'changed.json'), JSON.stringify(plan));
    const wrong = await run(['check', fixture('minimal.json'), 'changed.json']);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain('KPI_WRONG at /kpis/cost/total');
  });

  it('says that great circles stand in for an engine that failed', async () => {
    const request = JSON.parse(await readFile(fixture('minimal.json'), 'utf8'));
    request.territory.travel = { mode: 'osrm', baseUrl: 'http://127.0.0.1:1', fallback: 'greatCircle' };
    await writeFile(join(folder, 'fallback.json'), JSON.stringify(request));
    const { err } = await run(['check', 'fallback.json', join(folder, 'first', 'plan.json')]);
    expect(err).toContain('Warning TRAVEL_ENGINE_FAILED at /territory/travel/baseUrl');
  });

  it('refuses what is not a plan', async () => {
    const { code, err } = await run(['check', fixture('minimal.json'), fixture('minimal.json')]);
    expect(code).toBe(2);
    expect(err).toContain('is not a plan');
  });
});

describe('size', () => {
  const size = (args: readonly string[], env: Record<string, string> = {}) =>
    run(['size', fixture('minimal.json'), ...args], undefined, env);

  const asJson = (name: string) => size(['--from', '1', '--to', '3', '--json'], { LP_SOLVER: name });
  let whole: Outcome;
  beforeAll(async () => {
    whole = await asJson('auto');
  });

  it('prints the curve, and the whole answer as JSON', async () => {
    const { code, out } = await size(['--from', '1', '--to', '3', '--rep-cost', '1000']);
    expect(code).toBe(0);
    const rows = out.split('\n').filter((line) => /^\d/.test(line));
    expect(rows.slice(0, 3).map((row) => row.split(/ +/).slice(0, 2))).toEqual([
      ['1', '100.0'],
      ['2', '100.0'],
      ['3', '100.0'],
    ]);
    expect(out).toContain('1 rep has the time for every visit.');
    const answer = JSON.parse(whole.out);
    expect(answer.curve).toHaveLength(3);
    expect(answer.needed).toBe(1);
  });

  it('says which sizes cannot be', async () => {
    const wrong = await size(['--from', '5', '--to', '3']);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('OUT_OF_RANGE at /teamSizes/to');
    const large = await size(['--to', '12']);
    expect(large.code).toBe(2);
    expect(large.err).toContain('12 is out of range: at most 7');
    expect((await size(['--from', 'few'])).err).toContain('--from needs a number');
  });

  it('gives the same answer with either back end for linear models, and refuses an unknown one', async () => {
    const answers = await Promise.all(['javascript', 'highs'].map(asJson));
    expect([whole, ...answers].map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(answers.map(({ out }) => out)).toEqual([whole.out, whole.out]);
    const unknown = await size([], { LP_SOLVER: 'cplex' });
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('LP_SOLVER must be one of auto, javascript, highs; it is "cplex".');
  });
});
