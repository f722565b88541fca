/** Recomputes a solution of a capacitated p-median instance from the instance alone. */
import type { CpmpInstance } from './instance.ts';

/**
 * @param medians sites, numbered from 0
 * @param assignment per site its median, a site too
 * @returns the sum of distances, and what is wrong
 */
export function verifyCpmp(
  { sites, medians: wanted, wholeDistances }: CpmpInstance,
  medians: readonly number[],
  assignment: readonly number[],
): { cost: number; errors: string[] } {
  const errors: string[] = [];
  const open = new Set(medians);
  if (open.size !== wanted) errors.push(`${open.size} medians are open instead of ${wanted}`);
  if (assignment.length !== sites.length) errors.push(`${assignment.length} of ${sites.length} sites are assigned`);
  const served = new Map<number, number>();
  let cost = 0;
  assignment.forEach((median, site) => {
    if (!open.has(median)) {
      errors.push(`site ${site} goes to ${median}, which is no median`);
      return;
    }
    const { x, y, demand } = sites[site];
    const away = Math.hypot(x - sites[median].x, y - sites[median].y);
    cost += wholeDistances ? Math.floor(away) : away;
    served.set(median, (served.get(median) ?? 0) + demand);
  });
  for (const [median, load] of served) {
    const { capacity } = sites[median];
    if (load > capacity + 1e-6) errors.push(`median ${median} serves ${load} of ${capacity}`);
  }
  return { cost, errors };
}
