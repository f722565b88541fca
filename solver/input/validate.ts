/** From any JSON to a request that can be planned, or to everything that is wrong with it, all at once (contract, section 8). */
import { interpret } from './interpret.ts';
import type { Issue } from './issue.ts';
import { makeIssue } from './issue-catalogue.ts';
import { pointer, valueAt } from './json-pointer.ts';
import { type ReadablePart, readablePart } from './readable-part.ts';
import { calendarSchema, type PlanRequest, planRequestSchema, territorySchema } from './request.ts';
import { type AskedRule, rules } from './rules/index.ts';
import { fromSchemaIssues } from './schema-issues.ts';

export interface ParsedRequest {
  /** Null when an issue is an error. */
  readonly request: PlanRequest | null;
  readonly issues: readonly Issue[];
}

export function parseRequest(json: unknown): ParsedRequest {
  const { request, issues: ofForm } = checkForm(json);
  if (request === null) {
    const readable = readablePart(json);
    return { request, issues: readable === null ? ofForm : [...ofForm, ...judge(readable)] };
  }
  const issues = validateRequest(request);
  return { request: issues.some((issue) => issue.severity === 'error') ? null : request, issues };
}

/** What is wrong with the form alone: no rule is asked. */
export function checkForm(json: unknown): ParsedRequest {
  const parsed = planRequestSchema.safeParse(json);
  if (parsed.success) return { request: parsed.data, issues: [] };
  return { request: null, issues: fromSchemaIssues(json, parsed.error.issues).map((issue) => withRemedy(json, issue)) };
}

/** The table of the request without whose entries nothing can be planned, where the issue says that it has none; else null. */
export function emptyTableOf(json: unknown, { path }: Issue): 'customers' | 'reps' | null {
  const name = (['customers', 'reps'] as const).find((each) => path === pointer(['territory', each]));
  const table = name === undefined ? null : valueAt(json, ['territory', name]);
  return name !== undefined && Array.isArray(table) && table.length === 0 ? name : null;
}

/** A territory that is sent as it is, or with a part beside it, is not wrong: it lies in the wrong place. */
function withRemedy(json: unknown, issue: Issue): Issue {
  const empty = emptyTableOf(json, issue);
  if (empty !== null) return { ...issue, action: `Send ${empty}: without any there is nothing to plan.` };
  if (issue.code !== 'UNKNOWN_FIELD') return issue;
  if (territoryFields.has(issue.path)) return { ...issue, action: 'Move it into "territory".' };
  const isOfCalendar = calendarFields.has(issue.path);
  return isOfCalendar ? { ...issue, action: 'Move it into "territory.calendar".' } : issue;
}

const territoryFields: ReadonlySet<string> = new Set(
  Object.keys(territorySchema.shape).map((field) => pointer([field])),
);

const calendarFields: ReadonlySet<string> = new Set(
  Object.keys(calendarSchema.shape).flatMap((field) => [pointer([field]), pointer(['territory', field])]),
);

/** What is wrong with a request of the right form: every rule speaks. */
export function validateRequest(request: PlanRequest): Issue[] {
  return judge({ request, unreadable: [], sentPath: (path) => path });
}

/** A rule says nothing that may only follow from a malformed part. */
function judge({ request, unreadable, sentPath }: ReadablePart): Issue[] {
  const issues: Issue[] = [];
  const meaning = interpret(request);
  const parts = new Set(unreadable.map(pointer));
  const isUnreadable = (path: readonly PropertyKey[]) =>
    parts.size > 0 && path.some((_, depth) => parts.has(pointer(path.slice(0, depth + 1))));
  for (const { judge, needs = [], needsOwn = [] } of rules) {
    if (unreadable.some((part) => needs.some((need) => overlap(part, need.split('/').slice(1))))) continue;
    const unknown = entriesWithout(unreadable, needsOwn);
    judge({
      request,
      meaning,
      sentPath,
      report: (code, path, values) => {
        const sent = sentPath(path);
        // What is said of the options may be about any of them.
        const isOfUnknown = sent[0] === 'territory' ? unknown.has(pointer(sent.slice(0, 3))) : unknown.size > 0;
        if (isUnreadable(sent) || isOfUnknown) return;
        issues.push(makeIssue(code, pointer(sent), values));
      },
    });
  }
  return issues;
}

/** One lies in the other. */
function overlap(part: readonly PropertyKey[], need: readonly string[]): boolean {
  return need.every((step, depth) => depth >= part.length || step === '*' || step === String(part[depth]));
}

/** Pointers to the customers and reps of whom one of these fields is malformed. */
function entriesWithout(unreadable: readonly (readonly PropertyKey[])[], fields: AskedRule['needsOwn']): Set<string> {
  const entries = unreadable.filter((part) => part.length > 3 && fields?.includes(String(part[3])));
  return new Set(entries.map((part) => pointer(part.slice(0, 3))));
}
