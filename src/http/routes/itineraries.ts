/** Itineraries and the map of a plan. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { attachment } from '../attachment.ts';
import type { AppDeps } from '../deps.ts';
import { originOfPart, selectItineraries } from '../itineraries.ts';
import { findPlanState, findReadyPlan, findRequest } from '../lookup.ts';
import { negotiate } from '../negotiate.ts';
import { geoJsonSchema, itinerariesQuerySchema, itinerariesSchema, type PlanGeoJson } from '../schemas/itineraries.ts';
import { planParamsSchema } from '../schemas/plan.ts';
import { problems, text, workbookSchema, xlsx } from '../schemas/responses.ts';

const tags = ['Plans'];
const formats = ['application/json', 'application/geo+json', 'text/csv', 'text/calendar', xlsx] as const;

export const itineraryRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { planning, exports, config }) => {
  app.get('/v1/plans/:planId/itineraries', { schema: itinerariesRouteSchema }, async (request, reply) => {
    const { planId } = request.params;
    const type = negotiate(request.headers.accept, formats);
    const whole = await findReadyPlan(planning, planId);
    reply.header('vary', 'accept');
    const { repId } = request.query;
    const name = repId === undefined ? `itineraries-${planId}` : `itineraries-${planId}-${repId}`;
    if (type === 'text/calendar') {
      const origin = await originOfPart(planning, await findPlanState(planning, planId), whole, request.query);
      reply.type('text/calendar; charset=utf-8').header('content-disposition', attachment(`${name}.ics`));
      return exports.itinerariesCalendar(whole, await findRequest(planning, planId), origin);
    }
    const plan = selectItineraries(whole, request.query);
    if (type === 'application/json') {
      const { timeZone, coordinateSystem, itineraries } = plan;
      return { planId, timeZone, coordinateSystem, itineraries };
    }
    const planRequest = await findRequest(planning, planId);
    if (type === 'application/geo+json') {
      reply.type(type);
      return exports.planGeoJson(plan, planRequest) as PlanGeoJson;
    }
    if (type === xlsx) {
      reply.type(type).header('content-disposition', attachment(`${name}.xlsx`));
      // Sent as it is: the serializer writes JSON.
      return reply.send((await exports.itinerariesXlsx(plan, planRequest)) as never);
    }
    reply.type('text/csv; charset=utf-8').header('content-disposition', attachment(`${name}.csv`));
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
  description:
    'All of them, or those of one rep or some days, in the format that `Accept` names. The calendar (RFC 5545) has an event a ' +
    'visit and night away: imported again after a replan it moves the visits that it holds, also to other days, and what has ' +
    'fallen away, or gone to another rep, is there as a cancelled event, also of a rep who is no longer in the plan. A visit has the same UID in ' +
    'all plans that follow each other, and another one for another rep or in another territory. The table and the workbook have a row an activity.',
  tags,
  params: planParamsSchema,
  querystring: itinerariesQuerySchema,
  response: {
    200: {
      description: 'The itineraries.',
      content: {
        'application/json': { schema: itinerariesSchema },
        'application/geo+json': { schema: geoJsonSchema },
        'text/calendar': { schema: z.string() },
        'text/csv': { schema: z.string() },
        [xlsx]: { schema: workbookSchema },
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
