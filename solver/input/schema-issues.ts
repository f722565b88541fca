/** What is wrong with the form of a document, in the words of the issue catalogue. */
import type { z } from 'zod';
import { exampleAt } from './field-examples.ts';
import type { Issue } from './issue.ts';
import { makeIssue } from './issue-catalogue.ts';
import { pointer, shown, valueAt } from './json-pointer.ts';

type SchemaIssue = z.core.$ZodIssue;

/** An object with several unknown fields gives one issue each. */
export function fromSchemaIssues(json: unknown, issues: readonly SchemaIssue[]): Issue[] {
  return issues.flatMap((issue, index) => (isSaidAgain(issue, issues[index + 1]) ? [] : fromSchemaIssue(json, issue)));
}

/** A whole number beyond what a computer counts exactly is beyond the limit of its field too: only that one is of use. */
function isSaidAgain(issue: SchemaIssue, next: SchemaIssue | undefined): boolean {
  const isOfNumbers = (issue.code === 'too_big' || issue.code === 'too_small') && issue.origin === 'int';
  return isOfNumbers && next?.code === issue.code && pointer(next.path) === pointer(issue.path);
}

function fromSchemaIssue(json: unknown, issue: SchemaIssue): Issue[] {
  const path = pointer(issue.path);
  const value = valueAt(json, issue.path);
  const found = shown(value);
  if (value === undefined && issue.path.length > 0 && issue.code !== 'unrecognized_keys') {
    return [makeIssue('MISSING_FIELD', path, { field: String(issue.path.at(-1)) })];
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => makeIssue('UNKNOWN_FIELD', pointer([...issue.path, key]), { field: key }));
    case 'invalid_type': {
      const expected = issue.expected === 'int' ? 'whole number' : issue.expected;
      const values = { expected: `${/^[aeio]/.test(expected) ? 'an' : 'a'} ${expected}`, found };
      return [withExample(makeIssue('WRONG_TYPE', path, values), issue.path)];
    }
    case 'too_small':
    case 'too_big':
      if (looksSwapped(json, issue.path)) {
        const place = issue.path.slice(0, -1);
        const why = `a latitude of ${found} does not exist`;
        return [makeIssue('SWAPPED_COORDINATES', pointer(place), { what: ownerOf(json, place), why })];
      }
      return [makeIssue('OUT_OF_RANGE', path, { found: asBeginning(found), limit: limitOf(issue) })];
    case 'invalid_value':
      return [
        makeIssue('UNKNOWN_VALUE', path, { found: asBeginning(found), allowed: issue.values.map(String).join(', ') }),
      ];
    case 'invalid_union':
      return [fromUnion(json, issue)];
    case 'invalid_format':
      return [
        makeIssue('BAD_FORMAT', path, { found: asBeginning(found), expected: formats[issue.format] ?? issue.message }),
      ];
    default:
      return [makeIssue('BAD_FORMAT', path, { found: asBeginning(found), expected: issue.message })];
  }
}

function withExample(issue: Issue, path: readonly PropertyKey[]): Issue {
  const example = exampleAt(path);
  return example === null ? issue : { ...issue, action: `Send a value of the expected type, such as ${example}.` };
}

/** The value with which a message begins: "an empty array", unlike a text or a number, is a word of ours. */
function asBeginning(found: string): string {
  return found.replace(/^an /, 'An ');
}

/** What the right form is, where the schema does not say it in words of its own. */
const formats: Readonly<Record<string, string>> = {
  date: 'must be a date of the calendar such as 2026-11-30',
  datetime: 'must be an instant with its offset such as 2026-11-30T09:00:00-06:00',
  url: 'must be a URL such as https://example.com/path',
  uuid: 'must be an id such as this service gives',
};

/** Several forms, told apart by one field; its name is the last step of the path. */
function fromUnion(json: unknown, issue: z.core.$ZodIssueInvalidUnion): Issue {
  const path = pointer(issue.path);
  const found = shown(valueAt(json, issue.path));
  const { options } = issue as { readonly options?: readonly unknown[] };
  if (options === undefined)
    return makeIssue('BAD_FORMAT', path, { found: asBeginning(found), expected: issue.message });
  return makeIssue('UNKNOWN_VALUE', path, { found: asBeginning(found), allowed: options.map(String).join(', ') });
}

/** A latitude beyond the poles beside a longitude that could be one: what most often happens to places of China and America. */
function looksSwapped(json: unknown, path: readonly PropertyKey[]): boolean {
  if (path.at(-1) !== 'lat') return false;
  const lat = valueAt(json, path);
  const lng = valueAt(json, [...path.slice(0, -1), 'lng']);
  return typeof lat === 'number' && Math.abs(lat) <= 180 && typeof lng === 'number' && Math.abs(lng) <= 90;
}

/** `customer "17"`, from the path of its place. */
function ownerOf(json: unknown, place: readonly PropertyKey[]): string {
  const kind = String(place.at(-3) ?? 'entries').slice(0, -1);
  return `${kind} ${shown(valueAt(json, [...place.slice(0, -1), 'id']))}`;
}

function limitOf(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  return issue.code === 'too_small'
    ? `at least ${issue.minimum}${unit(issue.origin, issue.minimum)}`
    : `at most ${issue.maximum}${unit(issue.origin, issue.maximum)}`;
}

function unit(origin: string, count: number | bigint): string {
  if (origin === 'string') return count === 1 ? ' character' : ' characters';
  if (origin === 'array') return count === 1 ? ' entry' : ' entries';
  return '';
}
