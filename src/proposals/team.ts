/** The team of a proposal, in a territory that may have changed since it was drawn. */
import { type Territory, withTeamChanges } from '#solver';
import type { ProposalDocument } from '../store/index.ts';

/**
 * The changes done as the proposal was drawn with them, each once: who has come by hand already stays as he is, and less work is the hours of
 * then, not a share of those of now.
 */
export function withTeamOf({ changes, reps }: Pick<ProposalDocument, 'changes' | 'reps'>, now: Territory): Territory {
  const known = new Set(now.reps.map(({ id }) => id));
  const lessWork = new Set(changes.flatMap((change) => (change.kind === 'worksLess' ? [change.repId] : [])));
  const drawn = new Map(reps?.filter(({ id }) => lessWork.has(id)).map((rep) => [rep.id, rep]));
  const missing = changes.filter(
    (change) =>
      !(change.kind === 'joins' && known.has(change.rep.id)) &&
      !(change.kind === 'worksLess' && drawn.has(change.repId)),
  );
  const team = withTeamChanges(now, missing);
  return {
    ...team,
    reps: team.reps.map((rep) => {
      const then = drawn.get(rep.id);
      if (then === undefined) return rep;
      const { channelWidth: _, ...other } = rep;
      const { workingHours, channelWidth } = then;
      return { ...other, workingHours, ...(channelWidth === undefined ? {} : { channelWidth }) };
    }),
  };
}
