/** Of a plan only what a replan reads. */
import type { Plan, PreviousPlan } from '#solver';

export function previousPlanOf({ horizon, territories, itineraries }: Plan): PreviousPlan {
  return {
    horizon,
    territories: territories.map(({ repId, customerIds }) => ({ repId, customerIds })),
    itineraries: itineraries.map(({ repId, days }) => ({
      repId,
      days: days.map(({ date, stops, phoneCalls, end }) => ({
        date,
        stops: stops.map(({ customerId, startAt, endAt, agenda, contactId, jointWith }) => ({
          ...{ customerId, startAt, endAt },
          ...(agenda && { agenda }),
          ...(contactId && { contactId }),
          ...(jointWith && { jointWith }),
        })),
        ...(phoneCalls && { phoneCalls }),
        end: end.hotelId === undefined ? {} : { hotelId: end.hotelId },
      })),
    })),
  };
}
