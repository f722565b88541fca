import { expect, test } from 'vitest';
import { smallRequest } from '../input/small-request.ts';
import { planOf } from '../replan/planning.ts';

/** Two visits far away, and a hotel before home: 60 s to it, nothing back, a whole evening nearer to the second visit. */
const hotelAtHome = () =>
  smallRequest({
    customers: [{ class: 'B2' }, { class: 'B2' }],
    horizon: { weeks: 1 },
    territory: {
      hotels: [{ id: 'H1', location: { lat: 41.661, lng: -91.531 }, costPerNight: 0 }],
      travel: {
        mode: 'matrix',
        placeIds: ['R1', 'C1', 'C2', 'H1'],
        seconds: [
          [0, 7200, 9000, 60],
          [7200, 0, 600, 7200],
          [9000, 600, 0, 3600],
          [0, 7200, 3600, 0],
        ],
        metres: [
          [0, 120_000, 150_000, 1000],
          [120_000, 0, 10_000, 120_000],
          [150_000, 10_000, 0, 60_000],
          [0, 120_000, 60_000, 0],
        ],
      },
    },
  });

test('the day after a night away is planned, also where it neither drives nor visits', () => {
  const { days } = planOf(hotelAtHome(), 100).itineraries[0];
  const ends = days.map(({ start, stops, end }) => [start.kind, stops.length, end.kind]);
  expect(ends).toContainEqual(['hotel', 0, 'home']);
});

test('around the clock, a morning never begins before the evening has ended', () => {
  const far = { class: 'B2', visitMinutes: 300 };
  const request = smallRequest({
    customers: [
      { ...far, location: { lat: 43.86, lng: -91.53 } },
      { ...far, location: { lat: 39.16, lng: -91.53 } },
    ],
    reps: [{ workingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '00:00', to: '24:00' }] }],
    horizon: { weeks: 1 },
  });
  const { days } = planOf(request).itineraries[0];
  expect(days.length).toBeGreaterThan(1);
  days.slice(1).forEach(({ start }, d) => {
    expect(Date.parse(start.departAt)).toBeGreaterThanOrEqual(Date.parse(days[d].end.arriveAt));
  });
});
