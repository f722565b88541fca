/** The door of the room: linear and mixed integer models through one port. */
export { highsSolver } from './highs-solver.ts';
export { javascriptLpSolver } from './javascript-lp-solver.ts';
export { type ColumnSpec, LpModelBuilder, type RowSpec } from './lp-model-builder.ts';
export * from './port.ts';
export { reducedCosts, SiftedModel } from './sifting.ts';
export { solveWith, withRowDuals } from './solve-with.ts';
export { checked, verify } from './verify.ts';
export { type AddedRow, withRows } from './with-rows.ts';
