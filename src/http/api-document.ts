/** What is done to the generated API document before anybody sees it: pure functions from JSON to JSON. */
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
 * Puts examples beside the bodies that they fit.
 *
 * @param inline also the large ones, which are links otherwise: Swagger UI does not follow links.
 */
export function withExamples<D extends ApiDocument>(
  document: D,
  examples: readonly RequestExample[],
  inline: boolean,
): D {
  const bodies: Record<string, (request: RequestExample['request']) => object> = {
    '/v1/territories': (request) => request,
    '/v1/plans': (request) => request,
    '/v1/territories/{territoryId}/plans': ({ territory, ...rest }) => rest,
  };
  const paths: Json = { ...document.paths };
  for (const [path, bodyOf] of Object.entries(bodies)) {
    const shown = examples.map((example) => {
      const body = bodyOf(example.request);
      const isLink = example.isLarge && !inline && body === example.request;
      const value = isLink ? { externalValue: `${examplesPath}/${example.fileName}` } : { value: body };
      return [example.key, { summary: example.summary, ...value }];
    });
    if (shown.length > 0) paths[path] = withBodyExamples(paths[path], Object.fromEntries(shown));
  }
  return { ...document, paths };
}

function withBodyExamples(pathItem: unknown, examples: object): unknown {
  const item = structuredClone(pathItem) as {
    post: { requestBody: { content: { 'application/json': { examples?: object } } } };
  };
  item.post.requestBody.content['application/json'].examples = examples;
  return item;
}
