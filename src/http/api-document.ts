/** What is done to the generated API document before anybody sees it: pure functions from JSON to JSON. */
import { exampleBodies } from './example-bodies.ts';
import type { RequestExample } from './examples.ts';

type Json = Record<string, unknown>;

export interface ApiDocument {
  readonly paths?: Json;
  readonly components?: { readonly schemas?: Json };
}

const refPrefix = '#/components/schemas/';

/** Where the examples are served, as the name of a file. */
export const examplesPath = '/docs/examples';

/**
 * Every schema is generated twice, `X` for answers and `XInput` for bodies. No schema here transforms anything, so both
 * are the same, and one remains; what nothing refers to goes.
 *
 * @throws Error when the two differ: then a schema has a default or a transformation that the document would hide.
 */
export function mergeDoubledSchemas<D extends ApiDocument>(document: D): D {
  const schemas = document.components?.schemas ?? {};
  const isDouble = (name: string) => name.endsWith('Input') && Object.hasOwn(schemas, name.slice(0, -'Input'.length));
  const merged: D = mapRefs(document, (name) => (isDouble(name) ? name.slice(0, -'Input'.length) : name));
  const kept: Json = {};
  for (const [name, schema] of Object.entries(merged.components?.schemas ?? {})) {
    if (!isDouble(name)) kept[name] = schema;
    else if (JSON.stringify(schema) !== JSON.stringify(merged.components?.schemas?.[name.slice(0, -'Input'.length)])) {
      throw new Error(`the schema ${name} differs between bodies and answers`);
    }
  }
  return { ...merged, components: { ...merged.components, schemas: reachable(merged.paths, kept) } };
}

/** The schemas that the paths refer to, directly or not, by name. */
function reachable(paths: Json | undefined, schemas: Json): Json {
  const names = new Set<string>();
  const visit = (json: unknown): void => {
    mapRefs(json, (name) => {
      if (!names.has(name)) {
        names.add(name);
        visit(schemas[name]);
      }
      return name;
    });
  };
  visit(paths);
  return Object.fromEntries([...names].sort().map((name) => [name, schemas[name]]));
}

/** A copy in which every reference to a schema is renamed. */
function mapRefs<T>(json: T, rename: (name: string) => string): T {
  if (Array.isArray(json)) return json.map((entry) => mapRefs(entry, rename)) as T;
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([key, value]) =>
    key === '$ref' && typeof value === 'string' && value.startsWith(refPrefix)
      ? [key, refPrefix + rename(value.slice(refPrefix.length))]
      : [key, mapRefs(value, rename)],
  );
  return Object.fromEntries(entries) as T;
}

/**
 * Puts examples beside the bodies of all calls.
 *
 * @param inline also the large ones, which are links otherwise: Swagger UI does not follow links.
 */
export function withExamples<D extends ApiDocument>(
  document: D,
  examples: readonly RequestExample[],
  inline: boolean,
): D {
  const shownFor = ({ operationId = '' }: Operation) =>
    Object.fromEntries(examples.flatMap((example) => shownExample(operationId, example, inline)));
  const paths = mapValues(document.paths ?? {}, (item) =>
    mapValues(item as Json, (operation) => withBodyExamples(operation as Operation, shownFor(operation as Operation))),
  );
  return { ...document, paths };
}

interface Operation {
  readonly operationId?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
}

/** What is shown of an example beside the body of an operation, under its key; of nothing, nothing. */
function shownExample(operationId: string, example: RequestExample, inline: boolean): [string, object][] {
  const { key, summary, fileName, isLarge, request } = example;
  const body = exampleBodies[operationId]?.(example) ?? null;
  if (body === null) return [];
  if (!isLarge || !('territory' in body)) return [[key, { summary, value: body }]];
  // What is served is the request alone.
  if (body !== request) return [];
  return [[key, { summary, ...(inline ? { value: body } : { externalValue: `${examplesPath}/${fileName}` }) }]];
}

function withBodyExamples(operation: Operation, examples: object): Operation {
  const { requestBody } = operation;
  const json = requestBody?.content['application/json'];
  if (json === undefined || Object.keys(examples).length === 0) return operation;
  const content = { ...requestBody?.content, 'application/json': { ...json, examples } };
  return { ...operation, requestBody: { ...requestBody, content } };
}

function mapValues(object: Json, map: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}
