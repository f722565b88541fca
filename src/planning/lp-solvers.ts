/** Which back ends solve linear models: the environment variable LP_SOLVER. */
import { highsSolver, javascriptLpSolver, type LpSolver } from '#solver';

/** auto: both, and the size of a model decides. */
export const lpChoices = ['auto', 'javascript', 'highs'] as const;
export type LpChoice = (typeof lpChoices)[number];

export function isLpChoice(text: string): text is LpChoice {
  return (lpChoices as readonly string[]).includes(text);
}

/** The one for small models first. */
export async function lpSolversOf(choice: LpChoice): Promise<readonly LpSolver[]> {
  if (choice === 'javascript') return [javascriptLpSolver()];
  const highs = await highsSolver();
  return choice === 'highs' ? [highs] : [javascriptLpSolver(), highs];
}
