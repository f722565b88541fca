/** The command line: `plan`, `check`, `size` and `keys`. Each is loaded when it is called: all together take a second. */
import { issueLines } from './cli/issue-list.ts';
import { UsageError } from './cli/usage-error.ts';
import { isLpChoice, lpChoices } from './planning/lp-choice.ts';

const usage = `Usage:
  npm run plan -- REQUEST [options]       plan a request: a JSON file, or a folder of customers and reps as .csv or .xlsx (docs/tables.md)
    --out DIR         folder for plan.json, itineraries.csv, unassigned-visits.csv, plan.geojson and map.html
                      (default: out/ and the request's name)
    --seconds N       seconds to search (default: the request's timeLimitSeconds, else 30)
    --steps N         steps to search per rep instead: the same seed and steps give the same plan
    --seed N          seed of the search (default: the request's, else 1)
    --threads N       reps searched at the same time (default: the machine's cores)
    --tiles URL       map tiles for map.html, such as https://tiles.example/{z}/{x}/{y}.png (default: a plain background)
    --start DATE      of a folder without territory.json: first day of the horizon
    --weeks N         of a folder without territory.json: weeks to plan
    --time-zone ZONE  of a folder without territory.json: its IANA time zone
  npm run check -- REQUEST PLAN           judge a plan: exits with 1 and lists what is broken
  npm run size -- REQUEST [options]       how many reps the territory needs: a table over team sizes
    --from N --to N --step N   the sizes (default: three to eight fifths of the team)
    --rep-cost N      what a rep costs a week
    --json            the whole answer
  npm run keys -- create --role ROLE --name NAME   an API key of the service: planner, crm, supervisor, viewer or admin
  npm run keys -- list | revoke ID                 the keys there are; one that shall not work any more
`;

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  const [command, ...rest] = args;
  const lpSolver = process.env.LP_SOLVER || 'auto';
  if (!isLpChoice(lpSolver)) {
    process.stderr.write(`LP_SOLVER must be one of ${lpChoices.join(', ')}; it is "${lpSolver}".\n`);
    return 2;
  }
  if (command === 'plan') return (await import('./cli/plan-command.ts')).planCommand(rest);
  if (command === 'check') return (await import('./cli/check-command.ts')).checkCommand(rest);
  if (command === 'size') return (await import('./cli/size-command.ts')).sizeCommand(rest);
  if (command === 'keys') return (await import('./cli/keys-command.ts')).keysCommand(rest);
  throw new UsageError(command === undefined ? 'No command given.' : `There is no command "${command}".`);
}

/** Says what went wrong, as far as the user can help it. @returns the exit code @throws what he cannot help */
async function exitCodeOf(error: unknown): Promise<number> {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message} How it is called: npm run plan -- --help\n`);
    return 2;
  }
  const { TravelFailed } = await import('./travel/index.ts');
  if (error instanceof TravelFailed) {
    process.stderr.write(issueLines(error.issues));
    return 1;
  }
  const { ConfigError } = await import('./config.ts');
  const { unfitDatabase } = await import('./store/index.ts');
  const fault = error instanceof ConfigError ? error.message : unfitDatabase(error);
  if (fault === null) throw error;
  process.stderr.write(`${fault}\n`);
  // A server may hold on to the connection over which it has refused us.
  process.exit(2);
}

/** Who reads the output may have enough of it, as `head` has: what else is to be said is not heard, and nothing has failed. */
function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

ignoreClosedPipes();
process.exitCode = await main(process.argv.slice(2)).catch(exitCodeOf);
