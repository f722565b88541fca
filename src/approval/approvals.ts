/**
 * A plan is submitted by whoever made it, and approved or rejected by a supervisor:
 * draft → submitted → approved, or → rejected → submitted again. What is approved stays; a change is a new version.
 */
import {
  type ApprovalAction,
  type ApprovalRecord,
  type ApprovalState,
  type Database,
  type Role,
  readApproval,
  readOverlooked,
  writeApproval,
} from '../store/index.ts';

export interface Decision {
  readonly action: ApprovalAction;
  readonly by: string;
  readonly role: Role;
  readonly comment: string | null;
}

/** The approval after the decision, or why it is not possible now. */
export type DecisionResult = { readonly approval: ApprovalRecord } | { readonly refused: string };

export interface Approvals {
  /** Null when there is no such plan. */
  read(planId: string): Promise<ApprovalRecord | null>;
  /** @param mayBeDone the call may have been made before: a latest decision that is the same is this one */
  decide(planId: string, decision: Decision, mayBeDone?: boolean): Promise<DecisionResult | null>;
}

export interface Decided {
  readonly type: 'plan.submitted' | 'plan.approved' | 'plan.rejected';
  readonly planId: string;
  readonly territoryId: string | null;
}

/** What each action makes of a plan, and of which it can be said. */
const transitions: Readonly<
  Record<ApprovalAction, { from: readonly ApprovalState[]; to: Exclude<ApprovalState, 'draft'> }>
> = {
  submit: { from: ['draft', 'rejected'], to: 'submitted' },
  approve: { from: ['submitted'], to: 'approved' },
  reject: { from: ['submitted'], to: 'rejected' },
};

/** @param announce tells the world, in the transaction of the decision */
export function createApprovals(
  database: Database,
  announce: (transaction: Database, decided: Decided) => Promise<void> = async () => {},
): Approvals {
  return {
    read: (planId) => readApproval(database, planId),
    decide: (planId, decision, mayBeDone = false) =>
      database.transaction().execute(async (transaction) => {
        const approval = await readApproval(transaction, planId, true);
        if (approval === null) return null;
        if (mayBeDone && isLatest(approval, decision)) return { approval };
        const refused = whyNot(approval, decision.action) ?? (await whyOutdated(transaction, planId, decision.action));
        if (refused !== null) return { refused };
        await writeApproval(transaction, planId, transitions[decision.action].to, decision);
        const type = `plan.${transitions[decision.action].to}` as const;
        await announce(transaction, { type, planId, territoryId: approval.territoryId });
        const decided = await readApproval(transaction, planId);
        return decided === null ? null : { approval: decided };
      }),
  };
}

function isLatest({ history }: ApprovalRecord, { action, by, role, comment }: Decision): boolean {
  const latest = history.at(-1);
  return latest?.action === action && latest.by === by && latest.role === role && latest.comment === comment;
}

/** What is approved is in force; that shall not be forgotten by a plan that was made without it. */
async function whyOutdated(transaction: Database, planId: string, action: ApprovalAction): Promise<string | null> {
  const overlooked = action === 'approve' ? await readOverlooked(transaction, planId) : null;
  if (overlooked === null) return null;
  const { planId: other, version, approvedAt } = overlooked;
  const what = `The plan ${other} (version ${version}), approved ${approvedAt.toISOString()}, is in force on some of these days`;
  return `${what}, and this one does not go on from it; replan that one.`;
}

function whyNot({ state, planned }: ApprovalRecord, action: ApprovalAction): string | null {
  if (!planned) return 'The plan has no itineraries yet.';
  const { from } = transitions[action];
  if (from.includes(state)) return null;
  if (state === 'approved') return 'The plan is approved and stays as it is; replan it for a new version.';
  return `The plan is ${state}; only one that is ${from.join(' or ')} can be ${transitions[action].to}.`;
}
