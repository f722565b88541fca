/** A plan in the words and numbers that a planner looks for first. */
import type { Plan, PlanRequest } from '#solver';
import { planNames } from '../export/index.ts';
import { textTable } from './text-table.ts';

const MOST_UNASSIGNED = 10;

export function summaryOf(plan: Plan, request: PlanRequest): string {
  const { kpis, currency, unassignedVisits } = plan;
  const { territory, horizon } = request;
  const lines = [
    `${territory.name ?? 'Plan'}: ${counted(horizon.weeks, 'week')} from ${horizon.start}, ${counted(territory.reps.length, 'rep')}, ${counted(territory.customers.length, 'customer')}`,
    '',
    ...textTable(repRows(plan, request)),
    '',
    `Visits    ${kpis.plannedVisits} of ${kpis.requiredVisits} planned: coverage ${percent(kpis.coverage)}`,
    `Nights    ${kpis.nightsOut} away`,
    `Driving   ${hours(kpis.driveMinutes)} h, ${number(kpis.driveKm)} km`,
    `Cost      ${number(kpis.cost.total)} ${currency}: driving ${number(kpis.cost.drive)}, own time ${number(kpis.cost.ownTime)}, kilometres ${number(kpis.cost.km)}, nights ${number(kpis.cost.nights)}`,
    ...boundLines(plan),
    `Balance   workload within ${percent(kpis.workloadImbalance)} of the mean, revenue within ${percent(kpis.revenueImbalance)}`,
    `Search    ${number(plan.solver.steps)} steps, ended by ${plan.solver.stoppedBy}, seed ${plan.solver.seed}; 0 violations`,
    ...(unassignedVisits.length > 0 ? ['', ...unassignedLines(plan)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Plans of earlier versions say nothing of a bound. */
function boundLines({ kpis: { bound, gapPercent, boundRemark }, currency }: Plan): string[] {
  if (bound === undefined) return boundRemark === undefined ? [] : [`Bound     ${boundRemark}`];
  return [
    `Bound     ${number(bound)} ${currency}: no plan with these visits costs less; this one at most ${(gapPercent ?? 0).toFixed(1)} % more`,
    ...(boundRemark === undefined ? [] : [`          ${boundRemark}`]),
  ];
}

function repRows(plan: Plan, request: PlanRequest): string[][] {
  const names = planNames(plan, request);
  const header = ['Rep', 'customers', 'revenue', 'visits', 'nights', 'drive h', 'km', 'work h/week'];
  const rows = plan.territories.map(({ repId, channelWidth }) => {
    const days = plan.itineraries.find((itinerary) => itinerary.repId === repId)?.days ?? [];
    const nights = days.filter((day) => day.overnightStay !== null).length;
    const km = days.reduce((sum, day) => sum + day.driveKm, 0);
    return [
      names.rep(repId),
      String(channelWidth.customers),
      percent(channelWidth.revenueShare),
      String(channelWidth.visits),
      String(nights),
      hours(channelWidth.driveMinutes),
      number(km),
      hours(channelWidth.workloadMinutesPerWeek),
    ];
  });
  return [header, ...rows];
}

function unassignedLines({ unassignedVisits }: Plan): string[] {
  const shown = unassignedVisits
    .slice(0, MOST_UNASSIGNED)
    .flatMap(({ customerId, visit, dueOn, reasons }) => [
      `  ${customerId}, visit ${visit}, due ${dueOn}: ${reasons.map(({ code }) => code).join(', ')}`,
      `    ${reasons[0]?.message ?? ''}`,
    ]);
  const more = unassignedVisits.length - MOST_UNASSIGNED;
  return [
    `Not planned: ${counted(unassignedVisits.length, 'visit')}`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more in unassigned-visits.csv`] : []),
  ];
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const hours = (minutes: number) => (minutes / 60).toFixed(1);
const number = (value: number) => Math.round(value).toLocaleString('en');

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;
