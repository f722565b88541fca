/** Plans: request one, follow it, read it, stop it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hasEnded } from '../../planning/index.ts';
import type { AppDeps } from '../deps.ts';
import { cancelPlan, findPlan, findPlanState } from '../lookup.ts';
import { planView, stateView } from '../plan-view.ts';
import { readNewPlan } from '../request-body.ts';
import {
  newPlanSchema,
  planAcceptedSchema,
  planParamsSchema,
  planStateSchema,
  preferHeaderSchema,
} from '../schemas/plan.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';
import { ifNoneMatchHeaderSchema } from '../schemas/territory.ts';
import { answerNewPlan, planOrState } from './new-plan.ts';

const tags = ['Plans'];

export const planRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { planning } = deps;

  app.post('/v1/plans', { schema: createSchema }, async (request, reply) =>
    answerNewPlan(planning, await readNewPlan(request.body, deps), request, reply),
  );

  app.get('/v1/plans/:planId', { schema: readSchema }, async (request, reply) => {
    const record = await findPlan(planning, request.params.planId);
    if (!hasEnded(record)) return planView(record);
    // From its end on only the approval of a plan changes.
    const etag = `"${record.status}.${record.approval}"`;
    reply.header('etag', etag);
    if ((request.headers['if-none-match'] ?? '').includes(etag)) return reply.code(304).send(null);
    return planView(record);
  });

  app.get('/v1/plans/:planId/status', { schema: statusSchema }, async (request) =>
    stateView(await findPlanState(planning, request.params.planId)),
  );

  app.delete('/v1/plans/:planId', { schema: stopSchema }, async (request, reply) => {
    const record = await cancelPlan(planning, request.params.planId);
    reply.code(hasEnded(record) ? 200 : 202);
    return stateView(record);
  });
};

const createSchema = {
  operationId: 'createPlan',
  summary: 'Request a plan',
  description:
    'Plans a territory, sent along or stored before, over a horizon. Wait with `Prefer: wait=20`, poll `Location`, or follow its events.',
  tags,
  headers: preferHeaderSchema,
  body: newPlanSchema,
  response: {
    200: json('Ready in time: the plan, or the state in which it ended without one.', planOrState),
    202: json('Being planned; `Location` is the plan.', planAcceptedSchema),
    ...problems(404, ...bodyProblems),
  },
};

const readSchema = {
  operationId: 'getPlan',
  summary: 'Read a plan',
  description: 'The plan when there is one, also the best found before it was stopped; else how far it has come.',
  tags,
  params: planParamsSchema,
  headers: ifNoneMatchHeaderSchema,
  response: {
    200: json('The plan, or its state.', planOrState),
    304: z.null().describe('Not changed.'),
    ...problems(404),
  },
};

const statusSchema = {
  operationId: 'getPlanStatus',
  summary: 'Poll the progress of a plan',
  description: 'The state without the plan itself.',
  tags,
  params: planParamsSchema,
  response: { 200: json('The state.', planStateSchema), ...problems(404) },
};

const stopSchema = {
  operationId: 'cancelPlan',
  summary: 'Stop a plan',
  description: 'Stops a queued or running plan and keeps the best so far; a plan that has ended stays as it is.',
  tags,
  params: planParamsSchema,
  response: {
    200: json('It has ended.', planStateSchema),
    202: json('It is being stopped.', planStateSchema),
    ...problems(404),
  },
};
