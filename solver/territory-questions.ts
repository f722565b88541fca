/** Questions about territories that need no plan: proposals to choose from, a team that changes, a team of another size. */
import { type Interpretation, type Issue, interpret, type PlanRequest, withoutReplanning } from './input/index.ts';
import { learnDriveFactor } from './learn-territories.ts';
import type { LpSolver } from './lp/index.ts';
import { tasksOf } from './prepare.ts';
import {
  channelWidthsOf,
  type HandOverCaps,
  kpisOfDesign,
  proposalOf,
  proposeTerritories,
  smallestChange,
  type TeamChange,
  type TerritoriesBefore,
  type TerritoryProposal,
  withTeamChanges,
} from './proposals/index.ts';
import { type Fit, fitOf, type Sizing, type SizingQuestion, sizeTeam } from './sizing/index.ts';
import {
  customersText,
  designTerritories,
  type TerritoryDesign,
  territoriesAs,
  territoryIssue,
} from './territory/index.ts';

/** The territories as they are: with those who have no rep today given out around the others. */
interface Today {
  readonly meaning: Interpretation;
  readonly design: TerritoryDesign;
  /** Per customer the rep who carries him, or -1. */
  readonly repOf: Int32Array;
  readonly driveFactor: Float64Array;
}

function todayOf(request: PlanRequest, solvers: readonly LpSolver[]): Today {
  const { territories: _, ...options } = optionsOf(request);
  const meaning = interpret({ ...request, options });
  const drawn = designTerritories(meaning, solvers);
  const driveFactor = learnDriveFactor(meaning, drawn, () => tasksOf(meaning, drawn.repOf));
  // The same territories once more, with what driving takes in the figures, as in those that they are held against.
  const design = territoriesAs(meaning, solvers, drawn.repOf, driveFactor);
  return { meaning, design, repOf: currentReps(meaning), driveFactor };
}

const currentReps = ({ customers }: Interpretation) => Int32Array.from(customers, ({ currentRep }) => currentRep);

/** Those that count here: whom a previous plan binds, and what has happened since, says nothing of territories. */
const optionsOf = ({ options = {} }: PlanRequest) => withoutReplanning(options);

const anew = (request: PlanRequest): Interpretation =>
  interpret({ ...request, options: { ...optionsOf(request), territories: 'split' } });

/** Territories drawn anew in up to five ways. @param request valid; its customers name today's reps in currentRepId */
export function proposeFor(
  request: PlanRequest,
  solvers: readonly LpSolver[],
  caps: HandOverCaps,
): TerritoryProposal[] {
  const { design, repOf, driveFactor } = todayOf(request, solvers);
  const control = { ...caps, today: repOf, driveFactor, exclavesToday: design.exclaves };
  return proposeTerritories(anew(request), solvers, control);
}

export interface WhatIf {
  /** The request with the team as it would be. */
  readonly request: PlanRequest;
  /** The territories as they are. */
  readonly before: TerritoriesBefore;
  readonly proposal: TerritoryProposal;
}

/**
 * The smallest change of the territories after the team has changed. Those who had a rep who is gone are no hand-overs between
 * reps who stay, but are counted as such from him.
 */
export function whatIf(request: PlanRequest, changes: readonly TeamChange[], solvers: readonly LpSolver[]): WhatIf {
  const { meaning, design, driveFactor } = todayOf(request, solvers);
  const nobody = new Int32Array(meaning.customers.length).fill(-1);
  const changed = { ...request, territory: withTeamChanges(withToday(request, meaning, design), changes) };
  const after = anew(changed);
  const factorOf = new Map(meaning.reps.map(({ id }, rep) => [id, driveFactor[rep]]));
  const mean = driveFactor.reduce((sum, each) => sum + each, 0) / driveFactor.length;
  const control = {
    today: currentReps(after),
    driveFactor: Float64Array.from(after.reps, ({ id }) => factorOf.get(id) ?? mean),
    exclavesToday: design.exclaves,
    maxHandOvers: Number.POSITIVE_INFINITY,
    maxHandOverRevenueShare: 1,
  };
  const proposal: TerritoryProposal = {
    leads: ['fewestHandOvers'],
    ...proposalOf(after, smallestChange(after, solvers, control), control),
  };
  const gone = handOversOfTheGone(meaning, design, after, proposal);
  return {
    request: changed,
    before: {
      ...kpisOfDesign(meaning, design, nobody, driveFactor),
      reps: channelWidthsOf(meaning, design, driveFactor),
    },
    proposal: withHandOvers(
      { ...proposal, issues: [...proposal.issues, ...repsGone(request, changed)] },
      gone,
      meaning,
    ),
  };
}

/** Customers whom nobody may carry any more of those who were named. */
function repsGone(before: PlanRequest, after: PlanRequest): Issue[] {
  const freed = before.territory.customers.flatMap(({ eligibleRepIds = [] }, customer) =>
    eligibleRepIds.length > 0 && after.territory.customers[customer].eligibleRepIds === undefined ? [customer] : [],
  );
  if (freed.length === 0) return [];
  const values = { customers: customersText(freed.length), customer: before.territory.customers[freed[0]].id };
  return [territoryIssue('ELIGIBLE_REPS_GONE', `/territory/customers/${freed[0]}/eligibleRepIds`, values)];
}

/** Everybody's rep of today written down, those given out just now included. */
function withToday(
  request: PlanRequest,
  meaning: Interpretation,
  { repOf }: TerritoryDesign,
): PlanRequest['territory'] {
  const customers = request.territory.customers.map((customer, index) =>
    meaning.customers[index].currentRep < 0 ? { ...customer, currentRepId: meaning.reps[repOf[index]].id } : customer,
  );
  return { ...request.territory, customers };
}

function handOversOfTheGone(
  before: Interpretation,
  { repOf }: TerritoryDesign,
  after: Interpretation,
  { territories }: TerritoryProposal,
): TerritoryProposal['handOvers'] {
  const stays = new Set(after.reps.map(({ id }) => id));
  const takes = new Map(territories.flatMap(({ repId, customerIds }) => customerIds.map((id) => [id, repId] as const)));
  return before.customers.flatMap(({ id, annualRevenue, currentRep }, customer) => {
    const fromRepId = before.reps[currentRep < 0 ? repOf[customer] : currentRep].id;
    return stays.has(fromRepId) ? [] : [{ customerId: id, fromRepId, toRepId: takes.get(id)!, annualRevenue }];
  });
}

function withHandOvers(
  proposal: TerritoryProposal,
  more: TerritoryProposal['handOvers'],
  { customers }: Interpretation,
): TerritoryProposal {
  const handOvers = [...more, ...proposal.handOvers];
  const revenue = customers.reduce((sum, { annualRevenue }) => sum + annualRevenue, 0);
  const handOverRevenue = Math.round(handOvers.reduce((sum, each) => sum + each.annualRevenue, 0) * 100) / 100;
  const handOverRevenueShare = revenue > 0 ? Math.round((handOverRevenue / revenue) * 1e4) / 1e4 : 0;
  return {
    ...proposal,
    handOvers,
    kpis: { ...proposal.kpis, handOvers: handOvers.length, handOverRevenue, handOverRevenueShare },
  };
}

/** Whether the team's time suffices for the territories as they are. */
export function fitFor(request: PlanRequest, solvers: readonly LpSolver[]): Fit {
  const { meaning, design, driveFactor } = todayOf(request, solvers);
  return fitOf(meaning, design, driveFactor);
}

/** How large a team would be right. */
export function sizingFor(request: PlanRequest, solvers: readonly LpSolver[], question: SizingQuestion): Sizing {
  const { meaning, design, driveFactor } = todayOf(request, solvers);
  return sizeTeam(meaning, solvers, design, driveFactor, question);
}
