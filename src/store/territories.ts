/** Territories as they are stored. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { ColumnMappings, FactsGiven, NewTerritory, StoredTerritory, TerritorySummary } from './records.ts';
import { isUuid } from './uuid.ts';

/** @returns the new territory's id */
export async function insertTerritory(
  db: Database,
  { territory, issues }: NewTerritory,
  id: string = randomUUID(),
): Promise<string> {
  await db
    .insertInto('territories')
    .values({ id, document: JSON.stringify(territory), issues: JSON.stringify(issues) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return id;
}

/** Null when there is none with this id, whatever the id looks like. */
export async function readTerritory(db: Database, territoryId: string): Promise<StoredTerritory | null> {
  return storedTerritory(db, territoryId, false);
}

/** The same, locked so that changes of it never interleave. To be called in a transaction. */
export async function lockTerritory(db: Database, territoryId: string): Promise<StoredTerritory | null> {
  return storedTerritory(db, territoryId, true);
}

/** A territory that was there when a call began was deleted before what names it could be stored. */
export class TerritoryGone extends Error {
  override readonly name = 'TerritoryGone';
}

/**
 * Keeps a territory from being deleted until the transaction ends, so that what names it can be stored.
 * @throws TerritoryGone
 */
export async function keepTerritory(db: Database, territoryId: string): Promise<void> {
  const query = db.selectFrom('territories').select('id').where('id', '=', territoryId).forKeyShare();
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new TerritoryGone(`There is no territory with the id "${territoryId}" any more.`);
}

async function storedTerritory(db: Database, territoryId: string, lock: boolean): Promise<StoredTerritory | null> {
  if (!isUuid(territoryId)) return null;
  const query = db
    .selectFrom('territories')
    .select(['document', 'issues', 'version', 'column_mapping'])
    .where('id', '=', territoryId);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined) return null;
  const { document, issues, version, column_mapping } = row;
  return { territoryId, territory: document, issues, version, columnMappings: column_mapping ?? {} };
}

/** All territories by name, without their documents. */
export async function readTerritories(db: Database): Promise<readonly TerritorySummary[]> {
  const rows = await db
    .selectFrom('territories')
    .select([
      'id',
      'version',
      'updated_at',
      sql<string | null>`document->>'name'`.as('name'),
      sql<number>`json_array_length(document->'customers')`.as('customers'),
      sql<number>`json_array_length(document->'reps')`.as('reps'),
    ])
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(({ id, updated_at, ...row }) => ({ territoryId: id, ...row, updatedAt: updated_at }));
}

/** @throws TerritoryGone */
export async function readFactsGiven(db: Database, territoryId: string): Promise<FactsGiven> {
  const row = await db.selectFrom('territories').select('facts_given').where('id', '=', territoryId).executeTakeFirst();
  if (row === undefined) throw new TerritoryGone(`There is no territory with the id "${territoryId}" any more.`);
  return new Map(Object.entries(row.facts_given ?? {}));
}

/** Writes a changed territory; its version goes up. Default of the facts given: as they were. */
export async function updateTerritory(
  db: Database,
  territoryId: string,
  { territory, issues, factsGiven }: NewTerritory & { readonly factsGiven?: FactsGiven },
): Promise<void> {
  await db
    .updateTable('territories')
    .set({
      document: JSON.stringify(territory),
      issues: JSON.stringify(issues),
      ...(factsGiven && { facts_given: JSON.stringify(Object.fromEntries(factsGiven)) }),
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('id', '=', territoryId)
    .execute();
}

/** Which column of an upload holds which field, remembered for the next one. */
export async function writeColumnMappings(db: Database, territoryId: string, mappings: ColumnMappings): Promise<void> {
  await db
    .updateTable('territories')
    .set({ column_mapping: JSON.stringify(mappings) })
    .where('id', '=', territoryId)
    .execute();
}

/** Why a territory must stay: a plan of it is approved, or is being made. Null: it may go, in the same transaction. */
export async function whyTerritoryStays(db: Database, territoryId: string): Promise<'approved' | 'under way' | null> {
  // All are locked, whatever they are: one may be approved at this moment.
  const plans = await db
    .selectFrom('plans')
    .select(['approval', 'status'])
    .where('territory_id', '=', territoryId)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (plans.some(({ approval }) => approval === 'approved')) return 'approved';
  return plans.some(({ status }) => status === 'queued' || status === 'running') ? 'under way' : null;
}

/** With its visit records; its plans stay, and no longer name it. */
export async function deleteTerritory(db: Database, territoryId: string): Promise<void> {
  await db.deleteFrom('territories').where('id', '=', territoryId).execute();
}
