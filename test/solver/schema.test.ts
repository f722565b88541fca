import { expect, test } from 'vitest';
import { planRequestSchema } from '#solver';

const smallest = {
  territory: {
    timeZone: 'America/Chicago',
    customers: [{ id: '1', location: { lat: 41.6, lng: -91.5 } }],
    reps: [{ id: 'R1', home: { lat: 41.66, lng: -91.53 } }],
  },
  horizon: { start: '2026-11-30', weeks: 4 },
};

test('the smallest request is accepted', () => {
  expect(planRequestSchema.parse(smallest)).toEqual(smallest);
});

test('every fault is named at once, with its path', () => {
  const broken = structuredClone(smallest) as Record<string, unknown> & typeof smallest;
  broken.horizon.start = '2026-02-30';
  broken.territory.customers[0]!.location.lat = 416;
  Object.assign(broken.territory, { customer: [] });
  const paths = planRequestSchema.safeParse(broken).error!.issues.map((issue) => issue.path.join('/'));
  expect(paths.sort()).toEqual(['horizon/start', 'territory', 'territory/customers/0/location/lat']);
});
