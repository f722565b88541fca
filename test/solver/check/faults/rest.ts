/** Faults of breaks and nights. */
import { draftDay, drafted, extraDay, type Fault, later, planned, plannedDay } from './fault.ts';

const breaks: Fault[] = [
  {
    name: 'a break is too short',
    code: 'BREAK_LENGTH_WRONG',
    also: ['BREAK_MISSING'],
    plan: planned('R1', '2026-12-02', (day) => {
      day.breaks[0].endAt = later(day.breaks[0].endAt, -5);
    }),
  },
  {
    name: 'a break lies outside its window',
    code: 'BREAK_OUTSIDE_WINDOW',
    draft: drafted('R1', '2026-12-11', (day) => {
      day.breaks = ['13:00'];
    }),
  },
  {
    name: 'a break before departure',
    code: 'BREAK_OUTSIDE_TOUR',
    draft: drafted('R1', '2026-12-11', (day) => {
      day.breaks = ['11:40'];
    }),
  },
  {
    name: 'a second break',
    code: 'BREAK_NOT_OWED',
    draft: drafted('R1', '2026-12-04', (day) => {
      day.breaks = ['12:00', '12:45'];
    }),
  },
  {
    name: 'two breaks overlap',
    code: 'BREAK_OVERLAP',
    also: ['BREAK_NOT_OWED'],
    draft: drafted('R1', '2026-12-04', (day) => {
      day.breaks = ['12:00', '12:20'];
    }),
  },
  {
    name: 'a break during a visit',
    code: 'BREAK_DURING_SERVICE',
    draft: drafted('R1', '2026-12-09', (day) => Object.assign(day, { departAt: '09:00', breaks: ['12:00'] })),
    plan: planned('R1', '2026-12-09', ({ breaks: [pause] }) => {
      pause.startAt = later(pause.startAt, -15);
      pause.endAt = later(pause.endAt, -15);
    }),
  },
  {
    name: 'a break is missing',
    code: 'BREAK_MISSING',
    draft: drafted('R1', '2026-12-04', (day) => {
      day.breaks = [];
    }),
  },
];

const nights: Fault[] = [
  {
    name: 'sleeps at a hotel without a stay',
    code: 'NIGHT_INCONSISTENT',
    plan: planned('R1', '2026-12-02', (day) => {
      day.overnightStay = null;
    }),
  },
  {
    name: 'a stay at another hotel than the one of the evening',
    code: 'NIGHT_INCONSISTENT',
    plan: planned('R1', '2026-12-02', (day) => {
      day.overnightStay!.hotelId = 'H2';
    }),
  },
  {
    name: 'a stay and sleeps at home',
    code: 'NIGHT_INCONSISTENT',
    plan: (plan) => {
      plannedDay(plan, 'R1', '2026-12-01').overnightStay = plannedDay(plan, 'R1', '2026-12-02').overnightStay;
    },
  },
  {
    name: 'a night on a Friday',
    code: 'NIGHT_NOT_ALLOWED',
    draft: drafted('R1', '2026-12-04', (day) => {
      day.to = 'H2';
    }),
  },
  {
    name: 'a night before a day off',
    code: 'NIGHT_NOT_ALLOWED',
    draft: drafted('R2', '2026-12-03', (day) => {
      Object.assign(day, { departAt: '12:30', to: 'H2' });
    }),
  },
  {
    name: 'a night after the last day of the horizon, which is worked',
    code: 'NIGHT_NOT_ALLOWED',
    request: ({ territory }) => territory.reps[0].workingHours![0].days.push('sat', 'sun'),
    draft: extraDay('R1', '2026-12-13', [], { to: 'H1' }),
  },
  {
    name: 'the price of a night',
    code: 'NIGHT_COST_WRONG',
    plan: planned('R1', '2026-12-02', (day) => {
      day.overnightStay!.cost = 90;
    }),
  },
  {
    name: 'the price of a night without a price of its own',
    code: 'NIGHT_COST_WRONG',
    plan: planned('R2', '2026-12-09', (day) => {
      day.overnightStay!.cost = 95;
    }),
  },
  {
    name: 'two nights in a row, one allowed',
    code: 'NIGHTS_CONSECUTIVE_EXCEEDED',
    draft: (draft) => {
      draftDay(draft, 'R1', '2026-12-01').to = 'H1';
      Object.assign(draftDay(draft, 'R1', '2026-12-02'), { from: 'H1', departAt: '13:30', breaks: [] });
    },
  },
  {
    name: 'two nights in a week, one allowed',
    code: 'NIGHTS_PER_WEEK_EXCEEDED',
    draft: (draft) => {
      Object.assign(draftDay(draft, 'R2', '2026-12-08'), { departAt: '13:30', to: 'H2' });
      draftDay(draft, 'R2', '2026-12-09').from = 'H2';
    },
  },
];

export const restFaults: readonly Fault[] = [...breaks, ...nights];
