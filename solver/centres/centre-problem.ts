/** Where centres lie and whom each of them serves, as numbers: the capacitated p-median problem. */

/**
 * Open `centres` of the sites and give every site to one of them, so that weight × distance is least and no centre serves more
 * than it can.
 */
export interface CentreProblem {
  readonly sites: number;
  /** How many centres are opened, the fixed ones among them. */
  readonly centres: number;
  /** Sites that are centres in any case. */
  readonly fixed: readonly number[];
  /** Per site 1: may be a centre. */
  readonly mayBeCentre: Uint8Array;
  /** Per site, as the weight of its distance to its centre; 0: it needs no centre nearby. */
  readonly weight: Float64Array;
  /** Per site what it takes of its centre's capacity. */
  readonly demand: Float64Array;
  /** Per site what it can serve as a centre. */
  readonly capacity: Float64Array;
  /** Between two sites, symmetric, at least 0. */
  readonly distance: (from: number, to: number) => number;
}

export interface CentreSolution {
  /** The sites opened. */
  readonly centres: Int32Array;
  /** Per site the place of its centre in `centres`. */
  readonly centreOf: Int32Array;
  /** Sum of weight × distance. */
  readonly cost: number;
  /** No centre serves more than it can. */
  readonly feasible: boolean;
  readonly steps: number;
}
