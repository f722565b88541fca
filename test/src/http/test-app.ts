/** The app on the fake planning, with exports and a judge that only show what they were given. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { expect } from 'vitest';
import { parseRequest } from '#solver';
import type { Access } from '../../../src/access/index.ts';
import { buildApp } from '../../../src/app.ts';
import * as exporters from '../../../src/export/index.ts';
import type { AppDeps, HttpConfig } from '../../../src/http/index.ts';
import { type ProblemDocument, problemSchema } from '../../../src/http/schemas/problem.ts';
import { judgeChange } from '../../../src/territories/index.ts';
import { type FakePlanning, fakePlanning } from './fake-planning.ts';
import { fakeVisits } from './fake-visits.ts';
import { samplePlan, sampleRequest, today } from './samples.ts';

export interface TestApp {
  readonly app: FastifyInstance;
  readonly planning: FakePlanning;
  /** Lines of the log. */
  readonly logged: string[];
}

/** There are no keys, so that everybody on the machine may do anything. */
export const noKeys: Access = {
  find: async () => null,
  exist: async () => false,
  create: async () => ({ keyId: '', key: '' }),
  list: async () => [],
  revoke: async () => false,
};

/** Open on this machine, with limits that no test reaches by chance. */
export const openConfig: HttpConfig = {
  maxBodyBytes: 200_000,
  openWithoutKeys: true,
  eventStreams: { total: 100, perKey: 100 },
};

export async function testApp(change: Partial<AppDeps> = {}): Promise<TestApp> {
  const planning = fakePlanning();
  const logged: string[] = [];
  const app = await buildApp({
    now: () => today,
    access: noKeys,
    planning,
    // Tested on a real database.
    ...({} as Pick<
      AppDeps,
      'approvals' | 'proposals' | 'schedules' | 'tables' | 'territories' | 'territoryQuestions' | 'webhooks'
    >),
    keptAnswers: {
      claim: async () => ({ state: 'taken', newId: randomUUID(), mayBeDone: false }),
      keep: async () => {},
      release: async () => {},
    },
    judging: { parse: async (json) => parseRequest(json), judgeChange: async (job) => judgeChange(job) },
    selfTest: async () => true,
    check: async (_, plan) => ({
      violations: [{ code: 'EMPTY_DAY', path: '/itineraries/0/days/0', message: 'The day is empty.' }],
      kpis: plan.kpis ?? samplePlan().kpis,
      issues: [],
    }),
    suggestDays: async (_, __, { customer }) => ({
      suggestions: [
        {
          ...{ date: '2026-12-01', repId: 'R1', detourMinutes: 4, detourKm: 5, startAt: '2026-12-01T10:00:00-06:00' },
          ...{ afterCustomerId: customer.id, keepsSpacing: true },
        },
      ],
      issues: [],
    }),
    visits: fakeVisits(),
    exports: {
      ...exporters,
      coverageXlsx: async ({ total }) => Buffer.from(total.key),
      coverageCsv: ({ total }) => `key\r\n${total.key}`,
      itinerariesCsv: (plan) =>
        `repId,days\r\n${plan.itineraries.map((i) => `${i.repId},${i.days.length}`).join('\r\n')}`,
      itinerariesXlsx: async ({ itineraries }) => Buffer.from(itineraries.map(({ repId }) => repId).join()),
      itinerariesCalendar: ({ itineraries }, _, { createdAt, part, chain }) =>
        [
          itineraries.map(({ repId, days }) => `${repId}: ${days.length}`),
          createdAt.toISOString(),
          JSON.stringify(part),
          chain.visits.map(({ customerId, date, stands }) => `${customerId} ${date} ${stands}`),
        ].join('\r\n'),
      planGeoJson: (plan, request) => ({
        type: 'FeatureCollection',
        features: plan.itineraries.map(({ repId }) => ({ repId, name: request.territory.name })),
      }),
      mapHtml: (_, request, { tileUrl }) => `<!doctype html><title>${request.territory.name}</title>${tileUrl}`,
    },
    log: pino({}, { write: (line: string) => void logged.push(line) }),
    config: openConfig,
    ...change,
  });
  return { app, planning, logged };
}

export function post(app: FastifyInstance, url: string, body: unknown, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A completed plan, by its id. */
export async function plannedId({ planning }: TestApp): Promise<string> {
  const { planId } = await planning.requestPlan(sampleRequest(), null);
  planning.complete(planId, samplePlan());
  return planId;
}

/** The problem document of an answer, which must be one and be complete. */
export function problemOf(response: LightMyRequestResponse): ProblemDocument {
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = problemSchema.parse(response.json());
  expect(problem.status).toBe(response.statusCode);
  return problem;
}

/** `CODE /path` of every issue, sorted. */
export function issuesOf(response: LightMyRequestResponse): string[] {
  return problemOf(response)
    .issues.map(({ code, path }) => `${code} ${path}`)
    .sort();
}
