/** The judge: a plan, by hand or by machine, against its request. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { anyRole } from '../authorise.ts';
import type { AppDeps } from '../deps.ts';
import { readPlanCheck } from '../request-body.ts';
import { checkResultSchema, planCheckSchema } from '../schemas/check.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';
import { whileWaitedFor } from '../while-waited-for.ts';

export const checkRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  app.post('/v1/plans/check', { schema, config: { allow: anyRole } }, async (request, reply) => {
    const { request: planRequest, plan } = await readPlanCheck(request.body, deps);
    return whileWaitedFor(reply, (gone) => deps.check(planRequest, plan, gone));
  });
};

const schema = {
  operationId: 'checkPlan',
  summary: 'Check a plan',
  description:
    'Judges a plan against its territory and horizon: every broken rule, and the key figures counted anew. Of one made by hand the visits and their times are enough.',
  tags: ['Plans'],
  body: planCheckSchema,
  response: {
    200: json('The judgement, also of a plan that breaks rules.', checkResultSchema),
    ...problems(404, ...bodyProblems),
  },
};
