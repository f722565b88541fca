/**
 * One night of eastern Iowa on the real service: the CRM sends all customers, of whom 5 % have changed (another frequency, a longer
 * visit, another weekday), and the plan in force is replanned. `npm run replay:night -- [--dir DATA] [--steps N] [--price P]` prints how much else changes, beside a
 * plan made from nothing.
 */
import type { Customer, Plan } from '#solver';
import { positive, readArguments, readSteps, runCommand } from '../command.ts';
import { startRealApp } from '../src/real-app.ts';
import { dataFolder } from './data-folder.ts';
import { iowaEastRequest } from './iowa-east.ts';

/** Every twentieth customer, in one of three ways. */
function changed(customer: Customer, index: number): Customer {
  if (index % 20 !== 0) return customer;
  if (index % 3 === 0) return { ...customer, visitFrequency: { visits: 2, per: 'month' } };
  if (index % 3 === 1) return { ...customer, visitMinutes: 75 };
  return { ...customer, visitDays: ['tue', 'thu'] };
}

const visitsOf = ({ itineraries }: Plan) =>
  itineraries.flatMap(({ repId, days }) =>
    days.flatMap(({ date, stops }) =>
      stops.map(({ customerId }) => ({ customerId, key: `${customerId} ${repId} ${date}` })),
    ),
  );

/** The share of the visits of customers who have not changed that are not where they were. */
function movedElsewhere(before: Plan, after: Plan, same: ReadonlySet<string>): number {
  const now = new Set(visitsOf(after).map(({ key }) => key));
  const old = visitsOf(before).filter(({ customerId }) => same.has(customerId));
  return old.filter(({ key }) => !now.has(key)).length / old.length;
}

interface Answer {
  readonly statusCode: number;
  json(): { readonly [name: string]: never };
}

async function main(): Promise<void> {
  const { values } = readArguments({
    options: {
      dir: { type: 'string' },
      steps: { type: 'string', default: '5000' },
      price: { type: 'string', default: '20' },
    },
  });
  const maxSteps = readSteps(values.steps);
  const perChangedVisit = positive('--price', values.price);
  const { territory, horizon, options: given } = iowaEastRequest(dataFolder(values.dir));
  const options = { ...given, maxSteps, costs: { ...given?.costs, perChangedVisit } };
  const { app, deps, close } = await startRealApp();
  const send = async (method: 'PATCH' | 'POST', url: string, payload: object): Promise<Answer> => {
    const response = await app.inject({ method, url, payload });
    if (response.statusCode >= 300) throw new Error(`${method} ${url}: ${response.body.slice(0, 1000)}`);
    return response;
  };
  const timed = async <T>(work: () => Promise<T>) => {
    const started = performance.now();
    const answer = await work();
    return { answer, seconds: (performance.now() - started) / 1000 };
  };
  /** Requests a plan, and waits for it. */
  const planned = (url: string, payload: object) =>
    timed(async () => {
      const { planId } = (await send('POST', url, payload)).json();
      for (;;) {
        const record = await deps.planning.waitForPlan(planId, 60);
        if (record?.plan) return record.plan;
        if (record?.failure) throw new Error(record.failure.message);
      }
    });

  const { territoryId } = (await send('POST', '/v1/territories', { territory })).json();
  const plans = `/v1/territories/${territoryId}/plans`;
  const first = await planned(plans, { horizon, options });
  const customers = territory.customers.map(changed);
  const same = new Set(customers.filter((customer, k) => customer === territory.customers[k]).map(({ id }) => id));
  const upsert = await timed(() =>
    send('PATCH', `/v1/territories/${territoryId}/customers`, { mode: 'updateOrInsertOrDelete', customers }),
  );
  const replan = await planned(`/v1/plans/${first.answer.planId}/replan`, {});
  const fresh = await planned(plans, { horizon, options });
  const line = (name: string, { answer, seconds }: typeof first) => {
    const { coverage, cost } = answer.kpis;
    const moved = (movedElsewhere(first.answer, answer, same) * 100).toFixed(1);
    console.log(
      [name, coverage.toFixed(4), Math.round(cost.total), `${moved} %`, `${seconds.toFixed(1)} s`].join('\t'),
    );
  };
  const { updated, unchanged, rejected } = upsert.answer.json();
  console.log(`${maxSteps} steps a rep, ${perChangedVisit} for a changed visit`);
  console.log(
    `upsert of all: ${updated} changed, ${unchanged} not, ${rejected} rejected, ${upsert.seconds.toFixed(1)} s`,
  );
  console.log('plan\tcoverage\tcost\tmoved elsewhere\ttime');
  line('in force', first);
  line('replanned', replan);
  line('from nothing', fresh);
  await close();
}

process.exitCode = await runCommand(main);
