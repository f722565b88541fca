/** What one rep carries: its limits and its numbers (contract, sections 1 and 7). */
import type { InterpretedCustomer, InterpretedRep } from '../input/interpretation.ts';
import type { ChannelWidth } from '../output/plan-schema.ts';
import type { Facts } from './facts.ts';
import { differs, tolerance } from './tolerance.ts';
import { sum, totalsOf, workloadPerWeek } from './totals.ts';
import type { Report } from './violation.ts';

export function checkChannelWidth(facts: Facts, report: Report): void {
  facts.stated.given.territories?.forEach(({ repId, customerIds, channelWidth }, t) => {
    const rep = facts.reps.get(repId);
    if (rep === undefined) return;
    const members = customerIds.flatMap((id) => facts.customers.get(id) ?? []);
    const width = widthOf(facts, rep, members);
    checkLimits(facts, rep, width, `/territories/${t}`, report);
    if (channelWidth !== undefined) checkNumbers(channelWidth, width, `/territories/${t}/channelWidth`, report);
  });
}

function widthOf(
  { meaning, toursOf }: Facts,
  rep: InterpretedRep,
  members: readonly InterpretedCustomer[],
): ChannelWidth {
  const tours = toursOf.get(rep.id) ?? [];
  const totals = totalsOf(tours);
  const annualRevenue = sum(members, (customer) => customer.annualRevenue);
  const allRevenue = sum(meaning.customers, (customer) => customer.annualRevenue);
  const byClass = new Map<string, number>();
  for (const customer of members) byClass.set(customer.class, (byClass.get(customer.class) ?? 0) + 1);
  return {
    customers: members.length,
    keyAccounts: members.filter(({ keyAccount }) => keyAccount).length,
    annualRevenue,
    revenueShare: allRevenue > 0 ? annualRevenue / allRevenue : 0,
    visits: sum(tours, ({ visits }) => visits.length),
    visitMinutes: totals.visitMinutes,
    driveMinutes: totals.driveMinutes,
    workloadMinutesPerWeek: workloadPerWeek(totals, meaning.request.horizon.weeks),
    byClass: Object.fromEntries(byClass),
  };
}

/** A territory inside all limits may not exist: a breach that an issue of the plan reports for this rep is no violation. */
function checkLimits(
  { meaning, plan }: Facts,
  rep: InterpretedRep,
  { customers, keyAccounts, workloadMinutesPerWeek }: ChannelWidth,
  path: string,
  report: Report,
): void {
  const repPath = `/territory/reps/${meaning.reps.indexOf(rep)}`;
  const told = new Set(plan.issues.filter((issue) => issue.path === repPath).map(({ code }) => code));
  const wide = told.has('CHANNEL_WIDTH_EXCEEDED');
  if (customers > rep.maxCustomers && !wide)
    report('MAX_CUSTOMERS_EXCEEDED', `${path}/customerIds`, 'More customers than the rep may carry.', {
      expected: rep.maxCustomers,
      found: customers,
    });
  if (keyAccounts > meaning.keyAccountsMaxPerRep && !told.has('KEY_ACCOUNTS_EXCEEDED'))
    report('KEY_ACCOUNTS_EXCEEDED', `${path}/customerIds`, 'More key accounts than a rep may carry.', {
      expected: meaning.keyAccountsMaxPerRep,
      found: keyAccounts,
    });
  const tooMuch = workloadMinutesPerWeek > rep.maxWorkloadMinutesPerWeek + tolerance.total;
  if (tooMuch && !wide && !told.has('WORKLOAD_EXCEEDED'))
    report(
      'MAX_WORKLOAD_EXCEEDED',
      `${path}/channelWidth/workloadMinutesPerWeek`,
      'More work than the rep may carry.',
      {
        expected: rep.maxWorkloadMinutesPerWeek,
        found: workloadMinutesPerWeek,
      },
    );
}

const allowed = {
  customers: 0,
  keyAccounts: 0,
  annualRevenue: tolerance.total,
  revenueShare: tolerance.ratio,
  visits: 0,
  visitMinutes: tolerance.total,
  driveMinutes: tolerance.total,
  workloadMinutesPerWeek: tolerance.total,
} as const satisfies Partial<Record<keyof ChannelWidth, number>>;

function checkNumbers(found: ChannelWidth, expected: ChannelWidth, path: string, report: Report): void {
  const compare = (at: string, is: number, shouldBe: number, most: number) => {
    if (differs(is, shouldBe, most))
      report('CHANNEL_WIDTH_WRONG', `${path}/${at}`, 'The territory adds up to another number.', {
        expected: shouldBe,
        found: is,
      });
  };
  for (const name of Object.keys(allowed) as (keyof typeof allowed)[])
    compare(name, found[name], expected[name], allowed[name]);
  // A class without customers may be left out. Read as maps: a class may be called `constructor`.
  const [stated, counted] = [found, expected].map(({ byClass }) => new Map(Object.entries(byClass)));
  for (const name of new Set([...stated.keys(), ...counted.keys()]))
    compare(`byClass/${pointerToken(name)}`, stated.get(name) ?? 0, counted.get(name) ?? 0, 0);
}

/** RFC 6901. */
const pointerToken = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
