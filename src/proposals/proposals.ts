/** Proposals of a stored territory: kept with what they were drawn for, and made the territory when one is chosen. */
import { randomUUID } from 'node:crypto';
import type { Issue, Plan, PlanRequest, Territory, TerritoryProposal } from '#solver';
import {
  type Database,
  insertProposals,
  keepTerritory,
  lockTerritory,
  type ProposalDocument,
  readPlan,
  readPlanInForce,
  readProposal,
  readProposals,
  type StoredProposal,
  updateTerritory,
  uuidOf,
  writeChoice,
} from '../store/index.ts';
import type { JudgedChange } from '../territories/index.ts';
import { withTeamOf } from './team.ts';

export interface ChosenProposal {
  readonly version: number;
  /** Customers whose rep was written down. */
  readonly customers: number;
  /** Customers who have come since, and who have no rep in the proposal. */
  readonly without: number;
}

export interface Proposals {
  /**
   * The request with today's rep of each customer in currentRepId: as the territory says; where it says nothing as in the plan named, else
   * in the plan in force on the first day of the request.
   */
  withToday(request: PlanRequest, territoryId: string, planId: string | null): Promise<PlanRequest>;
  /**
   * @param newId what is stored gets ids made of it: a call may be repeated
   * @throws TerritoryGone
   */
  store(
    territoryId: string,
    drawn: Omit<ProposalDocument, 'proposal'> & { readonly proposals: readonly TerritoryProposal[] },
    newId: string | undefined,
  ): Promise<readonly StoredProposal[]>;
  list(territoryId: string): Promise<readonly StoredProposal[]>;
  read(territoryId: string, proposalId: string): Promise<StoredProposal | null>;
  /**
   * Makes a proposal the territory: the team with its changes, and the rep of every customer in currentRepId. Not where that brings errors into
   * the territory, which could not be planned any more.
   * @param versions only while the territory has one of these; null: whichever it has
   */
  choose(
    territoryId: string,
    proposalId: string,
    judge: (before: Territory, after: Territory) => Promise<JudgedChange>,
    versions: readonly number[] | null,
  ): Promise<
    | ChosenProposal
    | 'unknown'
    | 'other version'
    | { readonly gone: readonly string[] }
    | { readonly errors: readonly Issue[] }
  >;
}

export function createProposals(database: Database): Proposals {
  const planOf = async (planId: string | null): Promise<Plan | null> =>
    planId === null ? null : ((await readPlan(database, planId))?.plan ?? null);
  return {
    withToday: async (request, territoryId, planId) => {
      const { customers } = request.territory;
      if (planId === null && customers.every(({ repId, currentRepId }) => (repId ?? currentRepId) !== undefined))
        return request;
      const plan = await planOf(planId ?? (await readPlanInForce(database, territoryId, request.horizon)));
      if (plan === null) return request;
      const carried = new Map(
        plan.territories.flatMap(({ repId, customerIds }) => customerIds.map((each) => [each, repId] as const)),
      );
      const reps = new Set(request.territory.reps.map((rep) => rep.id));
      const named = customers.map((customer) => {
        const repId = planId === null ? (customer.currentRepId ?? carried.get(customer.id)) : carried.get(customer.id);
        return repId === undefined || !reps.has(repId) ? customer : { ...customer, currentRepId: repId };
      });
      return { ...request, territory: { ...request.territory, customers: named } };
    },
    store: async (territoryId, { proposals, ...drawn }, newId) => {
      const rows = proposals.map((proposal, index) => ({
        id: newId === undefined ? randomUUID() : uuidOf(`${newId} ${index}`),
        document: { ...drawn, proposal },
      }));
      await database.transaction().execute(async (transaction) => {
        await keepTerritory(transaction, territoryId);
        await insertProposals(transaction, territoryId, rows);
      });
      const stored = await Promise.all(rows.map(({ id }) => readProposal(database, territoryId, id)));
      return stored.filter((each) => each !== null);
    },
    list: (territoryId) => readProposals(database, territoryId),
    read: (territoryId, proposalId) => readProposal(database, territoryId, proposalId),
    choose: (territoryId, proposalId, judge, versions) =>
      database.transaction().execute(async (transaction) => {
        const stored = await lockTerritory(transaction, territoryId);
        const chosen = await readProposal(transaction, territoryId, proposalId);
        if (stored === null || chosen === null) return 'unknown';
        if (versions !== null && !versions.includes(stored.version)) return 'other version';
        // Chosen before, the team has changed already.
        const team = chosen.chosenAt === null ? withTeamOf(chosen, stored.territory) : stored.territory;
        const reps = new Set(team.reps.map(({ id }) => id));
        const gone = chosen.proposal.territories.map(({ repId }) => repId).filter((id) => !reps.has(id));
        if (gone.length > 0) return { gone };
        const { territory, customers } = withReps(team, chosen.proposal);
        const { issues, errors } = await judge(stored.territory, territory);
        if (errors.length > 0) return { errors };
        await updateTerritory(transaction, territoryId, { territory, issues });
        await writeChoice(transaction, proposalId);
        return { version: stored.version + 1, customers, without: territory.customers.length - customers };
      }),
  };
}

function withReps(
  territory: Territory,
  { territories }: TerritoryProposal,
): { territory: Territory; customers: number } {
  const carried = new Map(
    territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId] as const)),
  );
  let count = 0;
  const customers = territory.customers.map((customer) => {
    const currentRepId = carried.get(customer.id);
    if (currentRepId === undefined) return customer;
    count++;
    return { ...customer, currentRepId };
  });
  return { territory: { ...territory, customers }, customers: count };
}
