/** Proposals as they are stored: territories to choose from. */
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { ProposalDocument, StoredProposal } from './records.ts';
import { isUuid } from './uuid.ts';

/** What is there with the same id already stays as it is. */
export async function insertProposals(
  db: Database,
  territoryId: string,
  proposals: readonly { readonly id: string; readonly document: ProposalDocument }[],
): Promise<void> {
  if (proposals.length === 0) return;
  await db
    .insertInto('proposals')
    .values(
      proposals.map(({ id, document }) => ({ id, territory_id: territoryId, document: JSON.stringify(document) })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** The newest first. */
export async function readProposals(db: Database, territoryId: string): Promise<readonly StoredProposal[]> {
  const rows = await db
    .selectFrom('proposals')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(stored);
}

export async function readProposal(
  db: Database,
  territoryId: string,
  proposalId: string,
): Promise<StoredProposal | null> {
  if (!isUuid(territoryId) || !isUuid(proposalId)) return null;
  const row = await db
    .selectFrom('proposals')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', '=', proposalId)
    .executeTakeFirst();
  return row === undefined ? null : stored(row);
}

export async function writeChoice(db: Database, proposalId: string): Promise<void> {
  await db.updateTable('proposals').set({ chosen_at: sql`now()` }).where('id', '=', proposalId).execute();
}

function stored(row: {
  id: string;
  territory_id: string;
  document: ProposalDocument;
  created_at: Date;
  chosen_at: Date | null;
}): StoredProposal {
  return {
    proposalId: row.id,
    territoryId: row.territory_id,
    createdAt: row.created_at,
    chosenAt: row.chosen_at,
    ...row.document,
  };
}
