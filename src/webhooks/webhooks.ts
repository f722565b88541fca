/**
 * Webhooks: what happens to a plan is written down in the transaction in which it happens, and then delivered at least once,
 * always with the same id. What could not be delivered in many tries is dead: listed, and sent again when somebody asks. What
 * has ended is forgotten after a month, when a later one ends.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Jobs } from '../jobs/index.ts';
import {
  type Database,
  type Delivery,
  type DeliveryState,
  deleteOldDeliveries,
  deleteWebhook,
  insertDelivery,
  insertWebhook,
  keepWebhooks,
  type PlanEventType,
  readDeliveries,
  readDelivery,
  readWebhook,
  readWebhooks,
  reviveDelivery,
  type Webhook,
  writeAttempt,
} from '../store/index.ts';
import { deliver } from './deliver.ts';
import { isNotPublic } from './public-address.ts';

/** Then a delivery is dead. */
const deliveryTries = 10;

/** For whoever runs the service. */
const howPrivate = 'A service with WEBHOOK_ALLOW_PRIVATE=yes takes private addresses, and http.';

/** What is said of a plan. */
export interface PlanAnnouncement {
  readonly type: PlanEventType;
  readonly planId: string;
  readonly territoryId: string | null;
}

export interface Webhooks {
  /**
   * @param newId the webhook gets this id; one that is there with it already gets a new secret: a call may be repeated
   * @returns with the secret, which cannot be read again
   */
  create(
    url: string,
    events: readonly PlanEventType[],
    newId: string | undefined,
  ): Promise<Webhook & { readonly secret: string }>;
  list(): Promise<readonly Webhook[]>;
  /** False: there is none. */
  remove(webhookId: string): Promise<boolean>;
  /** The newest first; null: there is no such webhook. */
  deliveries(webhookId: string, state?: DeliveryState): Promise<readonly Delivery[] | null>;
  /** False: there is no such delivery, or it is under way. */
  resend(webhookId: string, deliveryId: string): Promise<boolean>;
  /** What is wrong with an address; null: nothing. */
  whyNotUrl(url: string): string | null;
  /** In the transaction in which it happens. */
  announce(transaction: Database, announcement: PlanAnnouncement): Promise<void>;
}

/**
 * Delivers once `jobs` have begun.
 * @param allowPrivate whether receivers may be on private networks, and without TLS
 */
export function createWebhooks(database: Database, jobs: Jobs, allowPrivate: boolean): Webhooks {
  jobs.onDelivery((deliveryId) => attempt(database, deliveryId, allowPrivate));
  return {
    create: async (url, events, newId) => {
      const secret = `whsec_${randomBytes(32).toString('base64')}`;
      return { ...(await insertWebhook(database, { url, events, secret }, newId)), secret };
    },
    list: () => readWebhooks(database),
    remove: (webhookId) => deleteWebhook(database, webhookId),
    deliveries: async (webhookId, state) =>
      (await readWebhook(database, webhookId)) === null ? null : readDeliveries(database, webhookId, state),
    resend: (webhookId, deliveryId) =>
      database.transaction().execute(async (transaction) => {
        const revived = await reviveDelivery(transaction, webhookId, deliveryId);
        if (revived) await jobs.deliver(transaction, { id: deliveryId, webhookId });
        return revived;
      }),
    whyNotUrl: (text) => {
      const url = new URL(text);
      const { protocol, username, password } = url;
      if (username !== '' || password !== '') return 'It must not carry a name or a password.';
      if (!allowPrivate && isNotPublic(url)) return `${url.hostname} is not a public address. ${howPrivate}`;
      if (protocol === 'https:' || (allowPrivate && protocol === 'http:')) return null;
      return `It must be an https address.${protocol === 'http:' ? ` ${howPrivate}` : ''}`;
    },
    announce: async (transaction, { type, planId, territoryId }) => {
      const receivers = (await keepWebhooks(transaction)).filter(({ events }) => events.includes(type));
      if (receivers.length === 0) return;
      const timestamp = new Date().toISOString();
      const data = territoryId === null ? { planId } : { planId, territoryId };
      const payload = JSON.stringify({ type, timestamp, data });
      for (const { webhookId } of receivers) {
        const id = randomUUID();
        await insertDelivery(transaction, { id, webhookId, event: type, payload });
        await jobs.deliver(transaction, { id, webhookId });
      }
    },
  };
}

/** @throws when it is to be tried again */
async function attempt(database: Database, deliveryId: string, allowPrivate: boolean): Promise<void> {
  const delivery = await readDelivery(database, deliveryId);
  if (delivery === null || delivery.state !== 'pending') return;
  const webhook = await readWebhook(database, delivery.webhookId);
  if (webhook === null) return;
  const message = { id: deliveryId, payload: delivery.payload };
  const problem = await deliver(webhook.url, webhook.secret, message, allowPrivate);
  const isLast = delivery.attempts + 1 >= deliveryTries;
  await writeAttempt(database, deliveryId, problem === null ? 'delivered' : isLast ? 'dead' : 'pending', problem);
  if (problem !== null && !isLast) throw new Error(problem);
  await deleteOldDeliveries(database);
}
