/** Faults of a visit: its time, length, agenda, appointment and slot. */
import { draftDay, drafted, type Fault, later, planned, swapDates } from './fault.ts';

export const serviceFaults: readonly Fault[] = [
  {
    name: 'a visit starts before the arrival',
    code: 'SERVICE_BEFORE_ARRIVAL',
    plan: planned('R1', '2026-12-01', ({ stops: [stop] }) => {
      stop.startAt = later(stop.startAt, -2);
      stop.endAt = later(stop.endAt, -2);
    }),
  },
  {
    name: 'a visit is too short',
    code: 'SERVICE_LENGTH_WRONG',
    draft: drafted('R1', '2026-12-01', ({ stops }) => {
      stops[0].minutes = 44;
    }),
  },
  {
    name: 'a visit is as long as one of its class, not as its own',
    code: 'SERVICE_LENGTH_WRONG',
    draft: drafted('R2', '2026-12-10', ({ stops }) => {
      stops[0].minutes = 45;
    }),
  },
  {
    name: 'an action is missing from the agenda',
    code: 'AGENDA_WRONG',
    plan: planned('R1', '2026-12-01', ({ stops }) => {
      stops[0].agenda!.pop();
    }),
  },
  {
    name: 'the second visit has the agenda and length of the first',
    code: 'AGENDA_WRONG',
    also: ['SERVICE_LENGTH_WRONG'],
    draft: drafted('R2', '2026-12-08', ({ stops }) => {
      stops[0].visit = 1;
    }),
  },
  {
    name: 'closed on the day',
    code: 'CUSTOMER_CLOSED',
    draft: swapDates('R2', '2026-12-02', '2026-12-03'),
  },
  {
    name: 'closed at the hour',
    code: 'CUSTOMER_CLOSED',
    request: ({ territory }) => {
      territory.customers[6].openingHours![0].from = '10:30';
    },
  },
  {
    name: 'outside the slot',
    code: 'CUSTOMER_CLOSED',
    draft: drafted('R1', '2026-12-11', (day) => {
      day.departAt = '12:00';
      delete day.stops[0].at;
    }),
  },
  {
    name: 'a visit after working hours',
    code: 'OUTSIDE_WORKING_HOURS',
    draft: drafted('R2', '2026-12-03', (day) => {
      day.departAt = '14:30';
    }),
  },
  {
    name: 'a visit before working hours',
    code: 'OUTSIDE_WORKING_HOURS',
    also: ['SUPERVISOR_NOT_AT_WORK'],
    draft: drafted('R1', '2026-12-01', (day) => {
      day.departAt = '07:30';
    }),
  },
  {
    name: 'waiting is wrong',
    code: 'WAIT_WRONG',
    plan: planned('R1', '2026-12-03', ({ stops }) => {
      stops[0].waitMinutes += 1;
    }),
  },
  {
    name: 'an appointment is moved',
    code: 'APPOINTMENT_MOVED',
    draft: drafted('R1', '2026-12-03', ({ stops }) => {
      stops[0].at = '10:15';
    }),
  },
  {
    name: 'an appointment is cut short',
    code: 'APPOINTMENT_MOVED',
    also: ['SERVICE_LENGTH_WRONG'],
    draft: drafted('R1', '2026-12-03', ({ stops }) => {
      stops[0].minutes = 50;
    }),
  },
  {
    name: 'an appointment is not called one',
    code: 'APPOINTMENT_FLAG_WRONG',
    draft: drafted('R1', '2026-12-03', ({ stops }) => {
      stops[0].appointment = false;
    }),
  },
  {
    name: 'another visit is called an appointment',
    code: 'APPOINTMENT_FLAG_WRONG',
    draft: drafted('R1', '2026-12-01', ({ stops }) => {
      stops[0].appointment = true;
    }),
  },
  {
    name: 'a visit on the day before the appointment',
    code: 'APPOINTMENT_MISSING',
    draft: (draft) => {
      const [out, back] = [draftDay(draft, 'R1', '2026-12-02'), draftDay(draft, 'R1', '2026-12-03')];
      Object.assign(out, { departAt: '08:30', stops: [{ id: 'mason', at: '13:00' }] });
      Object.assign(back, { departAt: '08:00', stops: [{ id: 'waterloo', at: '08:30', jointWith: 'S1' }], breaks: [] });
    },
  },
  {
    name: 'two tenants in one slot',
    code: 'SLOT_FULL',
    draft: (draft) => {
      draftDay(draft, 'R1', '2026-12-04').stops.push({ id: 'muscatine' });
      draft.days = draft.days.filter(({ repId, date }) => repId !== 'R1' || date !== '2026-12-11');
    },
  },
];
