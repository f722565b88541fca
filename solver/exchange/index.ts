/** The door of the room: customers at a border who change the rep when that makes both reps' days better. */
export { burdenOf, gainOf, pays, together } from './burden.ts';
export { type HandOver, handOvers, mayExchange } from './hand-overs.ts';
export { keepsLimitsOfWork, visitSeconds } from './limits.ts';
export { type RepSolution, solutionsOf, translate } from './rep-solution.ts';
