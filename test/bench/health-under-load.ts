/**
 * How fast does the service answer "I am alive" while two plans of the demo region are being solved?
 * `npm run bench:health`, or `npx node test/bench/health-under-load.ts SECONDS`
 */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { positive, readArguments, runCommand, WrongUse } from '../command.ts';
import { startService } from '../src/service-process.ts';
import { healthAnswer } from './health-answer.ts';

async function main(): Promise<void> {
  const [text = '15', ...more] = readArguments({ allowPositionals: true }).positionals;
  if (more.length > 0) throw new WrongUse('One number of seconds is enough.');
  const seconds = positive('SECONDS', text);
  const example = JSON.parse(await readFile(new URL('../../fixtures/yangtze-delta.json', import.meta.url), 'utf8'));
  const request = JSON.stringify({ ...example, options: { ...example.options, timeLimitSeconds: seconds } });

  const folder = await mkdtemp(join(tmpdir(), 'roundsman-bench-'));
  await chmod(folder, 0o755);
  const service = await startService({ DATA_DIR: folder, LOG_LEVEL: 'info' });
  const at = (path: string) => new URL(path, service.address);

  const headers = { 'content-type': 'application/json' };
  const plans = await Promise.all(
    [1, 2].map(async () => {
      const response = await fetch(at('/v1/plans'), { method: 'POST', headers, body: request });
      return ((await response.json()) as { planId: string }).planId;
    }),
  );
  const statuses = () =>
    Promise.all(
      plans.map(
        async (id) => ((await (await fetch(at(`/v1/plans/${id}/status`))).json()) as { status: string }).status,
      ),
    );

  const waits: number[] = [];
  let bothAtOnce = 0;
  for (let now = await statuses(); now.some((status) => status !== 'completed'); now = await statuses()) {
    if (now.includes('failed')) throw new Error('a plan failed');
    if (now.every((status) => status === 'running')) bothAtOnce++;
    for (let k = 0; k < 20; k++) {
      waits.push(await healthAnswer(service.address));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  waits.sort((a, b) => a - b);
  const share = (part: number) => (waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? 0).toFixed(1);
  console.log(
    `${waits.length} answers of /health/live while 2 plans were solved (${bothAtOnce} looks saw both running):`,
    `median ${share(0.5)} ms, 99 % within ${share(0.99)} ms, slowest ${share(1)} ms`,
  );
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}

process.exitCode = await runCommand(main);
