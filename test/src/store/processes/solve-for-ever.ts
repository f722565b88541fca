/** Solves plans on the private server of the directory argv[2], and never comes to an end with any. */
import { createPlanning } from '../../../../src/planning/plan-life.ts';
import { openDatabase, startPrivatePostgres } from '../../../../src/store/index.ts';
import { silent } from '../temporary-postgres.ts';

const { connection } = await startPrivatePostgres({ dataDir: process.argv[2]!, log: silent });
const planning = await createPlanning({
  database: await openDatabase(connection, silent),
  connection,
  log: silent,
  concurrency: 1,
  solve: () => {
    console.log('solving');
    return new Promise(() => {});
  },
});
await planning.begin();
const { planId } = await planning.requestPlan(JSON.parse(process.argv[3]!), null);
console.log(planId);
