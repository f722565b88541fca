import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const room = new URL('../../../solver/check/', import.meta.url);
const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

const importsOf = (file: string) =>
  [...readFileSync(new URL(file, room), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name);

test.each(files)('%s imports only its own room, the input types and the plan types', (file) => {
  const own = /^(\.\/[a-z-]+\.ts|\.\.\/input\/(interpretation|request)\.ts|\.\.\/output\/(given-)?plan-schema\.ts)$/;
  expect(importsOf(file).filter((name) => !own.test(name))).toEqual([]);
});

test('the imports of the room are found', () => {
  expect(files.flatMap(importsOf)).toContain('../input/interpretation.ts');
  expect(files.length).toBeGreaterThan(10);
});
