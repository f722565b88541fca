import { describe, expect, test } from 'vitest';
import { contentOnDays, interpret, mergeClasses, type Policy, rulesOf } from '#solver';
import { smallRequest } from './small-request.ts';

describe('classes', () => {
  test('the defaults are those of the contract', () => {
    const rows = [...mergeClasses(undefined).values()].map((rules) => [
      rules.class,
      `${rules.visits} per ${rules.per}`,
      rules.visitMinutes,
      rules.weight,
      rules.phoneCalls === null ? 'none' : `${rules.phoneCalls.calls} per ${rules.phoneCalls.per}`,
      rules.jointVisits === null ? 'none' : `${rules.jointVisits.visits} per ${rules.jointVisits.per}`,
    ]);
    expect(rows).toEqual([
      ['A1', '4 per month', 60, 16, '2 per week', '1 per month'],
      ['A2', '3 per month', 60, 8, '1 per week', '1 per month'],
      ['B1', '2 per month', 45, 4, '1 per week', '1 per month'],
      ['B2', '1 per month', 45, 2, '1 per 2 weeks', '1 per quarter'],
      ['C', '1 per quarter', 30, 1, '1 per month', 'none'],
    ]);
  });

  test('fields left out keep the default of the class of that name; null takes calls and joint visits away', () => {
    const classes = mergeClasses({ classes: [{ class: 'A1', visitMinutes: 90, phoneCalls: null }] });
    expect(rulesOf(classes, 'A1')).toMatchObject({
      visits: 4,
      per: 'month',
      visitMinutes: 90,
      weight: 16,
      phoneCalls: null,
      jointVisits: { visits: 1, per: 'month' },
    });
    expect(rulesOf(classes, 'A2').visitMinutes).toBe(60);
  });

  test('a class of a new name starts as C without calls', () => {
    const classes = mergeClasses({ classes: [{ class: 'tenant', visits: 2, per: 'week' }] });
    expect(rulesOf(classes, 'tenant')).toMatchObject({ visits: 2, per: 'week', visitMinutes: 30, phoneCalls: null });
  });
});

describe('agenda', () => {
  const agenda: NonNullable<Policy['agenda']> = [
    { action: 'checkStock', minutes: 15, cadence: 'everyVisit' },
    { action: 'relayPolicy', minutes: 20, cadence: 'monthly' },
    { action: 'reviewPeriod', minutes: 40, cadence: 'quarterly' },
  ];
  const visits = (policy: Policy, customer = {}, weeks = 12) => {
    const request = smallRequest({
      customers: [{ class: 'B1', ...customer }],
      territory: { policy },
      horizon: { weeks },
    });
    return interpret(request).customers[0].requirement.visits;
  };
  const minutes = (...given: Parameters<typeof visits>) => visits(...given).map((visit) => visit.seconds / 60);

  test('minutes are the sum of what is due: every visit, every second of two a month, every sixth in a quarter', () => {
    expect(minutes({ agenda })).toEqual([75, 15, 35, 15, 35, 15]);
  });

  test('a monthly action is due on every visit of a customer visited less often', () => {
    const visitFrequency = { visits: 1, per: 'quarter' as const };
    expect(minutes({ agenda }, { visitFrequency }, 24)).toEqual([75, 75]);
  });

  test('a class may take part of the actions only', () => {
    const classes: Policy['classes'] = [{ class: 'B1', agenda: ['relayPolicy'] }];
    // Where nothing is due, a visit takes the minutes of its class.
    expect(minutes({ agenda, classes }, {}, 4)).toEqual([20, 45]);
  });

  test('the minutes of the customer go before the agenda, which is still listed', () => {
    const { content, requirement } = interpret(
      smallRequest({ customers: [{ class: 'B1', visitMinutes: 50 }], territory: { policy: { agenda } } }),
    ).customers[0];
    expect(contentOnDays(content, requirement, [0, 14])).toEqual([
      { seconds: 3000, agenda: ['checkStock', 'relayPolicy', 'reviewPeriod'] },
      { seconds: 3000, agenda: ['checkStock'] },
    ]);
  });

  test('without an agenda the class gives the minutes', () => {
    expect(minutes({}, {}, 4)).toEqual([45, 45]);
  });
});
