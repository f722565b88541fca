import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Customer, type PlanRequest, type Rep, validateRequest } from '#solver';
import { propertyRuns } from '../../../property-runs.ts';
import { smallRequest } from '../small-request.ts';

const date = '2026-12-03';
const at = (from: string, minutes = 60) => ({ date, from, minutes });
const customer = (from: string, more: Partial<Customer> = {}, minutes = 60): Partial<Customer> => ({
  ...{ class: 'C', appointments: [at(from, minutes)] },
  ...more,
});

/** Where it is told, and what. */
function overlaps(customers: Partial<Customer>[], reps: Partial<Rep>[], options: PlanRequest['options'] = {}) {
  return validateRequest(smallRequest({ customers, reps, options })).flatMap(({ code, path, message }) =>
    code === 'APPOINTMENTS_OVERLAP' ? [[path.split('/')[3], message]] : [],
  );
}
const told = (...args: Parameters<typeof overlaps>) => overlaps(...args).map(([where]) => Number(where));

const mornings = [{ days: ['thu' as const], from: '08:00', to: '12:00' }];

describe('appointments at the same time', () => {
  test('of two customers whom only one rep may visit', () => {
    const customers = [customer('10:00', { repId: 'R1' }), customer('10:30', { repId: 'R1' })];
    expect(overlaps(customers, [{}, {}])).toEqual([
      [
        '1',
        'The appointments of customers "C2" and "C1" on 2026-12-03 overlap, and only rep "R1" can keep them: one is lost.',
      ],
    ]);
    expect(told([customers[0], customer('11:00', { repId: 'R1' })], [{}, {}])).toEqual([]);
  });

  test('for both of which only one of those who may go there works at that time', () => {
    const customers = [customer('14:00'), customer('14:30')];
    expect(told(customers, [{}, {}])).toEqual([]);
    expect(told(customers, [{}, { workingHours: mornings }])).toEqual([1]);
    expect(told(customers, [{}, { daysOff: [date] }])).toEqual([1]);
    const absent = { kind: 'repAbsent', repId: 'R2', from: date, to: date } as const;
    expect(told(customers, [{}, {}], { events: [absent] })).toEqual([1]);
  });

  test('that are more than the reps who can keep them', () => {
    const customers = ['10:00', '10:00', '10:30'].map((from) => customer(from));
    expect(told(customers, [{}, {}, {}])).toEqual([]);
    const [[where, message]] = overlaps(customers, [{}, {}]);
    expect(where).toBe('2');
    expect(message).toContain('"C3", "C1" and "C2" on 2026-12-03 overlap, and only reps "R1" and "R2" can keep them');
  });

  test('where a rep is free only because another goes to somebody else', () => {
    const eligible = (...eligibleRepIds: string[]) => customer('10:00', { eligibleRepIds });
    expect(told([eligible('R1', 'R2'), eligible('R1')], [{}, {}, {}])).toEqual([]);
    expect(told([eligible('R1', 'R2'), eligible('R1', 'R2'), eligible('R1'), eligible('R3')], [{}, {}, {}])).toEqual([
      2,
    ]);
  });

  test('of one area, which one rep carries, however many there are', () => {
    const customers = [customer('10:00', { area: 'Linn' }), customer('10:30', { area: 'Linn' })];
    const [[where, message]] = overlaps(customers, [{}, {}, {}]);
    expect(where).toBe('1');
    expect(message).toContain('the customers of area "Linn" are carried by one rep: one is lost');
    expect(told([customers[0], customer('10:30', { area: 'Cedar' })], [{}, {}])).toEqual([]);
    // An area that nobody may carry whole is divided.
    const divided = [
      { ...customers[0], repId: 'R1' },
      { ...customers[1], repId: 'R2' },
    ];
    expect(told(divided, [{}, {}])).toEqual([]);
  });

  test('of which one cannot be kept anyhow take nobody away from the other', () => {
    expect(told([customer('19:00', {}, 120), customer('19:30')], [{}])).toEqual([]);
    const absent = { kind: 'repAbsent', repId: 'R1', from: date, to: date } as const;
    expect(told([customer('10:00'), customer('10:30')], [{}], { events: [absent] })).toEqual([]);
  });

  test('one after the other are each told beside the one before', () => {
    expect(told([customer('10:00'), customer('10:30', {}, 90), customer('11:30')], [{}])).toEqual([1, 2]);
    expect(told([customer('10:00'), customer('11:00'), customer('12:00')], [{}])).toEqual([]);
    expect(told([customer('09:00', {}, 240), customer('10:00'), customer('11:30')], [{}])).toEqual([1, 2]);
  });

  test('of many customers are named in part', () => {
    const customers = Array.from({ length: 12 }, () => customer('10:00'));
    const reps = Array.from({ length: 11 }, () => ({}));
    const [[, message], ...others] = overlaps(customers, reps);
    expect(others).toEqual([]);
    expect(message).toContain('"C12", "C1", "C2", "C3", "C4" and 7 others');
  });
});

test('are told exactly where no choice of reps keeps all of them', () => {
  const reps = ['R1', 'R2', 'R3'];
  const visits = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 5 }),
      length: fc.integer({ min: 1, max: 3 }),
      eligible: fc.subarray(reps, { minLength: 1 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  /** All of them at the same moment by different reps. */
  const canKeep = (
    each: readonly { readonly eligible: readonly string[] }[],
    taken: readonly string[] = [],
  ): boolean => {
    const [first, ...others] = each;
    if (first === undefined) return true;
    return first.eligible.some((rep) => !taken.includes(rep) && canKeep(others, [...taken, rep]));
  };
  fc.assert(
    fc.property(visits, (each) => {
      const customers = each.map(({ from, length, eligible: eligibleRepIds }) =>
        customer(`${10 + Math.floor(from / 2)}:${from % 2 === 0 ? '00' : '30'}`, { eligibleRepIds }, length * 30),
      );
      const moments = each.map(({ from }) =>
        each.filter((other) => other.from <= from && from < other.from + other.length),
      );
      const isTold = told(customers, [{}, {}, {}]).length > 0;
      expect(isTold).toBe(!moments.every((some) => canKeep(some)));
    }),
    propertyRuns(300),
  );
});
