/** What a CRM writes back of a plan, and what a rep takes along. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { attachment } from '../attachment.ts';
import type { AppDeps } from '../deps.ts';
import { selectItineraries } from '../itineraries.ts';
import { findPlanState, findReadyPlan, findRequest, findStandingPlan } from '../lookup.ts';
import { negotiate } from '../negotiate.ts';
import { changesQuerySchema, changesSchema, sheetsQuerySchema } from '../schemas/cycle.ts';
import { planParamsSchema } from '../schemas/plan.ts';
import { json, problems, workbookSchema, xlsx } from '../schemas/responses.ts';
import { ifNoneMatchHeaderSchema } from '../schemas/territory.ts';

const tags = ['Plans'];

/** Of the `ETag`: another one whenever the changes between two plans that are stored become others. */
const changesRule = 2;

export const changeRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { planning, exports }) => {
  app.get('/v1/plans/:planId/changes', { schema: changesRouteSchema }, async (request, reply) => {
    const { planId } = request.params;
    const { since: asked, cursor = '0', limit = 1000 } = request.query;
    const plan = await findStandingPlan(planning, planId);
    const since = asked === 'nothing' ? null : (asked ?? (await latestTakenOver(planning, planId)));
    // A plan that has ended never changes, and neither do the changes between two.
    const etag = `"${planId}.${since ?? 'nothing'}.${cursor}.${limit}.${changesRule}"`;
    reply.header('etag', etag);
    if ((request.headers['if-none-match'] ?? '').includes(etag)) return reply.code(304).send(null);
    const previous = since === null ? null : await findStandingPlan(planning, since, plan.plan.horizon.start);
    const all = exports.planChanges(plan, previous);
    const first = Number(cursor);
    const next = first + limit;
    return {
      ...{ planId, since, total: all.length, changes: all.slice(first, next) },
      nextCursor: next < all.length ? String(next) : null,
    };
  });

  app.get('/v1/plans/:planId/sheets', { schema: sheetsRouteSchema }, async (request, reply) => {
    const { planId } = request.params;
    const { repId, period, on } = request.query;
    const type = negotiate(request.headers.accept, ['text/html', xlsx, 'text/csv']);
    const plan = await findReadyPlan(planning, planId);
    const planRequest = await findRequest(planning, planId);
    const part = selectItineraries(plan, { repId });
    // Whoever has a territory without customers has no tours.
    const isIdle = repId !== undefined && part.itineraries.length === 0;
    const itineraries = isIdle ? [{ repId, days: [] }] : part.itineraries;
    const sheets = exports.visitSheets({ ...part, itineraries }, planRequest, period, on ?? plan.horizon.start);
    reply.header('vary', 'accept');
    const name = `${period}-${sheets[0]?.from ?? plan.horizon.start}`;
    if (type === 'text/html') {
      reply.type('text/html; charset=utf-8');
      return exports.visitSheetsHtml(sheets, planRequest.territory.name ?? 'Visits');
    }
    reply.header('content-disposition', attachment(`${name}.${type === xlsx ? 'xlsx' : 'csv'}`));
    if (type === 'text/csv') {
      reply.type('text/csv; charset=utf-8');
      return exports.visitSheetsCsv(sheets);
    }
    reply.type(xlsx);
    // Sent as it is: the serializer writes JSON.
    return reply.send((await exports.visitSheetsXlsx(sheets)) as never);
  });
};

/** The latest plan that this one follows and that was not rejected; null: none. What was rejected no CRM has taken over. */
async function latestTakenOver(planning: AppDeps['planning'], planId: string): Promise<string | null> {
  let { previousPlanId } = await findPlanState(planning, planId);
  while (previousPlanId !== null) {
    const previous = await findPlanState(planning, previousPlanId);
    if (previous.approval !== 'rejected') break;
    previousPlanId = previous.previousPlanId;
  }
  return previousPlanId;
}

const changesRouteSchema = {
  operationId: 'getPlanChanges',
  summary: 'Read what to write back',
  description:
    'The visits and phone calls that come, move, change or go when this plan takes the place of another: the feed of a CRM. Days before ' +
    'the horizon of this plan stay as they were, and so do those after its end: what was planned there stands until a plan reaches them. In pages, always in the same order; `If-None-Match` answers 304, because plans that have ended never change.',
  tags,
  params: planParamsSchema,
  headers: ifNoneMatchHeaderSchema,
  querystring: changesQuerySchema,
  response: {
    200: json('A page of changes.', changesSchema),
    304: z.null().describe('Not changed.'),
    ...problems(400, 404, 409),
  },
};

const sheetsRouteSchema = {
  operationId: 'getVisitSheets',
  summary: 'Get the weekly or monthly sheet of a rep',
  description:
    'Time, place, purpose, customer and contact of every visit: a page to print a rep, a workbook or a text table.',
  tags,
  params: planParamsSchema,
  querystring: sheetsQuerySchema,
  response: {
    200: {
      description: 'The sheets.',
      content: {
        'text/html': { schema: z.string() },
        [xlsx]: { schema: workbookSchema },
        'text/csv': { schema: z.string() },
      },
    },
    ...problems(400, 404, 406, 409),
  },
};
