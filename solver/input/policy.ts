/**
 * The policy in force (contract, section 3): the default classes with the caller's merged in by name.
 */
import type { AgendaAction, PeriodName, Policy } from './request.ts';

export interface ClassRules {
  readonly class: string;
  readonly visits: number;
  readonly per: PeriodName;
  readonly visitMinutes: number;
  readonly phoneCalls: { readonly calls: number; readonly per: string } | null;
  readonly jointVisits: { readonly visits: number; readonly per: PeriodName } | null;
  /** The actions of a visit of this class; null: all actions of the policy's agenda. */
  readonly agenda: readonly AgendaAction[] | null;
  readonly minDaysBetween: number | null;
  readonly maxDaysBetween: number | null;
  readonly weight: number;
}

const open = { agenda: null, minDaysBetween: null, maxDaysBetween: null } as const;

/** Contract, section 3, the table. */
export const defaultClasses: readonly ClassRules[] = [
  {
    ...open,
    class: 'A1',
    visits: 4,
    per: 'month',
    visitMinutes: 60,
    weight: 16,
    phoneCalls: { calls: 2, per: 'week' },
    jointVisits: { visits: 1, per: 'month' },
  },
  {
    ...open,
    class: 'A2',
    visits: 3,
    per: 'month',
    visitMinutes: 60,
    weight: 8,
    phoneCalls: { calls: 1, per: 'week' },
    jointVisits: { visits: 1, per: 'month' },
  },
  {
    ...open,
    class: 'B1',
    visits: 2,
    per: 'month',
    visitMinutes: 45,
    weight: 4,
    phoneCalls: { calls: 1, per: 'week' },
    jointVisits: { visits: 1, per: 'month' },
  },
  {
    ...open,
    class: 'B2',
    visits: 1,
    per: 'month',
    visitMinutes: 45,
    weight: 2,
    phoneCalls: { calls: 1, per: '2 weeks' },
    jointVisits: { visits: 1, per: 'quarter' },
  },
  {
    ...open,
    class: 'C',
    visits: 1,
    per: 'quarter',
    visitMinutes: 30,
    weight: 1,
    phoneCalls: { calls: 1, per: 'month' },
    jointVisits: null,
  },
];

/** What a class without a default of its own starts from, for the fields its policy leaves out: as class C. */
const unnamed: ClassRules = defaultClasses[defaultClasses.length - 1];

/** All classes by name: the defaults, then the caller's on top; fields left out keep the default. */
export function mergeClasses(policy: Policy | undefined): ReadonlyMap<string, ClassRules> {
  const byName = new Map(defaultClasses.map((rules) => [rules.class, rules]));
  for (const given of policy?.classes ?? []) {
    const base = byName.get(given.class) ?? { ...unnamed, phoneCalls: null, jointVisits: null };
    byName.set(given.class, {
      class: given.class,
      visits: given.visits ?? base.visits,
      per: given.per ?? base.per,
      visitMinutes: given.visitMinutes ?? base.visitMinutes,
      phoneCalls: given.phoneCalls === undefined ? base.phoneCalls : given.phoneCalls,
      jointVisits: given.jointVisits === undefined ? base.jointVisits : given.jointVisits,
      agenda: given.agenda ?? base.agenda,
      minDaysBetween: given.minDaysBetween ?? base.minDaysBetween,
      maxDaysBetween: given.maxDaysBetween ?? base.maxDaysBetween,
      weight: given.weight ?? base.weight,
    });
  }
  return byName;
}

/** The rules of a class; a class that nobody described is treated as C (an issue says so before). */
export function rulesOf(classes: ReadonlyMap<string, ClassRules>, name: string): ClassRules {
  return classes.get(name) ?? { ...unnamed, class: name };
}
