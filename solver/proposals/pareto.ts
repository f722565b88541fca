/** Which of several designs are worth showing. */
import { type Objective, objectives, type ProposalKpis, type TerritoryProposal } from './proposal-schema.ts';

export interface Rated {
  /** Its place among those drawn. */
  readonly place: number;
  readonly kpis: ProposalKpis;
}

/** Per objective the figure that is to be small. */
const figure: Record<Objective, (kpis: ProposalKpis) => number> = {
  leastDriving: ({ driveMinutesPerWeek }) => driveMinutesPerWeek,
  mostEvenWorkload: ({ workloadImbalance }) => workloadImbalance,
  mostEvenRevenue: ({ revenueImbalance }) => revenueImbalance,
  fewestHandOvers: ({ handOvers }) => handOvers,
};

/** Those that no other beats in one objective while being as good in all; of equals the first. */
export function undominated(rated: readonly Rated[]): Rated[] {
  const values = rated.map(({ kpis }) => objectives.map((objective) => figure[objective](kpis)));
  return rated.filter(
    (_, own) =>
      !values.some(
        (other, place) =>
          place !== own &&
          other.every((value, k) => value <= values[own][k]) &&
          (place < own || other.some((value, k) => value < values[own][k])),
      ),
  );
}

/** The best in each objective, then the compromise: nearest to the best of all in all. At most five, in that order. */
export function bestOf(rated: readonly Rated[]): { place: number; leads: TerritoryProposal['leads'] }[] {
  const leads = new Map<number, TerritoryProposal['leads']>();
  const lead = (place: number, objective: TerritoryProposal['leads'][number]): void => {
    leads.set(place, [...(leads.get(place) ?? []), objective]);
  };
  for (const objective of objectives) {
    const value = ({ kpis }: Rated) => figure[objective](kpis);
    const best = least(rated, value);
    // Where all are as good, as in hand-overs when nobody carries anybody yet, none leads.
    if (rated.length === 1 || rated.some((other) => value(other) > value(best))) lead(best.place, objective);
  }
  const ranges = objectives.map((objective) => {
    const values = rated.map(({ kpis }) => figure[objective](kpis));
    return { objective, from: Math.min(...values), width: Math.max(...values) - Math.min(...values) || 1 };
  });
  const far = ({ kpis }: Rated) =>
    ranges.reduce((sum, { objective, from, width }) => sum + ((figure[objective](kpis) - from) / width) ** 2, 0);
  lead(least(rated, far).place, 'compromise');
  return [...leads].map(([place, of]) => ({ place, leads: of }));
}

function least(rated: readonly Rated[], value: (rated: Rated) => number): Rated {
  return rated.reduce((best, other) => (value(other) < value(best) ? other : best));
}
