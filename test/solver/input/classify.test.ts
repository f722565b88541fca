import { describe, expect, test } from 'vitest';
import { type Customer, classify, type Policy } from '#solver';

const customers = (...given: readonly Partial<Customer>[]): Customer[] =>
  given.map((entry, index) => ({ id: `C${index}`, location: { lat: 0, lng: 0 }, ...entry }));

const withRevenues = (...revenues: readonly number[]): Customer[] =>
  customers(...revenues.map((annualRevenue) => ({ annualRevenue })));

const classesOf = (list: readonly Customer[], classification?: Policy['classification']): string[] =>
  classify(list, classification).map((entry) => entry.class);

describe('by revenue', () => {
  test('the share before a customer decides, whatever his own share and his place in the list', () => {
    // Largest first: 40 (0 before), 30 (40 %), 15 (70 %), 9 (85 %), 6 (94 %).
    expect(classesOf(withRevenues(9, 40, 6, 15, 30))).toEqual(['B2', 'A1', 'C', 'B1', 'A2']);
  });

  test('a share of exactly 30, 60, 75 or 90 % before a customer is not under it', () => {
    expect(classesOf(withRevenues(30, 30, 15, 15, 10))).toEqual(['A1', 'A2', 'B1', 'B2', 'C']);
    // The same in tenths of cents, whose sums are not exact.
    expect(classesOf(withRevenues(0.3, 0.3, 0.15, 0.15, 0.1))).toEqual(['A1', 'A2', 'B1', 'B2', 'C']);
  });

  test('one customer alone is A1', () => {
    expect(classesOf(withRevenues(5))).toEqual(['A1']);
  });

  test('of equal revenues the earlier in the list comes first', () => {
    expect(classesOf(withRevenues(25, 25, 25, 25))).toEqual(['A1', 'A1', 'A2', 'B2']);
  });

  test('without any revenue everybody falls into the last class', () => {
    expect(classesOf(customers({}, {}))).toEqual(['C', 'C']);
  });

  test('a given class is kept, and its revenue still counts for the others', () => {
    const list = customers({ annualRevenue: 70, class: 'C' }, { annualRevenue: 20 }, { annualRevenue: 10 });
    expect(classify(list, undefined)).toEqual([
      { class: 'C', derived: false },
      { class: 'B1', derived: true },
      { class: 'C', derived: true },
    ]);
  });

  test('other shares give other classes; the last class is for the rest', () => {
    const shares = [
      { class: 'large', below: 0.5 },
      { class: 'small', below: 0.6 },
    ];
    expect(classesOf(withRevenues(40, 40, 20), { shares })).toEqual(['large', 'large', 'small']);
  });
});

describe('by score', () => {
  const list = customers(
    { annualRevenue: 90, credit: 0, potential: 0 },
    { annualRevenue: 10, credit: 50, potential: 0 },
    { annualRevenue: 0, credit: 50, potential: 7 },
  );
  const shares = [
    { class: 'first', below: 0.01 },
    { class: 'second', below: 0.8 },
    { class: 'third', below: 1 },
  ];
  const ranking = (weights: { revenue?: number; credit?: number; potential?: number }) =>
    classesOf(list, { by: 'score', shares, weights });

  test('each measure counts as a share of its total, so that units do not matter', () => {
    // 0.9, 0.1 + 0.5, 0 + 0.5: the shares before are 0, 0.45 and 0.75.
    expect(ranking({ revenue: 1, credit: 1 })).toEqual(['first', 'second', 'second']);
    // 0, 0.5, 0.5 + 1 of 2.
    expect(ranking({ credit: 1, potential: 1 })).toEqual(['third', 'second', 'first']);
  });

  test('a weight left out is nought', () => {
    expect(ranking({ potential: 1 })[2]).toBe('first');
    expect(ranking({ revenue: 1 })[0]).toBe('first');
  });

  test('without weights the three measures count alike', () => {
    // 0.9, 0.6, 1.5.
    expect(classesOf(list, { by: 'score', shares })).toEqual(['second', 'third', 'first']);
  });
});
