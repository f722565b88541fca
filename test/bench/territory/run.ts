/**
 * `npm run bench:territory`: how evenly, how compactly and how quickly territories are drawn. Compactness, the mean way of a customer from the
 * middle of his territory and from the home of his rep, stands beside that of a split by the nearest home, which balances nothing.
 */
import { appendFile, writeFile } from 'node:fs/promises';
import { highsSolver, interpret, javascriptLpSolver, type PlanRequest } from '#solver';
import { designTerritories } from '../../../solver/territory/index.ts';
import { headerOf, readFlags } from '../bench-command.ts';
import { france, iowaWithReps } from './requests.ts';
import { nearestHomes, verifyTerritories } from './verify.ts';

const flags = readFlags(process.argv.slice(2), '../shared/data');
const { dir, only, out } = flags;
const solvers = [javascriptLpSolver(), await highsSolver()];
const cases: readonly (readonly [string, () => PlanRequest])[] = [
  ...[4, 6, 8, 10, 12, 14, 16].map((reps) => [`iowa-east ${reps} reps`, () => iowaWithReps(dir, reps)] as const),
  ['france 2000 x 40', () => france(dir, 2_000, 40, 'spread')],
  ['france 10000 x 100', () => france(dir, 10_000, 100, 'spread')],
  ['france 10000 x 200', () => france(dir, 10_000, 200, 'spread')],
  ['france 20000 x 200', () => france(dir, 20_000, 200, 'spread')],
  ['france 10000 x 100 towns', () => france(dir, 10_000, 100, 'largest')],
];
const besideNearest = (km: number, nearest: number) => [km.toFixed(1), nearest.toFixed(1), (km / nearest).toFixed(2)];
const percent = (part: number) => (part * 100).toFixed(1);
console.log(headerOf(flags));
const heads = [
  'work %',
  'revenue %',
  'visits %',
  'km middle',
  'nearest',
  'ratio',
  'km home',
  'nearest',
  'ratio',
  'exclaves',
  'seconds',
  'peak MB',
];
console.log(['territories'.padEnd(26), ...heads.map((head) => head.padStart(9))].join(' '));
if (out !== null) await writeFile(out, '');
for (const [name, request] of cases) {
  if (only.length > 0 && !only.some((part) => name.includes(part))) continue;
  const meaning = interpret(request());
  const begun = performance.now();
  const { repOf, loads, fairShare, exclaves, issues } = designTerritories(meaning, solvers);
  const seconds = (performance.now() - begun) / 1000;
  const figures = verifyTerritories(meaning, repOf);
  const nearest = verifyTerritories(meaning, nearestHomes(meaning));
  const total = loads.workSeconds.reduce((sum, each) => sum + each, 0);
  const work = Math.max(...loads.workSeconds.map((each, rep) => Math.abs(each / total / fairShare[rep] - 1)));
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const cells = [
    ...[percent(work), percent(figures.revenueImbalance), percent(figures.visitsImbalance)],
    ...besideNearest(figures.kmFromMiddle, nearest.kmFromMiddle),
    ...besideNearest(figures.kmFromHome, nearest.kmFromHome),
    ...[String(exclaves), seconds.toFixed(1), String(megabytes)],
  ];
  console.log([name.padEnd(26), ...cells.map((cell) => cell.padStart(9))].join(' '));
  for (const { code, message } of issues) console.log(`  ${code}: ${message}`);
  const line = {
    name,
    workloadImbalance: work,
    ...figures,
    nearestHome: { kmFromMiddle: nearest.kmFromMiddle, kmFromHome: nearest.kmFromHome },
    exclaves,
    seconds,
    megabytes,
    issues,
  };
  if (out !== null) await appendFile(out, `${JSON.stringify({ ...line, repOf: [...repOf] })}\n`);
}
