/** The territory engine with free centres on the capacitated p-median problem. */
import type { StopCriterion } from '../../../solver/annealing/index.ts';
import { type CentreSolution, searchCentres } from '../../../solver/centres/index.ts';
import type { CpmpInstance } from './instance.ts';

export function solveCpmp(
  { sites, medians, wholeDistances }: CpmpInstance,
  control: { readonly seed: number; readonly stop: StopCriterion },
): CentreSolution {
  const x = Float64Array.from(sites, (site) => site.x);
  const y = Float64Array.from(sites, (site) => site.y);
  const exact = (from: number, to: number): number => {
    const dx = x[from] - x[to];
    const dy = y[from] - y[to];
    return Math.sqrt(dx * dx + dy * dy);
  };
  return searchCentres(
    {
      sites: sites.length,
      centres: medians,
      fixed: [],
      mayBeCentre: new Uint8Array(sites.length).fill(1),
      weight: new Float64Array(sites.length).fill(1),
      demand: Float64Array.from(sites, ({ demand }) => demand),
      capacity: Float64Array.from(sites, ({ capacity }) => capacity),
      distance: wholeDistances ? (from, to) => Math.floor(exact(from, to)) : exact,
    },
    control,
  );
}
