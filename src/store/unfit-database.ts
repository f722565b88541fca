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

/** One line; null: the error says nothing of the database as a whole. */
export function unfitDatabase(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
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
