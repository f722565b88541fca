/** Webhooks and their deliveries as they are stored. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Delivery, DeliveryState, PlanEventType, Webhook } from './records.ts';
import { isUuid } from './uuid.ts';

/** One that is there with the id already gets the secret: the answer that held the older one was never sent. */
export async function insertWebhook(
  db: Database,
  { url, events, secret }: { readonly url: string; readonly events: readonly PlanEventType[]; readonly secret: string },
  id: string = randomUUID(),
): Promise<Webhook> {
  const row = await db
    .insertInto('webhooks')
    .values({ id, url, events: JSON.stringify(events), secret })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ secret }))
    .returning(['id', 'url', 'events', 'created_at'])
    .executeTakeFirstOrThrow();
  return webhookOf(row);
}

/** With its secret: for signing, never for an answer. */
export async function readWebhook(db: Database, webhookId: string): Promise<(Webhook & { secret: string }) | null> {
  if (!isUuid(webhookId)) return null;
  const row = await db.selectFrom('webhooks').selectAll().where('id', '=', webhookId).executeTakeFirst();
  if (row === undefined) return null;
  return { ...webhookOf(row), secret: row.secret };
}

export async function readWebhooks(db: Database): Promise<readonly Webhook[]> {
  const rows = await selectWebhooks(db).execute();
  return rows.map(webhookOf);
}

/** The same, none of which is deleted until the transaction ends: deliveries to them can be stored. */
export async function keepWebhooks(db: Database): Promise<readonly Webhook[]> {
  const rows = await selectWebhooks(db).forKeyShare().execute();
  return rows.map(webhookOf);
}

function selectWebhooks(db: Database) {
  return db.selectFrom('webhooks').select(['id', 'url', 'events', 'created_at']).orderBy('created_at');
}

function webhookOf(row: { id: string; url: string; events: readonly PlanEventType[]; created_at: Date }): Webhook {
  return { webhookId: row.id, url: row.url, events: row.events, createdAt: row.created_at };
}

/** With its deliveries; false: there is none. */
export async function deleteWebhook(db: Database, webhookId: string): Promise<boolean> {
  if (!isUuid(webhookId)) return false;
  const result = await db.deleteFrom('webhooks').where('id', '=', webhookId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function insertDelivery(
  db: Database,
  { id, webhookId, event, payload }: { id: string; webhookId: string; event: PlanEventType; payload: string },
): Promise<void> {
  await db.insertInto('deliveries').values({ id, webhook_id: webhookId, event, payload }).execute();
}

export async function readDelivery(
  db: Database,
  deliveryId: string,
): Promise<(Delivery & { webhookId: string; payload: string }) | null> {
  if (!isUuid(deliveryId)) return null;
  const row = await db.selectFrom('deliveries').selectAll().where('id', '=', deliveryId).executeTakeFirst();
  return row === undefined ? null : { ...deliveryOf(row), webhookId: row.webhook_id, payload: row.payload };
}

/** The newest first, at most a thousand. */
export async function readDeliveries(
  db: Database,
  webhookId: string,
  state: DeliveryState | undefined,
): Promise<readonly Delivery[]> {
  const all = db.selectFrom('deliveries').selectAll().where('webhook_id', '=', webhookId);
  const rows = await (state === undefined ? all : all.where('state', '=', state))
    .orderBy('created_at', 'desc')
    .limit(1000)
    .execute();
  return rows.map(deliveryOf);
}

export async function writeAttempt(
  db: Database,
  deliveryId: string,
  state: DeliveryState,
  problem: string | null,
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set({
      state,
      attempts: sql`attempts + 1`,
      last_problem: problem,
      ended_at: state === 'pending' ? null : sql<Date>`now()`,
    })
    .where('id', '=', deliveryId)
    .execute();
}

/** Days that a delivery is kept after its end. */
const keptDays = 30;
/** As many as are deleted at once: a webhook does not wait for the rest. */
const mostDeleted = 1000;

/** Deletes deliveries that ended long ago, delivered or dead. */
export async function deleteOldDeliveries(db: Database): Promise<void> {
  await db
    .deleteFrom('deliveries')
    .where('id', 'in', (old) =>
      old
        .selectFrom('deliveries')
        .select('id')
        .where('ended_at', '<', sql<Date>`now() - ${keptDays} * interval '1 day'`)
        .limit(mostDeleted),
    )
    .execute();
}

/** A delivery that is over begins anew; false: there is none, or it is under way. */
export async function reviveDelivery(db: Database, webhookId: string, deliveryId: string): Promise<boolean> {
  if (!isUuid(deliveryId) || !isUuid(webhookId)) return false;
  const result = await db
    .updateTable('deliveries')
    .set({ state: 'pending', attempts: 0, ended_at: null })
    .where('id', '=', deliveryId)
    .where('webhook_id', '=', webhookId)
    .where('state', '<>', 'pending')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

function deliveryOf(row: {
  id: string;
  event: PlanEventType;
  state: DeliveryState;
  attempts: number;
  last_problem: string | null;
  created_at: Date;
  ended_at: Date | null;
}): Delivery {
  const { id, event, state, attempts } = row;
  return {
    ...{ deliveryId: id, event, state, attempts },
    ...{ lastProblem: row.last_problem, createdAt: row.created_at, endedAt: row.ended_at },
  };
}
