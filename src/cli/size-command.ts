/** `size REQUEST`: how many reps the territory needs, as a table over team sizes. */
import { type Sizing, type SizingQuestion, sizeIssues } from '#solver';
// Not through the door of its room: with the life of plans comes the database, which takes longer to load than all the rest.
import { SolvePool } from '../planning/solve-pool.ts';
import { readArguments } from './arguments.ts';
import { issueLines } from './issue-list.ts';
import { readRequest } from './read-request.ts';
import { textTable } from './text-table.ts';
import { UsageError } from './usage-error.ts';

/** @returns the exit code: 0 answered, 2 the request is wrong */
export async function sizeCommand(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values, positionals } = readArguments({
    args: [...args],
    allowPositionals: true,
    options: { from: text, to: text, step: text, 'rep-cost': text, json: { type: 'boolean' } },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('size needs one request: a file or a folder.');
  const { from, to, step, json = false } = values;
  const question: SizingQuestion = {
    ...sizeOf('from', from),
    ...sizeOf('to', to),
    ...sizeOf('step', step),
    ...(values['rep-cost'] === undefined ? {} : { perRepWeek: numberOf('rep-cost', values['rep-cost']) }),
  };
  const { request, issues } = await readRequest(path);
  process.stderr.write(issueLines(issues));
  if (request === null) return 2;
  const wrong = sizeIssues(request, question);
  if (wrong.length > 0) {
    process.stderr.write(issueLines(wrong));
    return 2;
  }
  const pool = new SolvePool(1);
  try {
    const sizing = await pool.questions.sizing(request, question);
    const currency = request.territory.currency ?? 'USD';
    process.stdout.write(json ? `${JSON.stringify(sizing, null, 2)}\n` : sizingText(sizing, currency));
  } finally {
    await pool.close();
  }
  return 0;
}

function sizingText({ fit, curve, needed }: Sizing, currency: string): string {
  const header = [
    'Reps',
    'coverage',
    'busiest',
    'work h/week',
    'work ±',
    'revenue ±',
    'drive h/week',
    `${currency}/week`,
    '',
  ];
  const rows = curve.map((point) => [
    String(point.reps),
    percent(point.coverage),
    percent(point.utilisation),
    (point.workloadMinutesPerWeek / 60).toFixed(1),
    percent(point.workloadImbalance),
    percent(point.revenueImbalance),
    (point.driveMinutesPerWeek / 60).toFixed(0),
    Math.round(point.costPerWeek).toLocaleString('en'),
    [
      point.leave.length > 0 ? `without ${point.leave.join(', ')}` : '',
      point.homes.length > 0 ? `new near ${point.homes.map(({ near }) => near).join(', ')}` : '',
    ].join(''),
  ]);
  const gives = fit.mustGive.map(
    ({ class: name, visitsPerWeek, share }) => `${name}: ${visitsPerWeek} visits a week (${percent(share)})`,
  );
  const lines = [
    ...textTable([header, ...rows]).map((line) => line.trimEnd()),
    '',
    needed === null
      ? 'No team of these sizes has the time for every visit.'
      : `${needed} ${needed === 1 ? 'rep has' : 'reps have'} the time for every visit.`,
    fit.fits
      ? 'The team as it is has the time for every visit.'
      : `The team as it is has not: without a place stay ${gives.join('; ')}.`,
    `One more rep would make ${fit.oneMore.rep} visits a week possible, one more working day of a rep ${fit.oneMore.workingDay}, one more night away ${fit.oneMore.night}.`,
  ];
  return `${lines.join('\n')}\n`;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function sizeOf(name: 'from' | 'to' | 'step', text: string | undefined): SizingQuestion {
  if (text === undefined) return {};
  const value = numberOf(name, text);
  if (!Number.isInteger(value) || value < 1) throw new UsageError(`--${name} needs a whole number of at least 1.`);
  return { [name]: value };
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0)) throw new UsageError(`--${name} needs a number of at least 0.`);
  return value;
}
