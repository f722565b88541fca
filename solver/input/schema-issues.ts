/** What is wrong with the form of a document, in the words of the issue catalogue. */
import type { z } from 'zod';
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
      return [
        makeIssue('WRONG_TYPE', path, { expected: `${/^[aeio]/.test(expected) ? 'an' : 'a'} ${expected}`, found }),
      ];
    }
    case 'too_small':
    case 'too_big':
      if (looksSwapped(json, issue.path)) {
        const place = issue.path.slice(0, -1);
        const why = `a latitude of ${found} does not exist`;
        return [makeIssue('SWAPPED_COORDINATES', pointer(place), { what: ownerOf(json, place), why })];
      }
      return [makeIssue('OUT_OF_RANGE', path, { found, limit: limitOf(issue) })];
    case 'invalid_value':
      return [makeIssue('UNKNOWN_VALUE', path, { found, allowed: issue.values.map(String).join(', ') })];
    case 'invalid_union':
      return fromUnion(json, issue.path);
    default:
      return [makeIssue('BAD_FORMAT', path, { found, expected: issue.message })];
  }
}

/** The only union of the request is told apart by `mode`. */
function fromUnion(json: unknown, path: readonly PropertyKey[]): Issue[] {
  const atMode = path.at(-1) === 'mode' ? path : [...path, 'mode'];
  const mode = valueAt(json, atMode);
  if (mode === undefined) return [makeIssue('MISSING_FIELD', pointer(atMode), { field: 'mode' })];
  const allowed = 'greatCircle, matrix, osrm, valhalla';
  return [makeIssue('UNKNOWN_VALUE', pointer(atMode), { found: shown(mode), allowed })];
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
    ? `at least ${issue.minimum}${unit(issue.origin)}`
    : `at most ${issue.maximum}${unit(issue.origin)}`;
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' ? ' entries' : '';
}
