import { describe, expect, it } from 'vitest';
import { javascriptLpSolver, maxSteps, preparePlan, solveTask } from '#solver';
import { annealInLanes, type LaneJob } from '../../../src/planning/lanes.ts';
import { farTown } from '../../solver/itinerary/problems.ts';

const [task] = preparePlan(farTown(), [javascriptLpSolver()]).tasks;
const budget = { kind: 'steps', steps: 400 } as const;

/** Slower lanes answer later. */
async function search({ task: own, budget: allowed, lane, start, annealing }: LaneJob) {
  await new Promise((resolve) => setTimeout(resolve, lane === 0 ? 5 : 0));
  const steps = allowed.kind === 'steps' ? allowed.steps : 0;
  return solveTask(own, { stop: maxSteps(steps), ...(start ? { start } : {}), ...(annealing ? { annealing } : {}) });
}

describe('annealInLanes', () => {
  it('gives the same itinerary for the same seed and steps, whichever lane is faster', async () => {
    const [a, b] = [await annealInLanes(task, budget, 3, search), await annealInLanes(task, budget, 3, search)];
    expect(b).toEqual(a);
    expect(a.steps).toBe(3 * 400);
  });

  it('goes through the whole annealing in rounds, the worst lane going on from the best', async () => {
    const jobs: LaneJob[] = [];
    const objectives = [3, 1, 2];
    await annealInLanes(task, budget, 3, async (job) => {
      jobs.push(job);
      const stops = [Int32Array.of(objectives[job.lane])];
      const sleep = new Int32Array([-1]);
      return { stops, sleep, feasible: true, objective: objectives[job.lane], steps: 1, stoppedBy: 'maxSteps' };
    });
    expect(jobs).toHaveLength(12);
    expect(jobs[0].annealing?.from).toBe(0);
    expect(jobs.at(-1)?.annealing?.to).toBe(1);
    expect(jobs.slice(3, 6).map(({ start }) => start?.stops[0][0])).toEqual([1, 1, 2]);
    expect(new Set(jobs.map((job) => job.task.seed)).size).toBe(12);
  });

  it('keeps the best of all rounds, and says so when one lane was cancelled', async () => {
    const own = await search({ task, budget, lane: 1 });
    const objectives = [5, 2, 4, 3];
    const round = (job: LaneJob) => Math.round((job.annealing?.from ?? 0) * 4);
    const found = await annealInLanes(task, budget, 2, async (job) => {
      const stoppedBy = round(job) === 2 && job.lane === 1 ? 'cancelled' : 'maxSteps';
      return { ...own, objective: objectives[round(job)] + job.lane, stoppedBy };
    });
    expect(found.objective).toBe(2);
    expect(found.stoppedBy).toBe('cancelled');
  });

  it('stops after the round in which it is cancelled', async () => {
    let calls = 0;
    const found = await annealInLanes(task, budget, 2, async (job) => {
      calls++;
      return { ...(await search(job)), stoppedBy: 'cancelled' };
    });
    expect(calls).toBe(2);
    expect(found.stoppedBy).toBe('cancelled');
  });
});
