/** Cuts that each combination of whole tours keeps, and shares of tours often do not. */
import type { PooledTour } from '../itinerary/index.ts';

/** The values of the chosen tours are `lower` at least, together. */
export interface TourCut {
  /** Those of islands are needed, those of subsets make a linear relaxation sharper and an integer model slower. */
  readonly kind: 'island' | 'subset';
  readonly lower: number;
  readonly valueIn: (tour: PooledTour) => number;
}

/** A tour and how much of it is chosen, 0 to 1. */
export interface ShareOfTour {
  readonly tour: PooledTour;
  readonly share: number;
}

/** A cut is worth its row when it is broken by so much. */
const BROKEN = 0.05;

/** Those broken most. @param found cuts with the amount by which they are broken @param isWelcome asked in this order */
export function worstBroken<Cut>(
  found: readonly { readonly cut: Cut; readonly by: number }[],
  most: number,
  isWelcome: (cut: Cut) => boolean = () => true,
): Cut[] {
  const broken = found.filter(({ by }) => by > BROKEN).sort((a, b) => b.by - a.by);
  const cuts: Cut[] = [];
  for (const { cut } of broken) {
    if (cuts.length === most) break;
    if (isWelcome(cut)) cuts.push(cut);
  }
  return cuts;
}
