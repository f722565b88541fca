/** Who is told when something happens to a plan. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { makeIssue } from '#solver';
import type { Role } from '../../access/index.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { readForm } from '../request-body.ts';
import {
  deliveriesQuerySchema,
  deliveriesSchema,
  deliveryParamsSchema,
  newWebhookSchema,
  webhookCreatedSchema,
  webhookListSchema,
  webhookParamsSchema,
} from '../schemas/cycle.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';

const tags = ['Webhooks'];
/** Beside admin: whoever integrates. */
const config = { allow: ['crm'] as readonly Role[] };

export const webhookRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { webhooks }) => {
  app.post('/v1/webhooks', { schema: createSchema, config }, async (request, reply) => {
    const { url, events } = readForm(newWebhookSchema, request.body);
    const wrong = webhooks.whyNotUrl(url);
    if (wrong !== null) {
      const issue = { ...makeIssue('BAD_FORMAT', '/url'), message: wrong };
      throw new Problem(422, 'Nothing can be sent there.', [{ ...issue, action: 'Send a public https address.' }]);
    }
    const created = await webhooks.create(url, [...new Set(events)], request.newId);
    reply.code(201).header('location', `/v1/webhooks/${created.webhookId}`);
    return { ...created, createdAt: created.createdAt.toISOString() };
  });

  app.get('/v1/webhooks', { schema: listSchema, config }, async () => ({
    webhooks: (await webhooks.list()).map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
  }));

  app.delete('/v1/webhooks/:webhookId', { schema: removeSchema, config }, async (request, reply) => {
    if (!(await webhooks.remove(request.params.webhookId))) throw new Problem(404, 'There is no such webhook.');
    return reply.code(204).send(null);
  });

  app.get('/v1/webhooks/:webhookId/deliveries', { schema: deliveriesRouteSchema, config }, async (request) => {
    const deliveries = await webhooks.deliveries(request.params.webhookId, request.query.state);
    if (deliveries === null) throw new Problem(404, 'There is no such webhook.');
    return {
      deliveries: deliveries.map(({ createdAt, endedAt, ...each }) => ({
        ...each,
        createdAt: createdAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
    };
  });

  const resendUrl = '/v1/webhooks/:webhookId/deliveries/:deliveryId/resend';
  app.post(resendUrl, { schema: resendSchema, config }, async (request, reply) => {
    const { webhookId, deliveryId } = request.params;
    if (!(await webhooks.resend(webhookId, deliveryId)))
      throw new Problem(404, 'There is no such delivery, or it is still being tried.');
    return reply.code(202).send({ deliveryId });
  });
};

const createSchema = {
  operationId: 'createWebhook',
  summary: 'Be told what happens to plans',
  description:
    'Messages are signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`) with the secret answered ' +
    'here, and only here. Each comes at least once, always with the same id; it counts as received with a 2xx within 10 seconds, else it ' +
    'is tried again, later and later, ten times in all. Redirections are not followed.',
  tags,
  body: newWebhookSchema,
  response: { 201: json('Created.', webhookCreatedSchema), ...problems(...bodyProblems) },
};

const listSchema = {
  operationId: 'listWebhooks',
  summary: 'List the webhooks',
  description: 'Without their secrets.',
  tags,
  response: { 200: json('The webhooks.', webhookListSchema), ...problems() },
};

const removeSchema = {
  operationId: 'deleteWebhook',
  summary: 'Delete a webhook',
  description: 'With its deliveries.',
  tags,
  params: webhookParamsSchema,
  response: { 204: z.null().describe('Deleted.'), ...problems(404) },
};

const deliveriesRouteSchema = {
  operationId: 'listDeliveries',
  summary: 'List what was sent to a webhook',
  description:
    'The newest first, at most 1,000; `state=dead` are those that could not be delivered. What has ended is kept for 30 days.',
  tags,
  params: webhookParamsSchema,
  querystring: deliveriesQuerySchema,
  response: { 200: json('The deliveries.', deliveriesSchema), ...problems(400, 404) },
};

const resendSchema = {
  operationId: 'resendDelivery',
  summary: 'Send a message again',
  description: 'One that is dead or was delivered, with the same id and body.',
  tags,
  params: deliveryParamsSchema,
  response: { 202: json('It is being sent.', z.strictObject({ deliveryId: z.string() })), ...problems(404) },
};
