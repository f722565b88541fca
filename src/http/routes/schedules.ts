/** Territories that are planned by the clock. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { ScheduleResult } from '../../schedules/index.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { readForm } from '../request-body.ts';
import { scheduleSchema, storedScheduleSchema } from '../schemas/cycle.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';
import { territoryParamsSchema } from '../schemas/territory.ts';

const tags = ['Territories'];
const url = '/v1/territories/:territoryId/schedule';

export const scheduleRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { schedules }) => {
  app.put(url, { schema: setSchema }, async (request) => {
    const schedule = readForm(scheduleSchema, request.body);
    const issues = schedules.issuesOf(schedule);
    if (issues.length > 0) throw new Problem(422, 'The clock cannot be set so.', issues);
    return found(await schedules.set(request.params.territoryId, schedule), 'territory');
  });

  app.get(url, { schema: readSchema }, async (request) =>
    found(await schedules.read(request.params.territoryId), 'schedule'),
  );

  app.delete(url, { schema: removeSchema }, async (request, reply) => {
    if (!(await schedules.remove(request.params.territoryId))) throw new Problem(404, 'There is no such schedule.');
    return reply.code(204).send(null);
  });
};

function found(stored: ScheduleResult | null, what: string): z.infer<typeof storedScheduleSchema> {
  if (stored === null) throw new Problem(404, `There is no such ${what}.`);
  const { lastRun, next, ...rest } = stored;
  return {
    ...rest,
    next: next.map((time) => time.toISOString()),
    lastRun: lastRun === null ? null : { ...lastRun, issues: [...lastRun.issues] },
  };
}

const setSchema = {
  operationId: 'setSchedule',
  summary: 'Plan a territory by the clock',
  description:
    'At these times the territory is planned as it is stored then; where a plan in force, an approved one first, reaches into ' +
    'the horizon, it is replanned with few changes, and its events and pins go on. Times missed while the service did not run ' +
    'are made up for once.',
  tags,
  params: territoryParamsSchema,
  body: scheduleSchema,
  response: { 200: json('Set.', storedScheduleSchema), ...problems(404, ...bodyProblems) },
};

const readSchema = {
  operationId: 'getSchedule',
  summary: 'Read the schedule of a territory',
  description: 'With the next times, and what became of the last.',
  tags,
  params: territoryParamsSchema,
  response: { 200: json('The schedule.', storedScheduleSchema), ...problems(404) },
};

const removeSchema = {
  operationId: 'removeSchedule',
  summary: 'Plan a territory by the clock no more',
  description: 'Plans that were made stay.',
  tags,
  params: territoryParamsSchema,
  response: { 204: z.null().describe('Removed.'), ...problems(404) },
};
