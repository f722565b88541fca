/** The back ends that solve linear models. */
import { highsSolver, javascriptLpSolver, type LpSolver } from '#solver';
import type { LpChoice } from './lp-choice.ts';

/** The one for small models first. */
export async function lpSolversOf(choice: LpChoice): Promise<readonly LpSolver[]> {
  if (choice === 'javascript') return [javascriptLpSolver()];
  const highs = await highsSolver();
  return choice === 'highs' ? [highs] : [javascriptLpSolver(), highs];
}
