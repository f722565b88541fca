/** The API document and its page, generated from the schemas of the routes. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { examplesPath, mergeDoubledSchemas, withExamples } from './api-document.ts';
import type { RequestExample } from './examples.ts';
import { xlsx } from './schemas/responses.ts';

const info = {
  title: 'Roundsman',
  version: '1',
  description:
    'Plans the regular visits of field reps: who carries which customers, on which day each is visited, in which order, ' +
    'and where the rep sleeps. Errors are problem documents (RFC 9457) that name everything wrong at once.',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const tags = [
  { name: 'Territories', description: 'Customers, reps and policy.' },
  { name: 'Plans', description: 'Requested, followed, read, checked.' },
  { name: 'Visits', description: 'Reported, and reviewed.' },
  { name: 'Webhooks', description: 'Who is told what happens to plans.' },
  { name: 'Operations', description: 'Probes.' },
];

const securitySchemes = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, `rmk_…`. Not needed on the machine itself until the first key is made.',
  },
  password: { type: 'http', scheme: 'basic', description: 'The API key as the password of any name, for browsers.' },
} as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Media types of a table that the route takes in the place of JSON. */
    readonly tableTypes?: readonly string[];
  }
}

/** The generator knows bodies of one type only. */
const withTableBodies: typeof jsonSchemaTransform = (document) => {
  const transformed = jsonSchemaTransform(document);
  const { body } = transformed.schema as { body?: object };
  const types = document.route.config?.tableTypes;
  if (types === undefined || body === undefined) return transformed;
  const description = 'UTF-8, UTF-16 or GBK; columns by name, or as mapped.';
  const text = { schema: { type: 'string', description } };
  const workbook = { schema: { type: 'string', format: 'binary', description: 'Columns by name, or as mapped.' } };
  const tables = Object.fromEntries(types.map((type) => [type, type === xlsx ? workbook : text]));
  return {
    ...transformed,
    schema: { ...transformed.schema, body: { content: { 'application/json': { schema: body }, ...tables } } },
  };
};

/** Registers the document and `/docs`; to be registered before the routes. */
export const openApi = fp(async (app: FastifyInstance, { examples }: { examples: readonly RequestExample[] }) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info,
      tags,
      security: [{ key: [] }, { password: [] }],
      components: { securitySchemes },
    },
    transform: withTableBodies,
    transformObject: (document) =>
      withExamples(mergeDoubledSchemas(jsonSchemaTransformObject(document)), examples, false),
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // Plans are large: colouring them would hold up the browser.
    uiConfig: {
      tryItOutEnabled: true,
      displayRequestDuration: true,
      defaultModelsExpandDepth: 0,
      syntaxHighlight: false,
    },
    transformSpecification: (document) => withExamples(document, examples, true),
    transformSpecificationClone: false,
  });
  for (const { fileName, request } of examples) {
    app.get(`${examplesPath}/${fileName}`, { schema: { hide: true } }, async () => request);
  }
  app.get('/', { schema: { hide: true } }, async (_, reply) => reply.redirect('/docs'));
});

/** The document as it is committed. The app must be ready. */
export function openApiText(app: FastifyInstance): string {
  return `${JSON.stringify(app.swagger(), null, 2)}\n`;
}
