/** Of a plan only what a replan reads. */
import type { Plan, PlannedDay, PlannedStop, PreviousPlan } from '#solver';

type PreviousDay = PreviousPlan['itineraries'][number]['days'][number];

export function previousPlanOf({ horizon, territories, itineraries }: Plan): PreviousPlan {
  return {
    horizon,
    territories: territories.map(({ repId, customerIds }) => ({ repId, customerIds })),
    itineraries: itineraries.map(({ repId, days }) => ({ repId, days: days.map(previousDay) })),
  };
}

function previousDay({ date, start, stops, breaks, phoneCalls, end, overnightStay }: PlannedDay): PreviousDay {
  const { departAt, ...from } = start;
  const { arriveAt, driveMinutes, driveKm, ...to } = end;
  return {
    date,
    start: { ...nightPlace(from), departAt },
    stops: stops.map(previousStop),
    ...(breaks.length > 0 && { breaks }),
    ...(phoneCalls && { phoneCalls }),
    end: { ...nightPlace(to), arriveAt, driveMinutes, driveKm },
    ...(overnightStay && { overnightStay }),
  };
}

function previousStop({ waitMinutes: _, pinned: __, ...stop }: PlannedStop): PreviousDay['stops'][number] {
  return stop;
}

/** Where home is, the request says. */
function nightPlace({ hotelId, location }: Pick<PlannedDay['end'], 'hotelId' | 'location'>) {
  return hotelId === undefined ? {} : { hotelId, location };
}
