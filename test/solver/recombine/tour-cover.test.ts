import { describe, expect, it } from 'vitest';
import { Random } from '../../../solver/annealing/index.ts';
import type { PooledTour } from '../../../solver/itinerary/index.ts';
import { type CoverQuestion, findCover, type PricedTours } from '../../../solver/recombine/tour-cover.ts';
import { randomTours, tour } from '../itinerary/random-tours.ts';

const CUSTOMERS = 7;
const problem = randomTours(new Random(1), CUSTOMERS);
const { home } = problem;
const unlimited = { tries: Number.POSITIVE_INFINITY, isOver: () => false };

/** Tours of one to three customers between three places, the cheapest first. */
function randomTourList(random: Random, count: number, leastCost = 0): PricedTours {
  const tours = Array.from({ length: count }, (): PooledTour => {
    const order = Int32Array.from({ length: CUSTOMERS }, (_, customer) => customer);
    random.shuffle(order);
    return tour(home + random.below(3), home + random.below(3), ...order.subarray(0, 1 + random.below(3)));
  });
  return { tours, reducedCosts: Float64Array.from(tours, () => leastCost + random.below(10)).sort() };
}

function randomQuestion(random: Random): CoverQuestion {
  return { tours: randomTourList(random, 40), budget: 4 + random.below(15), most: 3 + random.below(3) };
}

/** The outliers come last. */
function allTours({ tours, outliers }: CoverQuestion): PooledTour[] {
  return [...tours.tours, ...(outliers?.tours ?? [])];
}

/** The dearest first: outliers come in any order. */
function turned({ tours, reducedCosts }: PricedTours): PricedTours {
  return { tours: tours.toReversed(), reducedCosts: reducedCosts.toReversed() };
}

/** All combinations of tours that are asked for, as sorted numbers, by trying. */
function coversByTrying(question: CoverQuestion): string[] {
  const { budget, most, outliers } = question;
  const tours = allTours(question);
  const reducedCosts = [...question.tours.reducedCosts, ...(outliers?.reducedCosts ?? [])];
  const found: string[] = [];
  const tryNext = (from: number, chosen: readonly number[]) => {
    const visited = chosen.flatMap((index) => [...tours[index].customers]);
    if (new Set(visited).size < visited.length || chosen.length > most) return;
    if (chosen.reduce((sum, index) => sum + reducedCosts[index], 0) > budget) return;
    const ends = chosen.flatMap((index) => [tours[index].start, tours[index].end]);
    const isEven = ends.every((place) => ends.filter((other) => other === place).length % 2 === 0);
    const dear = chosen.filter((index) => index >= question.tours.tours.length).length;
    if (visited.length === CUSTOMERS && isEven && dear === (outliers ? 1 : 0)) found.push(chosen.join());
    for (let next = from; next < tours.length; next++) tryNext(next + 1, [...chosen, next]);
  };
  tryNext(0, []);
  return found.sort();
}

/** All that the search finds when none is accepted. */
function coversFound(question: CoverQuestion): string[] {
  const found = new Set<string>();
  const last = findCover(problem, question, unlimited, (tours) => {
    const indices = tours.map((one) => allTours(question).indexOf(one));
    found.add(indices.sort((a, b) => a - b).join());
    return null;
  });
  expect(last).toBeNull();
  return [...found].sort();
}

describe('findCover', () => {
  it('finds all combinations that visit everybody once, are even at each place and within the budget', () => {
    const random = new Random(3);
    let covers = 0;
    for (let time = 0; time < 60; time++) {
      const question = randomQuestion(random);
      const expected = coversByTrying(question);
      expect(coversFound(question)).toEqual(expected);
      covers += expected.length;
    }
    expect(covers).toBeGreaterThan(100);
  });

  it('finds all combinations with one outlier, and no other', () => {
    const random = new Random(6);
    let covers = 0;
    for (let time = 0; time < 60; time++) {
      const question = {
        ...randomQuestion(random),
        tours: randomTourList(random, 30),
        outliers: turned(randomTourList(random, 12, 4)),
      };
      const expected = coversByTrying(question);
      expect(coversFound(question)).toEqual(expected);
      covers += expected.length;
    }
    expect(covers).toBeGreaterThan(60);
    const none = { ...randomQuestion(random), outliers: randomTourList(random, 5), most: 0 };
    expect(coversFound(none)).toEqual([]);
  });

  it('returns the one that is accepted', () => {
    const random = new Random(4);
    let accepted = 0;
    for (let time = 0; time < 20; time++) {
      const question = randomQuestion(random);
      const covers = coversByTrying(question);
      const wanted = covers[time % Math.max(1, covers.length)];
      const indicesOf = (tours: readonly PooledTour[]) =>
        tours.map((one) => allTours(question).indexOf(one)).sort((a, b) => a - b);
      const found = findCover(problem, question, unlimited, (tours) =>
        indicesOf(tours).join() === wanted ? tours : null,
      );
      expect(found && indicesOf(found).join()).toBe(wanted ?? null);
      if (found !== null) accepted++;
    }
    expect(accepted).toBeGreaterThan(5);
  });

  it('stops after so many tries and when time is over', () => {
    const random = new Random(5);
    const questions = Array.from({ length: 40 }, () => randomQuestion(random));
    const question = questions.find((one) => coversByTrying(one).length > 3) ?? questions[0];
    const covers = (limits: typeof unlimited) => {
      let count = 0;
      findCover(problem, question, limits, () => {
        count++;
        return null;
      });
      return count;
    };
    expect(covers({ ...unlimited, tries: 0 })).toBe(0);
    expect(covers(unlimited)).toBeGreaterThan(3);
    const outliers = randomTourList(random, 12);
    expect(
      findCover(problem, { ...question, outliers }, { ...unlimited, isOver: () => true }, (tours) => tours),
    ).toBeNull();
    // Four outliers, each of which makes a cover with the one try that it needs.
    const dear = [tour(home, home, 0, 1, 2), tour(home, home, 0, 1, 3)];
    const rests = [tour(home, home, 3, 4, 5, 6), tour(home, home, 2, 4, 5, 6)];
    const each = {
      tours: { tours: rests, reducedCosts: new Float64Array(2) },
      outliers: { tours: [...dear, ...dear], reducedCosts: new Float64Array(4) },
      budget: 1,
      most: 2,
    };
    const triedWith = (tries: number, triesEach?: number) => {
      let count = 0;
      findCover(problem, each, { ...unlimited, tries, ...(triesEach !== undefined && { triesEach }) }, () => {
        count++;
        return null;
      });
      return count;
    };
    expect(triedWith(10)).toBe(4);
    expect(triedWith(3)).toBe(3);
    expect(triedWith(10, 1)).toBe(4);
    expect(triedWith(10, 0)).toBe(0);
    // More tours than the clock waits for.
    let asked = 0;
    const many = Array.from({ length: 40 }, (_, k) => tour(home, home, k % CUSTOMERS));
    const endless = { tours: { tours: many, reducedCosts: new Float64Array(40) }, budget: 1, most: CUSTOMERS };
    const isOver = () => ++asked > 2;
    expect(findCover(problem, endless, { ...unlimited, isOver }, () => null)).toBeNull();
    expect(asked).toBe(3);
  });
});
