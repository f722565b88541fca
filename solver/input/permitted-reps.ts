/** Who may carry a customer, whatever the hours of both. */
import type { Customer, Policy, Territory } from './request.ts';

/** Considered apart: as it says itself, else by its revenue. */
export function isKeyAccount(customer: Customer, policy: Policy | undefined): boolean {
  const least = policy?.keyAccounts?.minAnnualRevenue;
  return customer.keyAccount ?? (least !== undefined && (customer.annualRevenue ?? 0) >= least);
}

/** Who may carry a customer: the lock, else eligibleRepIds, else for key accounts policy.keyAccounts.repIds, else everybody. */
export function permittedRepsOf(territory: Territory): (customer: Customer) => readonly number[] {
  const indexById = new Map(territory.reps.map((rep, index) => [rep.id, index]));
  const all = territory.reps.map((_, index) => index);
  const indexes = (ids: readonly string[]): readonly number[] =>
    [...new Set(ids.map((id) => indexById.get(id)))].filter((index) => index !== undefined).sort((a, b) => a - b);
  const forKeyAccounts = indexes(territory.policy?.keyAccounts?.repIds ?? []);
  return (customer) => {
    const locked = indexes(customer.repId === undefined ? [] : [customer.repId]);
    if (locked.length > 0) return locked;
    const named = indexes(customer.eligibleRepIds ?? []);
    if (forKeyAccounts.length === 0 || !isKeyAccount(customer, territory.policy)) return named.length > 0 ? named : all;
    const both = named.filter((index) => forKeyAccounts.includes(index));
    if (both.length > 0) return both;
    return named.length > 0 ? named : forKeyAccounts;
  };
}
