/** `npm run bench:cpmp`: the capacitated p-median problem against the best-known values. */
import { maxSeconds, maxSteps } from '../../../solver/annealing/index.ts';
import { benchCommand, gapPercent, runBench } from '../bench-command.ts';
import { readCpmp } from './instance.ts';
import { solveCpmp } from './solve.ts';
import { verifyCpmp } from './verify.ts';

process.exitCode = await benchCommand(process.argv.slice(2), '../shared/data/cpmp', async (flags) => {
  const clock = () => performance.now() / 1000;
  await runBench(flags, await readCpmp(flags.dir), (instance, seed) => {
    const begun = clock();
    const stop = flags.steps === null ? maxSeconds(clock, flags.seconds) : maxSteps(flags.steps);
    const { centres, centreOf, steps } = solveCpmp(instance, { seed, stop });
    const seconds = clock() - begun;
    const medians = [...centres];
    const assignment = Array.from(centreOf, (centre) => centres[centre]);
    const { cost, errors } = verifyCpmp(instance, medians, assignment);
    if (errors.length > 0) throw new Error(`${instance.name}, seed ${seed}: ${errors.join('; ')}`);
    const row = { instance: instance.name, seed, cost, bestKnown: instance.bestKnown, seconds, steps };
    const line = { instance: instance.name, seed, seconds, cost, gapPercent: gapPercent(row), medians, assignment };
    return { ...row, line };
  });
});
