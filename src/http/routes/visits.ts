/** Visit records, and what they add up to. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { coverageSchema, type Issue, type VisitRecord, visitRecordSchema } from '#solver';
import type { VisitResult } from '../../records/index.ts';
import { attachment } from '../attachment.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { formIssues } from '../issues.ts';
import { negotiate } from '../negotiate.ts';
import { readForm } from '../request-body.ts';
import { bodyProblems, json, problems, workbookSchema, xlsx } from '../schemas/responses.ts';
import { territoryParamsSchema } from '../schemas/territory.ts';
import {
  newVisitsSchema,
  periodQuerySchema,
  sentVisitsSchema,
  storedVisitsSchema,
  visitResultsSchema,
} from '../schemas/visits.ts';

const tags = ['Visits'];

export const visitRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { visits, exports, now }) => {
  app.post('/v1/territories/:territoryId/visits', { schema: addSchema }, async (request) => {
    const sent = readForm(sentVisitsSchema, request.body).visits.map(readVisit);
    const records = sent.flatMap(({ record }) => record ?? []);
    const judged = found(await visits.add(request.params.territoryId, records, now()), request.params).values();
    const results = sent.map(({ id, record, issues }, index) =>
      record === null
        ? { index, id, result: 'rejected' as const, issues }
        : { index, ...(judged.next().value as VisitResult) },
    );
    const rejected = results.filter(({ result }) => result === 'rejected').length;
    return { accepted: results.length - rejected, rejected, results };
  });

  app.get('/v1/territories/:territoryId/visits', { schema: listSchema }, async (request) => {
    const { from, to } = request.query;
    return { visits: found(await visits.list(request.params.territoryId, from, to), request.params) };
  });

  app.get('/v1/territories/:territoryId/coverage', { schema: coverageRouteSchema }, async (request, reply) => {
    const { from, to } = request.query;
    if (to < from) throw new Problem(422, 'The last day lies before the first.');
    if (isOverTwoYears(from, to)) throw new Problem(422, `The days from ${from} to ${to} are more than two years.`);
    const type = negotiate(request.headers.accept, ['application/json', 'text/csv', xlsx]);
    const coverage = found(await visits.coverage(request.params.territoryId, from, to, now()), request.params);
    reply.header('vary', 'accept');
    if (type === 'application/json') return coverage;
    const name = `coverage-${from}-${to}`;
    if (type === xlsx) {
      reply.type(xlsx).header('content-disposition', attachment(`${name}.xlsx`));
      // Sent as it is: the serializer writes JSON.
      return reply.send((await exports.coverageXlsx(coverage)) as never);
    }
    reply.type('text/csv; charset=utf-8');
    reply.header('content-disposition', attachment(`${name}.csv`));
    return exports.coverageCsv(coverage);
  });
};

/** A review works through every day of its period, and the service answers nobody else meanwhile. */
function isOverTwoYears(from: string, to: string): boolean {
  return DateTime.fromISO(to) >= DateTime.fromISO(from).plus({ years: 2 });
}

interface SentVisit {
  readonly id: string | null;
  /** Null: its form is wrong, as the issues say. */
  readonly record: VisitRecord | null;
  readonly issues: readonly Issue[];
}

function readVisit(row: Readonly<Record<string, unknown>>): SentVisit {
  const parsed = visitRecordSchema.safeParse(row);
  const id = typeof row.id === 'string' ? row.id : null;
  if (parsed.success) return { id, record: parsed.data, issues: [] };
  return { id, record: null, issues: formIssues(row, parsed.error, '') };
}

function found<T>(answer: T | null, { territoryId }: { readonly territoryId: string }): T {
  if (answer === null) throw new Problem(404, `There is no territory with the id "${territoryId.slice(0, 100)}".`);
  return answer;
}

const addSchema = {
  operationId: 'addVisits',
  summary: 'Report visits',
  description:
    "Planned ones or ad hoc, each with an id of the caller's own: sent again it changes nothing, sent otherwise by another call it replaces. " +
    'Every record is judged by itself: one that is wrong is rejected with its issues, the others go through. ' +
    '`lastVisitedOn`, the contact met and the actions done follow into the territory.',
  tags,
  params: territoryParamsSchema,
  body: newVisitsSchema,
  response: { 200: json('What became of each.', visitResultsSchema), ...problems(404, ...bodyProblems) },
};

const listSchema = {
  operationId: 'getVisits',
  summary: 'Read visit records',
  description: 'Those of a period, the oldest first.',
  tags,
  params: territoryParamsSchema,
  querystring: periodQuerySchema,
  response: { 200: json('The records.', storedVisitsSchema), ...problems(400, 404) },
};

const coverageRouteSchema = {
  operationId: 'getCoverage',
  summary: 'Review a period',
  description:
    'Required, planned, done, effective and overdue by class, rep and customer; how far frequency, intervals and plan were ' +
    'kept; and suggestions for the next plan. Days that are still to come are not judged (`judgedUntil`). On each day counts the plan approved last, else the one ' +
    'asked for last that was not rejected. A period has at most two years.',
  tags,
  params: territoryParamsSchema,
  querystring: periodQuerySchema,
  response: {
    200: {
      description: 'The review; as CSV and XLSX one row a class, rep and customer.',
      content: {
        'application/json': { schema: coverageSchema },
        'text/csv': { schema: z.string() },
        [xlsx]: { schema: workbookSchema },
      },
    },
    ...problems(400, 404, 406, 422),
  },
};
