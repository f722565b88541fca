import { expect, test } from 'vitest';
import { type CellKind, cellReaders } from '../../../src/tables/cells.ts';
import { readTable } from '../../../src/tables/index.ts';

const read = (kind: CellKind, text: string, decimalComma = false): unknown =>
  cellReaders[kind].read(text, decimalComma);

test.each([
  ['1234.5', false, 1234.5],
  ['1,234,567.5', false, 1_234_567.5],
  ['1,234', false, 1234],
  ['1,5', false, undefined],
  ['-3', false, -3],
  ['1.234.567,5', true, 1_234_567.5],
  ['1.234', true, 1234],
  ['1234,5', true, 1234.5],
  ['1234.5', true, 1234.5],
  ["1'234 567,5", true, 1_234_567.5],
  // No thousands begin with a nought.
  ['0.875', true, 0.875],
  ['0,875', false, undefined],
  ['１，２３４．５', false, 1234.5],
  ['12 km', false, undefined],
  ['1.2.3', true, undefined],
  ['', false, undefined],
])('the number %j (decimal comma: %s) is %s', (text, decimalComma, value) => {
  expect(read('number', text, decimalComma)).toBe(value);
});

test.each(['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20'])(
  'the apostrophe that our tables put before %s is no part of a text, of a list or of a name',
  (sign) => {
    expect(read('text', `'${sign}1`)).toBe(`${sign}1`);
    expect(read('list', `'${sign}1|b`)).toEqual([`${sign}1`, 'b']);
    expect(read('contacts', `'${sign}1`)).toEqual([{ id: `${sign}1`, name: `${sign}1` }]);
    expect(read('text', "'s-Gravenhage")).toBe("'s-Gravenhage");
  },
);

test.each([
  ['41.590', true, 41.59],
  ['41,590', true, 41.59],
  ['-93.62', false, -93.62],
  ['41,590', false, undefined],
])('a coordinate never has thousands: %j (decimal comma: %s) is %s', (text, decimalComma, value) => {
  expect(read('coordinate', text, decimalComma)).toBe(value);
});

test.each([
  ['mon-fri 09:00-17:00', [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }]],
  ['sat-mon 9-12', [{ days: ['sat', 'sun', 'mon'], from: '09:00', to: '12:00' }]],
  [
    'Mo,Do 08:00-12:00 13:00-17:00',
    [
      { days: ['mon', 'thu'], from: '08:00', to: '12:00' },
      { days: ['mon', 'thu'], from: '13:00', to: '17:00' },
    ],
  ],
  [
    '周一-周二 09:00–17:00 | 星期六 10:00-12:00',
    [
      { days: ['mon', 'tue'], from: '09:00', to: '17:00' },
      { days: ['sat'], from: '10:00', to: '12:00' },
    ],
  ],
  ['mon - tue, fri 09:00 - 17:00', [{ days: ['mon', 'tue', 'fri'], from: '09:00', to: '17:00' }]],
  ...[
    '周一至周五 9：00-17：00',
    '周一到五9：00～17：00',
    '星期一—星期五　０９:００至１７:００',
    '周一、二、三，周四、五 9点－17点',
  ].map((text): [string, object[]] => [
    text,
    [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  ]),
  ['周天 9点30分-12:00', [{ days: ['sun'], from: '09:30', to: '12:00' }]],
  ['mon-fri', undefined],
  ['09:00-17:00', undefined],
  ['mon-xyz 09:00-17:00', undefined],
  ['mon 09:00', undefined],
])('the hours %j', (text, hours) => {
  expect(read('hours', text)).toEqual(hours);
});

test.each([
  ['2026-12-03', '2026-12-03'],
  ['2026/12/3', '2026-12-03'],
  ['3.12.2026', '2026-12-03'],
  ['2026年11月1日', '2026-11-01'],
  ['２０２６／１１／１', '2026-11-01'],
  ['2026年2月30日', undefined],
  ['12/03/2026', undefined],
  ['2026-02-30', undefined],
  ['2026-11-03 15:30', '2026-11-03'],
  ['2026-11-03T10:00:00', '2026-11-03'],
  ['2026-11-03T10:00:00.000', '2026-11-03'],
  ['3.11.2026 9:05', '2026-11-03'],
  ['2026-11-03 25:00', undefined],
  // Which day this is depends on the time zone.
  ['2026-11-03T23:30:00Z', undefined],
  ['2026-11-03T09:00:00+08:00', undefined],
])('the date %j is %s', (text, date) => {
  expect(read('date', text)).toBe(date);
});

test('of a date with a time zone it is said what is expected', async () => {
  const rows = 'id;lat;lng;lastVisitedOn\nC1;41;-91;2026-12-01T09:00:00+08:00';
  const { issues } = await readTable('customers', Buffer.from(rows));
  expect(issues).toMatchObject([{ code: 'BAD_CELL' }]);
  expect(issues[0]?.message).toContain('but without a time zone');
});

test.each([
  ['2/month', { visits: 2, per: 'month' }],
  ['1 per Quarter', { visits: 1, per: 'quarter' }],
  ['3x pro Monat', { visits: 3, per: 'month' }],
  ['2/月', { visits: 2, per: 'month' }],
  ['２／月', { visits: 2, per: 'month' }],
  ['often', undefined],
  ['2/decade', undefined],
])('the frequency %j', (text, frequency) => {
  expect(read('frequency', text)).toEqual(frequency);
});

test.each([
  [
    'appointments',
    '2026-12-03 10:00 60 | 2026-12-10 9:30 45',
    [
      { date: '2026-12-03', from: '10:00', minutes: 60 },
      { date: '2026-12-10', from: '09:30', minutes: 45 },
    ],
  ],
  ['appointments', '2026-12-03 10:00', undefined],
  ['appointments', '2026-12-03T09:00 10:00 60', undefined],
  ['breaks', '45 11:30-13:30', [{ minutes: 45, between: ['11:30', '13:30'] }]],
  ['breaks', 'noon', undefined],
  ['weekdays', 'tue|thu', ['tue', 'thu']],
  ['weekdays', 'mon-wed|tue', ['mon', 'tue', 'wed']],
  ['weekdays', 'someday', undefined],
  ['dates', '2026-12-24|31.12.2026', ['2026-12-24', '2026-12-31']],
  ['dates', '2026-12-24; 2026-12-31', ['2026-12-24', '2026-12-31']],
  ['dates', '2026-12-24 00:00|2026-12-31T00:00:00', ['2026-12-24', '2026-12-31']],
  ['dates', '24.12.2026, 2026/12/31', ['2026-12-24', '2026-12-31']],
  ['weekdays', 'Mo、Mi；Fr', ['mon', 'wed', 'fri']],
  ['list', ' a | b ||', ['a', 'b']],
  ['boolean', 'Ja', true],
  ['boolean', '0', false],
  ['boolean', 'perhaps', undefined],
  ['contacts', 'Ms Li', [{ id: 'Ms Li', name: 'Ms Li' }]],
] as const)('of kind %s the text %j', (kind, text, value) => {
  expect(read(kind, text)).toEqual(value);
});
