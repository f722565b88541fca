/** A plan needs customers and reps: without them the rest is judged as far as it can be. */
import { expect, test } from 'vitest';
import { type Issue, parseRequest } from '#solver';
import { smallRequest } from './small-request.ts';

const named = ({ issues }: { issues: readonly Issue[] }) =>
  issues.map(({ severity, code, path }) => `${severity} ${code} ${path}`).sort();
const emptied = (part: object, more: object = {}) => {
  const { territory, ...rest } = smallRequest({ customers: [{ class: 'C' }] });
  return { ...rest, territory: { ...territory, ...part, ...more } };
};

test.each([
  [{ customers: [] }, ['customers']],
  [{ reps: [] }, ['reps']],
  [{ customers: [], reps: [] }, ['customers', 'reps']],
])('without somebody (%j) nothing can be planned, and that is told with what to do', (part, missing) => {
  const { request, issues } = parseRequest(emptied(part));
  expect(request).toBeNull();
  expect(named({ issues })).toEqual(missing.map((name) => `error OUT_OF_RANGE /territory/${name}`));
  for (const [index, { message, action }] of issues.entries()) {
    expect(message).toBe('An empty array is out of range: at least 1 entry.');
    expect(action).toBe(`Send ${missing[index]}: without any there is nothing to plan.`);
  }
});

test('where nobody is there, nothing is said that only follows from it', () => {
  const matrix = { mode: 'matrix', placeIds: ['C1'], seconds: [[0]], metres: [[0]] };
  const policy = { keyAccounts: { minAnnualRevenue: 1, repIds: ['R7'] } };
  const hotels = [{ id: 'H1', location: { lat: 41, lng: -91 } }];
  const all = emptied({ customers: [], reps: [] }, { policy, hotels, travel: matrix });
  expect(named(parseRequest(all))).toEqual([
    'error OUT_OF_RANGE /territory/customers',
    'error OUT_OF_RANGE /territory/reps',
  ]);
  const locked = [{ id: 'C1', location: { lat: 41.6, lng: -91.5 }, class: 'C', repId: 'R1', eligibleRepIds: ['R2'] }];
  expect(named(parseRequest(emptied({ reps: [], customers: locked }, { policy })))).toEqual([
    'error OUT_OF_RANGE /territory/reps',
  ]);
});

test('what is wrong beside is told all the same, of those who are there too', () => {
  const customers = [{ id: 'C1', location: { lat: 0, lng: 0 }, class: 'Z9' }];
  const sent = emptied({ reps: [], customers }, { timeZone: 'Mars/X', colour: 'red' });
  expect(named(parseRequest(sent))).toEqual([
    'error CLASS_WITHOUT_POLICY /territory/customers/0/class',
    'error OUT_OF_RANGE /territory/reps',
    'error UNKNOWN_FIELD /territory/colour',
    'error UNKNOWN_TIME_ZONE /territory/timeZone',
    'error ZERO_COORDINATES /territory/customers/0/location',
  ]);
});
