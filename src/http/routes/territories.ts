/** Territories: store one, read it back, plan it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { cappedIssues } from '../issues.ts';
import { findTerritory } from '../lookup.ts';
import { allowedVersions, changed, isKnown } from '../preconditions.ts';
import { readHorizonRequest, readNewTerritory, readTerritory } from '../request-body.ts';
import { horizonRequestSchema, planAcceptedSchema, planListSchema, preferHeaderSchema } from '../schemas/plan.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';
import {
  ifMatchHeaderSchema,
  ifNoneMatchHeaderSchema,
  newTerritorySchema,
  replacedTerritorySchema,
  storedTerritorySchema,
  territoryCreatedSchema,
  territoryListSchema,
  territoryParamsSchema,
  territoryReplacedSchema,
} from '../schemas/territory.ts';
import { answerNewPlan, planOrState } from './new-plan.ts';

const tags = ['Territories'];

export const territoryRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { planning, territories, now } = deps;

  app.post('/v1/territories', { schema: createSchema }, async (request, reply) => {
    const { territory, issues, territoryIssues, plan } = await readNewTerritory(request.body, deps, now());
    const { territoryId, planId } = await planning.storeTerritory(
      { territory, issues: territoryIssues },
      plan,
      request.newId,
    );
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

  app.get('/v1/territories', { schema: listSchema }, async () => ({
    territories: (await territories.list()).map((each) => ({ ...each, updatedAt: each.updatedAt.toISOString() })),
  }));

  app.put('/v1/territories/:territoryId', { schema: replaceSchema }, async (request, reply) => {
    const { territoryId } = request.params;
    const { territory, issues } = await readTerritory(request.body, deps, now());
    const versions = allowedVersions(request.headers['if-match']);
    const change = await territories.replace(territoryId, { territory, issues }, versions);
    const { version } = changed(change, territoryId);
    reply.header('etag', `"${version}"`);
    return { territoryId, version, ...cappedIssues(issues) };
  });

  app.delete('/v1/territories/:territoryId', { schema: removeSchema }, async (request, reply) => {
    const { territoryId } = request.params;
    changed(await territories.remove(territoryId, allowedVersions(request.headers['if-match'])), territoryId);
    return reply.code(204).send(null);
  });

  app.get('/v1/territories/:territoryId/plans', { schema: plansSchema }, async (request) => {
    const { territoryId } = request.params;
    const plans = await territories.plans(territoryId);
    if (plans === null) throw new Problem(404, `There is no territory with the id "${territoryId.slice(0, 100)}".`);
    return {
      plans: plans.map(({ requestedAt, finishedAt, ...plan }) => ({
        ...plan,
        requestedAt: requestedAt.toISOString(),
        finishedAt: finishedAt?.toISOString() ?? null,
      })),
    };
  });

  app.post('/v1/territories/:territoryId/plans', { schema: planSchema }, async (request, reply) => {
    const { territoryId, territory } = await findTerritory(planning, request.params.territoryId);
    const newPlan = { ...(await readHorizonRequest(request.body, territory, deps)), territoryId };
    return answerNewPlan(planning, newPlan, request, reply);
  });
};

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
    ...problems(404, ...bodyProblems),
  },
};

const readSchema = {
  operationId: 'getTerritory',
  summary: 'Read a stored territory',
  description:
    'The territory as it was stored. `ETag` is its version; `If-None-Match` answers 304 while it is the same.',
  tags,
  params: territoryParamsSchema,
  headers: ifNoneMatchHeaderSchema,
  response: {
    200: json('The territory.', storedTerritorySchema),
    304: z.null().describe('Not changed since that version.'),
    ...problems(404),
  },
};

const listSchema = {
  operationId: 'listTerritories',
  summary: 'List the stored territories',
  description: 'By name, with their sizes and versions.',
  tags,
  response: { 200: json('The territories.', territoryListSchema), ...problems() },
};

const replaceSchema = {
  operationId: 'replaceTerritory',
  summary: 'Replace a stored territory',
  description:
    'The whole territory as it shall be. What visit records say of a customer (the last visit, whom the rep met, what was done) ' +
    'stays. With `If-Match` only while nobody else has changed it.',
  tags,
  params: territoryParamsSchema,
  headers: ifMatchHeaderSchema,
  body: replacedTerritorySchema,
  response: { 200: json('Replaced.', territoryReplacedSchema), ...problems(404, 412, ...bodyProblems) },
};

const removeSchema = {
  operationId: 'deleteTerritory',
  summary: 'Delete a stored territory',
  description:
    'With its visit records; its plans stay. One of which a plan is approved or being made cannot be deleted.',
  tags,
  params: territoryParamsSchema,
  headers: ifMatchHeaderSchema,
  response: { 204: z.null().describe('Deleted.'), ...problems(404, 409, 412) },
};

const plansSchema = {
  operationId: 'listPlans',
  summary: 'List the plans of a territory',
  description: 'The newest first, with their states, versions and approvals.',
  tags,
  params: territoryParamsSchema,
  response: { 200: json('The plans.', planListSchema), ...problems(404) },
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
