/** The one place where errors become answers: RFC 9457 problem documents that never carry internals. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Issue } from '#solver';
import { isOutage, TerritoryGone, TooMuchWork } from '../planning/index.ts';
import { TravelFailed } from '../travel/index.ts';
import { cappedIssues } from './issues.ts';
import { watchAddresses } from './known-addresses.ts';
import type { ProblemDocument } from './schemas/problem.ts';

/** Per status: the last part of `type`, the title, and the detail when nothing better is known. */
const kinds = {
  400: ['malformed', 'The request is malformed', 'The request cannot be read.'],
  401: ['unauthenticated', 'Who are you?', 'Send an API key.'],
  403: ['forbidden', 'Not allowed', 'The role of this key may not do this.'],
  404: ['not-found', 'Not found', 'There is nothing at this address.'],
  405: ['method-not-allowed', 'Method not allowed', 'This address does not answer to this method.'],
  406: ['not-acceptable', 'Not acceptable', 'None of the media types in Accept can be sent.'],
  408: ['timeout', 'The request took too long', 'The request has not come whole in time.'],
  409: ['conflict', 'Conflict with the state of the resource', 'This is not possible now.'],
  412: ['changed-meanwhile', 'It has changed meanwhile', 'Read it again: it has another version than If-Match names.'],
  413: ['too-large', 'The body is too large', 'The body is larger than this service accepts.'],
  415: ['unsupported-media-type', 'Unsupported media type', 'This address takes no body of this media type.'],
  422: ['contradictory', 'The request contradicts itself', 'Nothing can be done with this request.'],
  429: ['too-many-requests', 'Too many requests', 'Try again later.'],
  431: ['headers-too-large', 'The headers are too large', 'The headers are larger than this service accepts.'],
  500: ['internal', 'Internal error', 'The service failed; its log has the cause under the request id of this answer.'],
  503: ['unavailable', 'Temporarily unavailable', 'The service cannot answer now. Try again later.'],
} as const;

export type ProblemStatus = keyof typeof kinds;

const mediaType = 'application/problem+json';
/** British: no comma before the "or". */
const alternatives = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const megabyte = 1_048_576;
/** Seconds to wait after a 429 or 503. */
const retryAfterSeconds = 5;

/** An error that the caller may see as it is. */
export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly issues: readonly Issue[];

  constructor(status: ProblemStatus, detail: string = kinds[status][2], issues: readonly Issue[] = []) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.issues = issues;
  }
}

/**
 * Also what Fastify itself refuses; anything unknown is a 500 without a word of its cause.
 * @param bodyLimit of the route, bytes
 * @param tableTypes that the route takes beside JSON
 */
function asProblem(error: unknown, bodyLimit: number, tableTypes: readonly string[] = []): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof TerritoryGone) return new Problem(404, error.message);
  if (error instanceof TooMuchWork) return new Problem(503, error.message);
  // What the engine said is about places and an address that the caller sent.
  if (error instanceof TravelFailed) return new Problem(error.statusCode, error.message, error.issues);
  const status = isOutage(error) ? 503 : statusOf(error);
  if (status === 413)
    return new Problem(
      413,
      `The body is larger than ${sizeText(bodyLimit)}, the limit of this service (BODY_LIMIT_MB).`,
    );
  if (status === 415)
    return new Problem(415, `Send the body as ${alternatives.format(['application/json', ...tableTypes])}.`);
  return new Problem(status in kinds ? (status as ProblemStatus) : status < 500 ? 400 : 500);
}

function sizeText(bytes: number): string {
  return bytes < megabyte ? `${bytes} bytes` : `${Math.round(bytes / megabyte)} MB`;
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' && error.statusCode >= 400 ? error.statusCode : 500;
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = asProblem(error, request.routeOptions.bodyLimit, request.routeOptions.config.tableTypes);
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed');
  if (problem.status === 429 || problem.status === 503) reply.header('retry-after', retryAfterSeconds);
  // Serialised here, because the routes' serialisers know nothing of an address without a route.
  reply
    .code(problem.status)
    .type(mediaType)
    .send(textOf(problem, request.url.split('?', 1)[0] ?? '/'));
}

/** @param instance the path that was called */
function textOf(problem: Problem, instance: string): string {
  const [kind, title] = kinds[problem.status];
  const document: ProblemDocument = {
    type: `urn:roundsman:problem:${kind}`,
    title,
    status: problem.status,
    detail: problem.message,
    instance,
    ...cappedIssues(problem.issues),
  };
  return JSON.stringify(document);
}

/** What Node could not read as a request, or not in time: no route ever sees it, and its path is not known. */
export function answerClientError(error: { readonly code: string }, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const problem = new Problem(clientErrorStatus[error.code] ?? 400);
    const text = textOf(problem, '/');
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      `content-type: ${mediaType}`,
      `content-length: ${Buffer.byteLength(text)}`,
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
  }
  socket.destroy();
}

/** By code of the error; any other is a 400. */
const clientErrorStatus: Readonly<Record<string, ProblemStatus>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** To be called before the routes are added. */
export function answerErrors(app: FastifyInstance): void {
  const allowedMethods = watchAddresses(app);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    const allowed = allowedMethods(path);
    const nothing = `There is no ${request.method} ${path}`;
    // A file that is missing from a folder has the right method.
    if (allowed.length === 0 || allowed.includes(request.method)) {
      sendProblem(new Problem(404, `${nothing}.`), request, reply);
      return;
    }
    // Required of a 405 (RFC 9110, section 15.5.6).
    reply.header('allow', allowed.join(', '));
    sendProblem(new Problem(405, `${nothing}, but ${allowed.join(', ')}.`), request, reply);
  });
}
