/** From a path on the command line to a request: a JSON file, or a folder of tables. */
import { readFile, stat } from 'node:fs/promises';
import { type Issue, type ParsedRequest, parseRequest } from '#solver';
import { UsageError } from './usage-error.ts';

/** What overrides the options of the request, or fills what a folder lacks. */
export interface RequestOverrides {
  readonly seconds?: number;
  readonly steps?: number;
  readonly seed?: number;
  readonly start?: string;
  readonly weeks?: number;
  readonly timeZone?: string;
}

/** @throws UsageError when there is nothing to read, or no JSON in it, or a file is told what only a folder may be */
export async function readRequest(path: string, overrides: RequestOverrides = {}): Promise<ParsedRequest> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new UsageError(`There is no file or folder ${path}.`);
  if (!found.isDirectory()) {
    refuseTable(path);
    refuseFolderOptions(path, overrides);
    return parseRequest(withOptions(await readJson(path), overrides));
  }
  const { start, weeks, timeZone } = overrides;
  const { readRequestFolder } = await import('../tables/index.ts');
  const folder = await readRequestFolder(path, {
    ...(start === undefined ? {} : { start }),
    ...(weeks === undefined ? {} : { weeks }),
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const parsed = folder.json === null ? nothing : parseRequest(withOptions(folder.json, overrides));
  const unreadable = folder.issues.some((issue) => issue.severity === 'error');
  // A cell that could not be read is not also a missing field.
  const named = new Set(folder.issues.map((issue) => issue.path));
  const others = parsed.issues.filter((issue) => !named.has(issue.path)).map(withFolderAction);
  const issues = [...folder.issues, ...others.map((issue) => withRow(issue, folder.rowOf(issue.path)))];
  return { request: unreadable ? null : parsed.request, issues };
}

/** What no table holds and a folder is most often without: where to say it. */
const folderActions: Readonly<Record<string, string>> = {
  '/horizon/start': folderAction('"horizon": {"start": "2026-11-30"}', '--start 2026-11-30'),
  '/horizon/weeks': folderAction('"horizon": {"weeks": 4}', '--weeks 4'),
  '/territory/timeZone': folderAction('"timeZone": "Europe/Berlin"', '--time-zone Europe/Berlin'),
};

function folderAction(setting: string, option: string): string {
  return `Write ${setting} into the file territory.json of the folder, or call plan with ${option}.`;
}

function withFolderAction(issue: Issue): Issue {
  const action = issue.code === 'MISSING_FIELD' ? folderActions[issue.path] : undefined;
  return action === undefined ? issue : { ...issue, action };
}

/** One table is no request: it lacks the reps, or the customers. */
function refuseTable(path: string): void {
  const type = /\.(csv|xlsx|xlsm|xls|ods)$/i.exec(path)?.[1]?.toLowerCase();
  if (type === undefined) return;
  const saved = type === 'csv' || type === 'xlsx' ? type : 'xlsx';
  const tables = `customers.${saved} and reps.${saved}`;
  throw new UsageError(`${path} is a table: put ${tables} into a folder, and name the folder (docs/tables.md).`);
}

/** A file has its own horizon and time zone: what is asked for beside it must not be lost silently. */
function refuseFolderOptions(path: string, { start, weeks, timeZone }: RequestOverrides): void {
  const options = Object.entries({ '--start': start, '--weeks': weeks, '--time-zone': timeZone });
  const given = options.flatMap(([name, value]) => (value === undefined ? [] : [name]));
  if (given.length === 0) return;
  const names = given.join(' and ');
  throw new UsageError(
    `${names} ${given.length === 1 ? 'is' : 'are'} for folders; ${path} is a file and says it itself.`,
  );
}

const nothing: ParsedRequest = { request: null, issues: [] };

/** @throws UsageError when the file does not hold JSON */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`The file ${path} cannot be read.`);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`The file ${path} does not hold JSON: ${(error as Error).message}`);
  }
}

function withOptions(json: unknown, { seconds, steps, seed }: RequestOverrides): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  const given = (json as { options?: unknown }).options;
  if (given !== undefined && (typeof given !== 'object' || given === null)) return json;
  const { maxSteps, ...options } = (given ?? {}) as { maxSteps?: unknown };
  // Seconds asked for on the command line win over steps in the request.
  const limit = steps ?? (seconds === undefined ? maxSteps : undefined);
  return {
    ...json,
    options: {
      ...options,
      ...(seconds === undefined ? {} : { timeLimitSeconds: seconds }),
      ...(limit === undefined ? {} : { maxSteps: limit }),
      ...(seed === undefined ? {} : { seed }),
    },
  };
}

function withRow(issue: Issue, place: { readonly file: string; readonly row: number } | null): Issue {
  if (place === null) return issue;
  return { ...issue, row: place.row, message: `${place.file}, row ${place.row}: ${issue.message}` };
}
