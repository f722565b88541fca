/** From a design to a proposal: its figures, who changes hands, the map. */
import type { Interpretation, Issue } from '../input/index.ts';
import { countByClass, type PlannedTerritory } from '../output/index.ts';
import {
  farthestFromShare,
  kilometresFromMiddle,
  revenueShareOf,
  serviceSeconds,
  type TerritoryDesign,
  territoryBoundaries,
} from '../territory/index.ts';
import type { HandOver, ProposalKpis, TerritoryProposal } from './proposal-schema.ts';

const MINUTE = 60;

/** @param today per customer the rep who carries him, or -1 */
export function handOversOf({ customers, reps }: Interpretation, repOf: Int32Array, today: Int32Array): HandOver[] {
  return customers.flatMap(({ id, annualRevenue }, customer) => {
    const from = today[customer];
    const to = repOf[customer];
    if (from < 0 || from === to) return [];
    return [{ customerId: id, fromRepId: reps[from].id, toRepId: reps[to].id, annualRevenue }];
  });
}

/** @param driveFactor per rep what driving takes, as a multiple of the estimate */
export function kpisOfDesign(
  meaning: Interpretation,
  { repOf, loads, fairShare, exclaves, expectedDriveSeconds }: TerritoryDesign,
  today: Int32Array,
  driveFactor: Float64Array,
): ProposalKpis {
  const weeks = meaning.dates.length / 7;
  const handOvers = handOversOf(meaning, repOf, today);
  const handOverRevenue = handOvers.reduce((sum, { annualRevenue }) => sum + annualRevenue, 0);
  const revenue = loads.revenue.reduce((sum, each) => sum + each, 0);
  const drive = expectedDriveSeconds.reduce((sum, seconds, rep) => sum + seconds * driveFactor[rep], 0);
  return {
    driveMinutesPerWeek: Math.round(drive / MINUTE / weeks),
    workloadImbalance: rounded(farthestFromShare(loads.workSeconds, fairShare)?.away ?? 0, 4),
    revenueImbalance: rounded(farthestFromShare(loads.revenue, revenueShareOf(fairShare))?.away ?? 0, 4),
    handOvers: handOvers.length,
    handOverRevenue: rounded(handOverRevenue, 2),
    handOverRevenueShare: revenue > 0 ? rounded(handOverRevenue / revenue, 4) : 0,
    exclaves,
    kmFromMiddle: rounded(kilometresFromMiddle(meaning, repOf), 1),
  };
}

export function describeDesign(
  meaning: Interpretation,
  design: TerritoryDesign,
  today: Int32Array,
  driveFactor: Float64Array,
  issues: readonly Issue[],
): Omit<TerritoryProposal, 'leads'> {
  return {
    kpis: kpisOfDesign(meaning, design, today, driveFactor),
    territories: territoriesOf(meaning, design, driveFactor),
    handOvers: handOversOf(meaning, design.repOf, today),
    issues: [...design.issues, ...issues],
  };
}

/** As in a plan, with the visits owed and the driving expected. */
function territoriesOf(
  meaning: Interpretation,
  design: TerritoryDesign,
  driveFactor: Float64Array,
): PlannedTerritory[] {
  const { customers } = meaning;
  const { repOf } = design;
  const boundaries = territoryBoundaries(meaning, repOf);
  return channelWidthsOf(meaning, design, driveFactor).map(({ repId, channelWidth }, rep) => ({
    repId,
    customerIds: customers.filter((_, customer) => repOf[customer] === rep).map(({ id }) => id),
    channelWidth,
    boundary: { type: 'MultiPolygon', coordinates: boundaries[rep] },
  }));
}

/** Per rep what he carries. @param driveFactor per rep what driving takes, as a multiple of the estimate */
export function channelWidthsOf(
  meaning: Interpretation,
  { repOf, loads, expectedDriveSeconds }: TerritoryDesign,
  driveFactor: Float64Array,
): Pick<PlannedTerritory, 'repId' | 'channelWidth'>[] {
  const { customers, reps, dates } = meaning;
  const revenue = loads.revenue.reduce((sum, each) => sum + each, 0);
  const service = serviceSeconds(meaning);
  return reps.map(({ id }, rep) => {
    const carried = customers.filter((_, customer) => repOf[customer] === rep);
    const visitSeconds = service.reduce((sum, seconds, customer) => (repOf[customer] === rep ? sum + seconds : sum), 0);
    const driveSeconds = expectedDriveSeconds[rep] * driveFactor[rep];
    const channelWidth = {
      customers: carried.length,
      keyAccounts: carried.filter(({ keyAccount }) => keyAccount).length,
      annualRevenue: rounded(loads.revenue[rep], 2),
      revenueShare: revenue > 0 ? rounded(loads.revenue[rep] / revenue, 6) : 0,
      visits: carried.reduce((sum, { requirement }) => sum + requirement.visits.length, 0),
      visitMinutes: rounded(visitSeconds / MINUTE, 1),
      driveMinutes: rounded(driveSeconds / MINUTE, 1),
      workloadMinutesPerWeek: rounded((visitSeconds + driveSeconds) / MINUTE / (dates.length / 7), 1),
      byClass: countByClass(carried),
    };
    return { repId: id, channelWidth };
  });
}

function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}
