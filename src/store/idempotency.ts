/** Answers kept under the caller's own key, so that a call that is repeated is answered and not done again. */
import { sql } from 'kysely';
import type { Database } from './database.ts';

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The call that a key stands for: by which API key, what, with which body. */
export interface KeyedCall {
  readonly scope: string;
  readonly key: string;
  readonly bodyHash: string;
}

/**
 * taken: the key now stands for this call. answered: it was called before. other body: the key stands for another call.
 * under way: the first call has not been answered yet.
 */
export type KeyClaim =
  | {
      readonly state: 'taken';
      /** For what the call makes: the same until it is answered, so that nothing is made twice. */
      readonly newId: string;
      /** A process that was killed may have done the call before. */
      readonly mayBeDone: boolean;
    }
  | { readonly state: 'other body' | 'under way' }
  | { readonly state: 'answered'; readonly answer: KeptAnswer };

export interface KeptAnswers {
  claim(call: KeyedCall): Promise<KeyClaim>;
  keep(call: KeyedCall, answer: KeptAnswer): Promise<void>;
  /** The call was not done: it may be tried again with the same key. */
  release(call: KeyedCall): Promise<void>;
}

/** Hours that an answer is kept. */
const keptHours = 24;
/** Seconds after which a call that is not said to go on is taken for one whose process was killed. */
const lostSeconds = 20;
/** How often a process says that its calls go on. */
const beatMillis = 5_000;

export function createKeptAnswers(database: Database): KeptAnswers {
  const underWay = new Set<KeyedCall>();
  let beating: NodeJS.Timeout | undefined;
  // One that fails is made up for by the next; whoever takes a key for lost makes the same, with the same id.
  const beat = () => sayGoingOn(database, [...underWay]).catch(() => {});
  const begin = (call: KeyedCall) => {
    underWay.add(call);
    beating ??= setInterval(beat, beatMillis).unref();
  };
  const end = (call: KeyedCall) => {
    underWay.delete(call);
    if (underWay.size > 0) return;
    clearInterval(beating);
    beating = undefined;
  };
  return {
    claim: async (call) => {
      const claim = await claimKey(database, call);
      if (claim.state === 'taken') begin(call);
      return claim;
    },
    keep: (call, answer) => keepAnswer(database, call, answer).finally(() => end(call)),
    release: (call) => releaseKey(database, call).finally(() => end(call)),
  };
}

async function claimKey(db: Database, { scope, key, bodyHash }: KeyedCall): Promise<KeyClaim> {
  await db
    .deleteFrom('idempotency_keys')
    .where('claimed_at', '<', sql<Date>`now() - ${keptHours} * interval '1 hour'`)
    .execute();
  const taken = await db
    .insertInto('idempotency_keys')
    .values({ scope, key, body_hash: bodyHash })
    .onConflict((conflict) =>
      conflict
        .columns(['scope', 'key'])
        .doUpdateSet({
          claimed_at: sql`now()`,
          body_hash: bodyHash,
          // A refusal can be the word of a fault halfway: what was made until then is found by its id. Another body makes something else.
          new_id: sql`case when idempotency_keys.body_hash = ${bodyHash} then idempotency_keys.new_id else gen_random_uuid() end`,
          may_be_done: sql`not idempotency_keys.released`,
          released: false,
        })
        .where('idempotency_keys.status', 'is', null)
        .where((row) =>
          row.or([
            row('idempotency_keys.released', '=', true),
            row.and([
              row('idempotency_keys.body_hash', '=', bodyHash),
              row('idempotency_keys.claimed_at', '<', sql<Date>`now() - ${lostSeconds} * interval '1 second'`),
            ]),
          ]),
        ),
    )
    .returning(['new_id', 'may_be_done'])
    .executeTakeFirst();
  if (taken !== undefined) return { state: 'taken', newId: taken.new_id, mayBeDone: taken.may_be_done };
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['body_hash', 'status', 'headers', 'body'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return { state: 'under way' };
  if (row.body_hash !== bodyHash) return { state: 'other body' };
  if (row.status === null) return { state: 'under way' };
  return { state: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body ?? '' } };
}

async function sayGoingOn(db: Database, calls: readonly KeyedCall[]): Promise<void> {
  for (const { scope, key, bodyHash } of calls)
    await db
      .updateTable('idempotency_keys')
      .set({ claimed_at: sql`now()` })
      .where('scope', '=', scope)
      .where('key', '=', key)
      .where('body_hash', '=', bodyHash)
      .where('status', 'is', null)
      .where('released', '=', false)
      .execute();
}

async function keepAnswer(db: Database, { scope, key }: KeyedCall, answer: KeptAnswer): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ status: answer.status, headers: JSON.stringify(answer.headers), body: answer.body })
    .where('scope', '=', scope)
    .where('key', '=', key)
    .execute();
}

async function releaseKey(db: Database, { scope, key }: KeyedCall): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ released: true })
    .where('scope', '=', scope)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute();
}
