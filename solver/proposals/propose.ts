/** Up to five ways to draw the territories, none of which is worse than another in everything. */
import type { Interpretation, Issue } from '../input/index.ts';
import type { LpSolver } from '../lp/index.ts';
import { customersText, territoryIssue } from '../territory/index.ts';
import { describeDesign } from './describe.ts';
import { type DrawControl, type Drawn, draw, drawnBetween, smallestChange } from './draw.ts';
import { bestOf, type Rated, undominated } from './pareto.ts';
import type { ProposalKpis, TerritoryProposal } from './proposal-schema.ts';
import { type HandOverCaps, staying } from './staying.ts';

/** Shares of the revenue are rounded. */
const CAP_SLACK = 1e-9;

/** What a design aims at: parts of the tolerances to stay within, and the price of a hand-over to begin with. */
interface Aim {
  readonly workload: number;
  readonly revenue: number;
  readonly handOverPrice: number;
}

const aims: readonly Aim[] = [
  { workload: 1, revenue: 1, handOverPrice: 0 },
  { workload: 0.1, revenue: 0.9, handOverPrice: 0 },
  { workload: 0.9, revenue: 0.1, handOverPrice: 0 },
  { workload: 0.4, revenue: 0.4, handOverPrice: 0.5 },
  { workload: 0.2, revenue: 0.7, handOverPrice: 2 },
  { workload: 0.7, revenue: 0.3, handOverPrice: 2 },
];

/** Above so many customers only the first aims are tried, and what caps allow is not used up: each design takes seconds. */
const LARGE = 5000;
const AIMS_WHEN_LARGE = 3;

/** A part or two that lie apart may be worth it, a patchwork is not. */
const MORE_TEARS = 2;

/** Prices of a hand-over that are tried one after another until the caps are kept. */
const PRICE_LADDER = [8, 64, 512];

/**
 * Draws the territories with different aims and keeps those on the Pareto front of driving, evenness of work and of revenue, and
 * hand-overs: the best in each, and the one that is nearest to the best in all.
 */
export function proposeTerritories(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  control: DrawControl & HandOverCaps,
): TerritoryProposal[] {
  const tried = meaning.customers.length > LARGE ? aims.slice(0, AIMS_WHEN_LARGE) : aims;
  const found = tried.flatMap((aim) => underCaps(meaning, solvers, control, aim));
  if (control.today.some((rep) => rep >= 0)) found.push(smallestChange(meaning, solvers, control));
  const best = bestOf(undominated(preferred(found, control)));
  return best.map(({ place, leads }) => ({ leads, ...proposalOf(meaning, found[place], control) }));
}

/** Written down as a proposal, but for what it is the best in. */
export function proposalOf(
  meaning: Interpretation,
  { design, kpis }: Drawn,
  control: DrawControl & HandOverCaps,
): Omit<TerritoryProposal, 'leads'> {
  const issues = keepsCaps(kpis, control) ? [] : [handOversExceeded(kpis, control)];
  return describeDesign(meaning, design, control.today, control.driveFactor, issues);
}

/** Those that break least: the caps of hand-overs count before tolerances and maxima; and of them those that are about as whole as can be. */
function preferred(found: readonly Drawn[], caps: HandOverCaps): Rated[] {
  const fewestBeyond = leastOf(found, ({ kpis }) => Math.max(0, kpis.handOvers - caps.maxHandOvers));
  const leastBeyond = leastOf(fewestBeyond, ({ kpis }) =>
    Math.max(0, kpis.handOverRevenueShare - caps.maxHandOverRevenueShare - CAP_SLACK),
  );
  const best = leastOf(leastBeyond, ({ faults }) => faults);
  const fewest = Math.min(...best.map(({ tears }) => tears));
  return best
    .filter(({ tears }) => tears <= fewest + MORE_TEARS)
    .map((each) => ({ place: found.indexOf(each), kpis: each.kpis }));
}

function leastOf(found: readonly Drawn[], of: (drawn: Drawn) => number): readonly Drawn[] {
  const least = Math.min(...found.map(of));
  return found.filter((each) => of(each) === least);
}

function underCaps(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  control: DrawControl & HandOverCaps,
  aim: Aim,
): Drawn[] {
  const { workloadTolerance, revenueTolerance } = meaning.balance;
  const tolerances = { workload: aim.workload * workloadTolerance, revenue: aim.revenue * revenueTolerance };
  const drawAt = (handOverPrice: number) => draw(meaning, solvers, control, { tolerances, handOverPrice });
  let found = drawAt(aim.handOverPrice);
  if (keepsCaps(found.kpis, control)) return [found];
  let tooLow = aim.handOverPrice;
  const beyond = [found];
  /** Where all hand-overs are worth the same, no price gives some of them: those go that the caps leave room for. */
  const withRoomUsed = (first: readonly Drawn[]) => {
    const wanted = [...first, ...beyond.toReversed()].map(({ design }) => design.repOf);
    const stays = staying(meaning, control, wanted);
    return draw(meaning, solvers, control, { tolerances, handOverPrice: aim.handOverPrice, stays });
  };
  for (const handOverPrice of PRICE_LADDER) {
    if (handOverPrice <= aim.handOverPrice) continue;
    found = drawAt(handOverPrice);
    if (!keepsCaps(found.kpis, control)) {
      beyond.push(found);
      tooLow = handOverPrice;
      continue;
    }
    if (meaning.customers.length > LARGE) return [found];
    const within = drawnBetween(handOverPrice, tooLow, drawAt, (drawn) => keepsCaps(drawn.kpis, control)).reduce(
      (last, drawn) => (drawn.faults <= last.faults ? drawn : last),
      found,
    );
    return [within, withRoomUsed([within])];
  }
  return [withRoomUsed([])];
}

function keepsCaps({ handOvers, handOverRevenueShare }: ProposalKpis, caps: HandOverCaps): boolean {
  return handOvers <= caps.maxHandOvers && handOverRevenueShare <= caps.maxHandOverRevenueShare + CAP_SLACK;
}

function handOversExceeded({ handOvers, handOverRevenueShare }: ProposalKpis, caps: HandOverCaps): Issue {
  const byCount = handOvers > caps.maxHandOvers;
  const percent = (part: number) => `${Math.round(part * 1000) / 10} % of the revenue`;
  return territoryIssue('HAND_OVERS_EXCEEDED', byCount ? '/maxHandOvers' : '/maxHandOverRevenueShare', {
    found: byCount ? customersText(handOvers) : percent(handOverRevenueShare),
    limit: byCount ? caps.maxHandOvers : percent(caps.maxHandOverRevenueShare),
  });
}
