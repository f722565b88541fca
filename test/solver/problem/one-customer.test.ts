import { expect, test } from 'vitest';
import { interpret } from '#solver';
import { buildRepProblem, withOneCustomer } from '../../../solver/problem/index.ts';
import { smallRequest } from '../input/small-request.ts';

test('withOneCustomer is the problem that is built for him alone, with the hotels nearest to him', () => {
  const openingHours = [{ days: ['mon' as const, 'thu' as const], from: '10:00', to: '16:00' }];
  const meaning = interpret(
    smallRequest({
      customers: [
        { class: 'A1' },
        {
          class: 'B1',
          openingHours,
          location: { lat: 43, lng: -91 },
          preferredDays: ['thu'],
          lastVisitedOn: '2026-11-10',
        },
        { class: 'C', appointments: [{ date: '2026-12-02', from: '10:00', minutes: 90 }] },
      ],
      territory: {
        hotels: [44, 42.9, 41].map((lat, index) => ({
          id: `H${index}`,
          location: { lat, lng: -91 },
          costPerNight: 80 + index,
        })),
      },
    }),
  );
  const problem = buildRepProblem(meaning, 0, [0, 1, 2], [0, 1, 2]);
  expect(withOneCustomer(problem, 1)).toEqual(buildRepProblem(meaning, 0, [1], [1, 0, 2]));
  expect(withOneCustomer(problem, 2).appointment).toEqual(buildRepProblem(meaning, 0, [2], []).appointment);
});
