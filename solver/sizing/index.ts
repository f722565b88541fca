/** The door of the room: whether a team's time suffices, and how large a team would be right. */
export { fitIssues, fitOf } from './fit.ts';
export { sizeIssues, sizesOf, sizeTeam } from './sizing.ts';
export * from './sizing-schema.ts';
