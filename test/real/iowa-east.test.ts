import { describe, expect, test } from 'vitest';
import {
  finishPlan,
  highsSolver,
  interpret,
  javascriptLpSolver,
  maxSteps,
  parseRequest,
  preparePlan,
  solveTask,
} from '#solver';
import { dataFolder } from './data-folder.ts';
import { hasIowaEast, iowaEastRequest } from './iowa-east.ts';

const folder = dataFolder();

describe.skipIf(!hasIowaEast(folder))('eastern Iowa (skipped where the data folder is missing)', () => {
  const load = () => iowaEastRequest(folder);

  test('is a request without any issue', () => {
    expect(parseRequest(load()).issues).toEqual([]);
  });

  test('has every store and town, and 8 reps who live apart', () => {
    const { territory } = load();
    expect(territory.customers).toHaveLength(1074);
    expect(territory.hotels).toHaveLength(164);
    expect(new Set(territory.reps.map(({ home }) => JSON.stringify(home))).size).toBe(8);
  });

  test('derives every class, and asks for between 50 and 60 % of the working time', () => {
    const meaning = interpret(load());
    expect(new Set(meaning.customers.map((customer) => customer.class)).size).toBe(5);
    expect(meaning.customers.every((customer) => customer.classDerived)).toBe(true);
    const wanted = meaning.customers.flatMap(({ requirement }) => requirement.visits.map((visit) => visit.seconds));
    const working = meaning.reps.flatMap(({ days }) => days.flatMap((day) => day?.working ?? []));
    const share = sum(wanted) / sum(working.map(({ from, to }) => to - from));
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.6);
  });

  test('is planned: nearly all visits after a short search, and the judge finds no violation', async () => {
    const lpSolvers = [javascriptLpSolver(), await highsSolver()];
    const prepared = preparePlan(load(), lpSolvers);
    const itineraries = prepared.tasks.map((task) => solveTask(task, { stop: maxSteps(500) }));
    // Throws when the judge finds a violation.
    const { kpis, unassignedVisits } = finishPlan(prepared, itineraries, [], 0, lpSolvers);
    expect(kpis.coverage).toBeGreaterThan(0.98);
    expect(kpis.plannedVisits + unassignedVisits.length).toBe(kpis.requiredVisits);
    expect(kpis.workloadImbalance).toBeLessThan(0.2);
  });
});

test('a folder without the data is noticed', () => {
  expect(hasIowaEast('/nowhere')).toBe(false);
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
