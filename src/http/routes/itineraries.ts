/** Itineraries and the map of a plan. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import { selectItineraries } from '../itineraries.ts';
import { findReadyPlan, findRequest } from '../lookup.ts';
import { negotiate } from '../negotiate.ts';
import { geoJsonSchema, itinerariesQuerySchema, itinerariesSchema, type PlanGeoJson } from '../schemas/itineraries.ts';
import { planParamsSchema } from '../schemas/plan.ts';
import { problems, text } from '../schemas/responses.ts';

const tags = ['Plans'];

export const itineraryRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { planning, exports, config }) => {
  app.get('/v1/plans/:planId/itineraries', { schema: itinerariesRouteSchema }, async (request, reply) => {
    const { planId } = request.params;
    const type = negotiate(request.headers.accept, ['application/json', 'application/geo+json', 'text/csv']);
    const plan = selectItineraries(await findReadyPlan(planning, planId), request.query);
    reply.header('vary', 'accept');
    if (type === 'application/json') {
      const { timeZone, coordinateSystem, itineraries } = plan;
      return { planId, timeZone, coordinateSystem, itineraries };
    }
    const planRequest = await findRequest(planning, planId);
    if (type === 'application/geo+json') {
      reply.type(type);
      return exports.planGeoJson(plan, planRequest) as PlanGeoJson;
    }
    reply.type('text/csv; charset=utf-8');
    reply.header('content-disposition', `attachment; filename="itineraries-${planId}.csv"`);
    return exports.itinerariesCsv(plan, planRequest);
  });

  app.get('/v1/plans/:planId/map', { schema: mapRouteSchema }, async (request, reply) => {
    const { planId } = request.params;
    negotiate(request.headers.accept, ['text/html']);
    const plan = await findReadyPlan(planning, planId);
    const planRequest = await findRequest(planning, planId);
    reply.type('text/html; charset=utf-8');
    return exports.mapHtml(plan, planRequest, config.tileUrl === undefined ? {} : { tileUrl: config.tileUrl });
  });
};

const itinerariesRouteSchema = {
  operationId: 'getItineraries',
  summary: 'Read the itineraries of a plan',
  description: 'All of them, or those of one rep or some days, in the format that `Accept` names.',
  tags,
  params: planParamsSchema,
  querystring: itinerariesQuerySchema,
  response: {
    200: {
      description: 'The itineraries.',
      content: {
        'application/json': { schema: itinerariesSchema },
        'application/geo+json': { schema: geoJsonSchema },
        'text/csv': { schema: z.string() },
      },
    },
    ...problems(400, 404, 406, 409, 422),
  },
};

const mapRouteSchema = {
  operationId: 'getPlanMap',
  summary: 'See a plan on a map',
  description: 'One page with territories, tours and nights, to be opened in a browser.',
  tags,
  params: planParamsSchema,
  response: { 200: text('The page.', 'text/html'), ...problems(404, 406, 409) },
};
