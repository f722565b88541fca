/** The door of the room: who submits, approves and rejects a plan. */
export { type Approvals, createApprovals, type Decision, type DecisionResult } from './approvals.ts';
