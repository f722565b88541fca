/** Territories to choose from: proposed, after a change of the team, on a map, chosen. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { type PlanRequest, type Territory, withTeamChanges } from '#solver';
import type { StoredProposal } from '../../planning/index.ts';
import { territoriesOnly, withTeamOf } from '../../proposals/index.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { cappedIssues } from '../issues.ts';
import { findReadyPlan, findTerritory } from '../lookup.ts';
import { negotiate } from '../negotiate.ts';
import { allowedVersions } from '../preconditions.ts';
import { readForm, readHorizonRequest, refuseErrors } from '../request-body.ts';
import { geoJsonSchema, type PlanGeoJson } from '../schemas/itineraries.ts';
import {
  chosenProposalSchema,
  newProposalsSchema,
  newWhatIfSchema,
  proposalListSchema,
  proposalParamsSchema,
  proposalsSchema,
  storedProposalSchema,
} from '../schemas/proposals.ts';
import { bodyProblems, json, problems, text } from '../schemas/responses.ts';
import { ifMatchHeaderSchema, territoryParamsSchema } from '../schemas/territory.ts';
import { wrongChanges } from '../team-changes.ts';
import { whileWaitedFor } from '../while-waited-for.ts';

const tags = ['Territories'];
const all = '/v1/territories/:territoryId/proposals';
const one = `${all}/:proposalId`;

export const proposalRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, deps) => {
  const { planning, judging, proposals, territoryQuestions, exports, config, now } = deps;

  /** The stored territory over a horizon, with who carries whom today. */
  async function requestFor(
    territoryId: string,
    body: Pick<z.infer<typeof newProposalsSchema>, 'horizon' | 'options' | 'todayPlanId'>,
  ) {
    const { territory } = await findTerritory(planning, territoryId);
    const { horizon, options, todayPlanId = null } = body;
    if (todayPlanId !== null) await findReadyPlan(planning, todayPlanId);
    const asked = options === undefined ? { horizon } : { horizon, options };
    const { request, issues } = await readHorizonRequest(asked, territory, deps);
    return { request: await proposals.withToday(request, territoryId, todayPlanId), issues };
  }

  async function find({ territoryId, proposalId }: z.infer<typeof proposalParamsSchema>): Promise<StoredProposal> {
    const found = await proposals.read(territoryId, proposalId);
    if (found === null) throw new Problem(404, `There is no proposal with the id "${proposalId.slice(0, 100)}" here.`);
    return found;
  }

  /** The territory as it is stored now, with the team of the proposal. */
  async function drawnOn(stored: StoredProposal) {
    const { territory } = await findTerritory(planning, stored.territoryId);
    const request: PlanRequest = { territory: withTeamOf(stored, territory), horizon: stored.horizon };
    return { request, plan: territoriesOnly(stored.proposal, request) };
  }

  app.post(all, { schema: createSchema }, async (request, reply) => {
    const { territoryId } = request.params;
    const body = readForm(newProposalsSchema, request.body);
    const { request: asked, issues } = await requestFor(territoryId, body);
    const caps = {
      maxHandOvers: body.maxHandOvers ?? Number.POSITIVE_INFINITY,
      maxHandOverRevenueShare: body.maxHandOverRevenueShare ?? 1,
    };
    const drawn = await whileWaitedFor(reply, (gone) => territoryQuestions.propose(asked, caps, gone));
    const kept = { horizon: body.horizon, changes: [], before: null, proposals: drawn.proposals };
    const stored = await proposals.store(territoryId, kept, request.newId);
    reply.code(201).header('location', `/v1/territories/${territoryId}/proposals`);
    return { proposals: stored.map(view), ...cappedIssues([...issues, ...drawn.issues]) };
  });

  app.post('/v1/territories/:territoryId/what-if', { schema: whatIfSchema }, async (request, reply) => {
    const { territoryId } = request.params;
    const body = readForm(newWhatIfSchema, request.body);
    const { request: asked, issues } = await requestFor(territoryId, body);
    refuseErrors(await wrongChanges(asked.territory, body.changes, deps));
    const { before, proposal, ...told } = await whileWaitedFor(reply, (gone) =>
      territoryQuestions.whatIf(asked, body.changes, gone),
    );
    const { reps } = withTeamChanges(asked.territory, body.changes);
    const kept = { horizon: body.horizon, changes: body.changes, reps, before, proposals: [proposal] };
    const stored = await proposals.store(territoryId, kept, request.newId);
    reply.code(201).header('location', `/v1/territories/${territoryId}/proposals/${stored[0]?.proposalId}`);
    return { proposals: stored.map(view), ...cappedIssues([...issues, ...told.issues]) };
  });

  app.get(all, { schema: listSchema }, async (request) => {
    const { territoryId } = request.params;
    await findTerritory(planning, territoryId);
    const stored = await proposals.list(territoryId);
    return {
      proposals: stored.map((each) => {
        const { territories: _, handOvers: __, issues: ___, ...short } = view(each);
        return short;
      }),
    };
  });

  app.get(one, { schema: readSchema }, async (request, reply) => {
    const type = negotiate(request.headers.accept, ['application/json', 'application/geo+json']);
    const stored = await find(request.params);
    reply.header('vary', 'accept');
    if (type === 'application/json') return view(stored);
    const { plan, request: drawn } = await drawnOn(stored);
    reply.type(type);
    return exports.planGeoJson(plan, drawn) as PlanGeoJson;
  });

  app.get(`${one}/map`, { schema: mapSchema }, async (request, reply) => {
    negotiate(request.headers.accept, ['text/html']);
    const stored = await find(request.params);
    const { plan, request: drawn } = await drawnOn(stored);
    reply.type('text/html; charset=utf-8');
    const tiles = config.tileUrl === undefined ? {} : { tileUrl: config.tileUrl };
    return exports.mapHtml(plan, drawn, { ...tiles, proposal: stored.proposal });
  });

  app.post(`${one}/choice`, { schema: chooseSchema }, async (request, reply) => {
    const { territoryId, proposalId } = request.params;
    const judge = (before: Territory, after: Territory) => judging.judgeChange({ before, after, today: now() });
    const chosen = await proposals.choose(territoryId, proposalId, judge, allowedVersions(request.headers['if-match']));
    if (chosen === 'unknown')
      throw new Problem(404, `There is no proposal with the id "${proposalId.slice(0, 100)}" here.`);
    if (chosen === 'other version') throw new Problem(412);
    if ('gone' in chosen)
      throw new Problem(
        409,
        `Reps of the proposal have left the team: ${chosen.gone.join(', ')}. Ask for new proposals.`,
      );
    if ('errors' in chosen) {
      const why = 'With the proposal the territory could not be planned any more: issues says why.';
      throw new Problem(422, why, chosen.errors);
    }
    reply.header('etag', `"${chosen.version}"`);
    return { territoryId, ...chosen };
  });
};

function view({
  createdAt,
  chosenAt,
  proposal,
  changes,
  reps: _,
  ...rest
}: StoredProposal): z.infer<typeof storedProposalSchema> {
  return {
    ...rest,
    changes: [...changes],
    createdAt: createdAt.toISOString(),
    chosenAt: chosenAt?.toISOString() ?? null,
    ...proposal,
  };
}

const createSchema = {
  operationId: 'proposeTerritories',
  summary: 'Propose territories',
  description:
    'Draws the territories anew in up to five ways, none of which is worse than another in everything: least driving, most even ' +
    'workload, most even revenue, fewest hand-overs, and a compromise. Nothing changes until one is chosen.',
  tags,
  params: territoryParamsSchema,
  body: newProposalsSchema,
  response: {
    201: json('The proposals; they stay to be read.', proposalsSchema),
    ...problems(404, 409, ...bodyProblems),
  },
};

const whatIfSchema = {
  operationId: 'askWhatIf',
  summary: 'Change the team',
  description:
    'A rep leaves, joins, works less or moves: the smallest change of the territories that restores the tolerances, as a proposal with ' +
    'the figures before and after. Choosing it changes the team too.',
  tags,
  params: territoryParamsSchema,
  body: newWhatIfSchema,
  response: {
    201: json('The proposal; it stays to be read.', proposalsSchema),
    ...problems(404, 409, ...bodyProblems),
  },
};

const listSchema = {
  operationId: 'listProposals',
  summary: 'List proposals',
  description: 'With their figures, the newest first.',
  tags,
  params: territoryParamsSchema,
  response: { 200: json('The proposals.', proposalListSchema), ...problems(404) },
};

const readSchema = {
  operationId: 'getProposal',
  summary: 'Read a proposal',
  description: 'Territories, figures and hand-overs; as GeoJSON the territories, customers and homes.',
  tags,
  params: proposalParamsSchema,
  response: {
    200: {
      description: 'The proposal.',
      content: {
        'application/json': { schema: storedProposalSchema },
        'application/geo+json': { schema: geoJsonSchema },
      },
    },
    ...problems(404, 406),
  },
};

const mapSchema = {
  operationId: 'getProposalMap',
  summary: 'See a proposal on a map',
  description: 'One page with the territories and those who would change the rep, to be opened in a browser.',
  tags,
  params: proposalParamsSchema,
  response: { 200: text('The page.', 'text/html'), ...problems(404, 406) },
};

const chooseSchema = {
  operationId: 'chooseProposal',
  summary: 'Make a proposal the territory',
  description:
    'Writes the rep of every customer into `currentRepId`, and the changes of the team into the reps; plans follow it from then on. With ' +
    '`If-Match` only while nobody else has changed the territory.',
  tags,
  params: proposalParamsSchema,
  headers: ifMatchHeaderSchema,
  response: { 200: json('It is the territory now.', chosenProposalSchema), ...problems(404, 409, 412, 422) },
};
