/** Territories: store one, read it back, plan it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import { cappedIssues } from '../issues.ts';
import { findTerritory } from '../lookup.ts';
import { readHorizonRequest, readNewTerritory } from '../request-body.ts';
import { horizonRequestSchema, planAcceptedSchema, preferHeaderSchema } from '../schemas/plan.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';
import {
  newTerritorySchema,
  storedTerritorySchema,
  territoryCreatedSchema,
  territoryParamsSchema,
} from '../schemas/territory.ts';
import { answerNewPlan, planOrState } from './new-plan.ts';

const tags = ['Territories'];

export const territoryRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { planning }) => {
  app.post('/v1/territories', { schema: createSchema }, async (request, reply) => {
    const { territory, issues, territoryIssues, plan } = readNewTerritory(request.body, new Date());
    const { territoryId, planId } = await planning.storeTerritory({ territory, issues: territoryIssues }, plan);
    if (planId === null) {
      reply.code(201).header('location', `/v1/territories/${territoryId}`);
      return { territoryId, ...cappedIssues(issues) };
    }
    reply.code(202).header('location', `/v1/plans/${planId}`);
    return { planId, territoryId, status: 'queued', ...cappedIssues(issues) };
  });

  app.get('/v1/territories/:territoryId', { schema: readSchema }, async (request, reply) => {
    const { territoryId, version, territory, issues } = await findTerritory(planning, request.params.territoryId);
    reply.header('etag', `"${version}"`);
    if (isKnown(request.headers['if-none-match'], version)) return reply.code(304).send(null);
    return { territoryId, version, territory, issues };
  });

  app.post('/v1/territories/:territoryId/plans', { schema: planSchema }, async (request, reply) => {
    const { territoryId, territory } = await findTerritory(planning, request.params.territoryId);
    const newPlan = { ...(await readHorizonRequest(request.body, territory, planning)), territoryId };
    return answerNewPlan(planning, newPlan, request.headers.prefer, reply);
  });
};

/** Whether If-None-Match (RFC 9110, section 13.1.2: a list, compared weakly) names this version. */
function isKnown(ifNoneMatch: string | undefined, version: number): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(`"${version}"`);
}

const createSchema = {
  operationId: 'createTerritory',
  summary: 'Store a territory, and plan it when a horizon comes with it',
  description:
    'Stores customers, reps and policy. With a `horizon` the plan is requested in the same step, both or neither.',
  tags,
  body: newTerritorySchema,
  response: {
    201: json('Stored; `Location` is the territory.', territoryCreatedSchema),
    202: json('Stored and being planned; `Location` is the plan.', planAcceptedSchema),
    ...problems(...bodyProblems),
  },
};

const readSchema = {
  operationId: 'getTerritory',
  summary: 'Read a stored territory',
  description:
    'The territory as it was stored. `ETag` is its version; `If-None-Match` answers 304 while it is the same.',
  tags,
  params: territoryParamsSchema,
  headers: z.object({ 'if-none-match': z.string().optional().describe('An ETag answered before.') }),
  response: {
    200: json('The territory.', storedTerritorySchema),
    304: z.null().describe('Not changed since that version.'),
    ...problems(404),
  },
};

const planSchema = {
  operationId: 'planTerritory',
  summary: 'Plan a stored territory',
  description: 'Requests a plan of a stored territory over a horizon. Poll `Location`, or wait with `Prefer: wait=20`.',
  tags,
  params: territoryParamsSchema,
  headers: preferHeaderSchema,
  body: horizonRequestSchema,
  response: {
    200: json('Ready in time: the plan, or the state in which it ended without one.', planOrState),
    202: json('Being planned; `Location` is the plan.', planAcceptedSchema),
    ...problems(404, ...bodyProblems),
  },
};
