/** Errors that a change brings into a stored territory. */
import type { Issue, Territory } from '#solver';

/** Of an issue about an entry of a table: the table, the position, and the rest of the path. */
export const entryPath = /^\/territory\/(customers|reps)\/(\d+)(.*)$/;

/**
 * Errors that stood before are not the change's own: a date that has come nearer can make one of what was stored long ago, and
 * reps who were named when there were none are judged only now.
 * @param issues of the territory as it would be; paths begin at `/territory`
 * @param judge gives such issues
 */
export function newErrors(
  before: Territory,
  after: Territory,
  issues: readonly Issue[],
  judge: (territory: Territory) => readonly Issue[],
): Issue[] {
  const errors = issues.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return [];
  const known = new Set(judge(before).map((issue) => keyOf(issue, before)));
  const isNamedBefore = ({ code }: Issue) => before.reps.length === 0 && code === 'UNKNOWN_REP';
  return errors.filter((issue) => !known.has(keyOf(issue, after)) && !isNamedBefore(issue));
}

/** The same for the same issue of the same entry, whatever its place in the table. */
function keyOf({ code, path }: Issue, territory: Territory): string {
  const [, table, index, rest] = entryPath.exec(path) ?? [];
  const entry = table === 'customers' || table === 'reps' ? territory[table][Number(index)] : undefined;
  return JSON.stringify(entry === undefined ? [code, path] : [code, table, entry.id, rest]);
}
