import { describe, expect, test } from 'vitest';
import type { Plan, PlanRequest } from '#solver';
import { drafted, extraDay, later, planned, swapDates } from './faults/fault.ts';
import { codesOf, judge } from './judging.ts';

const limits = {
  MAX_CUSTOMERS_EXCEEDED: ({ territory }: PlanRequest) => {
    territory.reps[0].channelWidth!.maxCustomers = 4;
  },
  MAX_WORKLOAD_EXCEEDED: ({ territory }: PlanRequest) => {
    territory.reps[0].channelWidth!.maxWorkloadMinutesPerWeek = 600;
  },
  // The other rep keeps within it: his key account is made a plain one.
  KEY_ACCOUNTS_EXCEEDED: ({ territory }: PlanRequest) => {
    territory.policy!.keyAccounts!.maxPerRep = 0;
    territory.customers[5].keyAccount = false;
  },
} as const;
type Limit = keyof typeof limits;

const issue =
  (code: string, path: string) =>
  (plan: Plan): void => {
    plan.issues.push({ severity: 'warning', code, path, message: 'It does not fit.', action: 'Add a rep.' });
  };

describe('a limit of channel width that the plan itself reports', () => {
  const told: [Limit, string][] = [
    ['MAX_CUSTOMERS_EXCEEDED', 'CHANNEL_WIDTH_EXCEEDED'],
    ['MAX_WORKLOAD_EXCEEDED', 'CHANNEL_WIDTH_EXCEEDED'],
    ['MAX_WORKLOAD_EXCEEDED', 'WORKLOAD_EXCEEDED'],
    ['KEY_ACCOUNTS_EXCEEDED', 'KEY_ACCOUNTS_EXCEEDED'],
  ];
  test.each(told)('%s is excused by the issue %s of its rep', (limit, code) => {
    const excused = codesOf(judge({ request: limits[limit], plan: issue(code, '/territory/reps/0') }));
    expect(excused).not.toContain(limit);
  });

  test.each(told)('%s is not excused by the issue %s of another rep', (limit, code) => {
    expect(codesOf(judge({ request: limits[limit], plan: issue(code, '/territory/reps/1') }))).toContain(limit);
  });

  const untold: [Limit, string][] = [
    ['MAX_CUSTOMERS_EXCEEDED', 'WORKLOAD_EXCEEDED'],
    ['MAX_CUSTOMERS_EXCEEDED', 'KEY_ACCOUNTS_EXCEEDED'],
    ['MAX_WORKLOAD_EXCEEDED', 'KEY_ACCOUNTS_EXCEEDED'],
    ['KEY_ACCOUNTS_EXCEEDED', 'CHANNEL_WIDTH_EXCEEDED'],
  ];
  test.each(untold)('%s is not excused by the issue %s, which is about something else', (limit, code) => {
    expect(codesOf(judge({ request: limits[limit], plan: issue(code, '/territory/reps/0') }))).toContain(limit);
  });
});

describe('a maximum spacing', () => {
  test('is excused where a visit of the customer is reported', () => {
    // Creston is then due for its first visit by 2 December, and visited on the 3rd; the second is unassigned.
    const result = judge({
      request: ({ territory }) => {
        territory.customers[7].lastVisitedOn = '2026-11-23';
      },
    });
    expect(result.violations).toEqual([]);
  });

  test('is not excused by an unassigned visit of another customer', () => {
    expect(codesOf(judge({ draft: swapDates('R2', '2026-12-01', '2026-12-03') }))).toEqual(['FIRST_VISIT_TOO_LATE']);
  });
});

describe('what is allowed', () => {
  test('no break is owed when the tour starts inside its window', () => {
    const result = judge({
      draft: drafted('R1', '2026-12-04', (day) => {
        Object.assign(day, { departAt: '11:31', breaks: [] });
      }),
    });
    expect(result.violations).toEqual([]);
  });

  test('another rep than the one of today carries a customer', () => {
    const result = judge({
      request: ({ territory }) => {
        territory.customers[8].currentRepId = 'R1';
      },
    });
    expect(result.violations).toEqual([]);
  });

  test('an area is split when the caller has drawn the territories', () => {
    const result = judge({
      request: ({ territory, options }) => {
        for (const customer of territory.customers) customer.repId = 'R2';
        for (const customer of territory.customers.slice(0, 5)) customer.repId = 'R1';
        territory.customers[0].area = 'west';
        options!.territories = 'keep';
      },
    });
    expect(result.violations).toEqual([]);
  });

  test('an area is split when no rep may carry all of it', () => {
    const result = judge({
      request: ({ territory: { customers } }) => {
        Object.assign(customers[0], { area: 'west', repId: 'R1' });
        Object.assign(customers[5], { repId: 'R2' });
      },
    });
    expect(result.violations).toEqual([]);
  });

  test('legs and waits with one decimal', () => {
    const oneDecimal = (value: number) => Math.round(value * 10) / 10;
    const result = judge({
      plan: ({ itineraries }) => {
        for (const { stops, end } of itineraries.flatMap(({ days }) => days)) {
          for (const stop of stops) stop.waitMinutes = oneDecimal(stop.waitMinutes);
          for (const leg of [...stops, end])
            Object.assign(leg, { driveMinutes: oneDecimal(leg.driveMinutes), driveKm: oneDecimal(leg.driveKm) });
        }
      },
    });
    expect(result.violations).toEqual([]);
  });

  test('a class without customers may be counted as 0', () => {
    const result = judge({
      plan: ({ territories }) => {
        territories[0].channelWidth.byClass.C = 0;
      },
    });
    expect(result.violations).toEqual([]);
  });

  test('a rep who drives home later than possible, in own time', () => {
    const result = judge({
      draft: drafted('R2', '2026-12-02', (day) => {
        Object.assign(day, { departAt: '12:30', breaks: [] });
      }),
      plan: planned('R2', '2026-12-02', ({ end }) => {
        end.arriveAt = later(end.arriveAt, 20);
      }),
    });
    expect(result.violations).toEqual([]);
  });

  test('a night on a Sunday counts for the week that it ends', () => {
    const result = judge({
      request: ({ territory }) => {
        territory.reps[1].workingHours![0].days.push('sat', 'sun');
      },
      draft: (draft) => {
        // One night a week is allowed, and Wednesday is one.
        extraDay('R2', '2026-12-06', [], { to: 'H2' })(draft);
        extraDay('R2', '2026-12-07', [], { from: 'H2' })(draft);
      },
    });
    expect(result.violations).toEqual([]);
  });
});
