/** Builds the service from its dependencies; `main.ts` makes them, listens and closes. */
import { fileURLToPath } from 'node:url';
import fastify, { type FastifyInstance } from 'fastify';
import * as http from './http/index.ts';

const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The app is neither ready nor listening yet. Closing it does not close its dependencies. */
export async function buildApp(deps: http.AppDeps): Promise<FastifyInstance> {
  const { log, config } = deps;
  const app = fastify({
    loggerInstance: log,
    bodyLimit: config.maxBodyBytes,
    // Minutes for a large body on a slow line; without a limit a client could hold a connection for ever.
    requestTimeout: 300_000,
    // Node itself would refuse a request without a host, and not with a problem document.
    http: { requireHostHeader: false },
    genReqId: http.requestId,
    // Fastify's own answer while closing is not a problem document; requests under way are answered as ever.
    return503OnClosing: false,
    frameworkErrors: http.sendProblem,
    clientErrorHandler: http.answerClientError,
    // An id of any length is an unknown one, a 404; Node itself refuses an address longer than this.
    routerOptions: { maxParamLength: 16_384 },
  });
  http.answerErrors(app);
  http.acceptJsonBodies(app);
  http.validateQueries(app);
  http.nameRequests(app);
  http.requireHosts(app);
  http.authoriseCallers(app, deps.access, config.openWithoutKeys);
  http.refuseEncodedBodies(app);
  http.answerOnce(app, deps.keptAnswers);
  await app.register(http.openApi, { examples: await http.readExamples(config.examplesFolder ?? fixtures) });
  await app.register(http.metricsRoutes);
  await app.register(http.territoryRoutes, deps);
  await app.register(http.territoryTableRoutes, deps);
  await app.register(http.proposalRoutes, deps);
  await app.register(http.sizingRoutes, deps);
  await app.register(http.planRoutes, deps);
  await app.register(http.planEventRoutes, deps);
  await app.register(http.approvalRoutes, deps);
  await app.register(http.changeRoutes, deps);
  await app.register(http.scheduleRoutes, deps);
  await app.register(http.webhookRoutes, deps);
  await app.register(http.replanRoutes, deps);
  await app.register(http.visitRoutes, deps);
  await app.register(http.itineraryRoutes, deps);
  await app.register(http.checkRoutes, deps);
  await app.register(http.healthRoutes, deps);
  return app;
}
