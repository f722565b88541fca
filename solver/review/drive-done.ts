/** How long the visits that were made took to drive, in the order in which they were made. */
import { customerNear } from '../input/near-places.ts';
import type { Place } from '../input/request.ts';
import { type TravelPlace, travelMatrix } from '../problem/index.ts';
import type { PlannedTour, ReviewInput } from './coverage.ts';

/**
 * Minutes. A day begins and ends where the plan has the rep sleep, else at home; an engine of travel, and on days with a place that a
 * matrix no longer has the matrix, are stood in for by the great circle. Records of reps and customers that are no more are left out.
 * @param repId only of this rep. Default: of all
 */
export function driveMinutesOfRecords(
  { territory, records, from, to }: ReviewInput,
  planned: readonly PlannedTour[],
  repId?: string,
): number {
  const customers = new Map(territory.customers.map((customer) => [customer.id, customer]));
  const reps = new Map(territory.reps.map((rep) => [rep.id, rep]));
  const tours = new Map(planned.map((tour) => [`${tour.repId} ${tour.date}`, tour.tour]));
  const travel =
    territory.travel?.mode === 'greatCircle' || territory.travel?.mode === 'matrix' ? territory.travel : undefined;
  const known = travel?.mode === 'matrix' ? new Set(travel.placeIds) : null;
  const isMissing = ({ placeId }: TravelPlace) => known?.has(placeId) === false;
  const inRange = records.filter(({ date }) => date >= from && date <= to);
  let seconds = 0;
  for (const [key, visits] of Map.groupBy(inRange, (record) => `${record.repId ?? ''} ${record.date}`)) {
    const rep = reps.get(visits[0].repId ?? '');
    if (rep === undefined || (repId !== undefined && rep.id !== repId)) continue;
    const order = visits.toSorted((a, b) => Date.parse(a.startAt ?? a.date) - Date.parse(b.startAt ?? b.date));
    const stops = order.flatMap(({ customerId }): TravelPlace[] => {
      const customer = customers.get(customerId);
      return customer === undefined ? [] : [{ placeId: customerId, location: customer.location }];
    });
    const tour = tours.get(key);
    const sleeping = (place: { hotelId?: string | undefined; location: Place } | undefined): TravelPlace =>
      place?.hotelId === undefined
        ? { placeId: rep.id, location: rep.home }
        : { placeId: customerNear(place.hotelId) ?? place.hotelId, location: place.location };
    const places = [sleeping(tour?.start), ...stops, sleeping(tour?.end)];
    const matrix = travelMatrix(places, places.some(isMissing) ? undefined : travel);
    for (let leg = 0; leg + 1 < places.length; leg++) seconds += matrix.seconds[leg * matrix.size + leg + 1];
  }
  return seconds / 60;
}
