/** What the service counts, for Prometheus. */
import plugin from 'fastify-plugin';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { problems, text } from '../schemas/responses.ts';

const routes: FastifyPluginAsyncZod = async (app) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Seconds from request to answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 20, 60],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    // The route is the pattern, not the address: ids would make a series each.
    const { method, routeOptions } = request;
    durations.observe(
      { method, route: routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  app.get('/metrics', { schema: metricsRouteSchema, logLevel: 'warn' }, async (_, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
};

const metricsRouteSchema = {
  operationId: 'getMetrics',
  summary: 'Counters and timings for Prometheus',
  description: 'The process (memory, event loop delay, garbage collection) and the durations of requests by route.',
  tags: ['Operations'],
  response: { 200: text('Prometheus text format.', 'text/plain'), ...problems() },
};

/** Registered before the other routes, so that it counts their answers as well. */
export const metricsRoutes = plugin(routes, { name: 'metrics' });
