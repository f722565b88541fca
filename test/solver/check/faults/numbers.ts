/** Numbers that do not add up. */
import { type Fault, planned } from './fault.ts';

const widthNames = [
  'customers',
  'keyAccounts',
  'annualRevenue',
  'revenueShare',
  'visits',
  'visitMinutes',
  'driveMinutes',
  'workloadMinutesPerWeek',
] as const;
const dayNames = ['driveMinutes', 'ownTimeDriveMinutes', 'visitMinutes', 'driveKm'] as const;
const kpiNames = [
  'requiredVisits',
  'plannedVisits',
  'driveMinutes',
  'driveKm',
  'nightsOut',
  'visitMinutes',
  'workloadImbalance',
  'revenueImbalance',
] as const;
/** A bound above the cost, another gap, and a gap without a bound. */
const boundFaults = [
  ['a bound above the cost', (total: number) => ({ bound: total + 50, gapPercent: 0 })],
  ['another gap', (total: number) => ({ bound: total / 2, gapPercent: 50 })],
  ['a gap without a bound', () => ({ gapPercent: 1 })],
] as const;
const costNames = ['drive', 'ownTime', 'km', 'nights', 'total'] as const;

export const numberFaults: readonly Fault[] = [
  ...boundFaults.map(
    ([name, kpis]): Fault => ({
      name: `kpis: ${name}`,
      code: 'KPI_WRONG',
      plan: (plan) => {
        Object.assign(plan.kpis, kpis(plan.kpis.cost.total));
      },
    }),
  ),
  ...widthNames.map(
    (name): Fault => ({
      name: `channel width: ${name}`,
      code: 'CHANNEL_WIDTH_WRONG',
      plan: ({ territories: [{ channelWidth }] }) => {
        channelWidth[name] += 1;
      },
    }),
  ),
  {
    name: 'channel width: a class',
    code: 'CHANNEL_WIDTH_WRONG',
    plan: ({ territories: [{ channelWidth }] }) => {
      channelWidth.byClass.A1 += 1;
    },
  },
  {
    name: 'channel width: a class is missing',
    code: 'CHANNEL_WIDTH_WRONG',
    plan: ({ territories: [{ channelWidth }] }) => {
      delete channelWidth.byClass.B1;
    },
  },
  ...dayNames.map(
    (name): Fault => ({
      name: `total of a day: ${name}`,
      code: 'DAY_TOTAL_WRONG',
      plan: planned('R1', '2026-12-03', (day) => {
        day[name] += 1;
      }),
    }),
  ),
  ...kpiNames.map(
    (name): Fault => ({
      name: `key figure: ${name}`,
      code: 'KPI_WRONG',
      plan: ({ kpis }) => {
        kpis[name] += 1;
      },
    }),
  ),
  {
    name: 'key figure: coverage with the unassigned visit in it',
    code: 'KPI_WRONG',
    plan: ({ kpis }) => {
      kpis.coverage = 1;
    },
  },
  ...costNames.map(
    (name): Fault => ({
      name: `cost: ${name}`,
      code: 'KPI_WRONG',
      plan: ({ kpis: { cost } }) => {
        cost[name] += 1;
      },
    }),
  ),
];
