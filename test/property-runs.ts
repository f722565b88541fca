/**
 * How often a property is tried, and from which seed. A test gives the same answer every time; to look further, name another seed:
 * `PROPERTY_SEED=7 PROPERTY_RUNS=2000 npx vitest run test/solver/plan.property.test.ts`.
 */
export function propertyRuns(numRuns: number): { numRuns: number; seed: number } {
  return {
    numRuns: Number(process.env.PROPERTY_RUNS ?? numRuns),
    seed: Number(process.env.PROPERTY_SEED ?? 20_261_130),
  };
}
