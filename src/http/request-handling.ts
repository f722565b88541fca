/** How requests are read before a route sees them: ids, JSON bodies, query strings. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { makeIssue } from '#solver';
import { Problem } from './errors.ts';
import { formIssues } from './issues.ts';
import { unstorableTexts } from './unstorable-text.ts';

/** The caller's `X-Request-Id` when it is a plain word, so that its logs and ours can be joined; else a new one. */
export function requestId({ headers }: { readonly headers: IncomingMessage['headers'] }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.-]{1,100}$/.test(given) ? given : randomUUID();
}

/** Bodies are application/json and nothing else; a malformed one is told where it breaks. */
export function acceptJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Clients name the type of a body that they do not send, of a DELETE for one.
    if (body === '') done(null, undefined);
    else
      parse(request, body, (error, json) => {
        const issues = error ? [] : unstorableTexts(body, json);
        if (error) done(malformedJson(body));
        else if (issues.length > 0) done(new Problem(400, 'The body holds text that cannot be stored.', issues));
        else done(null, json);
      });
  });
}

function malformedJson(body: string): Problem {
  try {
    JSON.parse(body);
    return new Problem(400, 'The body has a field with a reserved name: __proto__ or constructor.prototype.');
  } catch (error) {
    return new Problem(400, `The body is not JSON: ${(error as SyntaxError).message}`);
  }
}

/**
 * Only query strings are judged by the schema of their route, and of bodies whether there is one. Else bodies are judged by
 * `parseRequest`, which finds all issues at once and not only those of the form, and ids by the store; the schemas of both are
 * documentation.
 */
export function validateQueries(app: FastifyInstance): void {
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (data) => {
    if (httpPart === 'body' && data === null && !schema.safeParse(data).success) return { error: noBody() };
    if (httpPart !== 'querystring') return { value: data };
    const parsed = schema.safeParse(data);
    if (parsed.success) return { value: parsed.data };
    return { error: new Problem(400, 'The query is malformed.', formIssues(data, parsed.error, '')) };
  });
  // Answers are typed by their schemas; checking a large plan once more would only hold up the next request.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

function noBody(): Problem {
  const issues = [makeIssue('WRONG_TYPE', '', { expected: 'an object', found: 'nothing' })];
  return new Problem(400, 'Send a body as application/json: there is none, or only null.', issues);
}

export function nameRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
  });
}

/** A compressed body would be told to be malformed. */
export function refuseEncodedBodies(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }, reply) => {
    const encoding = headers['content-encoding'] ?? 'identity';
    if (encoding.toLowerCase() === 'identity') return;
    // Tells the caller which encodings would do (RFC 9110, section 15.5.16).
    reply.header('accept-encoding', 'identity');
    throw new Problem(415, `Send the body as it is: Content-Encoding ${encoding} is not understood here.`);
  });
}

/** Every request of HTTP/1.1 names its host (RFC 9112, section 3.2). */
export function requireHosts(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers, raw }) => {
    if (headers.host === undefined && raw.httpVersion === '1.1') throw new Problem(400, 'Send the header Host.');
  });
}
