/** Faults of how often and how far apart. */
import { draftDay, drafted, extraDay, type Fault, swapDates } from './fault.ts';

export const frequencyFaults: readonly Fault[] = [
  {
    name: 'two visits on one day',
    code: 'TWO_VISITS_ON_ONE_DAY',
    draft: (draft) => {
      const day = draftDay(draft, 'R2', '2026-12-01');
      day.stops.push({ id: 'ames', visit: 2 });
      day.calls = ['burlington'];
      draft.days = draft.days.filter(({ repId, date }) => repId !== 'R2' || date !== '2026-12-08');
    },
  },
  {
    name: 'two visits two days apart, five required',
    code: 'MIN_DAYS_BETWEEN',
    draft: swapDates('R2', '2026-12-03', '2026-12-08'),
  },
  {
    name: 'two visits eleven days apart, nine allowed',
    code: 'MAX_DAYS_BETWEEN',
    draft: (draft) => {
      draftDay(draft, 'R2', '2026-12-01').date = '2026-11-30';
      draftDay(draft, 'R2', '2026-12-08').date = '2026-12-11';
    },
  },
  {
    name: 'four days after the last visit, five required',
    code: 'FIRST_VISIT_TOO_EARLY',
    draft: (draft) => {
      extraDay('R1', '2026-11-30', draftDay(draft, 'R1', '2026-12-02').stops)(draft);
      draftDay(draft, 'R1', '2026-12-02').stops = [];
    },
  },
  {
    name: 'three days after the last visit, in place of an urgent one of the day before',
    code: 'FIRST_VISIT_TOO_EARLY',
    also: ['FIRST_VISIT_TOO_LATE', 'URGENT_VISIT_MISSING'],
    request: ({ territory, options }) => {
      for (const customer of territory.customers) if (customer.id === 'waterloo') customer.lastVisitedOn = '2026-11-29';
      options!.events = [{ kind: 'urgentVisit', customerId: 'waterloo', from: '2026-12-01', to: '2026-12-01' }];
    },
  },
  {
    name: 'ten days after the last visit, nine allowed',
    code: 'FIRST_VISIT_TOO_LATE',
    draft: swapDates('R2', '2026-12-01', '2026-12-03'),
  },
  {
    name: 'a visit is neither planned nor reported',
    code: 'VISITS_MISSING',
    draft: (draft) => {
      draft.unassignedVisits = [];
    },
  },
  {
    name: 'an appointment and its visit are neither planned nor reported',
    code: 'VISITS_MISSING',
    also: ['APPOINTMENT_MISSING'],
    draft: drafted('R1', '2026-12-03', (day) => {
      Object.assign(day, { departAt: '12:00', stops: [], breaks: [] });
    }),
  },
  {
    name: 'a visit more than owed',
    code: 'VISITS_TOO_MANY',
    draft: extraDay('R2', '2026-12-11', [{ id: 'creston', visit: 2 }]),
  },
  {
    name: 'an unassigned visit that is not owed',
    code: 'UNASSIGNED_VISIT_WRONG',
    also: ['VISITS_MISSING'],
    draft: ({ unassignedVisits }) => {
      unassignedVisits[0].visit = 3;
    },
  },
  {
    name: 'an unassigned visit reported twice',
    code: 'UNASSIGNED_VISIT_WRONG',
    draft: ({ unassignedVisits }) => unassignedVisits.push(unassignedVisits[0]),
  },
  {
    name: 'an unassigned visit due on another day',
    code: 'UNASSIGNED_VISIT_WRONG',
    draft: ({ unassignedVisits }) => {
      unassignedVisits[0].dueOn = '2026-12-08';
    },
  },
  {
    name: 'an unassigned visit with a reason that says nothing',
    code: 'UNASSIGNED_VISIT_WRONG',
    draft: ({ unassignedVisits }) => {
      unassignedVisits[0].reasons[0].message = '';
    },
  },
];
