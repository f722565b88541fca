/** The door of the room: territories proposed, compared and chosen. */
export { type ChosenProposal, createProposals, type Proposals } from './proposals.ts';
export { withTeamOf } from './team.ts';
export { territoriesOnly } from './territories-only.ts';
