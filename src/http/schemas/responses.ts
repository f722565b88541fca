/** How routes describe their answers, so that the API document gives each a description and a media type. */
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** The media type of workbooks. */
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const causes = {
  400: 'The form of the request is wrong; `issues` names every fault.',
  401: 'No API key was sent, or there is no such key.',
  403: 'The role of the key may not do this.',
  404: 'There is nothing at this address.',
  406: 'None of the media types in Accept can be sent.',
  409: 'Not possible in the state that this is in.',
  412: 'It has another version than `If-Match` names.',
  413: 'The body is too large.',
  415: 'The body has none of the media types that this call takes, or is compressed.',
  422: 'The request has the right form but contradicts itself; `issues` names every contradiction.',
  429: 'Too many requests; try again after Retry-After seconds.',
  500: 'An error of the service.',
  503: 'The service cannot answer now; try again after Retry-After seconds.',
} as const;

/** A workbook in the API document: bytes, for which its page offers to choose a file. */
export const workbookSchema = z.string().meta({ format: 'binary' });

type ProblemStatus = keyof typeof causes;

/** Problems of a route that reads a body. */
export const bodyProblems = [400, 413, 415, 422] as const;

export function json<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { 'application/json': { schema } } };
}

export function text(description: string, ...types: readonly string[]) {
  return {
    description,
    content: Object.fromEntries(types.map((type) => [type, { schema: type === xlsx ? workbookSchema : z.string() }])),
  };
}

/** A text that comes bit by bit. */
export function textStream(description: string, type: string) {
  const schema: z.ZodType<string | Readable> = z.string();
  return { description, content: { [type]: { schema } } };
}

function problem(status: ProblemStatus) {
  return { description: causes[status], content: { 'application/problem+json': { schema: problemSchema } } };
}

/** The problems named, and those that every route may answer with to callers with a key. */
export function problems(...statuses: readonly ProblemStatus[]) {
  return publicProblems(401, 403, ...statuses);
}

/** The same for routes that need no key. */
export function publicProblems(...statuses: readonly ProblemStatus[]) {
  return problemAnswers(...statuses, 429, 500, 503);
}

export function problemAnswers<S extends ProblemStatus>(...statuses: readonly S[]) {
  return Object.fromEntries(statuses.map((status) => [status, problem(status)])) as Record<
    S,
    ReturnType<typeof problem>
  >;
}
