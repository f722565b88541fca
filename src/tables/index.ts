/** The door of the room: requests from folders of tables. */
export { type FolderOptions, type RequestFolder, readRequestFolder } from './read-request-folder.ts';
export { type TableIssueCode, tableIssueCatalogue } from './table-issues.ts';
