/** `npx node test/real/write-iowa-east.ts OUT.json [DATA_FOLDER]` writes the plan request of eastern Iowa. */
import { writeFileSync } from 'node:fs';
import { dataFolder } from './data-folder.ts';
import { iowaEastRequest } from './iowa-east.ts';

const [out, folder] = process.argv.slice(2);
if (out === undefined) {
  console.error('usage: npx node test/real/write-iowa-east.ts OUT.json [DATA_FOLDER]');
  process.exitCode = 2;
} else {
  writeFileSync(out, `${JSON.stringify(iowaEastRequest(dataFolder(folder)), null, 1)}\n`);
}
