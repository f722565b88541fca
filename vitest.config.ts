import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// For the many commands and services that tests start: each of them would strip and compile the same sources again.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

/**
 * They begin first, in this order: in a fresh clone nothing else tells how long a file takes, and a long one at the end would run alone.
 * The service, which mostly waits, runs beside those that compute.
 */
const longFiles = [
  ...['service', 'plan.property', 'proposals', 'command-line', 'replan.property', 'private-postgres'],
  ...['iowa-east', 'plan-life', 'malformed-parts', 'crm-nightly', 'webhooks', 'other-plans', 'recombine'],
];

class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const long = longFiles.flatMap((name) => files.filter(({ moduleId }) => moduleId.endsWith(`/${name}.test.ts`)));
    return [...new Set([...long, ...others])];
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/src/store/shared-postgres.ts'],
    sequence: { sequencer: LongFilesFirst },
    // The solver is pure and the service is built from what it is given, so no file finds what another one left behind. Loading all
    // modules anew for each of 150 files takes a fifth of the whole time.
    isolate: false,
    // Many tests wait for a process, a database or a queue: every core may have a file of its own. Not more: the threads of a service
    // yield to whatever else runs, and would wait for a core.
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
