/** Faults on the way: continuity, places, bounds of a day, legs. */
import { draftDay, drafted, type Fault, later, planned } from './fault.ts';

export const travelFaults: readonly Fault[] = [
  {
    name: 'a day starts at home after a night away',
    code: 'DAY_DISCONTINUOUS',
    draft: drafted('R1', '2026-12-08', (day) => {
      Object.assign(day, { departAt: '13:30', to: 'H1' });
    }),
  },
  {
    name: 'a night away and no tour on the next day',
    code: 'DAY_DISCONTINUOUS',
    draft: drafted('R1', '2026-12-09', (day) => {
      Object.assign(day, { departAt: '13:30', breaks: [], to: 'H1' });
    }),
  },
  {
    name: 'a day starts at a hotel after a night at home',
    code: 'DAY_DISCONTINUOUS',
    draft: drafted('R1', '2026-12-09', (day) => {
      Object.assign(day, { departAt: '13:30', breaks: [], from: 'H1' });
    }),
  },
  {
    name: 'home is elsewhere',
    code: 'PLACE_WRONG',
    plan: planned('R1', '2026-12-01', ({ start }) => {
      start.location = { lat: 41.66, lng: -91.54 };
    }),
  },
  {
    name: 'the hotel is elsewhere',
    code: 'PLACE_WRONG',
    plan: planned('R1', '2026-12-02', ({ end }) => {
      end.location = { lat: 42.51, lng: -92.35 };
    }),
  },
  {
    name: 'departs before the own time of the morning',
    code: 'DEPARTS_TOO_EARLY',
    draft: drafted('R1', '2026-12-03', (day) => {
      day.departAt = '07:29';
    }),
  },
  {
    name: 'arrives after the own time of the evening',
    code: 'ARRIVES_TOO_LATE',
    draft: drafted('R2', '2026-12-02', (day) => Object.assign(day, { departAt: '13:30', breaks: [] })),
  },
  {
    name: 'an engine travels, which the judge cannot ask',
    code: 'TRAVEL_UNKNOWN',
    request: ({ territory }) => {
      territory.travel = { mode: 'osrm', baseUrl: 'http://localhost:5000' };
    },
  },
  {
    name: 'a leg is too fast',
    code: 'LEG_TOO_FAST',
    plan: planned('R1', '2026-12-01', ({ start }) => {
      start.departAt = later(start.departAt, 2);
    }),
  },
  {
    name: 'drives on through the break',
    code: 'LEG_TOO_FAST',
    plan: planned('R1', '2026-12-03', ({ end }) => {
      end.arriveAt = later(end.arriveAt, -45);
    }),
  },
  {
    name: 'the minutes of a leg are wrong',
    code: 'LEG_MINUTES_WRONG',
    plan: planned('R1', '2026-12-01', ({ stops }) => {
      stops[0].driveMinutes -= 0.1;
    }),
  },
  {
    name: 'the kilometres of a leg are wrong',
    code: 'LEG_KM_WRONG',
    plan: planned('R1', '2026-12-01', ({ end }) => {
      end.driveKm += 0.1;
    }),
  },
  {
    name: 'too long at the wheel: Burlington and back without a night',
    code: 'MAX_DRIVE_EXCEEDED',
    draft: (draft) => {
      Object.assign(draftDay(draft, 'R2', '2026-12-09'), { departAt: '11:30', breaks: ['12:00'], to: undefined });
      Object.assign(draftDay(draft, 'R2', '2026-12-10'), { departAt: '07:00', from: undefined });
    },
  },
];
