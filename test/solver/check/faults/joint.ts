/** Faults of what is planned beside the visits: contacts, phone calls, company. */
import { draftDay, drafted, type Fault, planned } from './fault.ts';

export const jointFaults: readonly Fault[] = [
  {
    name: 'the same person is met twice in a row',
    code: 'CONTACT_NOT_ROTATED',
    plan: planned('R1', '2026-12-08', ({ stops }) => {
      stops[0].contactId = 'k1';
    }),
  },
  {
    name: 'the person met last is met again',
    code: 'CONTACT_NOT_ROTATED',
    request: ({ territory }) => {
      territory.customers[0].lastContactId = 'k1';
    },
  },
  {
    name: 'an action done the week before is done again',
    code: 'AGENDA_WRONG',
    also: ['SERVICE_LENGTH_WRONG'],
    request: ({ territory }) => {
      territory.customers[0].lastActions = [{ action: 'coachDealer', on: '2026-11-24' }];
    },
  },
  {
    name: 'nobody calls a customer',
    code: 'PHONE_CALLS_WRONG',
    draft: drafted('R2', '2026-12-08', (day) => {
      day.calls = [];
    }),
  },
  {
    name: 'a customer is called twice as often as its class asks for',
    code: 'PHONE_CALLS_WRONG',
    draft: drafted('R2', '2026-12-01', (day) => {
      day.calls = ['burlington'];
    }),
  },
  {
    name: 'a call on the day of the visit',
    code: 'PHONE_CALL_ON_VISIT_DAY',
    draft: (draft) => {
      draftDay(draft, 'R2', '2026-12-08').calls = [];
      draftDay(draft, 'R2', '2026-12-10').calls = ['burlington'];
    },
  },
  {
    name: 'a call to the customer of another rep',
    code: 'PHONE_CALL_BY_OTHER_REP',
    draft: (draft) => {
      draftDay(draft, 'R1', '2026-12-08').calls = ['davenport', 'muscatine'];
      draftDay(draft, 'R2', '2026-12-08').calls = ['burlington', 'mason'];
    },
  },
  {
    name: 'a customer without its joint visit',
    code: 'JOINT_VISIT_MISSING',
    draft: drafted('R1', '2026-12-02', ({ stops }) => {
      delete stops[0].jointWith;
    }),
  },
  {
    name: 'an executive does not come to what was agreed',
    code: 'JOINT_VISIT_MISSING',
    request: ({ territory }) => {
      territory.supervisors!.push({ id: 'E1' });
      territory.customers[2].appointments![0].jointWith = 'E1';
    },
  },
  {
    name: 'a supervisor on a day off',
    code: 'SUPERVISOR_NOT_AT_WORK',
    request: ({ territory }) => {
      territory.supervisors![0].daysOff = ['2026-12-01'];
    },
  },
  {
    name: 'the supervisor of somebody else',
    code: 'SUPERVISOR_NOT_AT_WORK',
    draft: drafted('R2', '2026-12-08', ({ stops }) => {
      stops[0].jointWith = 'S1';
    }),
  },
  {
    name: 'a supervisor with two reps on one day',
    code: 'SUPERVISOR_IN_TWO_PLACES',
    request: ({ territory }) => {
      territory.reps[1].supervisorId = 'S1';
      territory.policy!.classes![0].jointVisits = null;
    },
    draft: drafted('R2', '2026-12-01', ({ stops }) => {
      stops[0].jointWith = 'S1';
    }),
  },
  {
    name: 'more days with one rep than a month allows',
    code: 'SUPERVISOR_DAYS_EXCEEDED',
    request: ({ territory }) => {
      territory.supervisors![0].maxJointDaysPerRepPerMonth = 1;
    },
  },
];
