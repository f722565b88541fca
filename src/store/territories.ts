/** Territories as they are stored. */
import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { NewTerritory, StoredTerritory } from './records.ts';
import { isUuid } from './uuid.ts';

/** @returns the new territory's id */
export async function insertTerritory(db: Database, { territory, issues }: NewTerritory): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto('territories')
    .values({ id, document: JSON.stringify(territory), issues: JSON.stringify(issues) })
    .execute();
  return id;
}

/** Null when there is none with this id, whatever the id looks like. */
export async function readTerritory(db: Database, territoryId: string): Promise<StoredTerritory | null> {
  if (!isUuid(territoryId)) return null;
  const row = await db
    .selectFrom('territories')
    .select(['document', 'issues', 'version'])
    .where('id', '=', territoryId)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { territoryId, territory: row.document, issues: row.issues, version: row.version };
}
