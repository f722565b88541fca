/** Writes `openapi/openapi.json`; with `--check` only compares it and exits with 1 when it is not what the code says. */
import { readFile, writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { buildApp } from '../app.ts';
import type { AppDeps } from './deps.ts';
import { openApiText } from './openapi.ts';

const path = new URL('../../openapi/openapi.json', import.meta.url);

/** No route is called while the document is written, so that nothing behind the routes is needed. */
const nothing = {} as Omit<AppDeps, 'log' | 'config'>;
const app = await buildApp({
  ...nothing,
  log: pino({ enabled: false }),
  config: { maxBodyBytes: 1, openWithoutKeys: true, eventStreams: { total: 1, perKey: 1 } },
});
await app.ready();
const text = openApiText(app);
await app.close();

if (!process.argv.includes('--check')) {
  await writeFile(path, text);
} else if ((await readFile(path, 'utf8')) !== text) {
  console.error('openapi/openapi.json is not what the code says; run npm run openapi');
  process.exitCode = 1;
}
