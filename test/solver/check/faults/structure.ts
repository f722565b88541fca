/** Faults of the form of a plan: its header, its days, its ids. */
import { daysOf, drafted, extraDay, type Fault, planned, plannedDay } from './fault.ts';

const header: Fault[] = [
  {
    name: 'another currency',
    code: 'PLAN_HEADER_WRONG',
    plan: (plan) => {
      plan.currency = 'EUR';
    },
  },
  {
    name: 'another time zone',
    code: 'PLAN_HEADER_WRONG',
    plan: (plan) => {
      plan.timeZone = 'Asia/Shanghai';
    },
  },
  {
    name: 'another start',
    code: 'PLAN_HEADER_WRONG',
    plan: (plan) => {
      plan.horizon.start = '2026-12-01';
    },
  },
  {
    name: 'another coordinate system',
    code: 'PLAN_HEADER_WRONG',
    plan: (plan) => {
      plan.coordinateSystem = 'GCJ02';
    },
  },
];

const structure: Fault[] = [
  {
    name: 'two itineraries of one rep',
    code: 'DUPLICATE_REP',
    plan: (plan) => plan.itineraries.push({ repId: 'R1', days: daysOf(plan, 'R1').splice(4) }),
  },
  {
    name: 'two territories of one rep',
    code: 'DUPLICATE_REP',
    plan: (plan) => {
      const [own] = plan.territories;
      const nothing = {
        ...own.channelWidth,
        customers: 0,
        keyAccounts: 0,
        annualRevenue: 0,
        revenueShare: 0,
        byClass: {},
      };
      plan.territories.push({ ...own, customerIds: [], channelWidth: nothing });
    },
  },
  {
    name: 'a day outside the horizon',
    code: 'DAY_OUTSIDE_HORIZON',
    plan: (plan) => daysOf(plan, 'R1').push({ ...plannedDay(plan, 'R1', '2026-12-11'), date: '2026-12-14' }),
  },
  { name: 'days not sorted', code: 'DAYS_NOT_SORTED', plan: (plan) => daysOf(plan, 'R2').reverse() },
  { name: 'an empty day', code: 'EMPTY_DAY', draft: extraDay('R1', '2026-12-07', []) },
  {
    name: 'work on a day off',
    code: 'NOT_A_WORKING_DAY',
    // All driving is own time on a day off.
    also: ['DAY_TOTAL_WRONG', 'KPI_WRONG'],
    draft: drafted('R2', '2026-12-03', (day) => {
      day.date = '2026-12-04';
    }),
  },
  {
    name: 'work on a Saturday',
    code: 'NOT_A_WORKING_DAY',
    also: ['DAY_TOTAL_WRONG', 'KPI_WRONG'],
    draft: drafted('R2', '2026-12-03', (day) => {
      day.date = '2026-12-05';
    }),
  },
];

const ids: Fault[] = [
  {
    name: 'an unknown customer',
    code: 'UNKNOWN_ID',
    also: ['KPI_WRONG', 'VISITS_MISSING'],
    plan: planned('R1', '2026-12-11', ({ stops }) => {
      stops[0].customerId = 'nobody';
    }),
  },
  {
    name: 'a contact of another customer',
    code: 'UNKNOWN_ID',
    draft: drafted('R1', '2026-12-02', ({ stops }) => {
      stops[0].contactId = 'k1';
    }),
  },
  {
    name: 'an unknown supervisor',
    code: 'UNKNOWN_ID',
    draft: drafted('R2', '2026-12-01', ({ stops }) => {
      stops[0].jointWith = 'S9';
    }),
  },
  {
    name: 'an unknown customer is called',
    code: 'UNKNOWN_ID',
    plan: planned('R1', '2026-12-01', (day) => {
      day.phoneCalls = [{ customerId: '?' }];
    }),
  },
  {
    name: 'an unknown hotel',
    code: 'UNKNOWN_ID',
    // Another place than the one where the next day starts, at another price.
    also: ['DAY_DISCONTINUOUS', 'KPI_WRONG'],
    plan: planned('R1', '2026-12-02', (day) => {
      day.end.hotelId = 'H9';
      day.overnightStay!.hotelId = 'H9';
    }),
  },
  {
    name: 'an itinerary of an unknown rep',
    code: 'UNKNOWN_ID',
    plan: (plan) => plan.itineraries.push({ repId: 'R9', days: [] }),
  },
  {
    name: 'an unknown customer is carried',
    code: 'UNKNOWN_ID',
    plan: (plan) => plan.territories[0].customerIds.push('nobody'),
  },
  {
    name: 'a visit of an unknown customer is unassigned',
    code: 'UNKNOWN_ID',
    draft: ({ unassignedVisits }) => unassignedVisits.push({ ...unassignedVisits[0], customerId: 'nobody' }),
  },
];

export const structureFaults: readonly Fault[] = [...header, ...structure, ...ids];
