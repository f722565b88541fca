/** The units that never split. */
import { expect, test } from 'vitest';
import { basicAreas } from '../../../solver/territory/index.ts';
import { at, meaningOf, type Wish } from './meanings.ts';

const reps = [{ home: at(0, 0) }, { home: at(1, 0) }];
const members = (wish: Wish): (readonly number[])[] => basicAreas(meaningOf(wish)).areas.map((area) => area.members);

test('customers of one area belong together, wherever they are', () => {
  const customers = [
    { location: at(0, 0), area: 'Linn' },
    { location: at(0.1, 0) },
    { location: at(2, 2), area: 'Linn' },
    { location: at(0, 0), area: 'Polk' },
  ];
  expect(members({ customers, reps })).toEqual([[0, 2], [1], [3]]);
});

test('an area goes to a rep whom all of its customers may have', () => {
  const customers = [
    { location: at(0, 0), area: 'Linn', eligibleRepIds: ['r0', 'r1'] },
    { location: at(0, 0), area: 'Linn', eligibleRepIds: ['r1'] },
  ];
  expect(basicAreas(meaningOf({ customers, reps }))).toEqual({
    areas: [{ members: [0, 1], eligibleReps: [1] }],
    issues: [],
  });
});

test('an area without a common rep is split by who may carry its customers, with an issue', () => {
  const customers = [
    { location: at(0, 0) },
    { location: at(0, 0), area: 'Linn', repId: 'r0' },
    { location: at(0, 0), area: 'Linn', repId: 'r1' },
    { location: at(0, 0), area: 'Linn', eligibleRepIds: ['r0'] },
  ];
  const { areas, issues } = basicAreas(meaningOf({ customers, reps }));
  expect(areas.map((area) => area.members)).toEqual([[0], [1, 3], [2]]);
  expect(issues).toMatchObject([
    { severity: 'warning', code: 'AREA_WITHOUT_COMMON_REP', path: '/territory/customers/1/area' },
  ]);
});

test('small accounts within reach of the first of them form an area', () => {
  // A degree of latitude is 111.195 km: five kilometres are 0.044966 of it.
  const small = (north: number, more = {}) => ({ location: at(0, north), annualRevenue: 50, ...more });
  const customers = [
    small(0),
    small(0.04496),
    small(0.04497),
    small(0.01, { annualRevenue: 51 }),
    small(0.01, { keyAccount: true }),
    small(0.01, { repId: 'r1' }),
    small(0.01, { area: 'Linn' }),
    small(0.08),
  ];
  const policy = { smallAccounts: { maxAnnualRevenue: 50, groupWithinKm: 5 } };
  expect(members({ customers, reps, policy })).toEqual([[0, 1], [2, 7], [3], [4], [5], [6]]);
  expect(members({ customers, reps })).toHaveLength(8);
});
