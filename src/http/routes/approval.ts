/** Submit, approve, reject. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import type { ApprovalRecord } from '../../store/index.ts';
import { anyRole } from '../authorise.ts';
import type { AppDeps } from '../deps.ts';
import { Problem } from '../errors.ts';
import { readForm } from '../request-body.ts';
import { approvalSchema, decisionSchema } from '../schemas/approval.ts';
import { planParamsSchema } from '../schemas/plan.ts';
import { bodyProblems, json, problems } from '../schemas/responses.ts';

const tags = ['Plans'];
/** Beside admin. */
const mayDo = { submit: ['planner', 'crm'], approve: ['supervisor'], reject: ['supervisor'] } as const;

export const approvalRoutes: FastifyPluginAsyncZod<AppDeps> = async (app, { approvals }) => {
  const url = '/v1/plans/:planId/approval';

  app.post(url, { schema: decideSchema, config: { allow: anyRole } }, async (request) => {
    const { name: by, role } = request.caller;
    const { action, comment = null } = readForm(decisionSchema, request.body);
    const allowed: readonly string[] = [...mayDo[action], 'admin'];
    if (!allowed.includes(role))
      throw new Problem(403, `A ${role} may not ${action} a plan; ${allowed.join(', ')} may.`);
    if (action === 'reject' && comment === null) throw new Problem(422, 'Say in comment why the plan is rejected.');
    const decision = { action, by, role, comment };
    const result = await approvals.decide(request.params.planId, decision, request.mayBeDone);
    if (result === null) throw unknownPlan(request.params.planId);
    if ('refused' in result) throw new Problem(409, result.refused);
    return approvalView(result.approval);
  });

  app.get(url, { schema: readSchema }, async (request) => {
    const approval = await approvals.read(request.params.planId);
    if (approval === null) throw unknownPlan(request.params.planId);
    return approvalView(approval);
  });
};

function unknownPlan(planId: string): Problem {
  return new Problem(404, `There is no plan with the id "${planId.slice(0, 100)}".`);
}

function approvalView({
  planned: _,
  territoryId: __,
  history,
  ...approval
}: ApprovalRecord): z.infer<typeof approvalSchema> {
  return { ...approval, history: history.map((entry) => ({ ...entry, at: entry.at.toISOString() })) };
}

const decideSchema = {
  operationId: 'decidePlan',
  summary: 'Submit, approve or reject a plan',
  description:
    'A planner or the CRM submits a plan, a supervisor approves or rejects it with a comment; what was rejected can be submitted ' +
    'again. An approved plan stays as it is for good: replanning it makes a new version, to be approved by itself. On a day that ' +
    'several approved plans hold, the one approved last is in force. A plan that was made without regard to one approved for some of the same days since ' +
    'it was asked for, or as another replan of the same plan, is a 409: replan the one in force.',
  tags,
  params: planParamsSchema,
  body: decisionSchema,
  response: { 200: json('The approval as it is now.', approvalSchema), ...problems(404, 409, ...bodyProblems) },
};

const readSchema = {
  operationId: 'getApproval',
  summary: 'Read the approval of a plan',
  description: 'Its state, its version, and who said what.',
  tags,
  params: planParamsSchema,
  response: { 200: json('The approval.', approvalSchema), ...problems(404) },
};
