/**
 * `npm run bench:territory`: how evenly, how compactly and how quickly territories are drawn. Compactness, the mean way of a customer from the
 * middle of his territory and from the home of his rep, stands beside that of a split by the nearest home, which balances nothing.
 */
import { appendFile, writeFile } from 'node:fs/promises';
import { highsSolver, interpret, javascriptLpSolver, type LpSolver, type PlanRequest } from '#solver';
import { designTerritories } from '../../../solver/territory/index.ts';
import { benchCommand, chosenOf, headerOf } from '../bench-command.ts';
import { france, iowaWithReps } from './requests.ts';
import { nearestHomes, verifyTerritories } from './verify.ts';

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
const besideNearest = (km: number, nearest: number) => [km.toFixed(1), nearest.toFixed(1), (km / nearest).toFixed(2)];
const percent = (part: number) => (part * 100).toFixed(1);

process.exitCode = await benchCommand(process.argv.slice(2), '../shared/data', async (flags) => {
  const chosen = chosenOf(flags, casesIn(flags.dir));
  const solvers = [javascriptLpSolver(), await highsSolver()];
  console.log(headerOf(flags));
  console.log(['territories'.padEnd(26), ...heads.map((name) => name.padStart(9))].join(' '));
  if (flags.out !== null) await writeFile(flags.out, '');
  for (const { name, request } of chosen) {
    const line = draw(name, request(), solvers);
    if (flags.out !== null) await appendFile(flags.out, `${JSON.stringify(line)}\n`);
  }
});

function casesIn(dir: string): readonly { readonly name: string; readonly request: () => PlanRequest }[] {
  return [
    ...[4, 6, 8, 10, 12, 14, 16].map((reps) => ({
      name: `iowa-east ${reps} reps`,
      request: () => iowaWithReps(dir, reps),
    })),
    { name: 'france 2000 x 40', request: () => france(dir, 2_000, 40, 'spread') },
    { name: 'france 10000 x 100', request: () => france(dir, 10_000, 100, 'spread') },
    { name: 'france 10000 x 200', request: () => france(dir, 10_000, 200, 'spread') },
    { name: 'france 20000 x 200', request: () => france(dir, 20_000, 200, 'spread') },
    { name: 'france 10000 x 100 towns', request: () => france(dir, 10_000, 100, 'largest') },
  ];
}

/** Draws and prints the territories of one case. @returns its line of the file */
function draw(name: string, request: PlanRequest, solvers: readonly LpSolver[]): object {
  const meaning = interpret(request);
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
  return {
    name,
    workloadImbalance: work,
    ...figures,
    nearestHome: { kmFromMiddle: nearest.kmFromMiddle, kmFromHome: nearest.kmFromHome },
    exclaves,
    seconds,
    megabytes,
    issues,
    repOf: [...repOf],
  };
}
