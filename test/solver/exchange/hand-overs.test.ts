import { describe, expect, it } from 'vitest';
import {
  applyExchanges,
  exchangesOf,
  finishPlan,
  interpret,
  javascriptLpSolver,
  maxSteps,
  type PlanRequest,
  preparePlan,
  solveTask,
} from '#solver';
import {
  burdenOf,
  gainOf,
  keepsLimitsOfWork,
  pays,
  solutionsOf,
  visitSeconds,
} from '../../../solver/exchange/index.ts';
import { tasksOf } from '../../../solver/prepare.ts';

/** Two reps 100 km apart with five customers each around home; S lives next to rep B but is carried by A. */
function request(change: { repId?: string; keyAccount?: boolean; area?: string } = {}): PlanRequest {
  const around = (lng: number, name: string) =>
    [0, 1, 2, 3, 4].map((k) => ({
      id: `${name}${k}`,
      class: 'B1',
      location: { lat: 41 + k / 100, lng },
      annualRevenue: 10,
    }));
  const stray = { id: 'S', class: 'B1', location: { lat: 41.05, lng: -90.8 }, annualRevenue: 10, ...change };
  return {
    territory: {
      timeZone: 'America/Chicago',
      customers: [...around(-92, 'A'), ...around(-90.8, 'B'), stray],
      reps: [
        { id: 'RA', home: { lat: 41, lng: -92 } },
        { id: 'RB', home: { lat: 41, lng: -90.8 } },
      ],
      policy: { balance: { workloadTolerance: 1, revenueTolerance: 1 } },
    },
    horizon: { start: '2026-11-30', weeks: 4 },
    options: { maxSteps: 100 },
  };
}

/** The plan with the stray customer at the wrong rep, and the exchanges that it offers. */
function wronglySplit(asked: PlanRequest) {
  const repOf = Int32Array.from(asked.territory.customers, ({ id }) => (id.startsWith('B') ? 1 : 0));
  const wrong = preparePlanWith(asked, repOf);
  const itineraries = wrong.tasks.map((task) => solveTask(task, { stop: maxSteps(100) }));
  return { prepared: wrong, itineraries, exchanges: exchangesOf(wrong, itineraries) };
}

function preparePlanWith(asked: PlanRequest, repOf: Int32Array) {
  const locked: PlanRequest = {
    ...asked,
    options: { ...asked.options, territories: 'split' },
    territory: {
      ...asked.territory,
      customers: asked.territory.customers.map((customer, index) => ({
        ...customer,
        repId: repOf[index] === 0 ? 'RA' : 'RB',
      })),
    },
  };
  const { tasks, issues } = preparePlan(locked, [javascriptLpSolver()]);
  return { ...preparePlan(asked, [javascriptLpSolver()]), repOf, tasks, issues };
}

describe('exchanges between reps', () => {
  it('hand a customer over to the rep who lives next to him, and both plans together get cheaper', () => {
    const { prepared, itineraries, exchanges } = wronglySplit(request());
    expect(exchanges.map(({ customer, from, to }) => [customer, from, to])).toEqual([[10, 0, 1]]);
    const [exchange] = exchanges;
    expect(pays(exchange.gain)).toBe(true);
    const tried = exchange.parts.map(({ task, start }) => solveTask(task, { stop: maxSteps(100), start }));
    const applied = applyExchanges(prepared, itineraries, [{ exchange, itineraries: tried }]);
    expect(applied.prepared.repOf[10]).toBe(1);
    const cost = (from: typeof applied) => finishPlan(from.prepared, from.itineraries, [], 0, []).kpis.cost.total;
    expect(cost(applied)).toBeLessThan(cost({ prepared, itineraries }));
  });

  it('are refused when the search after them leaves a visit out, however cheap the days are', () => {
    const { prepared, itineraries, exchanges } = wronglySplit(request());
    const [exchange] = exchanges;
    const [first, ...others] = exchange.parts.map(({ task, start }) => solveTask(task, { stop: maxSteps(100), start }));
    const last = first.stops.findLastIndex((customers) => customers.length > 0);
    const short = { ...first, stops: first.stops.with(last, first.stops[last].subarray(1)), objective: 0 };
    const applied = applyExchanges(prepared, itineraries, [{ exchange, itineraries: [short, ...others] }]);
    expect(applied.prepared.repOf).toEqual(prepared.repOf);
    expect(applied.itineraries).toEqual(itineraries);
  });

  it('are refused when they leave out a visit of a class without weight, or an appointment', () => {
    const asked = request();
    asked.territory.policy = {
      ...asked.territory.policy,
      classes: [{ class: 'Z', visits: 1, per: 'month', visitMinutes: 30, weight: 0 }],
    };
    const [first, second] = asked.territory.customers;
    first.class = 'Z';
    second.appointments = [{ date: '2026-12-02', from: '10:00', minutes: 30 }];
    const { prepared, itineraries, exchanges } = wronglySplit(asked);
    const [exchange] = exchanges;
    const tried = exchange.parts.map(({ task, start }) => solveTask(task, { stop: maxSteps(100), start }));
    const isExchangedWithout = (customer: number) => {
      const stops = tried[0].stops.map((each) => each.filter((other) => other !== customer));
      const short = { ...tried[0], stops, sleep: tried[0].sleep.map(() => -1) };
      return applyExchanges(prepared, itineraries, [{ exchange, itineraries: [short, tried[1]] }]).prepared.isExchanged;
    };
    expect(isExchangedWithout(-1)).toBe(true);
    expect(isExchangedWithout(0)).toBe(false);
    const { problem } = exchange.parts[0].task;
    const [moved] = tried[0].stops.map((each, day) => (day === 2 ? new Int32Array(0) : each)).slice(2);
    const onOtherDays = { ...tried[0], stops: tried[0].stops.with(2, moved) };
    expect(burdenOf(problem, onOtherDays).appointmentsLost).toBe(1);
    expect(burdenOf(problem, tried[0]).appointmentsLost).toBe(0);
  });

  it('never take the last customer of a rep', () => {
    const asked = request();
    asked.territory.policy = { balance: { workloadTolerance: 3, revenueTolerance: 3 } };
    asked.territory.customers = asked.territory.customers.filter(({ id }) => !id.startsWith('A'));
    const { prepared, exchanges } = wronglySplit(asked);
    expect([...prepared.repOf].filter((rep) => rep === 0)).toHaveLength(1);
    expect(exchanges.filter(({ from }) => from === 0)).toEqual([]);
  });

  it('are not looked for after a stop on request', () => {
    const { prepared, itineraries, exchanges } = wronglySplit(request());
    expect(exchanges).toHaveLength(1);
    let questions = 0;
    exchangesOf(prepared, itineraries, () => ++questions < 0);
    const askedUntil = (stop: number) => {
      let asked = 0;
      const found = exchangesOf(prepared, itineraries, () => ++asked > stop);
      expect(found).toEqual([]);
      return asked - stop;
    };
    // Among the customers, in the midst of pricing, before the last question.
    expect(askedUntil(3)).toBeLessThanOrEqual(3);
    expect(askedUntil(questions - 1)).toBe(1);
  });

  it('change what is said of the territories: it is true of those in the end', () => {
    const asked = request();
    asked.territory.customers[0].annualRevenue = 20;
    asked.territory.policy = { balance: { workloadTolerance: 1, revenueTolerance: 0.05 } };
    const { prepared, itineraries, exchanges } = wronglySplit(asked);
    const tried = exchanges.map((exchange) => ({
      exchange,
      itineraries: exchange.parts.map(({ task, start }) => solveTask(task, { stop: maxSteps(100), start })),
    }));
    const applied = applyExchanges(prepared, itineraries, tried);
    const told = (from: typeof applied) =>
      finishPlan(from.prepared, from.itineraries, [], 0, []).issues.map(({ code }) => code);
    expect(told({ prepared, itineraries })).toContain('BALANCE_NOT_MET');
    expect(applied.prepared.repOf[10]).toBe(1);
    expect(told(applied)).not.toContain('BALANCE_NOT_MET');
  });

  it('are not kept a second time: then they save nothing', () => {
    const { prepared, itineraries, exchanges } = wronglySplit(request());
    const [exchange] = exchanges;
    const tried = exchange.parts.map(({ task, start }) => solveTask(task, { stop: maxSteps(100), start }));
    const once = applyExchanges(prepared, itineraries, [{ exchange, itineraries: tried }]);
    const twice = applyExchanges(once.prepared, once.itineraries, [{ exchange, itineraries: tried }]);
    expect(twice.itineraries).toEqual(once.itineraries);
  });

  it('may not leave a rep farther outside the tolerance of work than before', () => {
    const asked = request();
    const { prepared, itineraries } = wronglySplit({
      ...asked,
      territory: { ...asked.territory, policy: { balance: { workloadTolerance: 0.01, revenueTolerance: 1 } } },
    });
    const solutions = solutionsOf(prepared.tasks, itineraries);
    expect(keepsLimitsOfWork(prepared.meaning, solutions, solutions)).toBe(true);
    const [first, second] = solutions;
    const stops = second.itinerary.stops.map(() => new Int32Array(0));
    const idle = { ...second, itinerary: { ...second.itinerary, stops, sleep: second.itinerary.sleep.map(() => -1) } };
    expect(keepsLimitsOfWork(prepared.meaning, solutions, [first, idle])).toBe(false);
  });

  it('may not take a third rep outside the tolerance of work, or farther outside', () => {
    const asked = request();
    const home = { lat: 42, lng: -91.4 };
    asked.territory.reps.push({ id: 'RC', home });
    const far = asked.territory.customers.map(({ appointments: _, ...customer }, k) => ({
      ...customer,
      id: `C${k}`,
      location: { lat: 42 + k / 100, lng: -91.4 },
    }));
    asked.territory.customers.push(...far);
    const repOf = Int32Array.from(asked.territory.customers, ({ id }) => (id[0] === 'C' ? 2 : id[0] === 'B' ? 1 : 0));
    const meaning = interpret(asked);
    const tasks = tasksOf(meaning, repOf);
    const solutions = solutionsOf(
      tasks,
      tasks.map((task) => solveTask(task, { stop: maxSteps(50) })),
    );
    const [first, second, third] = solutions;
    // Fewer drives of the first two leave the third with more than his share.
    const withoutDays = (of: typeof first) => ({
      ...of,
      itinerary: {
        ...of.itinerary,
        stops: of.itinerary.stops.map((stops, day) => (day > 13 ? new Int32Array(0) : stops)),
      },
    });
    const after = [withoutDays(first), withoutDays(second), third];
    const keeps = (workloadTolerance: number) =>
      keepsLimitsOfWork({ ...meaning, balance: { ...meaning.balance, workloadTolerance } }, solutions, after);
    expect(keeps(2.5)).toBe(true);
    // However little they do, these two are at most 100 % away.
    expect(keeps(1)).toBe(false);
  });

  it('are refused when the drives after them are more work than the rep may carry', () => {
    const asked = request();
    const applied = () => {
      const { prepared, itineraries, exchanges } = wronglySplit(asked);
      const [exchange] = exchanges;
      const tried = exchange.parts.map(({ task, start }) => solveTask(task, { stop: maxSteps(100), start }));
      return applyExchanges(prepared, itineraries, [{ exchange, itineraries: tried }]);
    };
    const { prepared, itineraries } = applied();
    expect(prepared.repOf[10]).toBe(1);
    const { channelWidth } = finishPlan(prepared, itineraries, [], 0, []).territories[1];
    // The visits of S would fit, not the way to them.
    asked.territory.reps[1].channelWidth = {
      maxWorkloadMinutesPerWeek: Math.floor(channelWidth.workloadMinutesPerWeek) - 1,
    };
    expect(applied().prepared.repOf[10]).toBe(0);
  });

  it.each([
    ['who is locked to his rep', { repId: 'RA' }],
    ['who is a key account', { keyAccount: true }],
    ['whose area is carried as a whole', { area: 'A' }],
  ])('never move a customer %s', (_, change) => {
    const asked = request(change);
    const [first, ...others] = asked.territory.customers;
    const customers = 'area' in change ? [{ ...first, area: 'A' }, ...others] : asked.territory.customers;
    const { exchanges } = wronglySplit({ ...asked, territory: { ...asked.territory, customers } });
    expect(exchanges.filter(({ customer }) => customer === 10)).toEqual([]);
  });

  it('keep the balance of work', () => {
    const asked = request();
    const strict = { ...asked.territory, policy: { balance: { workloadTolerance: 0.01, revenueTolerance: 1 } } };
    const more = Array.from({ length: 10 }, (_, k) => ({ ...strict.customers[5], id: `B${k + 10}` }));
    const heavierThere = { ...strict, customers: [...strict.customers, ...more] };
    const movedTo = ({ exchanges }: ReturnType<typeof wronglySplit>) =>
      exchanges.map(({ customer, to }) => [customer, to]);
    expect(movedTo(wronglySplit({ ...asked, territory: heavierThere }))).not.toContainEqual([10, 1]);
    const mild = { balance: { workloadTolerance: 1, revenueTolerance: 1 } };
    expect(movedTo(wronglySplit({ ...asked, territory: { ...heavierThere, policy: mild } }))).toContainEqual([10, 1]);
  });
});

describe('the work of a rep', () => {
  it('counts visits as long as they are, with what falls due of an agenda and the time of appointments', () => {
    const asked = request();
    asked.territory.policy = {
      agenda: [
        { action: 'checkStock', minutes: 15, cadence: 'everyVisit' },
        { action: 'reviewPeriod', minutes: 90, cadence: 'quarterly' },
      ],
    };
    asked.territory.customers[0].appointments = [{ date: '2026-12-09', from: '10:00', minutes: 180 }];
    const prepared = preparePlan(asked, [javascriptLpSolver()]);
    const itineraries = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(100) }));
    const { territories } = finishPlan(prepared, itineraries, [], 0, []);
    prepared.tasks.forEach(({ problem }, place) => {
      const seconds = visitSeconds(prepared.meaning, problem, itineraries[place]);
      expect(seconds / 60).toBe(territories[place].channelWidth.visitMinutes);
    });
  });
});

describe('what an exchange saves', () => {
  const burden = { appointmentsLost: 1, weightMissing: 4, weightlessMissing: 1, cost: 100, money: 150 };
  const isBetter = (change: Partial<typeof burden>) => pays(gainOf(burden, { ...burden, ...change }));

  it('is an appointment before weight, weight before visits without weight, and these before money', () => {
    expect(isBetter({ appointmentsLost: 0, weightMissing: 40, cost: 900, money: 900 })).toBe(true);
    expect(isBetter({ appointmentsLost: 2, weightMissing: 0, cost: 0, money: 0 })).toBe(false);
    expect(isBetter({ weightMissing: 3, weightlessMissing: 9, cost: 900, money: 900 })).toBe(true);
    expect(isBetter({ weightlessMissing: 2, cost: 0, money: 0 })).toBe(false);
    expect(isBetter({ weightlessMissing: 0, cost: 900, money: 900 })).toBe(true);
    expect(isBetter({})).toBe(false);
  });

  it('is no wish at the price of a dearer plan', () => {
    expect(isBetter({ cost: 99, money: 149 })).toBe(true);
    expect(isBetter({ cost: 101, money: 120 })).toBe(false);
    expect(isBetter({ cost: 100, money: 120 })).toBe(true);
  });
});
