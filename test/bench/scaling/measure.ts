/** One search of `bench:scaling` in a process of its own: `node measure.ts <dir> <customers> <steps> <seed>` prints a `Measured`. */
import { interpret, maxSteps, parseRequest, type StopCriterion } from '#solver';
import { searchItinerary } from '../../../solver/itinerary/index.ts';
import { tasksOf } from '../../../solver/prepare.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { oneRep } from './request.ts';

export interface Measured {
  readonly visits: number;
  readonly planned: number;
  readonly steps: number;
  /** Of the thread that searches, after the first itinerary was built. */
  readonly cpuMicroseconds: number;
  /** The most that the whole process has held. */
  readonly peakMegabytes: number;
}

export function problemOf(dir: string, customers: number): RepProblem {
  const { request, issues } = parseRequest(oneRep(dir, customers));
  if (request === null) throw new Error(issues.map(({ message }) => message).join('; '));
  const [task] = tasksOf(interpret(request), new Int32Array(customers));
  return task.problem;
}

/** @param warmUp steps of a search before, so that the code is compiled */
export function measure(problem: RepProblem, steps: number, seed: number, warmUp: number): Measured {
  searchItinerary(problem, { seed: seed + 1, stop: maxSteps(warmUp) });
  let begun = 0;
  const budget = maxSteps(steps);
  const stop: StopCriterion = {
    ...budget,
    reason: (step) => {
      // Asked for the first time when the first itinerary stands.
      if (step === 0) begun = threadMicroseconds();
      return budget.reason(step);
    },
  };
  const { stops } = searchItinerary(problem, { seed, stop });
  const cpuMicroseconds = threadMicroseconds() - begun;
  return {
    visits: problem.visitsOwed.reduce((a, b) => a + b, 0),
    planned: stops.reduce((sum, { length }) => sum + length, 0),
    steps,
    cpuMicroseconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  };
}

function threadMicroseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

if (import.meta.main) {
  const [dir, customers, steps, seed] = process.argv.slice(2);
  console.log(JSON.stringify(measure(problemOf(dir, Number(customers)), Number(steps), Number(seed), 2000)));
}
