/** Weeks so small that every plan can be looked at, with as many rules as a week has. */
import type { Random } from '../../../solver/annealing/index.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { problemOf } from '../itinerary/problems.ts';

const days = ['mon' as const, 'tue' as const, 'wed' as const, 'thu' as const, 'fri' as const];
const open = (...times: [string, string][]) => times.map(([from, to]) => ({ days, from, to }));

const openingHours = [
  open(['00:00', '24:00']),
  open(['09:00', '11:30']),
  open(['12:00', '14:30']),
  open(['08:00', '10:00'], ['10:30', '18:00']),
  open(['12:00', '14:00'], ['15:30', '18:00']),
];
const workingHours = [open(['08:00', '17:00']), open(['08:00', '12:00'], ['14:00', '18:00'])];
const breaks: { minutes: number; between: [string, string] }[][] = [
  [],
  [{ minutes: 45, between: ['11:30', '13:30'] }],
  [{ minutes: 45, between: ['15:30', '17:00'] }],
  [
    { minutes: 15, between: ['09:30', '10:30'] },
    { minutes: 30, between: ['14:30', '15:30'] },
  ],
];

/** Three customers and a hotel around a town up to two hours from home, one visit each in one week, the days of two of them given. */
export function tinyWeekOfRules(random: Random): RepProblem {
  const pick = <T>(from: readonly T[]): T => from[random.below(from.length)];
  const away = 0.3 + random.next();
  const place = () => ({ lat: 41 + away + 0.3 * random.next(), lng: -92 + 0.3 * random.next() });
  return problemOf({
    territory: {
      timeZone: pick(['America/Chicago', 'Asia/Shanghai', 'Pacific/Auckland']),
      customers: [pick([[days[0]], days]), pick([[days[0]], [days[1]]]), days].map((visitDays, index) => ({
        id: `C${index}`,
        class: 'X',
        location: place(),
        visitDays,
        visitMinutes: pick([1, 5, 50, 110, 170]),
        openingHours: pick(openingHours),
      })),
      reps: [
        {
          id: 'R',
          home: { lat: 41, lng: -92 },
          workingHours: pick(workingHours),
          breaks: pick(breaks),
          morningDriveMinutes: pick([0, 60, 120]),
          eveningDriveMinutes: pick([0, 60, 120]),
        },
      ],
      hotels: [{ id: 'H', location: place(), costPerNight: 40 * random.next() }],
      policy: { classes: [{ class: 'X', visits: 1, per: 'month' }] },
    },
    horizon: { start: '2026-11-30', weeks: 1 },
    options: { costs: { perDriveHour: 30, perKm: pick([0, 0.25]), ownTimeFactor: pick([0, 0.5, 1]) } },
  }) as RepProblem;
}
