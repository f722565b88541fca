/** A plan that has to change: planned anew with few changes, and days for one more visit. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Customer } from '#solver';
import { anyRole } from '../authorise.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { findReadyPlan, findRequest } from '../lookup.ts';
import { readForm, readReplan } from '../request-body.ts';
import { planAcceptedSchema, planParamsSchema, preferHeaderSchema } from '../schemas/plan.ts';
import { daySuggestionRequestSchema, daySuggestionsSchema, replanSchema } from '../schemas/replan.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';
import { whileWaitedFor } from '../while-waited-for.ts';
import { answerNewPlan, planOrState } from './new-plan.ts';

const tags = ['Plans'];

export const replanRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { planning, suggestDays, now } = deps;

  app.post('/v1/plans/:planId/replan', { schema: replanRouteSchema }, async (request, reply) => {
    const asked = readForm(replanSchema, request.body);
    const newPlan = await readReplan(request.params.planId, asked, deps, now());
    return answerNewPlan(planning, newPlan, request, reply);
  });

  app.post(
    '/v1/plans/:planId/suggest-days',
    { schema: suggestSchema, config: { allow: anyRole } },
    async (request, reply) => {
      const { customerId, customer, ...question } = readForm(daySuggestionRequestSchema, request.body);
      const { planId } = request.params;
      const plan = await findReadyPlan(planning, planId);
      const planRequest = await findRequest(planning, planId);
      const known = planRequest.territory.customers.find(({ id }) => id === customerId);
      const asked: Customer | undefined = customer ?? known;
      if (asked === undefined)
        throw new Problem(422, 'Name a customer of the plan by customerId, or send a new customer.');
      const { travel } = planRequest.territory;
      if (travel?.mode === 'matrix' && !travel.placeIds.includes(asked.id))
        throw new Problem(
          422,
          `The travel matrix of the plan has no ways to "${asked.id}": plan anew with one that has.`,
        );
      return whileWaitedFor(reply, (gone) => suggestDays(planRequest, plan, { customer: asked, ...question }, gone));
    },
  );
};

const replanRouteSchema = {
  operationId: 'replan',
  summary: 'Plan anew with few changes',
  description:
    'Makes a new plan from this one: the territory as it is stored now, frozen days and pins kept, events taken in, a price on ' +
    'every visit that changes its day. `diff` of the new plan says what was kept, moved, added and dropped, and who must be told.',
  tags,
  params: planParamsSchema,
  headers: preferHeaderSchema,
  body: replanSchema,
  response: {
    200: json('Ready in time: the new plan, or the state in which it ended without one.', planOrState),
    202: json('Being planned; `Location` is the new plan.', planAcceptedSchema),
    ...problems(404, 409, ...bodyProblems),
  },
};

const suggestSchema = {
  operationId: 'suggestDays',
  summary: 'Find days for one more visit',
  description: 'The days on which a visit fits between those planned, with the detour each takes; nothing is changed.',
  tags,
  params: planParamsSchema,
  body: daySuggestionRequestSchema,
  response: { 200: json('The days.', daySuggestionsSchema), ...problems(404, 409, ...bodyProblems) },
};
