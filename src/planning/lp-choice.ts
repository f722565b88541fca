/** The values of the environment variable LP_SOLVER: which back ends solve linear models. */

/** auto: both, and the size of a model decides. */
export const lpChoices = ['auto', 'javascript', 'highs'] as const;
export type LpChoice = (typeof lpChoices)[number];

export function isLpChoice(text: string): text is LpChoice {
  return (lpChoices as readonly string[]).includes(text);
}
