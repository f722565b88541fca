/**
 * `npm run bench:real`: four weeks of real regions; our plan beside what is common, with the same territories and the same time a rep.
 * Where a baseline leaves visits out, both are solved again for the customers that it serves whole: costs compare at equal coverage.
 */
import { readFileSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { highsSolver, javascriptLpSolver, type LpSolver, type Plan, type PlanRequest, parseRequest } from '#solver';
import { iowaEastRequest } from '../../real/iowa-east.ts';
import { type BenchFlags, benchCommand, budgetOf, chosenOf, headerOf } from '../bench-command.ts';
import { fixedDays, fixedWeekdays } from './fixed-weekdays.ts';
import {
  onlyCustomers,
  servedWhole,
  territoriesOf,
  visitCounts,
  withoutNights,
  withTerritories,
  workMinutes,
} from './requests.ts';
import { type Solved, solveReal } from './solve.ts';

const moments = [1, 3, 10, 30, 60];
const lpSolvers: readonly LpSolver[] = [javascriptLpSolver(), await highsSolver()];

process.exitCode = await benchCommand(process.argv.slice(2), '../shared/data', async (flags) => {
  const iowaEast = () => iowaEastRequest(flags.dir);
  const cases = [
    { name: 'yangtze-delta', read: readYangtzeDelta, measure: compareSeeds },
    { name: 'iowa-east', read: iowaEast, measure: compareSeeds },
    { name: 'one-rep', read: iowaEast, measure: oneRep },
  ];
  // All are read first: what is missing shows before anything is solved.
  const chosen = chosenOf(flags, cases).map((each) => ({ ...each, request: each.read() }));
  console.log(headerOf(flags));
  if (flags.out !== null) await writeFile(flags.out, '');
  for (const { name, request, measure } of chosen) await measure(flags, name, request);
});

function readYangtzeDelta(): PlanRequest {
  return JSON.parse(readFileSync('fixtures/yangtze-delta.json', 'utf8'));
}

async function compareSeeds(flags: BenchFlags, region: string, asked: PlanRequest): Promise<void> {
  for (const seed of flags.seeds) await compare(flags, region, asked, seed);
}

async function compare(flags: BenchFlags, region: string, asked: PlanRequest, seed: number): Promise<void> {
  const seconds = flags.steps === null ? flags.seconds : null;
  const request = checked({ ...asked, options: { ...asked.options, seed } });
  const solve = (of: PlanRequest) => solveReal(of, lpSolvers, moments, () => budgetOf(flags.steps, flags.seconds));
  const ours = solve(request);
  const repOf = territoriesOf(ours.plan);
  const locked = withTerritories(request, repOf);
  console.log(`\n${region}, seed ${seed}, ${request.territory.reps.length} reps, ${budget(flags)} each`);
  printPlan('ours', ours.plan, '', '');
  const speed = Math.round(ours.stepsPerSecond).toLocaleString('en');
  console.log(`  ${speed} steps/s with recombining, which saved ${ours.recombineGain.toFixed(0)}`);
  console.log(`  after ${ours.known.map((known, k) => `${moments[k]} s: ${told(known)}`).join(', ')}`);
  await write(flags, { region, seed, seconds, plan: 'ours', known: ours.known, result: ours.plan });
  const carried = { repOf, workOf: workMinutes(ours.plan), visitsOf: visitCounts(ours.plan) };
  const baselines = [
    ['fixed weekdays', (of: PlanRequest) => fixedDays(of, carried)],
    ['no nights', withoutNights],
    ['weeks free', (of: PlanRequest) => fixedWeekdays(of, carried)],
  ] as const;
  for (const [name, change] of baselines) {
    const changed = change(locked);
    const theirs = solve(changed);
    const served = servedWhole(theirs.plan, request);
    const isWhole = served.size === request.territory.customers.length;
    // On the days that they have, so that they are served whole once more.
    const theirsEqual = isWhole ? theirs : solve(onlyCustomers(changed, served));
    const oursEqual = isWhole ? ours : solve(onlyCustomers(locked, served));
    const equal = theirsEqual.plan.kpis.cost.total / oursEqual.plan.kpis.cost.total;
    const coverage = `${served.size} customers: ${theirsEqual.plan.kpis.plannedVisits} and ${oursEqual.plan.kpis.plannedVisits} visits`;
    printPlan(
      name,
      theirs.plan,
      (theirs.plan.kpis.cost.total / ours.plan.kpis.cost.total).toFixed(3),
      `${equal.toFixed(3)} (${coverage})`,
    );
    await write(flags, { region, seed, seconds, plan: name, ratioAtEqualCoverage: equal, result: theirs.plan });
  }
}

/** The rep whose customers are nearest to 120 in number: what a short search loses. */
async function oneRep(flags: BenchFlags, region: string, asked: PlanRequest): Promise<void> {
  const request = checked(asked);
  const { plan } = solveReal(request, lpSolvers, [], () => budgetOf(200, 0));
  const sizes = plan.territories.map(({ customerIds }) => Math.abs(customerIds.length - 120));
  const { repId, customerIds } = plan.territories[sizes.indexOf(Math.min(...sizes))];
  const reps = request.territory.reps.filter(({ id }) => id === repId);
  const alone = onlyCustomers(
    withTerritories({ ...request, territory: { ...request.territory, reps } }, territoriesOf(plan)),
    new Set(customerIds),
  );
  const cost = (seconds: number) =>
    mean(
      flags.seeds.map((seed) => {
        const seeded = { ...alone, options: { ...alone.options, seed } };
        return solveReal(seeded, lpSolvers, [], () => budgetOf(null, seconds)).plan.kpis.cost.total;
      }),
    );
  const [short, long] = [cost(3), cost(60)];
  const row = { region, customers: customerIds.length, after3: short, after60: long, ratio: short / long };
  console.log(
    `\none rep with ${row.customers} customers, seeds ${flags.seeds}: 3 s ${short.toFixed(0)}, 60 s ${long.toFixed(0)}, ratio ${row.ratio.toFixed(4)}`,
  );
  await write(flags, row);
}

function checked(request: PlanRequest): PlanRequest {
  const parsed = parseRequest(request);
  if (parsed.request === null) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return parsed.request;
}

function printPlan(name: string, { kpis }: Plan, ratio: string, equal: string): void {
  const cells = [
    name.padEnd(16),
    `cost ${kpis.cost.total.toFixed(0)}`,
    `${kpis.plannedVisits}/${kpis.requiredVisits} visits`,
    `${kpis.nightsOut} nights`,
    `${(kpis.driveMinutes / 60).toFixed(0)} h driven`,
    ratio === '' ? '' : `ratio ${ratio}, at equal coverage ${equal}`,
  ];
  console.log(`  ${cells.join('  ')}`);
}

function told(known: Solved['known'][number]): string {
  return known === null ? '-' : `${known.cost.toFixed(0)} (${known.visits})`;
}

function budget({ seconds, steps }: BenchFlags): string {
  return steps === null ? `${seconds} s` : `${steps} steps`;
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

async function write({ out }: BenchFlags, line: object): Promise<void> {
  if (out !== null) await appendFile(out, `${JSON.stringify(line)}\n`);
}
