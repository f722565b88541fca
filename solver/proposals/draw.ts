/** Designs between today's territories and new ones. */
import type { Interpretation } from '../input/index.ts';
import type { LpSolver } from '../lp/index.ts';
import { type DesignWishes, designTerritories, type TerritoryDesign } from '../territory/index.ts';
import { kpisOfDesign } from './describe.ts';
import type { ProposalKpis } from './proposal-schema.ts';

export interface DrawControl {
  /** Per customer the rep who carries him today, or -1. */
  readonly today: Int32Array;
  /** Per rep what driving takes, as a multiple of the estimate. */
  readonly driveFactor: Float64Array;
  /** Parts that lie apart from the rest of a territory today. */
  readonly exclavesToday: number;
}

export interface Drawn {
  readonly design: TerritoryDesign;
  readonly kpis: ProposalKpis;
  /** Tolerances and maxima that it does not keep. */
  readonly faults: number;
  /** How far work and revenue are outside their tolerances, as parts of a fair share. */
  readonly uneven: number;
  /** Parts that lie apart from the rest of a territory, beyond those of the territories as they are. */
  readonly tears: number;
}

/** Prices of a hand-over: at the first only those go whom nobody else can carry, at the last everybody. */
const PRICES = [512, 64, 24, 12, 6, 3, 1, 0];
/** Times that the price between one that is right and one that is not is halved; no price at all counts as this one. */
const HALVINGS = 2;
const LEAST_PRICE = 0.25;

export function draw(
  meaning: Interpretation,
  solvers: readonly LpSolver[],
  { today, driveFactor, exclavesToday }: DrawControl,
  wishes: Pick<DesignWishes, 'tolerances' | 'handOverPrice' | 'stays'>,
): Drawn {
  const design = designTerritories(meaning, solvers, { ...wishes, today, driveFactor });
  const tears = Math.max(0, design.exclaves - exclavesToday);
  const kpis = kpisOfDesign(meaning, design, today, driveFactor);
  const uneven =
    Math.max(0, kpis.workloadImbalance - meaning.balance.workloadTolerance) +
    Math.max(0, kpis.revenueImbalance - meaning.balance.revenueTolerance);
  return { design, kpis, faults: design.broken.length, uneven, tears };
}

/**
 * The design with the fewest hand-overs that keeps balance and channel width and tears no territory: the price of a hand-over is lowered
 * until it does. Where none does, the one that breaks and tears least; its issues say what.
 */
export function smallestChange(meaning: Interpretation, solvers: readonly LpSolver[], control: DrawControl): Drawn {
  let best: Drawn | null = null;
  let tooHigh = Number.POSITIVE_INFINITY;
  let right = 0;
  for (const handOverPrice of PRICES) {
    const drawn = draw(meaning, solvers, control, { handOverPrice });
    if (best === null || harm(drawn) < harm(best)) best = drawn;
    right = handOverPrice;
    if (harm(drawn) === 0) break;
    tooHigh = handOverPrice;
  }
  if (harm(best!) > 0 || tooHigh === Number.POSITIVE_INFINITY) return best!;
  const drawAt = (handOverPrice: number) => draw(meaning, solvers, control, { handOverPrice });
  return drawnBetween(right, tooHigh, drawAt, (drawn) => harm(drawn) === 0).reduce(
    (fewest, drawn) => (drawn.kpis.handOvers < fewest.kpis.handOvers ? drawn : fewest),
    best!,
  );
}

/** Those as wanted that are drawn while the prices between one that gives such a design and one that does not are halved. */
export function drawnBetween(
  right: number,
  wrong: number,
  drawAt: (handOverPrice: number) => Drawn,
  isWanted: (drawn: Drawn) => boolean,
): Drawn[] {
  const found: Drawn[] = [];
  let [good, bad] = [right, wrong];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const handOverPrice = Math.sqrt(Math.max(good, LEAST_PRICE) * Math.max(bad, LEAST_PRICE));
    const drawn = drawAt(handOverPrice);
    if (isWanted(drawn)) {
      good = handOverPrice;
      found.push(drawn);
    } else bad = handOverPrice;
  }
  return found;
}

/** A tenth of a fair share more or less is worth a hand-over where the tolerances cannot be kept. */
const NOTICEABLE = 10;

/** Faults count before how large they are, and that before tears. */
function harm({ faults, uneven, tears }: Drawn): number {
  return faults === 0 ? tears : faults * 1e6 + Math.round(uneven * NOTICEABLE) * 1000 + tears;
}
