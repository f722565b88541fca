/** From moments of the horizon to the text of a plan: instants with offset, rounded numbers. */
import { DateTime } from 'luxon';
import type { Interpretation } from '../input/interpretation.ts';

/** `2026-11-30T09:00:00-06:00` in the given zone. */
export function instantOf(meaning: Interpretation, moment: number, timeZone: string): string {
  const local = DateTime.fromMillis(meaning.epochMillis + moment * 1000, { zone: timeZone });
  return local.toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** Two decimals: what a plan shows of minutes, kilometres and money. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

export const minutesOf = (seconds: number): number => rounded(seconds / 60);
export const kmOf = (metres: number): number => rounded(metres / 1000);
