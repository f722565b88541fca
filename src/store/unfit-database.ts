/** What keeps a database from being used at all, in words for whoever runs the service. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { isOutage } from './outage.ts';

/** By SQLSTATE. */
const actions: Readonly<Record<string, string>> = {
  '3D000': 'Create it, or correct DATABASE_URL.',
  '28000': 'Correct the name in DATABASE_URL, or let it in.',
  '28P01': 'Correct the name and the password in DATABASE_URL.',
  '42501': 'Make its role the owner of the database.',
};

/** Those that keep all of Unicode: by its name, and by keeping bytes as they come. */
const encodings = ['UTF8', 'SQL_ASCII'];

/** Of pg, which gives it no code. */
const noPassword = /client password must be a string/;

/** One line; null: the error says nothing of the database as a whole. */
export function unfitDatabase(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if (noPassword.test(error.message))
    return 'The database cannot be used: its server wants a password. Give it in DATABASE_URL.';
  const action = actions[String((error as { code?: unknown }).code)];
  if (action === undefined && !isOutage(error)) return null;
  // Of a name with several addresses there is an error for each, and none for all.
  const words = error instanceof AggregateError ? error.errors.map(({ message }) => message).join(', ') : error.message;
  return `The database cannot be used: ${words}. ${action ?? 'Start its server, or correct DATABASE_URL.'}`;
}

/** What is wrong with its encoding: names in other scripts would be refused one by one. Null: nothing. */
export async function unfitEncoding(database: Database): Promise<string | null> {
  const { rows } = await sql<{ server_encoding: string }>`show server_encoding`.execute(database);
  const encoding = rows[0]?.server_encoding ?? '';
  if (encodings.includes(encoding)) return null;
  return `The database has the encoding ${encoding}, which does not hold every name: create it with encoding UTF8.`;
}

/**
 * That a version of the service has changed it which is newer than this one. Null: none has.
 * @param known names of the migrations of this version
 */
export async function newerDatabase(database: Database, known: readonly string[]): Promise<string | null> {
  const { rows: tables } = await sql<{
    name: string | null;
  }>`select to_regclass('kysely_migration')::text as name`.execute(database);
  if ((tables[0]?.name ?? null) === null) return null;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  const unknown = rows.find(({ name }) => !known.includes(name));
  if (unknown === undefined) return null;
  return `The database was changed by a newer version of the service (${unknown.name}). Run that version, or use another database.`;
}
