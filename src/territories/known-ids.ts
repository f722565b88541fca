/** Ids of the territory in the rows of a table. */
import type { Territory } from '#solver';
import { idAsRead } from '../tables/index.ts';

interface Sent {
  readonly table: 'customers' | 'reps';
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** Ids that a table cannot hold as they are, such as those with spaces at their ends, are those of the entries known. */
export function withKnownIds({ table, rows }: Sent, territory: Territory): Sent['rows'] {
  const idOf = knownAmong(territory[table]);
  const ownerOf = table === 'customers' ? knownAmong(territory.reps) : knownAmong(territory.supervisors ?? []);
  return rows.map((row) => {
    const ids = owners[table].flatMap((field) => {
      const named = row[field];
      return named === undefined ? [] : [[field, Array.isArray(named) ? named.map(ownerOf) : ownerOf(named)]];
    });
    return { ...row, id: idOf(row.id), ...Object.fromEntries(ids) };
  });
}

/** Fields that name reps, or the supervisor, by their ids. */
const owners: Readonly<Record<Sent['table'], readonly string[]>> = {
  customers: ['repId', 'currentRepId', 'eligibleRepIds'],
  reps: ['supervisorId'],
};

/** @returns an id as it is, from how a table has it; any other value stays */
function knownAmong(entries: readonly { readonly id: string }[]): (read: unknown) => unknown {
  const ids = new Set<unknown>(entries.map(({ id }) => id));
  const known = new Map<unknown, string>();
  for (const { id } of entries) if (!ids.has(idAsRead(id))) known.set(idAsRead(id), id);
  return (read) => known.get(read) ?? read;
}
