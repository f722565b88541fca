import { describe, expect, test } from 'vitest';
import { type Customer, type Policy, validateRequest } from '#solver';
import { smallRequest } from '../small-request.ts';

describe('customers whose class is derived', () => {
  /** What is said of them. */
  const told = (customers: readonly Partial<Customer>[], classification: Policy['classification'] = {}) =>
    validateRequest(smallRequest({ customers, territory: { policy: { classification } } })).flatMap(
      ({ code, message }) => (code === 'NOTHING_TO_CLASSIFY_BY' ? [message] : []),
    );
  const nothingFor = (customers: string, measures = 'annualRevenue') =>
    `There is neither a class nor ${measures} to derive it from for ${customers}: class "C" is assumed.`;
  const large = { annualRevenue: 100 };

  test('from nothing are named, also where others have a revenue', () => {
    expect(told([{ class: 'B1' }, { class: 'A1', ...large }, {}])).toEqual([nothingFor('customer "C3"')]);
    expect(told([large, {}, {}])).toEqual([nothingFor('2 customers ("C2", "C3")')]);
  });

  test('from nothing are told once, with the first of them', () => {
    const customers = [large, ...Array.from({ length: 40 }, () => ({}))];
    expect(told(customers)).toEqual([nothingFor('40 customers ("C2", "C3", "C4", "C5", "C6", …)')]);
  });

  test('from a revenue of zero are the last, unless nobody has more', () => {
    const none = { annualRevenue: 0 };
    expect(told([large, none])).toEqual([]);
    expect(told([none, none, { class: 'A1' }])).toEqual([nothingFor('2 customers ("C1", "C2")')]);
  });

  test('need one of the measures that count', () => {
    const credit = { credit: 7 };
    expect(told([large, credit])).toEqual([nothingFor('customer "C2"')]);
    expect(told([large, credit], { by: 'score' })).toEqual([]);
    expect(told([large, {}], { by: 'score' })).toEqual([
      nothingFor('customer "C2"', 'annualRevenue, credit, potential'),
    ]);
    const weights = { revenue: 0.5, potential: 0.5 };
    expect(told([large, credit], { by: 'score', weights })).toEqual([
      nothingFor('customer "C2"', 'annualRevenue, potential'),
    ]);
  });

  test('are not spoken of where a class is given', () => {
    expect(told([large, { class: 'C' }])).toEqual([]);
  });
});
