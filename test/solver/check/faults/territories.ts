/** Faults of who carries whom, and how much. */
import { carry, type Fault } from './fault.ts';

export const territoryFaults: readonly Fault[] = [
  {
    name: 'a customer without a territory',
    code: 'CUSTOMER_WITHOUT_TERRITORY',
    draft: ({ territories: [, second] }) => {
      second.customerIds = second.customerIds.filter((id) => id !== 'creston');
    },
  },
  {
    name: 'a customer in two territories',
    code: 'CUSTOMER_IN_TWO_TERRITORIES',
    draft: ({ territories: [first] }) => first.customerIds.push('burlington'),
  },
  {
    name: 'a customer locked to another rep',
    code: 'REP_NOT_ELIGIBLE',
    request: ({ territory }) => {
      territory.customers[8].repId = 'R1';
    },
  },
  {
    name: 'a customer whose rep of today is to keep him',
    code: 'TERRITORY_NOT_KEPT',
    request: ({ territory, options }) => {
      for (const customer of territory.customers) customer.currentRepId = 'R2';
      for (const customer of territory.customers.slice(0, 5)) customer.currentRepId = 'R1';
      territory.customers[8].currentRepId = 'R1';
      options!.territories = 'keep';
    },
  },
  {
    name: 'visited by another rep than the one who carries it',
    code: 'VISITED_BY_OTHER_REP',
    also: ['PHONE_CALL_BY_OTHER_REP'],
    draft: carry('burlington', 1, 0),
  },
  {
    name: 'an area is split',
    code: 'AREA_SPLIT',
    also: ['VISITED_BY_OTHER_REP'],
    draft: carry('creston', 1, 0),
  },
  {
    name: 'a group of small accounts is split',
    code: 'AREA_SPLIT',
    request: ({ territory }) => {
      territory.policy!.smallAccounts = { maxAnnualRevenue: 1e9, groupWithinKm: 500 };
    },
  },
  {
    name: 'too many customers',
    code: 'MAX_CUSTOMERS_EXCEEDED',
    request: ({ territory }) => {
      territory.reps[0].channelWidth!.maxCustomers = 4;
    },
  },
  {
    name: 'too much work',
    code: 'MAX_WORKLOAD_EXCEEDED',
    request: ({ territory }) => {
      territory.reps[0].channelWidth!.maxWorkloadMinutesPerWeek = 600;
    },
  },
  {
    name: 'too many key accounts',
    code: 'KEY_ACCOUNTS_EXCEEDED',
    request: ({ territory }) => {
      territory.policy!.keyAccounts!.maxPerRep = 0;
    },
  },
];
