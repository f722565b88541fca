/** The probes of whoever runs the service. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { cachedProbe, inTime, settled } from '../cached-probe.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { liveSchema, readySchema } from '../schemas/health.ts';
import { json, publicProblems } from '../schemas/responses.ts';

/** The self-test takes a thread for a moment; probes come every few seconds. */
const selfTestMilliseconds = 10_000;
/** What takes longer than this is not ready. */
const readyLimitMilliseconds = 5_000;

export const healthRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { planning, selfTest }) => {
  const solves = cachedProbe(selfTest, selfTestMilliseconds);

  app.get('/health/live', { schema: liveRouteSchema, ...probe }, async () => ({ status: 'live' as const }));

  app.get('/health/ready', { schema: readyRouteSchema, ...probe }, async () => {
    const asked = [settled(() => planning.ready()), solves()];
    const [stores, plans] = await Promise.all(asked.map((answer) => inTime(answer, readyLimitMilliseconds)));
    const failing = [stores ? [] : 'the store or the queue', plans ? [] : 'the solver'].flat();
    if (failing.length > 0) throw new Problem(503, `Not ready: ${failing.join(' and ')}.`);
    return { status: 'ready' as const };
  });
};

/** Whoever watches the service has no key. */
const probe = { logLevel: 'warn', config: { allow: 'public' } } as const;

const tags = ['Operations'];

const liveRouteSchema = {
  operationId: 'getLiveness',
  summary: 'Whether the process runs',
  description: 'Cheap and without any dependency; when it fails, restart the process.',
  tags,
  response: { 200: json('It runs.', liveSchema), ...publicProblems() },
};

const readyRouteSchema = {
  operationId: 'getReadiness',
  summary: 'Whether the service can plan',
  description:
    'Asks the store and the queue, and really solves a small case; when it fails, or not all answer in five seconds, send no requests here.',
  tags,
  response: { 200: json('It can plan.', readySchema), ...publicProblems() },
};
