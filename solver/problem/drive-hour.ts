/** What an hour of driving is worth: the measure of soft wishes, which are said in hours driven. */
import type { Interpretation } from '../input/interpretation.ts';
import { roadsOf } from './travel.ts';

/** Where driving costs nothing a night stands for so many hours, as with the costs that are taken where none are given. */
const HOURS_A_NIGHT = 3;

/** Kilometres of road in an hour driven. */
export const kmPerDriveHour = ({ request }: Pick<Interpretation, 'request'>): number =>
  roadsOf(request.territory.travel).speedKmh;

/**
 * Money of the request for an hour driven: costs.perDriveHour, or what its kilometres cost where these are the dearer part, so that
 * wishes count also where one of both is 0.
 */
export function worthOfDriveHour(meaning: Pick<Interpretation, 'costs' | 'request'>): number {
  const { perDriveHour, perKm, perNight } = meaning.costs;
  return Math.max(perDriveHour, perKm * kmPerDriveHour(meaning)) || perNight / HOURS_A_NIGHT || 1;
}
