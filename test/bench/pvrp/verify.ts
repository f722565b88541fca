/** Recomputes a solution of a periodic vehicle routing instance from the instance alone. */
import type { PvrpInstance } from './instance.ts';

export interface PvrpRoute {
  /** From 1. */
  readonly day: number;
  /** Ids in order. */
  readonly customers: readonly number[];
}

/** @returns the length of all routes, unrounded Euclid, and what is wrong */
export function verifyPvrp(instance: PvrpInstance, routes: readonly PvrpRoute[]): { cost: number; errors: string[] } {
  const errors: string[] = [];
  const customerOf = new Map(instance.customers.map((customer) => [customer.id, customer]));
  const visitedOn = new Map<number, number[]>();
  const used = new Array<number>(instance.days).fill(0);
  let cost = 0;
  for (const { day, customers } of routes) {
    let load = 0;
    let duration = 0;
    let from: { readonly x: number; readonly y: number } = instance.depot;
    if (!(day >= 1 && day <= instance.days)) errors.push(`day ${day} does not exist`);
    used[day - 1]++;
    for (const id of customers) {
      const customer = customerOf.get(id);
      if (customer === undefined) {
        errors.push(`customer ${id} does not exist`);
        continue;
      }
      duration += Math.hypot(customer.x - from.x, customer.y - from.y);
      cost += Math.hypot(customer.x - from.x, customer.y - from.y);
      duration += customer.service;
      load += customer.demand;
      from = customer;
      visitedOn.set(id, [...(visitedOn.get(id) ?? []), day - 1]);
    }
    const home = Math.hypot(instance.depot.x - from.x, instance.depot.y - from.y);
    cost += home;
    duration += home;
    if (load > instance.maxLoad + 1e-6) errors.push(`a route of day ${day} carries ${load} of ${instance.maxLoad}`);
    if (duration > instance.maxDuration + 1e-6) {
      errors.push(`a route of day ${day} takes ${duration} of ${instance.maxDuration}`);
    }
  }
  used.forEach((count, day) => {
    if (count > instance.vehiclesPerDay)
      errors.push(`day ${day + 1} has ${count} routes of ${instance.vehiclesPerDay}`);
  });
  for (const { id, patterns } of instance.customers) {
    const days = (visitedOn.get(id) ?? []).toSorted((a, b) => a - b).join();
    if (!patterns.some((pattern) => pattern.join() === days))
      errors.push(`customer ${id} is visited on days [${days}], which is none of its patterns`);
  }
  return { cost, errors };
}

/** Routes of a published `.res` file: day, vehicle, duration, load, then stops between zeros. */
export function parseSolution(text: string): PvrpRoute[] {
  return text
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length > 5)
    .map(([day, , , , ...stops]) => ({ day, customers: stops.filter((id) => id !== 0) }));
}
