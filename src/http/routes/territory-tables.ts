/** Customers and reps of a stored territory, many at a time: as JSON, as text tables and as workbooks. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Issue } from '#solver';
import type { TableFormat } from '../../tables/index.ts';
import type { BatchMode, BatchResult, RowResult, TerritoryBatch } from '../../territories/index.ts';
import { attachment } from '../attachment.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { cappedIssues } from '../issues.ts';
import { findTerritory } from '../lookup.ts';
import { negotiate } from '../negotiate.ts';
import { allowedVersions, changed, isKnown } from '../preconditions.ts';
import { readForm, refuseErrors } from '../request-body.ts';
import {
  type BatchAnswer,
  batchQuerySchema,
  batchResultSchema,
  columnMappingsSchema,
  customerBatchSchema,
  customerChangesSchema,
  maxRows,
  repBatchSchema,
  repChangesSchema,
} from '../schemas/batch.ts';
import { bodyProblems, json, problems, text, workbookSchema, xlsx } from '../schemas/responses.ts';
import { ifMatchHeaderSchema, ifNoneMatchHeaderSchema, territoryParamsSchema } from '../schemas/territory.ts';

const tags = ['Territories'];
const tableTypes = ['text/csv', xlsx];
type TableName = TerritoryBatch['table'];

/** What a call asks for, and what is to be said of its table. */
interface SentBatch {
  readonly batch: TerritoryBatch;
  readonly warnings: readonly Issue[];
}

export const territoryTableRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { planning, territories, tables, now } = deps;
  acceptTables(app);

  for (const table of ['customers', 'reps'] as const) {
    const url = `/v1/territories/:territoryId/${table}`;
    app.patch(url, { schema: changeSchema(table), config: { tableTypes } }, async (request, reply) => {
      const { territoryId } = request.params;
      const sent = Buffer.isBuffer(request.body)
        ? await readSentTable(deps, territoryId, table, request.body, request.query.mode)
        : readSentRows(table, request.body);
      const versions = allowedVersions(request.headers['if-match']);
      const change = await territories.change(territoryId, sent.batch, now(), versions);
      const { version, batch } = changed(change, territoryId);
      if (batch.isRefused) refuseErrors(batch.issues);
      reply.header('etag', `"${version}"`);
      return answerOf(territoryId, version, batch, sent);
    });

    app.get(url, { schema: readSchema(table) }, async (request, reply) => {
      const { territoryId } = request.params;
      const type = negotiate(request.headers.accept, ['application/json', 'text/csv', xlsx]);
      const { territory, version } = await findTerritory(planning, territoryId);
      reply.headers({ etag: `"${version}"`, vary: 'accept' });
      if (isKnown(request.headers['if-none-match'], version)) return reply.code(304).send(null);
      if (type === 'application/json') return { [table]: territory[table] };
      return sendTable(reply, `${table}-${territoryId}`, type, (format) =>
        tables.writeTable(table, territory[table], format),
      );
    });

    app.get(`/v1/templates/${table}`, { schema: templateSchema(table) }, async (request, reply) => {
      const type = negotiate(request.headers.accept, ['text/csv', xlsx]);
      reply.header('vary', 'accept');
      return sendTable(reply, table, type, (format) => tables.tableTemplate(table, format));
    });
  }

  app.get('/v1/territories/:territoryId/column-mappings', { schema: mappingsSchema }, async (request) => {
    const { columnMappings } = await findTerritory(planning, request.params.territoryId);
    return columnMappings;
  });

  app.put('/v1/territories/:territoryId/column-mappings', { schema: mapSchema }, async (request) => {
    const { territoryId } = await findTerritory(planning, request.params.territoryId);
    const mappings = readForm(columnMappingsSchema, request.body);
    const issuesIn = (name: TableName | 'hotels') =>
      tables.mappingIssues(name, mappings[name] ?? {}).map((issue) => ({ ...issue, path: `/${name}${issue.path}` }));
    refuseErrors((['customers', 'reps', 'hotels'] as const).flatMap(issuesIn));
    await territories.mapColumns(territoryId, mappings);
    return mappings;
  });
};

/** Only here: elsewhere a body is JSON. */
function acceptTables(app: FastifyInstance): void {
  for (const type of tableTypes)
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_: FastifyRequest, body: Buffer, done) => done(null, body));
}

function readSentRows(table: TableName, body: unknown): SentBatch {
  const form = table === 'customers' ? readForm(customerBatchSchema, body) : readForm(repBatchSchema, body);
  const rows = 'customers' in form ? form.customers : form.reps;
  const { mode = 'updateOrInsert', deleteIds = [] } = form;
  const batch = { table, mode, rows, fileRows: null, cellIssues: new Map(), isWhole: true, deleteIds };
  return { batch, warnings: [] };
}

async function readSentTable(
  { territories, tables }: AppDeps,
  territoryId: string,
  table: TableName,
  bytes: Buffer,
  mode: BatchMode = 'updateOrInsert',
): Promise<SentBatch> {
  const mappings = await territories.columnMappings(territoryId);
  const content = mode === 'insert' ? 'entry' : 'changes';
  const options = { mapping: mappings?.[table], content, mostRows: maxRows } as const;
  const { entries, rows, issues } = await tables.readTable(table, bytes, options);
  if (entries === null) throw new Problem(422, 'The table cannot be used; issues says why.', issues);
  const ofRow = (issue: Issue) => new RegExp(`^/territory/${table}/(\\d+)`).exec(issue.path)?.[1];
  const cellIssues = new Map(
    [
      ...Map.groupBy(
        issues.filter((issue) => ofRow(issue) !== undefined),
        (issue) => Number(ofRow(issue)),
      ),
    ].map(([index, own]) => [
      index,
      own.map((issue) => ({ ...issue, path: issue.path.replace(/^\/\w+\/\w+\/\d+/, '') })),
    ]),
  );
  const isWhole = !issues.some(({ code }) => code === 'TOO_MANY_CELLS' || code === 'SHEETS_NOT_READ');
  return {
    batch: { table, mode, rows: entries, fileRows: rows, cellIssues, isWhole, deleteIds: [] },
    warnings: issues.filter((issue) => ofRow(issue) === undefined),
  };
}

function answerOf(
  territoryId: string,
  version: number,
  { rows, issues, callIssues }: BatchResult,
  { batch, warnings }: SentBatch,
): BatchAnswer {
  const results = rows.map(({ index, ...row }) => {
    const fileRow = index === null ? undefined : batch.fileRows?.[index];
    return { index, ...(fileRow === undefined ? {} : { row: fileRow }), ...row };
  });
  const count = (result: RowResult['result']) => results.filter((row) => row.result === result).length;
  return {
    ...{ territoryId, version },
    ...{ inserted: count('inserted'), updated: count('updated'), unchanged: count('unchanged') },
    ...{ deleted: count('deleted'), rejected: count('rejected') },
    results,
    ...cappedIssues([...warnings, ...callIssues, ...issues]),
  };
}

async function sendTable(
  reply: FastifyReply,
  name: string,
  type: string,
  write: (format: TableFormat) => Promise<string | Buffer>,
): Promise<never> {
  const format = type === xlsx ? 'xlsx' : 'csv';
  reply.type(format === 'csv' ? 'text/csv; charset=utf-8' : xlsx);
  reply.header('content-disposition', attachment(`${name}.${format}`));
  // Sent as it is: the serializer writes JSON.
  return reply.send(await write(format)) as never;
}

const changeSchema = (table: TableName) => ({
  operationId: table === 'customers' ? 'changeCustomers' : 'changeReps',
  summary: `Add, change and delete ${table}`,
  description:
    'Each row is judged by itself: one that breaks a rule is rejected with its issues, the others go through. A row that changes an ' +
    'entry names only what changes; null takes a field away, an empty cell of a table changes nothing. As a table (CSV or XLSX) with ' +
    '`mode` in the query, with columns of the template or of the column mapping: the id and what changes. With `If-Match` only while ' +
    'nobody else has changed the territory.',
  tags,
  params: territoryParamsSchema,
  headers: ifMatchHeaderSchema,
  querystring: batchQuerySchema,
  body: table === 'customers' ? customerChangesSchema : repChangesSchema,
  response: { 200: json('What became of each row.', batchResultSchema), ...problems(404, 412, ...bodyProblems) },
});

const readSchema = (table: TableName) => ({
  operationId: table === 'customers' ? 'getCustomers' : 'getReps',
  summary: `Read the ${table} of a territory`,
  description:
    'As JSON, or as a table that can be changed and sent back. A value that no cell can hold leaves its cell empty; an empty cell ' +
    'that is sent back changes nothing.',
  tags,
  params: territoryParamsSchema,
  headers: ifNoneMatchHeaderSchema,
  response: {
    200: {
      description: `The ${table}.`,
      content: {
        'application/json': { schema: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))) },
        'text/csv': { schema: z.string() },
        [xlsx]: { schema: workbookSchema },
      },
    },
    304: z.null().describe('Not changed since that version.'),
    ...problems(404, 406),
  },
});

const templateSchema = (table: TableName) => ({
  operationId: table === 'customers' ? 'getCustomerTemplate' : 'getRepTemplate',
  summary: `Get an empty table of ${table}`,
  description: 'The columns, and in the workbook a second sheet that says what each holds, with an example.',
  tags,
  response: { 200: text('The template.', 'text/csv', xlsx), ...problems(406) },
});

const mappingsSchema = {
  operationId: 'getColumnMappings',
  summary: 'Read the column mappings of a territory',
  description: 'Which columns of uploads hold which fields.',
  tags,
  params: territoryParamsSchema,
  response: { 200: json('The mappings.', columnMappingsSchema), ...problems(404) },
};

const mapSchema = {
  operationId: 'mapColumns',
  summary: 'Remember how columns are called',
  description: 'For all uploads to come: the columns of your file that are not called as in the template.',
  tags,
  params: territoryParamsSchema,
  body: columnMappingsSchema,
  response: { 200: json('Remembered.', columnMappingsSchema), ...problems(404, ...bodyProblems) },
};
