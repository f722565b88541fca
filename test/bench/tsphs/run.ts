/** `npm run bench:tsphs`: hotel selection against the best-known trips and lengths. The gap is that of the length. */
import { highsSolver } from '#solver';
import { benchCommand, budgetOf, runBench } from '../bench-command.ts';
import { readTsphs } from './instance.ts';
import { solveTsphs } from './solve.ts';
import { verifyTsphs } from './verify.ts';

process.exitCode = await benchCommand(process.argv.slice(2), '../shared/data/tsphs', async (flags) => {
  const compared = { fewer: 0, equal: 0, more: 0 };
  let fewerThanFirst = 0;
  const lpSolvers = [await highsSolver()];
  const clock = () => performance.now() / 1000;
  await runBench(flags, await readTsphs(flags.dir), (instance, seed) => {
    const begun = clock();
    // The search divides the whole budget by itself.
    const { stop, secondsLeft } = budgetOf(flags.steps, flags.seconds, 1);
    const means = { lpSolvers, ...(secondsLeft === undefined ? {} : { secondsLeft }) };
    const { tours, found, searched } = solveTsphs(instance, { seed, stop }, means);
    const seconds = clock() - begun;
    const { length, errors } = verifyTsphs(instance, tours);
    if (errors.length > 0) throw new Error(`${instance.name}, seed ${seed}: ${errors.join('; ')}`);
    const trips = tours.length;
    if (trips < searched.stops.filter((stops) => stops.length > 0).length) fewerThanFirst++;
    compared[trips < instance.bestTrips ? 'fewer' : trips > instance.bestTrips ? 'more' : 'equal']++;
    return {
      instance: instance.name,
      seed,
      cost: length,
      bestKnown: instance.bestLength,
      seconds,
      steps: found.steps,
      remark: `${trips} trips${trips === instance.bestTrips ? '' : ` of ${instance.bestTrips}!`}`,
      line: { file: instance.name, seed, seconds, trips, length, tours },
    };
  });
  console.log(
    `trips: the best-known number in ${compared.equal}, fewer in ${compared.fewer}, more in ${compared.more}`,
  );
  console.log(`fewer trips than after the first annealings in ${fewerThanFirst}`);
});
