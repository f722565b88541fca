/**
 * The header Idempotency-Key on every POST: a call that is repeated with the same body is answered as it was the first time and
 * done once; with another body it is a 409. What was not done, for want of time or rights, may be tried again with the same key.
 * They are each API key's own. (Draft-ietf-httpapi-idempotency-key-header-07.)
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { z } from 'zod';
import type { KeptAnswer, KeptAnswers, KeyedCall } from '../store/index.ts';
import { Problem } from './errors.ts';
import { problemAnswers } from './schemas/responses.ts';

export type { KeptAnswers };

declare module 'fastify' {
  interface FastifyRequest {
    /** Null: without a key. */
    keyedCall: KeyedCall | null;
    /** For what this call makes: the same whenever it is repeated, so that nothing is made twice. Undefined: any id. */
    newId: string | undefined;
    /** Whether this call may have been done before by a process that was killed before it answered. */
    mayBeDone: boolean;
  }
}

const keptHeaders = ['content-type', 'location', 'preference-applied', 'etag'];
/** Refusals of what was sent, whatever is stored; any other refusal may be none the next time. */
const keptRefusals = [400, 413, 415];

/** To be called before the routes are registered. */
export function answerOnce(app: FastifyInstance, answers: KeptAnswers): void {
  app.decorateRequest('keyedCall', null);
  app.decorateRequest('newId', undefined);
  app.decorateRequest('mayBeDone', false);

  app.addHook('onRoute', (route) => {
    if (route.method === 'POST') route.schema = withKey(route.schema);
  });

  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined) return;
    const call = keyedCall(request, String(key));
    const claim = await answers.claim(call);
    if (claim.state === 'answered') return answerAgain(reply, claim.answer);
    if (claim.state === 'other body')
      throw new Problem(409, 'This Idempotency-Key was sent before with another body; take a new key.');
    if (claim.state !== 'taken') {
      reply.header('retry-after', 5);
      throw new Problem(409, 'The first call with this Idempotency-Key has not been answered yet; try again.');
    }
    request.keyedCall = call;
    request.newId = claim.newId;
    request.mayBeDone = claim.mayBeDone;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const call = request.keyedCall;
    if (call === null) return;
    // What was done is done: without the answer kept, a call that is repeated is done again with the same ids.
    await writeDown(answers, call, reply, payload).catch((error: unknown) =>
      request.log.warn({ err: error }, 'The answer to a call with an Idempotency-Key could not be kept.'),
    );
  });
}

function writeDown(answers: KeptAnswers, call: KeyedCall, reply: FastifyReply, payload: unknown): Promise<void> {
  const status = reply.statusCode;
  if (status >= 300 && !keptRefusals.includes(status)) return answers.release(call);
  const headers = Object.fromEntries(
    keptHeaders.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
  );
  return answers.keep(call, { status, headers, body: typeof payload === 'string' ? payload : '' });
}

const keyHeader = {
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('Of your own: a call repeated with it within a day is answered as the first time, and done once.'),
};

/** A route as the API document shows it: with the key, and with what a wrong one is answered. */
function withKey(schema: FastifySchema = {}): FastifySchema {
  const { 400: malformed, 409: conflict } = problemAnswers(400, 409);
  const answers = schema.response as Readonly<Record<string, { readonly description: string }>> | undefined;
  const ofKey = '`Idempotency-Key` was sent before with another body, or the first call with it is not answered yet.';
  const description = [answers?.[409]?.description, ofKey].filter((text) => text !== undefined).join(' Or: ');
  return {
    ...schema,
    headers: ((schema.headers ?? z.object({})) as z.ZodObject).extend(keyHeader),
    response: { 400: malformed, ...answers, 409: { ...conflict, description } },
  };
}

function keyedCall(request: FastifyRequest, key: string): KeyedCall {
  if (key.length < 1 || key.length > 255) throw new Problem(400, 'An Idempotency-Key has 1 to 255 characters.');
  const path = request.url.split('?', 1)[0];
  const body = Buffer.isBuffer(request.body) ? request.body : JSON.stringify(request.body ?? null);
  const bodyHash = createHash('sha256').update(body).update(request.url).digest('hex');
  // By the id of the caller's API key: its name and role may be another one's too.
  return { scope: `${request.caller.keyId ?? 'without a key'} ${path}`, key, bodyHash };
}

function answerAgain(reply: FastifyReply, { status, headers, body }: KeptAnswer): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers, 'idempotency-replayed': 'true' })
    .serializer(String)
    .send(body);
}
