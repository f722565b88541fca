/** The examples of the API documentation: the fixtures that the tests run, read once when the app is built. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan, PlanRequest } from '#solver';

/** A plan request as it lies on disk. */
export interface RequestExample {
  /** Its name and its key in the API document. */
  readonly key: string;
  readonly summary: string;
  readonly fileName: string;
  /** Left out of `openapi.json`, which refers to it. */
  readonly isLarge: boolean;
  readonly request: PlanRequest;
  /** One that answers the request; null: there is none on disk. */
  readonly plan: Plan | null;
}

/** The first is what the documentation shows at first. */
const offered = [
  { key: 'minimal', summary: 'A few customers: start here', isLarge: false },
  { key: 'yangtze-delta', summary: 'The demo territory: dealers in the Yangtze delta', isLarge: true },
];

/** Those that are there: a service installed without its fixtures has none. */
export async function readExamples(folder: string): Promise<RequestExample[]> {
  const examples = await Promise.all(
    offered.map(async (example) => {
      const fileName = `${example.key}.json`;
      const request = await readIfThere(join(folder, fileName));
      const plan = await readIfThere(join(folder, `${example.key}-plan.json`));
      return request === null ? [] : [{ ...example, fileName, request, plan }];
    }),
  );
  return examples.flat();
}

async function readIfThere(path: string) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
