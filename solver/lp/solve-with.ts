/** Chooses a back end for a model. */
import type { LpModel, LpSolver, SolveOptions, SolveOutcome } from './port.ts';

/** The answer of the first solver that accepts the model; one that fails or gives up hands over to the next. */
export function solveWith(solvers: readonly LpSolver[], model: LpModel, options: SolveOptions = {}): SolveOutcome {
  let outcome: SolveOutcome = { kind: 'failed', message: 'no solver accepts the model' };
  for (const solver of solvers) {
    if (!solver.accepts(model)) continue;
    outcome = solver.solve(model, options);
    const gaveUp = outcome.kind === 'none' && outcome.why === 'limit';
    if (outcome.kind !== 'failed' && !gaveUp) return outcome;
  }
  return outcome;
}

/** Those that say what each row is worth; without that no column can be told from another. */
export function withRowDuals(solvers: readonly LpSolver[]): LpSolver[] {
  return solvers.filter((solver) => solver.givesRowDuals);
}
