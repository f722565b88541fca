/**
 * Several annealings of one rep side by side: after each round the worst goes on from the best. Given steps and seeds the outcome
 * does not depend on which lane is faster.
 */
import { type Itinerary, type RepTask, type SearchControl, startOf } from '#solver';
import type { Budget } from './progress-board.ts';

const ROUNDS = 4;
/** Apart from each other and from the seeds of other reps. */
const LANE_SEED = 104_729;
const ROUND_SEED = 1_299_709;

export interface LaneJob {
  readonly task: RepTask;
  readonly budget: Budget;
  readonly lane: number;
  readonly start?: SearchControl['start'];
  readonly annealing?: SearchControl['annealing'];
}

/** @param search runs one job, in any thread */
export async function annealInLanes(
  task: RepTask,
  budget: Budget,
  lanes: number,
  search: (job: LaneJob) => Promise<Itinerary>,
): Promise<Itinerary> {
  if (lanes === 1) return search({ task, budget, lane: 0 });
  let found: Itinerary[] = [];
  const winners: Itinerary[] = [];
  let steps = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const starts = found.length === 0 ? [] : startsOf(found);
    found = await Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        search({
          task: { ...task, seed: (task.seed + lane * LANE_SEED + round * ROUND_SEED) >>> 0 },
          budget: shareOf(budget),
          lane,
          annealing: { from: round / ROUNDS, to: (round + 1) / ROUNDS },
          ...(starts[lane] === undefined ? {} : { start: startOf(starts[lane]) }),
        }),
      ),
    );
    steps += found.reduce((sum, lane) => sum + lane.steps, 0);
    // A later round begins hotter than the one before has ended, and may end with less.
    winners.push(best(found));
    if (found.some((lane) => lane.stoppedBy === 'cancelled')) {
      return { ...best(winners), steps, stoppedBy: 'cancelled' };
    }
  }
  return { ...best(winners), steps };
}

function shareOf(budget: Budget): Budget {
  return budget.kind === 'steps'
    ? { kind: 'steps', steps: Math.ceil(budget.steps / ROUNDS) }
    : { kind: 'seconds', seconds: budget.seconds / ROUNDS };
}

function best(found: readonly Itinerary[]): Itinerary {
  return found.reduce((winner, each) => (each.objective < winner.objective ? each : winner));
}

function startsOf(found: readonly Itinerary[]): Itinerary[] {
  const worst = found.reduce((loser, each) => (each.objective > loser.objective ? each : loser));
  return found.map((each) => (each === worst ? best(found) : each));
}
