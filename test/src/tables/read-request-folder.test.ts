import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { type PlanRequest, parseRequest, planRequestSchema } from '#solver';
import { type FolderOptions, type RequestFolder, readRequestFolder } from '../../../src/tables/index.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tables-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true });
});

const customers =
  'id,name,lat,lng,revenue\nC1,Hill Street News,41.6,-91.5,1000\nC2,"Smith, Sons",41.7,-91.6,"2,500.5"\n';
const reps = 'id,name,lat,lng\nR1,Ana,41.66,-91.53\n';
const horizon = { timeZone: 'America/Chicago', start: '2026-11-30', weeks: 4 };

function read(files: Record<string, string | Uint8Array>, options: FolderOptions = horizon): Promise<RequestFolder> {
  for (const [name, content] of Object.entries({ 'customers.csv': customers, 'reps.csv': reps, ...files })) {
    writeFileSync(join(dir, name), content);
  }
  return readRequestFolder(dir, options);
}

function codes({ issues }: RequestFolder): string[] {
  return issues.map(({ code }) => code);
}

const customersOf = ({ json }: RequestFolder): PlanRequest['territory']['customers'] =>
  (json as PlanRequest).territory.customers;

test('two tables, a time zone and a horizon are a request', async () => {
  const folder = await read({});
  expect(folder.issues).toEqual([]);
  expect(planRequestSchema.parse(folder.json)).toEqual({
    territory: {
      timeZone: 'America/Chicago',
      customers: [
        { id: 'C1', name: 'Hill Street News', location: { lat: 41.6, lng: -91.5 }, annualRevenue: 1000 },
        { id: 'C2', name: 'Smith, Sons', location: { lat: 41.7, lng: -91.6 }, annualRevenue: 2500.5 },
      ],
      reps: [{ id: 'R1', name: 'Ana', home: { lat: 41.66, lng: -91.53 } }],
    },
    horizon: { start: '2026-11-30', weeks: 4 },
  });
});

test('territory.json says the rest, the caller wins over it, hotels.csv is read when it is there', async () => {
  const settings = {
    ...{ name: 'East', timeZone: 'Europe/Berlin', currency: 'EUR', policy: { daysPerMonth: 30 } },
    ...{ horizon: { start: '2026-01-05', weeks: 2 }, options: { seed: 7 } },
  };
  const folder = await read(
    { 'territory.json': JSON.stringify(settings), 'hotels.csv': 'hotel id,latitude,longitude,price\nH1,41,-92,95\n' },
    { weeks: 6 },
  );
  const request = planRequestSchema.parse(folder.json);
  expect(request.territory).toMatchObject({ name: 'East', timeZone: 'Europe/Berlin', policy: { daysPerMonth: 30 } });
  expect(request.territory.hotels).toEqual([{ id: 'H1', location: { lat: 41, lng: -92 }, costPerNight: 95 }]);
  expect(request.horizon).toEqual({ start: '2026-01-05', weeks: 6 });
  expect(request.options).toEqual({ seed: 7 });
});

test('without a time zone and a horizon the request itself says what is missing', async () => {
  const { json } = await read({}, {});
  const paths = parseRequest(json).issues.map(({ path }) => path);
  expect(paths).toEqual(['/territory/timeZone', '/horizon/start', '/horizon/weeks']);
});

test.each([
  ['a byte order mark', `\uFEFF${customers}`],
  ['Windows line ends', customers.replaceAll('\n', '\r\n')],
  [
    'tabs',
    'id\tname\tlat\tlng\trevenue\nC1\tHill Street News\t41.6\t-91.5\t1000\nC2\tSmith, Sons\t41.7\t-91.6\t2500.5\n',
  ],
  ['semicolons', 'id;name;lat;lng;revenue\nC1;Hill Street News;41,6;-91,5;1000\nC2;Smith, Sons;41.7;-91.6;2.500,5\n'],
  [
    'a comma in a quoted header',
    customers.replace('id,', '"id",').replace('revenue\n', '"sales (1,000; EUR; net; x; y)"\n'),
  ],
])('%s make no difference', async (_, text) => {
  const plain = customersOf(await read({}));
  const folder = await read({ 'customers.csv': text });
  expect(folder.issues).toEqual([]);
  expect(customersOf(folder)).toEqual(plain);
});

test('tables may be workbooks, and messages name the files that are there', async () => {
  const sheet = [
    ['id', 'name', 'lat', 'lng'],
    ['R1', 'Ana', 41.66, 'west'],
  ];
  writeFileSync(join(dir, 'customers.csv'), customers);
  writeFileSync(join(dir, 'reps.xlsx'), await writeExcelFile(sheet).toBuffer());
  const folder = await readRequestFolder(dir, horizon);
  expect(folder.issues.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^reps.xlsx, row 2, column "lng": "west" is not /),
  ]);
  expect(folder.rowOf('/territory/reps/0/home')).toEqual({ file: 'reps.xlsx', row: 2 });
  writeFileSync(join(dir, 'reps.csv'), reps);
  const both = await readRequestFolder(dir, horizon);
  expect(both.json).toBeNull();
  expect(both.issues.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'TWO_FILES There are reps.csv and reps.xlsx in the folder.',
  ]);
  writeFileSync(join(dir, 'reps.csv'), await writeExcelFile(sheet).toBuffer());
  rmSync(join(dir, 'reps.xlsx'));
  const misnamed = await readRequestFolder(dir, horizon);
  expect(misnamed.issues[0].message).toMatch(/^reps.csv, row 2, /);
});

test('columns are known by German and Chinese names', async () => {
  const german = await read({
    'customers.csv': 'Kunden-Nr;Firma;Breitengrad;LÄNGENGRAD;Jahresumsatz (EUR)\n7;Müller;52,5;13,4;1.234,50\n',
  });
  expect(german.issues).toEqual([]);
  expect(customersOf(german)).toEqual([
    { id: '7', name: 'Müller', location: { lat: 52.5, lng: 13.4 }, annualRevenue: 1234.5 },
  ]);
  const chinese = await read({ 'customers.csv': '客户编号,客户名称,纬度,经度,年销售额\n007,南京店,32.06,118.79,10\n' });
  expect(chinese.issues).toEqual([]);
  expect(customersOf(chinese)[0]).toMatchObject({ id: '007', name: '南京店', location: { lat: 32.06, lng: 118.79 } });
});

test('a mapping wins over the names known, and null leaves a column out', async () => {
  const folder = await read({
    'customers.csv': 'id,ERP,lat,lng,note\n1,K-1,41.6,-91.5,late payer\n',
    'mapping.json': JSON.stringify({ customers: { erp: 'id', Note: null } }),
  });
  expect(customersOf(folder)[0].id).toBe('K-1');
  expect(folder.issues.map(({ code, message }) => [code, message])).toEqual([
    ['UNKNOWN_COLUMN', 'customers.csv has columns that are not used: "id".'],
  ]);
});

test.each([
  [{ 'Umsatz (2026)': 'annualRevenue', 'Umsatz (2025)': null }],
  [{ 'Umsatz (2025)': null, 'Umsatz (2026)': 'annualRevenue' }],
])('titles that differ in brackets alone are mapped each by itself: %j', async (customers) => {
  const folder = await read({
    'customers.csv': 'id,lat,lng,Umsatz (2025),Umsatz (2026)\n1,41.6,-91.5,10,20\n',
    'mapping.json': JSON.stringify({ customers }),
  });
  expect(folder.issues).toEqual([]);
  expect(customersOf(folder)[0].annualRevenue).toBe(20);
});

test('a mapping of a column that is not there takes no field from the others', async () => {
  const folder = await read({
    'customers.csv': 'id,lat,lng,annualRevenue\n1,41.6,-91.5,10\n',
    'mapping.json': JSON.stringify({ customers: { Erpnr: 'id', 'Wert 1': 'annualRevenue' } }),
  });
  expect(folder.issues).toEqual([]);
  expect(customersOf(folder)[0]).toMatchObject({ id: '1', annualRevenue: 10 });
});

test('a mapping to a field that does not exist is an error', async () => {
  const folder = await read({ 'mapping.json': JSON.stringify({ customers: { revenue: 'annualRevenu' } }) });
  expect(codes(folder)).toEqual(['BAD_MAPPING']);
  expect(folder.issues[0].action).toContain('annualRevenue');
});

test('unknown columns are named in one warning, missing ones are an error each', async () => {
  const folder = await read({ 'customers.csv': 'id,lat,colour,mood\nC1,41.6,red,good\n' });
  expect(folder.json).toBeNull();
  expect(folder.issues).toMatchObject([
    {
      severity: 'warning',
      code: 'UNKNOWN_COLUMN',
      message: 'customers.csv has columns that are not used: "colour", "mood".',
    },
    {
      severity: 'error',
      code: 'MISSING_COLUMN',
      path: '/territory/customers',
      row: 1,
      message: 'customers.csv has no column for "lng" in row 1, which is taken for the header.',
    },
  ]);
});

test('two columns for one field are an error', async () => {
  const folder = await read({ 'customers.csv': 'id,lat,latitude,lng\nC1,41.6,41.6,-91.5\n' });
  expect(codes(folder)).toEqual(['DUPLICATE_COLUMN']);
});

test('a bad cell is named with its row, its column and its path, empty rows being counted', async () => {
  const folder = await read({ 'customers.csv': 'id,lat,lng,revenue\nC1,41.6,-91.5,1\n\n,,,\nC2,north,-91.6,many\n' });
  expect(folder.issues).toMatchObject([
    { code: 'BAD_CELL', row: 5, path: '/territory/customers/1/location/lat' },
    { code: 'BAD_CELL', row: 5, path: '/territory/customers/1/annualRevenue' },
  ]);
  expect(folder.issues[0].message).toMatch(
    /^customers.csv, row 5, column "lat": "north" is not a number of degrees such as /,
  );
});

test('a decimal comma where commas part the columns is told which sign is wanted', async () => {
  const folder = await read({ 'customers.csv': 'id,lat,lng,revenue\nC1,"41,70",-91.5,"0,5"\n' });
  expect(folder.issues.map(({ message }) => message)).toEqual([
    'customers.csv, row 2, column "lat": "41,70" is not a number of degrees such as 41.66 (41,66 where semicolons part the columns).',
    'customers.csv, row 2, column "revenue": "0,5" is not a number such as 1234.5 (1234,5 where semicolons part the columns).',
  ]);
});

test('what the request finds wrong leads back to file and row', async () => {
  const folder = await read({ 'customers.csv': 'id,lat,lng\nC1,41.6,-91.5\n\nC2,416,-91.6\nC3,,-91.6\n' });
  const issues = parseRequest(folder.json).issues.filter(({ severity }) => severity === 'error');
  expect(issues.map(({ code, path }) => [code, folder.rowOf(path)])).toEqual([
    ['OUT_OF_RANGE', { file: 'customers.csv', row: 4 }],
    ['MISSING_FIELD', { file: 'customers.csv', row: 5 }],
  ]);
  expect(folder.rowOf('/territory/reps/0/home/lat')).toEqual({ file: 'reps.csv', row: 2 });
  expect(folder.rowOf('/territory/reps/9/home/lat')).toBeNull();
  expect(folder.rowOf('/horizon/start')).toBeNull();
});

test('a row with more cells than the header is an error, an empty one at its end is not', async () => {
  const folder = await read({ 'customers.csv': 'id,name,lat,lng\nC1,Smith, Sons,41.6,-91.5\nC2,Lee,41.6,-91.5,\n' });
  expect(folder.issues.filter(({ code }) => code === 'TOO_MANY_CELLS')).toMatchObject([{ row: 2 }]);
});

test('Windows-1252 is refused with the way out, GBK and UTF-16 are read', async () => {
  const gbk = Uint8Array.from([...Buffer.from('id,lat,lng,name\n1,32,118,'), 0xc4, 0xcf, 0xbe, 0xa9, 0x0a]);
  const utf16 = Buffer.from(`\uFEFF${reps}`, 'utf16le');
  const folder = await read({ 'customers.csv': gbk, 'reps.csv': utf16 });
  expect(folder.issues).toEqual([]);
  expect(customersOf(folder)[0].name).toBe('南京');
  // 南京 of class A类: a single character beside a letter of ASCII.
  const classes = Uint8Array.from([...gbk.slice(0, -1), ...Buffer.from(',A'), 0xc0, 0xe0, 0x0a]);
  expect(customersOf(await read({ 'customers.csv': classes, 'reps.csv': utf16 }))[0].name).toBe('南京');
  for (const name of ['Müller & Söhne', 'Größe', 'Süß & Größe, "Füße"']) {
    const latin = Buffer.from(`id,lat,lng,name\n1,52,13,'${name}'\n2,52,13,Größe\n`, 'latin1');
    const refused = await read({ 'customers.csv': latin });
    expect(refused.json).toBeNull();
    expect(refused.issues).toMatchObject([
      {
        severity: 'error',
        code: 'UNKNOWN_ENCODING',
        path: '/territory/customers',
        action: 'Save it again as "CSV UTF-8".',
      },
    ]);
  }
});

test('a folder in the place of a file is named', async () => {
  for (const name of ['customers.csv', 'hotels.csv', 'territory.json']) mkdirSync(join(dir, name));
  writeFileSync(join(dir, 'reps.csv'), reps);
  const folder = await readRequestFolder(dir, horizon);
  expect(folder.json).toBeNull();
  expect(folder.issues.map(({ code, message }) => [code, message])).toEqual([
    ['BAD_FILE', 'territory.json cannot be read: it is a folder.'],
    ['BAD_FILE', 'customers.csv cannot be read: it is a folder.'],
    ['BAD_FILE', 'hotels.csv cannot be read: it is a folder.'],
  ]);
});

test('missing files are named, all at once', async () => {
  const folder = await readRequestFolder(dir, horizon);
  expect(folder.json).toBeNull();
  expect(folder.issues).toMatchObject([
    { code: 'FILE_MISSING', path: '/territory/customers' },
    { code: 'FILE_MISSING', path: '/territory/reps' },
  ]);
});

test.each([
  ['territory.json', '{"name": '],
  ['territory.json', '[]'],
  ['mapping.json', '{"customers": {"a": 1}}'],
  ['mapping.json', '{"clients": {}}'],
  ['customers.csv', 'id,lat,lng\n"C1,41.6,-91.5\n'],
])('%s with the content %j is a file that cannot be read', async (name, content) => {
  const folder = await read({ [name]: content });
  expect(codes(folder)).toEqual(['BAD_FILE']);
  expect(folder.issues[0].message).toContain(name);
  expect(folder.json).toBeNull();
});

test('every kind of column of customers and reps ends up where the request has it', async () => {
  const folder = await read({
    'customers.csv': [
      'id\tlat\tlng\tclass\tkey account\tvisit frequency\tvisit minutes\topening hours\tvisit days\ttags\tclosed on\tlast visit\trep\teligible reps\tappointments\tcontacts',
      'C1\t41.6\t-91.5\tA1\tyes\t2/month\t45\tmon-fri 09:00-17:00; sat 10:00-12:00\ttue|thu\ttenant\t2026-12-24\t2026-11-12\tR1\tR1|R2\t2026-12-03 10:00 60\tLi',
    ].join('\n'),
    'reps.csv':
      'id,lat,lng,time zone,working hours,days off,breaks,nights per week,max customers\nR1,41.6,-91.5,America/Chicago,mon-thu 08:30-17:30,2026-12-25,45 11:30-13:30,2,150\n',
  });
  expect(folder.issues).toEqual([]);
  const { territory } = planRequestSchema.parse(folder.json);
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
  expect(territory.customers[0]).toEqual({
    ...{ id: 'C1', location: { lat: 41.6, lng: -91.5 }, class: 'A1', keyAccount: true, visitMinutes: 45 },
    ...{ visitFrequency: { visits: 2, per: 'month' }, visitDays: ['tue', 'thu'], tags: ['tenant'], repId: 'R1' },
    openingHours: [
      { days: weekdays, from: '09:00', to: '17:00' },
      { days: ['sat'], from: '10:00', to: '12:00' },
    ],
    ...{ closedOn: ['2026-12-24'], lastVisitedOn: '2026-11-12', eligibleRepIds: ['R1', 'R2'] },
    appointments: [{ date: '2026-12-03', from: '10:00', minutes: 60 }],
    contacts: [{ id: 'Li', name: 'Li' }],
  });
  expect(territory.reps[0]).toEqual({
    ...{ id: 'R1', home: { lat: 41.6, lng: -91.5 }, timeZone: 'America/Chicago', daysOff: ['2026-12-25'] },
    workingHours: [{ days: weekdays.slice(0, 4), from: '08:30', to: '17:30' }],
    breaks: [{ minutes: 45, between: ['11:30', '13:30'] }],
    ...{ overnight: { maxNightsPerWeek: 2 }, channelWidth: { maxCustomers: 150 } },
  });
});
