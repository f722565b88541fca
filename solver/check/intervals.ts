/** Spans of time. */
import type { Interval } from '../input/interpretation.ts';

/** Seconds that an interval shares with the time between two moments. */
export function overlap(interval: Interval, from: number, to: number): number {
  return Math.max(0, Math.min(interval.to, to) - Math.max(interval.from, from));
}
