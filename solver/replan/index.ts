/** The door of the room: a plan as the smallest sensible change of the one before. */

export { planDiff } from './diff.ts';
export { type DatedVisit, matchVisits } from './match-visits.ts';
export {
  hotelsBefore,
  type Replan,
  type ReplannedItinerary,
  replanOf,
  replanRep,
  residualUnder,
} from './replan-rep.ts';
export { settleReplan } from './settle.ts';
export { type DaySuggestion, type SuggestionQuestion, suggestDays } from './suggest-days.ts';
