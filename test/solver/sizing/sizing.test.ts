import { beforeAll, describe, expect, it } from 'vitest';
import {
  fitFor,
  highsSolver,
  javascriptLpSolver,
  type LpSolver,
  type PlanRequest,
  type SizingQuestion,
  sizeIssues,
  sizingFor,
} from '#solver';
import { sizesOf } from '../../../solver/sizing/index.ts';
import { at } from '../territory/meanings.ts';

let solvers: LpSolver[];
beforeAll(async () => {
  solvers = [javascriptLpSolver(), await highsSolver()];
});

/** 8 hours a day, no driving in own time; customers in two towns 200 km apart, every visit takes an hour. */
function request(customers: number, reps = 1): PlanRequest {
  return {
    territory: {
      timeZone: 'America/Chicago',
      customers: Array.from({ length: customers }, (_, index) => ({
        id: `c${index}`,
        name: `Shop ${index}`,
        location: at(index % 2 === 0 ? 0 : 2.4, (index % 7) / 1000),
        visitMinutes: 60,
        class: index % 4 === 0 ? 'A1' : 'C',
        visitFrequency: { visits: 1, per: 'week' as const },
      })),
      reps: Array.from({ length: reps }, (_, rep) => ({
        id: `r${rep}`,
        home: at(rep % 2 === 0 ? 0 : 2.4, 0),
        workingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
        morningDriveMinutes: 0,
        eveningDriveMinutes: 0,
      })),
    },
    horizon: { start: '2026-11-30', weeks: 4 },
  };
}

describe('fit', () => {
  it('counts visits and time per rep and class', () => {
    const fit = fitFor(request(20), solvers);
    expect(fit.workingMinutesPerWeek).toBe(2400);
    expect(fit.visitMinutesPerWeek).toBe(1200);
    expect(fit.byClass.A1).toMatchObject({ customers: 5, visitsPerWeek: 5, visitMinutesPerWeek: 300 });
    expect(fit.reps[0].byClass.C).toMatchObject({ customers: 15, visitsPerWeek: 15, visitMinutesPerWeek: 900 });
    expect([fit.fits, fit.mustGive]).toEqual([true, []]);
  });

  it('counts an appointment with the length that was agreed', () => {
    const asked = request(20);
    asked.territory.customers[0].appointments = [{ date: '2026-12-02', from: '09:00', minutes: 260 }];
    const fit = fitFor(asked, solvers);
    expect(fit.visitMinutesPerWeek).toBe(1250);
    expect(fit.byClass.A1.visitMinutesPerWeek).toBe(350);
  });

  it('says which class gives: the one whose visits are worth least for their time', () => {
    const fit = fitFor(request(50), solvers);
    expect(fit.fits).toBe(false);
    expect(fit.reps[0].utilisation).toBeGreaterThan(1.2);
    expect(fit.mustGive.map((each) => each.class)).toEqual(['C']);
    const [{ visitsPerWeek, share }] = fit.mustGive;
    expect(visitsPerWeek).toBeGreaterThanOrEqual(10);
    expect(share).toBeGreaterThan(0.25);
    expect(fit.oneMore.rep).toBeGreaterThan(15);
    expect(fit.oneMore.workingDay).toBeCloseTo(fit.oneMore.rep / 5, 0);
    expect(fit.oneMore.night).toBeGreaterThan(0);
  });

  it('names what is worth least first, whoever of the reps has to give it', () => {
    const asked = request(96, 2);
    asked.territory.customers.forEach((customer, index) => {
      const own = index % 2;
      customer.class = index < 4 ? 'A1' : own === 0 ? 'B1' : 'C';
      customer.currentRepId = `r${own}`;
    });
    expect(fitFor(asked, solvers).mustGive.map((each) => each.class)).toEqual(['C', 'B1']);
  });
});

describe('sizes', () => {
  it.each([
    [8, {}, [4, 6, 8, 10, 12]],
    [1, {}, [1, 2]],
    [5, { from: 2, to: 6, step: 2 }, [2, 4, 6]],
    [5, { to: 2 }, [2]],
  ])('of a team of %i asked for %o', (team, question, sizes) => {
    expect(sizesOf(request(20, team), question)).toEqual(sizes);
  });

  it('are no more than there are homes and customers', () => {
    expect(sizesOf(request(2, 8), {}).at(-1)).toBe(10);
    const { curve } = sizingFor(request(2, 1), solvers, { from: 3, to: 3 });
    expect(curve[0].homes).toHaveLength(2);
  });

  it.each<[SizingQuestion, string, string]>([
    [{ from: 5, to: 3 }, '/teamSizes/to', '3 is out of range: at least 5'],
    [{ to: 22 }, '/teamSizes/to', 'at most 21'],
    [{ from: 22 }, '/teamSizes/from', 'at most 21'],
    [{ from: 1, to: 21, step: 1 }, '', ''],
  ])('%o of 20 customers and one rep: an issue at "%s"', (question, path, message) => {
    const issues = sizeIssues(request(20), question);
    expect(issues.map((issue) => issue.path)).toEqual(path === '' ? [] : [path]);
    if (path !== '') expect(issues[0].message).toContain(message);
  });

  it('are 40 at most in one answer', () => {
    const issues = sizeIssues(request(60), { from: 1, to: 41, step: 1 });
    expect(issues.map(({ path, message }) => [path, message])).toEqual([
      ['/teamSizes/step', 'A curve of 41 sizes is out of range: at most 40.'],
    ]);
    expect(sizeIssues(request(60), { from: 1, to: 40, step: 1 })).toEqual([]);
  });
});

describe('sizing', () => {
  it('needs one more for a minute too much', () => {
    const asked = request(40);
    for (const customer of asked.territory.customers) customer.location = asked.territory.reps[0].home;
    asked.territory.customers[0].visitMinutes = 60.05;
    asked.territory.reps[0].eveningDriveMinutes = 600;
    const { fit, curve, needed } = sizingFor(asked, solvers, { from: 1, to: 2 });
    expect(fit.fits).toBe(false);
    expect(curve.map(({ coverage }) => coverage)).toEqual([0.9999, 1]);
    expect(needed).toBe(2);
  });

  it('covers more with more reps, and says how many are needed', () => {
    const { curve, needed } = sizingFor(request(60), solvers, { from: 1, to: 4, perRepWeek: 1000 });
    expect(curve.map(({ reps }) => reps)).toEqual([1, 2, 3, 4]);
    const covered = curve.map(({ coverage }) => coverage);
    expect(covered).toEqual(covered.toSorted((a, b) => a - b));
    expect(covered[0]).toBeLessThan(0.7);
    expect(covered.at(-1)).toBe(1);
    expect(needed).toBe(curve.find(({ coverage }) => coverage === 1)?.reps);
    expect(curve[1].costPerWeek - curve[1].driveMinutesPerWeek).toBeGreaterThan(1000);
  });

  it('counts kilometres of road, as a plan does, the detours included', () => {
    const asked = request(20);
    asked.territory.travel = { mode: 'greatCircle', detourFactor: 1.5, speedKmh: 80 };
    asked.options = { costs: { perDriveHour: 30, perKm: 0.5 } };
    const [{ costPerWeek, driveMinutesPerWeek }] = sizingFor(asked, solvers, { from: 1, to: 1 }).curve;
    expect(driveMinutesPerWeek).toBeGreaterThan(100);
    expect(costPerWeek).toBeCloseTo((driveMinutesPerWeek / 60) * (30 + 80 * 0.5), 1);
  });

  it('puts the next rep where nobody lives', () => {
    const { curve } = sizingFor(request(40), solvers, { from: 2, to: 2 });
    const [{ location, near }] = curve[0].homes;
    expect(location.lng).toBeGreaterThan(-91);
    expect(near).toMatch(/^Shop \d*[13579]$/);
  });

  it('and fit leave a previous plan and what has happened since out of account', () => {
    const asked = request(40, 2);
    const customerIds = asked.territory.customers.map(({ id }) => id);
    const options: PlanRequest['options'] = {
      previousPlan: { territories: [{ repId: 'r0', customerIds }], itineraries: [] },
      freezeUntil: '2026-12-04',
      events: [{ kind: 'repAbsent', repId: 'r1', from: '2026-11-30', to: '2026-12-18' }],
    };
    const replanned = { ...asked, options };
    const size = { from: 1, to: 3 };
    expect(sizingFor(replanned, solvers, size)).toEqual(sizingFor(asked, solvers, size));
    expect(fitFor(replanned, solvers)).toEqual(fitFor(asked, solvers));
  });

  it('names who a smaller team would do without', () => {
    const { curve } = sizingFor(request(40, 4), solvers, { from: 2, to: 2 });
    expect(curve[0].leave).toHaveLength(2);
    const stay = ['r0', 'r1', 'r2', 'r3'].filter((id) => !curve[0].leave.includes(id));
    // One in each town.
    expect(new Set(stay.map((id) => Number(id[1]) % 2))).toEqual(new Set([0, 1]));
  });

  it('keeps those whose time suffices, not those with the best homes: one more rep never makes less possible', () => {
    const asked = request(45, 3);
    const { territory } = asked;
    territory.customers = territory.customers.map((customer, k) => ({ ...customer, location: at((k % 9) / 100, 0) }));
    const [first, second, third] = territory.reps;
    const halfTime = [{ days: ['mon' as const, 'tue' as const], from: '09:00', to: '17:00' }];
    first.workingHours = second.workingHours = halfTime;
    first.home = second.home = at(0.04, 0);
    third.home = at(0.04, 0.15);
    const { curve, needed } = sizingFor(asked, solvers, { from: 1, to: 4, step: 1 });
    expect(curve.map(({ leave }) => leave.includes('r2'))).toEqual([false, false, false, false]);
    expect(needed).toBe(2);
    curve.slice(1).forEach(({ coverage }, k) => {
      expect(coverage).toBeGreaterThanOrEqual(curve[k].coverage);
    });
  });

  it('lets those go first who never work, however well they live', () => {
    const asked = request(20, 3);
    const [idle, busy, other] = asked.territory.reps;
    Object.assign(idle, { workingHours: [] });
    Object.assign(busy, { home: at(0.1, 0) });
    Object.assign(other, { home: at(0.2, 0), workingHours: [] });
    for (const customer of asked.territory.customers) customer.location = idle.home;
    const { curve, needed } = sizingFor(asked, solvers, { from: 1, to: 2 });
    expect(curve[0].leave).toEqual(['r0', 'r2']);
    expect(curve[1].leave).not.toContain('r1');
    expect(needed).toBe(1);
  });
});
