/** A plan as it comes along, told by the service. */
import { Readable } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { hasEnded, type PlanStateRecord } from '../../planning/index.ts';
import { mayStillCall } from '../authorise.ts';
import type { AppDeps } from '../deps.ts';
import { eventStream, type ServerEvent } from '../event-stream.ts';
import { findPlanState } from '../lookup.ts';
import { negotiate } from '../negotiate.ts';
import { OpenStreams } from '../open-streams.ts';
import { stateView } from '../plan-view.ts';
import { lastEventIdHeaderSchema, planParamsSchema } from '../schemas/plan.ts';
import { problems, textStream } from '../schemas/responses.ts';

export const planEventRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { access, planning, log, config }) => {
  const streams = new OpenStreams(config.eventStreams, log);
  app.get('/v1/plans/:planId/events', { schema: eventsSchema }, async (request, reply) => {
    negotiate(request.headers.accept, ['text/event-stream']);
    const state = await findPlanState(planning, request.params.planId);
    // An EventSource comes back after every end of a stream, until it is told that there is nothing more.
    if (hasEnded(state) && request.headers['last-event-id'] === eventOf(state).id) return reply.code(204).send(null);
    // The last header is for nginx, which would collect the events.
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    if (request.method === 'HEAD') return reply.headers(headers).send(Readable.from([]));
    const stream = streams.open(request.caller, mayStillCall(request, access), () =>
      eventStream(async function* (gone) {
        for await (const next of planning.followPlan(state, gone)) yield eventOf(next);
      }),
    );
    return reply.headers(headers).send(stream);
  });
};

function eventOf(state: PlanStateRecord): ServerEvent {
  const { status, progress } = state;
  return { id: `${status}.${progress?.steps ?? 0}`, name: status, data: stateView(state) };
}

const eventsSchema = {
  operationId: 'followPlan',
  summary: 'Follow a plan',
  description:
    'Server-sent events: the state of now, then each change of status and progress, about one a second. The name of an event is the ' +
    '`status`, its data what `GET …/status` answers. With `completed`, `failed` or `cancelled` the stream ends, and an ' +
    'EventSource that comes back after it is answered 204, so that it stops. One that was cut gets the state of now when it comes back. ' +
    'An API key has at most so many streams open as the service allows (100, if its operator has not set it otherwise): one more is a 429, and a ' +
    '503 where all callers together have too many. Streams of a key that is revoked are cut within ten seconds.',
  tags: ['Plans'],
  params: planParamsSchema,
  headers: lastEventIdHeaderSchema,
  response: {
    200: textStream('The events.', 'text/event-stream'),
    204: z.null().describe('`Last-Event-ID` is the last there is: do not come back.'),
    ...problems(404, 406),
  },
};
