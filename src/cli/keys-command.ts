/** `keys create|list|revoke`: the API keys of the service, in its database. */
import { type Access, createAccess, type Role } from '../access/index.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { openDatabase, openPostgres, roles } from '../store/index.ts';
import { readArguments } from './arguments.ts';
import { UsageError } from './usage-error.ts';

/** @returns the exit code: 0 done, 1 there is no such key */
export async function keysCommand([action, ...rest]: readonly string[]): Promise<number> {
  if (action === 'create') return withAccess(createOptions(rest), create);
  if (action === 'list') {
    readArguments({ args: rest });
    return withAccess(null, list);
  }
  if (action === 'revoke') return withAccess(keyIdOf(rest), revoke);
  throw new UsageError('keys needs one of create, list and revoke.');
}

async function withAccess<T>(options: T, work: (access: Access, options: T) => Promise<number>): Promise<number> {
  const { databaseUrl, dataDir } = readConfig(process.env);
  const log = createLog('warn');
  const postgres = await openPostgres({ databaseUrl, dataDir, log });
  try {
    const database = await openDatabase(postgres.connection, log);
    try {
      return await work(createAccess(database), options);
    } finally {
      await database.destroy();
    }
  } finally {
    await postgres.stop();
  }
}

function createOptions(args: readonly string[]): { name: string; role: Role } {
  const { values } = readArguments({
    args: [...args],
    options: { role: { type: 'string' }, name: { type: 'string' } },
  });
  const role = roles.find((each) => each === values.role);
  if (role === undefined) throw new UsageError(`--role must be one of ${roles.join(', ')}.`);
  const name = values.name?.trim() ?? '';
  if (name === '' || name.length > 200)
    throw new UsageError('--name must say who holds the key, in 1 to 200 characters.');
  return { name, role };
}

async function create(access: Access, { name, role }: { name: string; role: Role }): Promise<number> {
  const { keyId, key } = await access.create(name, role);
  process.stdout.write(`${key}\n`);
  process.stderr.write(`The key of "${name}" (${role}), id ${keyId}. It cannot be shown again.\n`);
  return 0;
}

async function list(access: Access): Promise<number> {
  const lines = (await access.list()).map(({ keyId, role, name, createdAt, revokedAt }) => {
    const state = revokedAt === null ? '' : `  revoked ${revokedAt.toISOString()}`;
    return `${keyId}  ${role.padEnd(10)}  ${createdAt.toISOString()}  ${name}${state}\n`;
  });
  process.stdout.write(lines.length === 0 ? 'There are no keys.\n' : lines.join(''));
  return 0;
}

function keyIdOf(args: readonly string[]): string {
  const [keyId, ...more] = readArguments({ args: [...args], allowPositionals: true }).positionals;
  if (keyId === undefined || more.length > 0) throw new UsageError('revoke needs the id of a key, as listed.');
  return keyId;
}

async function revoke(access: Access, keyId: string): Promise<number> {
  if (!(await access.revoke(keyId))) {
    process.stderr.write(`There is no key with the id "${keyId}" that is not revoked.\n`);
    return 1;
  }
  const isLast = (await access.list()).every(({ revokedAt }) => revokedAt !== null);
  if (isLast) process.stderr.write('That was the last key: until another is made the service answers nobody.\n');
  return 0;
}
