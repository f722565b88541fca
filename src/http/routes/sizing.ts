/** Does the team's time suffice, and how many reps would it take: answered without planning anything. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { sizeIssues, sizingQuestionSchema } from '#solver';
import { anyRole } from '../authorise.ts';
import type { AppDeps } from '../deps.ts';
import { cappedIssues } from '../issues.ts';
import { readForm, readNewPlan, refuseErrors } from '../request-body.ts';
import { fitAnswerSchema, newFitSchema, newSizingSchema, sizingAnswerSchema } from '../schemas/proposals.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';
import { whileWaitedFor } from '../while-waited-for.ts';

const tags = ['Territories'];

export const sizingRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { territoryQuestions } = deps;

  app.post('/v1/fit', { schema: fitRouteSchema, config: { allow: anyRole } }, async (request, reply) => {
    const { request: asked, issues } = await readNewPlan(request.body, deps);
    const answer = await whileWaitedFor(reply, (gone) => territoryQuestions.fit(asked, gone));
    return { ...answer, ...cappedIssues([...issues, ...answer.issues]) };
  });

  app.post('/v1/sizing', { schema: sizingRouteSchema, config: { allow: anyRole } }, async (request, reply) => {
    const { teamSizes = {}, ...body } = (request.body ?? {}) as { teamSizes?: unknown };
    const { request: asked, issues } = await readNewPlan(isObject(request.body) ? body : request.body, deps);
    const question = readForm(sizingQuestionSchema, teamSizes, '/teamSizes');
    refuseErrors(sizeIssues(asked, question));
    const answer = await whileWaitedFor(reply, (gone) => territoryQuestions.sizing(asked, question, gone));
    return { ...answer, ...cappedIssues([...issues, ...answer.issues]) };
  });
};

const isObject = (body: unknown): boolean => typeof body === 'object' && body !== null && !Array.isArray(body);

const fitRouteSchema = {
  operationId: 'fit',
  summary: "Compare demand with the team's time",
  description:
    'Per rep and class the time that the visit frequencies take and the time there is; which classes would lose visits, and what one more ' +
    'rep, working day or night away would make possible. Nothing is planned.',
  tags,
  body: newFitSchema,
  response: { 200: json('The fit.', fitAnswerSchema), ...problems(404, ...bodyProblems) },
};

const sizingRouteSchema = {
  operationId: 'sizeTeam',
  summary: 'Find the right size of a team',
  description:
    'For a range of team sizes: coverage, utilisation, balance, driving and cost; who a smaller team would do without, and in which towns ' +
    'additional reps had best live. A curve, not one number. Nothing is planned.',
  tags,
  body: newSizingSchema,
  response: { 200: json('The curve.', sizingAnswerSchema), ...problems(404, ...bodyProblems) },
};
