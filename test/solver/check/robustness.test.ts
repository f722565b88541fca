import { expect, test } from 'vitest';
import { interpret, type Plan, planSchema } from '#solver';
import { check } from '../../../solver/check/index.ts';
import { buildPlan } from './correct-plan.ts';
import { correctRequest } from './correct-request.ts';
import { correctDraft } from './draft.ts';

type Node = Record<string, unknown>;
type Leaf = { readonly path: string; readonly value: unknown; readonly set: (plan: Plan, value: unknown) => void };

const meaning = interpret(correctRequest);
const correct = planSchema.parse(buildPlan(correctDraft));

/** Every value of the plan but objects: lists too. */
function leavesOf(node: Node, path: readonly string[] = []): Leaf[] {
  return Object.entries(node).flatMap(([key, value]) => {
    const at = [...path, key];
    const set = (plan: Plan, to: unknown) => {
      const parent = path.reduce((inner, step) => inner[step] as Node, plan as unknown as Node);
      parent[key] = to;
    };
    const own =
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? []
        : [{ path: `/${at.join('/')}`, value, set }];
    return value !== null && typeof value === 'object' ? [...own, ...leavesOf(value as Node, at)] : own;
  });
}

const leaves = leavesOf(correct as unknown as Node);
const changed = (leaf: Leaf, value: unknown): Plan => {
  const plan = structuredClone(correct);
  leaf.set(plan, value);
  return plan;
};

// What the solver says of itself, and what explains a night.
const unjudged = /^\/solver\/|\/savesDriveMinutes$/;

test('no number of a plan can be changed unnoticed', () => {
  const numbers = leaves.filter(({ path, value }) => typeof value === 'number' && !unjudged.test(path));
  expect(numbers.length).toBeGreaterThan(100);
  const unnoticed = numbers.filter(
    (leaf) => check(meaning, changed(leaf, (leaf.value as number) + 1)).violations.length === 0,
  );
  expect(unnoticed.map(({ path }) => path)).toEqual([]);
});

test('whatever a plan says, the judge answers', () => {
  const hostile = {
    string: ['', 'nobody', '__proto__', '2026-12-31', '0001-01-01', '9999-12-31T23:59:59.123456789+23:59'],
    number: [0, -1, 1e300],
    boolean: [true, false],
    object: [[], null],
  } as Record<string, unknown[]>;
  const plans = leaves.flatMap((leaf) => hostile[typeof leaf.value].map((value) => changed(leaf, value)));
  const accepted = plans.filter((plan) => planSchema.safeParse(plan).success);
  expect(accepted.length).toBeGreaterThan(500);
  for (const plan of accepted) expect(() => check(meaning, plan)).not.toThrow();
});

test('instants and dates that cannot be read are violations', () => {
  const times = leaves.filter(({ path }) => /At$|\/date$|\/dueOn$/.test(path));
  expect(times.length).toBeGreaterThan(60);
  const unnoticed = times.filter((leaf) => check(meaning, changed(leaf, 'soon')).violations.length === 0);
  expect(unnoticed.map(({ path }) => path)).toEqual([]);
});

test('an empty plan misses every customer and every visit', () => {
  const empty: Plan = { ...correct, territories: [], itineraries: [], unassignedVisits: [] };
  const { violations, kpis } = check(meaning, empty);
  const count = (code: string) => violations.filter((violation) => violation.code === code).length;
  expect(count('CUSTOMER_WITHOUT_TERRITORY')).toBe(9);
  expect(count('VISITS_MISSING')).toBe(9);
  expect(kpis).toEqual({
    ...{ requiredVisits: 14, plannedVisits: 0, coverage: 0, nightsOut: 0 },
    ...{ driveMinutes: 0, driveKm: 0, visitMinutes: 0, workloadImbalance: 0, revenueImbalance: 0 },
    cost: { drive: 0, ownTime: 0, km: 0, nights: 0, total: 0 },
  });
});

test('nothing required is covered', () => {
  const request = structuredClone(correctRequest);
  for (const customer of request.territory.customers) {
    delete customer.appointments;
    customer.lastVisitedOn = '2026-11-29';
    customer.visitFrequency = { visits: 1, per: 'year' };
  }
  expect(check(interpret(request), correct).kpis).toMatchObject({ requiredVisits: 0, coverage: 1 });
});

test('the imbalance counts reps who carry nothing', () => {
  const request = structuredClone(correctRequest);
  request.territory.reps.push({ id: 'R3', home: { lat: 41.6, lng: -92.5 } });
  const { kpis } = check(interpret(request), correct);
  // R3 is as far below the mean as can be; R1 carries 1,500 of 2,700 where the mean is 900.
  expect(kpis.revenueImbalance).toBeCloseTo(1, 10);
  expect(kpis.workloadImbalance).toBeCloseTo(1, 10);
});

test('a night at an unknown hotel costs what a night costs', () => {
  const plan = structuredClone(correct);
  // The night at H1, 95 by itself; the other one is at H2 for 90.
  Object.assign(plan.itineraries[0].days[1].end, { hotelId: 'H9' });
  expect(check(meaning, plan).kpis.cost.nights).toBe(180);
});

test('a violation names its place, what it found and what it expected', () => {
  const plan = structuredClone(correct);
  plan.itineraries[0].days[0].stops[0].driveKm += 1;
  const [violation] = check(meaning, plan).violations;
  expect(violation).toMatchObject({ code: 'LEG_KM_WRONG', path: '/itineraries/0/days/0/stops/0/driveKm' });
  expect(violation.found as number).toBeCloseTo((violation.expected as number) + 1, 1);
});
