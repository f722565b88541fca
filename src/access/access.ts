/** API keys: made, found, revoked. A key is shown once; kept is its hash. */
import { createHash, randomBytes } from 'node:crypto';
import {
  type ApiKey,
  type Database,
  hasApiKeys,
  insertApiKey,
  type Role,
  readApiKey,
  readApiKeys,
  revokeApiKey,
} from '../store/index.ts';

/** Whoever calls: the holder of a key, or anybody on this machine until the first key is made. */
export interface Caller {
  /** Null: nobody showed a key. */
  readonly keyId: string | null;
  /** As given to the key. */
  readonly name: string;
  readonly role: Role;
}

export interface Access {
  /** Null: there is no such key, or it is revoked. */
  find(key: string): Promise<Caller | null>;
  /** Whether a key was ever made. One that is revoked closes the service as well as any: who revokes the last does not mean to open it. */
  exist(): Promise<boolean>;
  /** @returns the key, which cannot be read again */
  create(name: string, role: Role): Promise<{ readonly keyId: string; readonly key: string }>;
  list(): Promise<readonly ApiKey[]>;
  /** False: there is no such key. */
  revoke(keyId: string): Promise<boolean>;
}

/** So that a key is known for one where it should not be, in a log or a repository. */
const prefix = 'rmk_';
/** How long an answer of the database holds, milliseconds: a key that is revoked works no longer than that. */
const memoryMillis = 3_000;
/** Answers remembered; a flood of wrong keys forgets them all. */
const memorySize = 10_000;

export function createAccess(database: Database, now: () => number = Date.now): Access {
  const memory = new Map<string, { readonly caller: Caller | null; readonly until: number }>();
  let existUntil = 0;
  return {
    find: async (key) => {
      if (!key.startsWith(prefix)) return null;
      const hash = hashOf(key);
      const known = memory.get(hash);
      if (known !== undefined && known.until > now()) return known.caller;
      const found = await readApiKey(database, hash);
      const caller = found === null ? null : { keyId: found.keyId, name: found.name, role: found.role };
      if (memory.size >= memorySize) memory.clear();
      memory.set(hash, { caller, until: now() + memoryMillis });
      return caller;
    },
    exist: async () => {
      // Only a yes is remembered: the first key protects from the moment it is made.
      if (existUntil > now()) return true;
      const exist = await hasApiKeys(database);
      if (exist) existUntil = now() + memoryMillis;
      return exist;
    },
    create: async (name, role) => {
      const key = prefix + randomBytes(32).toString('base64url');
      return { keyId: await insertApiKey(database, { name, role, hash: hashOf(key) }), key };
    },
    list: () => readApiKeys(database),
    revoke: (keyId) => revokeApiKey(database, keyId),
  };
}

/** Without salt or stretching: a key is 256 random bits, not a password. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
