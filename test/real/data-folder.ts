/** The folder of real data sets, which are not part of the project: an argument, else ROUNDSMAN_DATA, else ../shared/data. */
import { fileURLToPath } from 'node:url';

export function dataFolder(argument?: string): string {
  return argument ?? process.env.ROUNDSMAN_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
}
