/**
 * One night of eastern Iowa: 5 % of the customers have changed (another frequency, a longer visit, another weekday), and the plan
 * in force is replanned. `npm run replay:night -- [--dir DATA] [--steps N] [--price P]` prints how much else changes, beside a
 * plan made from nothing.
 */
import { parseArgs } from 'node:util';
import type { Customer, Plan, PlanRequest } from '#solver';
import { SolvePool } from '../../src/planning/index.ts';
import { dataFolder } from './data-folder.ts';
import { iowaEastRequest } from './iowa-east.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'string' },
    steps: { type: 'string', default: '5000' },
    price: { type: 'string', default: '20' },
  },
});
const maxSteps = Number(values.steps);

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

async function main(): Promise<void> {
  const pool = new SolvePool(1);
  const solve = async (request: PlanRequest) => {
    const started = performance.now();
    const plan = await pool.solve(request, { signal: new AbortController().signal, onProgress: () => {} });
    return { plan, seconds: (performance.now() - started) / 1000 };
  };
  const request = iowaEastRequest(dataFolder(values.dir));
  const options = { ...request.options, maxSteps };
  const first = await solve({ ...request, options });
  const customers = request.territory.customers.map(changed);
  const same = new Set(
    customers.filter((customer, k) => customer === request.territory.customers[k]).map(({ id }) => id),
  );
  const territory = { ...request.territory, customers };
  const replan = await solve({
    ...request,
    territory,
    options: {
      ...options,
      costs: { ...options.costs, perChangedVisit: Number(values.price) },
      previousPlan: first.plan,
    },
  });
  const fresh = await solve({ ...request, territory, options });
  const line = (name: string, { plan, seconds }: typeof first) => {
    const { coverage, cost } = plan.kpis;
    const moved = (movedElsewhere(first.plan, plan, same) * 100).toFixed(1);
    console.log(
      [name, coverage.toFixed(4), Math.round(cost.total), `${moved} %`, `${seconds.toFixed(1)} s`].join('\t'),
    );
  };
  console.log(
    `${maxSteps} steps a rep, ${values.price} for a changed visit; ${customers.length - same.size} customers changed`,
  );
  console.log('plan\tcoverage\tcost\tmoved elsewhere\ttime');
  line('in force', first);
  line('replanned', replan);
  line('from nothing', fresh);
  await pool.close();
}

await main();
