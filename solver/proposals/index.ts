/** The door of the room: territories to choose from. */
export { channelWidthsOf, kpisOfDesign } from './describe.ts';
export { type DrawControl, smallestChange } from './draw.ts';
export * from './proposal-schema.ts';
export { proposalOf, proposeTerritories } from './propose.ts';
export type { HandOverCaps } from './staying.ts';
export { withTeamChanges } from './team-changes.ts';
