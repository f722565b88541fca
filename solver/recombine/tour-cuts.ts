/** Cuts that each combination of whole tours keeps, and shares of tours often do not. */
import type { PooledTour } from '../itinerary/index.ts';

/** The values of the chosen tours are `lower` at least, together. */
export interface TourCut {
  /** Those of islands are needed, those of subsets make a linear relaxation sharper and an integer model slower. */
  readonly kind: 'island' | 'subset';
  readonly lower: number;
  /** Only tours that visit one of these customers, or start or end at one of these places, have a value that is not 0. */
  readonly at: readonly number[];
  readonly valueIn: (tour: PooledTour) => number;
}

/** A tour and how much of it is chosen, 0 to 1. */
export interface ShareOfTour {
  readonly tour: PooledTour;
  readonly share: number;
}

/** A cut is worth its row when it is broken by so much. */
export const BROKEN = 0.05;

export interface BrokenCut<Cut> {
  readonly cut: Cut;
  /** So much the values of the tours lack together. */
  readonly by: number;
}

/** Those broken most. @param take asked in this order, so often that enough are taken */
export function worstBroken<Cut>(
  found: readonly BrokenCut<Cut>[],
  most: number,
  take: (cut: Cut) => boolean = () => true,
): Cut[] {
  const taken: Cut[] = [];
  for (const { cut } of found.toSorted((a, b) => b.by - a.by)) {
    if (taken.length === most) break;
    if (take(cut)) taken.push(cut);
  }
  return taken;
}
