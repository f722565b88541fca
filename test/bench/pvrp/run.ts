/** `npm run bench:pvrp`: periodic vehicle routing against the best-known values. */
import { highsSolver } from '#solver';
import { benchCommand, budgetOf, gapPercent, runBench } from '../bench-command.ts';
import { readPvrp } from './instance.ts';
import { solvePvrp } from './solve.ts';
import { verifyPvrp } from './verify.ts';

process.exitCode = await benchCommand(process.argv.slice(2), '../shared/data/pvrp', async (flags) => {
  const clock = () => performance.now() / 1000;
  const lpSolvers = [await highsSolver()];
  await runBench(flags, await readPvrp(flags.dir), (instance, seed) => {
    const begun = clock();
    const { stop, secondsLeft } = budgetOf(flags.steps, flags.seconds);
    const means = { lpSolvers, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
    const { routes, found, searched } = solvePvrp(instance, { seed, stop }, means);
    const seconds = clock() - begun;
    const { cost, errors } = verifyPvrp(instance, routes);
    if (errors.length > 0) throw new Error(`${instance.name}, seed ${seed}: ${errors.join('; ')}`);
    const row = { instance: instance.name, seed, cost, bestKnown: instance.bestKnown, seconds, steps: found.steps };
    const line = { instance: instance.name, seed, seconds, cost, gapPercent: gapPercent(row), routes };
    const gain = 100 * (1 - found.objective / searched.objective);
    return { ...row, line, remark: `recombined -${gain.toFixed(3)} %` };
  });
});
