/** Who may call what: every route names the roles it serves, and every caller shows a key (RFC 6750, RFC 7617). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Access, type Caller, isLoopback, type Role } from '../access/index.ts';
import { Problem } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call it beside `admin`. Default: everybody with a key may read, planner and crm may write; 'public': no key is needed. */
    readonly allow?: readonly Role[] | 'public';
  }
  interface FastifyRequest {
    /** Whoever calls; on a route that is public, nobody. */
    caller: Caller;
  }
}

export const anyRole: readonly Role[] = ['planner', 'crm', 'supervisor', 'viewer'];
const writers: readonly Role[] = ['planner', 'crm'];

const nobody: Caller = { keyId: null, name: 'nobody', role: 'viewer' };
/** Until the first key is made, whoever can reach the loopback address owns the machine. */
const owner: Caller = { keyId: null, name: 'this machine', role: 'admin' };

/** @param openWithoutKeys whether anybody may do anything until the first key is made: only on a loopback address */
export function authoriseCallers(app: FastifyInstance, access: Access, openWithoutKeys: boolean): void {
  app.decorateRequest('caller', null as unknown as Caller);
  app.addHook('onRequest', async (request, reply) => {
    const { config, schema } = request.routeOptions;
    // Pages of the documentation are no part of the API; an address without a route is a 404 for everybody.
    const isPublic = config.allow === 'public' || schema?.operationId === undefined;
    request.caller = isPublic ? nobody : await callerOf(request, reply, access, openWithoutKeys);
    if (isPublic || request.caller.role === 'admin') return;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    const allowed = Array.isArray(config.allow) ? config.allow : reads ? anyRole : writers;
    if (allowed.includes(request.caller.role)) return;
    throw new Problem(403, `A ${request.caller.role} may not do this; ${[...allowed, 'admin'].join(', ')} may.`);
  });
}

async function callerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  access: Access,
  openWithoutKeys: boolean,
): Promise<Caller> {
  const key = keyOf(request.headers.authorization);
  if (key === null && openWithoutKeys && !(await access.exist())) return ownerOf(request);
  const caller = key === null ? null : await access.find(key);
  if (caller !== null) return caller;
  // Basic makes a browser ask; the map is opened in one. Chromium reads no scheme but the first of a line, hence two lines.
  reply.header('www-authenticate', ['Basic realm="Roundsman", charset="UTF-8"', 'Bearer realm="Roundsman"']);
  throw new Problem(401, key === null ? 'Send an API key: Authorization: Bearer rmk_…' : 'There is no such API key.');
}

/**
 * Whether a call that was let in would be let in again: its key has not been revoked, or, where it showed none, there is
 * still no key. For what goes on after the answer has begun.
 */
export function mayStillCall({ headers }: Pick<FastifyRequest, 'headers'>, access: Access): () => Promise<boolean> {
  const key = keyOf(headers.authorization);
  return async () => (key === null ? !(await access.exist()) : (await access.find(key)) !== null);
}

/** Whoever calls this machine by its own name: a page of the web that has its name lead here is somebody else (DNS rebinding). */
function ownerOf({ hostname }: FastifyRequest): Caller {
  if (isLoopback(hostname.replace(/^\[|\]$/g, ''))) return owner;
  throw new Problem(403, 'Until the first API key is made, only calls to localhost or its addresses are answered.');
}

/** The token of Bearer, or the password of Basic, whatever the name before it. */
function keyOf(authorization: string | undefined): string | null {
  const [, scheme, value] = /^(bearer|basic) +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (scheme === undefined || value === undefined) return null;
  if (scheme.toLowerCase() === 'bearer') return value;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : null;
}
