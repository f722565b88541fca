/** Uses the private server of the directory argv[2]: writes a row, says so, and stays until it is killed. */
import { startPrivatePostgres } from '../../../../src/store/index.ts';
import { query, silent } from '../temporary-postgres.ts';

const { connection } = await startPrivatePostgres({ dataDir: process.argv[2]!, log: silent });
await query(connection, 'create table if not exists written (by integer)').catch(() => {});
await query(connection, 'insert into written values ($1)', [process.pid]);
const [row] = await query<{ file: string }>(connection, "select pg_read_file('postmaster.pid') as file");
console.log(row.file.split('\n')[0]);
setInterval(() => {}, 1_000);
