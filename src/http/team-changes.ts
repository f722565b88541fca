/** What is wrong with changes of a team, before anything is drawn for them. */
import { type Issue, makeIssue, type TeamChange, type Territory, withTeamChanges } from '#solver';
import { entryPath } from '../territories/index.ts';
import type { AppDeps } from './deps.ts';

/**
 * Changes that name a rep who is not there, that bring one who is, or after which the territory could not be planned.
 * @returns issues whose paths begin at `/changes`
 */
export async function wrongChanges(
  territory: Territory,
  changes: readonly TeamChange[],
  { judging, now }: Pick<AppDeps, 'judging' | 'now'>,
): Promise<Issue[]> {
  const issues = wrongNames(territory, changes);
  if (issues.length > 0) return issues;
  const team = withTeamChanges(territory, changes);
  const { errors } = await judging.judgeChange({ before: territory, after: team, today: now() });
  return [...waysUnknown(territory, changes), ...errors.map((issue) => atChange(issue, team, changes))];
}

function wrongNames({ reps }: Territory, changes: readonly TeamChange[]): Issue[] {
  const known = new Set(reps.map(({ id }) => id));
  const issues = changes.flatMap((change, index) => {
    if (change.kind === 'joins') {
      const first = 'a rep of the team';
      if (known.has(change.rep.id))
        return [makeIssue('DUPLICATE_ID', `/changes/${index}/rep/id`, { id: change.rep.id, first })];
      known.add(change.rep.id);
      return [];
    }
    if (!known.has(change.repId)) return [makeIssue('UNKNOWN_REP', `/changes/${index}/repId`, { id: change.repId })];
    if (change.kind === 'leaves') known.delete(change.repId);
    return [];
  });
  if (issues.length === 0 && known.size === 0) {
    const values = { found: 'A team without reps', limit: 'at least 1 must stay' };
    issues.push(makeIssue('OUT_OF_RANGE', '/changes', values));
  }
  return issues;
}

/** A given matrix has the ways of a rep from where he lives now, which would be taken for those from his new home. */
function waysUnknown({ travel }: Territory, changes: readonly TeamChange[]): Issue[] {
  if (travel?.mode !== 'matrix') return [];
  return changes.flatMap((change, index) =>
    change.kind === 'moves'
      ? [
          makeIssue('MATRIX_INCOMPLETE', `/changes/${index}/home`, {
            what: `it has no ways from the new home of "${change.repId}"`,
          }),
        ]
      : [],
  );
}

/** An issue of the changed territory, told of the change that has brought it. */
function atChange(issue: Issue, team: Territory, changes: readonly TeamChange[]): Issue {
  const [, table, position, rest = ''] = entryPath.exec(issue.path) ?? [];
  const repId = table === 'reps' ? team.reps[Number(position)]?.id : undefined;
  const index = changes.findLastIndex((change) => (change.kind === 'joins' ? change.rep.id : change.repId) === repId);
  if (index < 0) return { ...issue, path: '/changes' };
  return { ...issue, path: `/changes/${index}${changes[index]?.kind === 'joins' ? `/rep${rest}` : ''}` };
}
