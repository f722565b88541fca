/** `check REQUEST PLAN`: the judge on the command line. */
import { check, givenPlanSchema, interpret } from '#solver';
import { resolveTravel } from '../travel/index.ts';
import { readArguments } from './arguments.ts';
import { issueLines, violationLines } from './issue-list.ts';
import { readJson, readRequest } from './read-request.ts';
import { UsageError } from './usage-error.ts';

/** @returns the exit code: 0 right, 1 violations, 2 the request or the plan is not one */
export async function checkCommand(args: readonly string[]): Promise<number> {
  const { positionals } = readArguments({ args: [...args], allowPositionals: true });
  const [requestPath, planPath, ...more] = positionals;
  if (requestPath === undefined || planPath === undefined || more.length > 0) {
    throw new UsageError('check needs a request and a plan.');
  }
  const { request, issues } = await readRequest(requestPath);
  if (request === null) {
    process.stderr.write(issueLines(issues));
    return 2;
  }
  const plan = givenPlanSchema.safeParse(await readJson(planPath));
  if (!plan.success) {
    const lines = plan.error.issues.map(({ path, message }) => `/${path.join('/')}: ${message}\n`);
    process.stderr.write(`${planPath} is not a plan:\n${lines.join('')}`);
    return 2;
  }
  const resolved = await resolveTravel(request);
  process.stderr.write(issueLines(resolved.issues));
  const { violations, kpis } = check(interpret(resolved.request), plan.data);
  const percent = (kpis.coverage * 100).toFixed(1);
  process.stdout.write(violationLines(violations));
  process.stdout.write(
    `${violations.length} violations; ${kpis.plannedVisits} of ${kpis.requiredVisits} visits planned (${percent} %), cost ${kpis.cost.total.toFixed(2)}\n`,
  );
  return violations.length === 0 ? 0 : 1;
}
