/**
 * Prices of the loads of the reps: what makes a wide territory wider gets dearer, a narrow one cheaper, until everybody who goes where
 * it is cheapest for him keeps the limits. They come near the dual values of the assignment model without solving it.
 */
import type { Choices } from './choices.ts';
import type { Limit } from './limits.ts';

const ROUNDS = 100;
/** First step and its changes while a price goes on in one direction or turns round (Riedmiller and Braun 1993). */
const STEP = { first: 0.05, longer: 1.2, shorter: 0.5, most: 0.2, least: 1e-3 };

export class Prices {
  /** Per limit, per rep: what a mean area more costs; below 0 where a rep carries too little. */
  private readonly price: readonly Float64Array[];

  constructor(limits: readonly Limit[], reps: number) {
    this.price = limits.map(() => new Float64Array(reps));
  }

  /** What a choice costs with the prices of the loads it adds. */
  of({ cost, rep, share }: Choices, entry: number): number {
    let total = cost[entry];
    for (let limit = 0; limit < share.length; limit++) total += this.price[limit][rep[entry]] * share[limit][entry];
    return total;
  }

  /**
   * Changes the prices while areas go where they cost least.
   * @returns per area its entry, the best seen: least cost with what lies outside the limits
   */
  learn(choices: Choices): Int32Array {
    const { areas, reps, rep, cost, share, limits } = choices;
    const step = limits.map(() => new Float64Array(reps).fill(STEP.first));
    const direction = limits.map(() => new Int8Array(reps));
    const load = limits.map(() => new Float64Array(reps));
    const chosen = new Int32Array(areas);
    let best = chosen;
    let kept: readonly Float64Array[] = [];
    let least = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      for (const each of load) each.fill(0);
      let total = 0;
      for (let area = 0; area < areas; area++) {
        const entry = this.cheapest(choices, area);
        chosen[area] = entry;
        total += cost[entry];
        for (let limit = 0; limit < limits.length; limit++) load[limit][rep[entry]] += share[limit][entry];
      }
      limits.forEach(({ lower, upper, price }, limit) => {
        load[limit].forEach((each, of) => {
          total += price * Math.max(0, each - upper[of], lower[of] - each);
        });
      });
      if (total < least) {
        least = total;
        best = chosen.slice();
        kept = this.price.map((price) => price.slice());
      }
      limits.forEach((limit, index) => {
        for (let each = 0; each < reps; each++)
          change(limit, each, load[index][each], this.price[index], step[index], direction[index]);
      });
    }
    kept.forEach((price, limit) => {
      this.price[limit].set(price);
    });
    return best;
  }

  private cheapest(choices: Choices, area: number): number {
    const { start } = choices;
    let best = start[area];
    let least = Number.POSITIVE_INFINITY;
    for (let entry = start[area]; entry < start[area + 1]; entry++) {
      const own = this.of(choices, entry);
      if (own >= least) continue;
      least = own;
      best = entry;
    }
    return best;
  }
}

/** A price moves towards what brings the load inside its bounds, and back to 0 where the load lies inside. */
function change(
  { lower, upper, price: most }: Limit,
  rep: number,
  load: number,
  price: Float64Array,
  step: Float64Array,
  direction: Int8Array,
): void {
  const now = price[rep];
  const bound = now > 0 ? upper[rep] : now < 0 ? lower[rep] : Math.min(Math.max(load, lower[rep]), upper[rep]);
  const wanted = Math.sign(load - bound);
  if (wanted === 0) return;
  if (direction[rep] !== 0) {
    const factor = direction[rep] === wanted ? STEP.longer : STEP.shorter;
    step[rep] = Math.min(STEP.most, Math.max(STEP.least, step[rep] * factor));
  }
  direction[rep] = wanted;
  const after = Math.min(most, Math.max(-most, now + wanted * step[rep]));
  // It stops at 0, or a price for too much would become one for too little at once.
  price[rep] = now * after < 0 ? 0 : after;
}
