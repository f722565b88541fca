/** API keys as they are stored: never the key itself, only its hash. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { ApiKey, Role } from './records.ts';
import { isUuid } from './uuid.ts';

export async function insertApiKey(
  db: Database,
  { name, role, hash }: { readonly name: string; readonly role: Role; readonly hash: string },
): Promise<string> {
  const id = randomUUID();
  await db.insertInto('api_keys').values({ id, name, role, hash }).execute();
  return id;
}

/** The key with this hash, unless it is revoked. */
export async function readApiKey(db: Database, hash: string): Promise<ApiKey | null> {
  const row = await db
    .selectFrom('api_keys')
    .select(['id', 'name', 'role', 'created_at', 'revoked_at'])
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : apiKeyOf(row);
}

/** All of them, also the revoked ones, oldest first. */
export async function readApiKeys(db: Database): Promise<readonly ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .select(['id', 'name', 'role', 'created_at', 'revoked_at'])
    .orderBy('created_at')
    .execute();
  return rows.map(apiKeyOf);
}

/** Whether a key was ever made, be it revoked. */
export async function hasApiKeys(db: Database): Promise<boolean> {
  const row = await db.selectFrom('api_keys').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** False: there is no such key, or it was revoked before. */
export async function revokeApiKey(db: Database, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const result = await db
    .updateTable('api_keys')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function apiKeyOf(row: { id: string; name: string; role: Role; created_at: Date; revoked_at: Date | null }): ApiKey {
  return { keyId: row.id, name: row.name, role: row.role, createdAt: row.created_at, revokedAt: row.revoked_at };
}
