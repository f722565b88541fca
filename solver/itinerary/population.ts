/**
 * Good itineraries that differ in their days, and children of two of them: whole days of one parent, the other days of the
 * other. A single annealing stays in one basin of day patterns; between basins there are crossovers (Vidal et al. 2012, A hybrid
 * genetic algorithm for multidepot and periodic vehicle routing problems, sections 4.3 to 4.5).
 */

import type { Random } from '../annealing/index.ts';
import { ItineraryState } from './state.ts';
import type { StartItinerary } from './warm-start.ts';

const MOST = 12;
/** Two itineraries in which fewer customers than this share have other days count as one. */
const LEAST_DISTANCE = 0.03;

/** What an annealing has found; Infinity: nothing that keeps every limit. */
interface Found {
  readonly found: ItineraryState;
  readonly foundCost: number;
}

interface Individual {
  readonly state: ItineraryState;
  cost: number;
}

export class Population {
  private readonly random: Random;
  private readonly individuals: Individual[] = [];

  constructor(random: Random) {
    this.random = random;
  }

  get size(): number {
    return this.individuals.length;
  }

  /** Keeps a copy of what was found if it keeps every limit and is better than the one it resembles, or, resembling none, than the worst. */
  add({ found: state, foundCost: cost }: Found): void {
    if (cost === Number.POSITIVE_INFINITY) return;
    const like = this.individuals.find((one) => distance(one.state, state) < LEAST_DISTANCE);
    if (!like && this.individuals.length < MOST) {
      const copy = new ItineraryState(state.problem);
      copy.copyFrom(state);
      this.individuals.push({ state: copy, cost });
      return;
    }
    const rival = like ?? this.individuals.reduce((worst, one) => (one.cost > worst.cost ? one : worst));
    if (cost >= rival.cost - 1e-9) return;
    rival.state.copyFrom(state);
    rival.cost = cost;
  }

  /** A child of two parents, each the better of two drawn. Needs two individuals. */
  child(): StartItinerary {
    const mother = this.parent();
    let father = this.parent();
    while (father === mother) father = this.individuals[this.random.below(this.size)];
    return crossDays(mother.state, father.state, this.random);
  }

  private parent(): Individual {
    const one = this.individuals[this.random.below(this.size)];
    const other = this.individuals[this.random.below(this.size)];
    return other.cost < one.cost ? other : one;
  }
}

/** The share of customers with other days. */
function distance(a: ItineraryState, b: ItineraryState): number {
  const { customers, days } = a.problem;
  let different = 0;
  for (let customer = 0; customer < customers; customer++) {
    let day = 0;
    while (day < days && a.isVisited(customer, day) === b.isVisited(customer, day)) day++;
    if (day < days) different++;
  }
  return different / customers;
}

/** Some days of the father, at least one, the others of the mother; a night belongs to the day before it. */
function crossDays(mother: ItineraryState, father: ItineraryState, random: Random): StartItinerary {
  const { days } = mother.problem;
  const ofFather = new Uint8Array(days);
  for (let drawn = 1 + random.below(Math.max(1, days - 1)); drawn > 0; drawn--) ofFather[random.below(days)] = 1;
  const parentOf = (day: number) => (ofFather[day] === 1 ? father : mother);
  return {
    stops: Array.from({ length: mother.tours }, (_, tour) =>
      parentOf(Math.floor(tour / mother.toursPerDay)).stopsOf(tour),
    ),
    sleep: Array.from({ length: days }, (_, day) => parentOf(day).sleep[day]),
  };
}
