/** The door of the room: tables in, to requests and entries, and tables out. */
export { idAsRead } from './cells.ts';
export type { TableName } from './fields.ts';
export { type FolderOptions, type RequestFolder, readRequestFolder } from './read-request-folder.ts';
export { type ColumnMapping, mappingIssues, type ReadOptions, readTable, type Table } from './read-table.ts';
export { type TableIssueCode, tableIssueCatalogue } from './table-issues.ts';
export { TableThread } from './table-thread.ts';
export { type TableFormat, tableTemplate, writeTable } from './write-table.ts';
