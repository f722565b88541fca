import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// For the many commands and services that tests start: each of them would strip and compile the same sources again.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The solver is pure and the service is built from what it is given, so no file finds what another one left behind. Loading all
    // modules anew for each of 150 files takes a fifth of the whole time.
    isolate: false,
    // One more than there are cores: many tests wait for a process, a database or a queue.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
