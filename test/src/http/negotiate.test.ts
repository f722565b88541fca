import { expect, test } from 'vitest';
import { Problem } from '../../../src/http/errors.ts';
import { negotiate } from '../../../src/http/negotiate.ts';

const offered = ['application/json', 'application/geo+json', 'text/csv'] as const;

test.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/*', 'text/csv'],
  ['TEXT/CSV', 'text/csv'],
  ['text/csv;header=present', 'text/csv'],
  ['text/csv, */*', 'text/csv'],
  ['text/csv, application/json', 'text/csv'],
  ['application/json;q=0.5, application/geo+json;q=0.8', 'application/geo+json'],
  ['application/json;q=0, */*;q=0.1', 'application/geo+json'],
  ['text/html, application/*;q=0.9', 'application/json'],
])('Accept: %s is answered with %s', (accept, type) => {
  expect(negotiate(accept, offered)).toBe(type);
});

test.each([['text/html'], ['*/*;q=0'], ['text/csv;q=zero'], ['json']])('Accept: %s cannot be answered', (accept) => {
  expect(() => negotiate(accept, offered)).toThrow(Problem);
});
