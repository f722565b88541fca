/** The door of the room: from JSON to issues or a request, and from a request to its meaning. */
export { defaultWorkingHours } from './calendar.ts';
export { classify } from './classify.ts';
export { dateOf, minutesOf } from './clock.ts';
export { fromWgs84, toWgs84 } from './coordinates.ts';
export { interpret } from './interpret.ts';
export * from './interpretation.ts';
export * from './issue.ts';
export { type IssueCode, type IssueEntry, issueCatalogue, makeIssue } from './issue-catalogue.ts';
export { customerNear } from './near-places.ts';
export { floorSafely } from './numbers.ts';
export { type ClassRules, mergeClasses, rulesOf } from './policy.ts';
export * from './replanning.ts';
export * from './request.ts';
export { fromSchemaIssues } from './schema-issues.ts';
export { checkForm, emptyTableOf, type ParsedRequest, parseRequest, validateRequest } from './validate.ts';
export { contentOnDays, visitSecondsOn } from './visit-content.ts';
