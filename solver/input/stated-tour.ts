/** A frozen day in the numbers of an interpretation, at the times that the previous plan states. */
import type { HorizonDays } from './clock.ts';
import type { FrozenTour, FrozenVisit, Way } from './frozen-tour.ts';
import type { SleepingPlace } from './interpretation.ts';
import type { PreviousPlan } from './replanning.ts';

export type PreviousDay = PreviousPlan['itineraries'][number]['days'][number];
export type PreviousStop = PreviousDay['stops'][number];

/** What is left of a day. */
export interface LeftOfDay extends Pick<FrozenTour, 'rep' | 'day' | 'sleptAt' | 'sleepsAt'> {
  readonly stops: readonly PreviousStop[];
  noon(): number;
}

export interface Numbering {
  readonly days: HorizonDays;
  readonly customerIndex: ReadonlyMap<string, number>;
  readonly supervisorIndex: ReadonlyMap<string, number>;
}

/** @param planned undefined: the previous plan has nothing on this day */
export function statedTour(numbering: Numbering, planned: PreviousDay | undefined, left: LeftOfDay): FrozenTour {
  const { stops, noon, ...where } = left;
  const momentOf = (instant: string) => Math.round((Date.parse(instant) - numbering.days.epochMillis) / 1000);
  const moment = (instant: string | undefined) => (instant === undefined ? null : momentOf(instant));
  const begins = isAt(left.sleptAt, planned?.start);
  const ends = isAt(left.sleepsAt, planned?.end);
  const follows = followsAsPlanned(planned?.stops ?? [], begins);
  const departAt = begins ? moment(planned?.start?.departAt) : null;
  const { savesDriveMinutes, reason } = planned?.overnightStay ?? {};
  const isExplained = ends && savesDriveMinutes !== undefined && reason !== undefined;
  return {
    ...where,
    departAt: departAt ?? (stops.length === 0 ? noon() : null),
    arriveAt: ends ? moment(planned?.end.arriveAt) : null,
    breaks: (planned?.breaks ?? [])
      .map(({ startAt, endAt }) => ({ from: momentOf(startAt), to: momentOf(endAt) }))
      .filter(({ from, to }) => from < to)
      .sort((a, b) => a.from - b.from),
    visits: stops.map((stop, k) => ({
      ...statedVisit(numbering, stop, left.day, momentOf),
      way: follows(stop, stops[k - 1]) ? statedWay(stop) : null,
    })),
    calls: planned?.phoneCalls?.flatMap(({ customerId }) => numbering.customerIndex.get(customerId) ?? []) ?? [],
    lastWay: planned !== undefined && ends && follows(undefined, stops.at(-1)) ? statedWay(planned.end) : null,
    night: isExplained ? { savesDriveMinutes, reason } : null,
  };
}

function statedVisit(
  { customerIndex, supervisorIndex }: Numbering,
  { customerId, arriveAt, startAt, endAt, ...stop }: PreviousStop,
  day: number,
  momentOf: (instant: string) => number,
): Omit<FrozenVisit, 'way'> {
  const seconds = endAt === undefined ? 0 : momentOf(endAt) - momentOf(startAt);
  return {
    day,
    agenda: stop.agenda ?? [],
    contactId: stop.contactId ?? null,
    appointment: stop.appointment ?? null,
    customer: customerIndex.get(customerId) as number,
    arriveAt: arriveAt === undefined ? null : momentOf(arriveAt),
    startAt: momentOf(startAt),
    seconds: seconds > 0 ? seconds : null,
    jointWith: supervisorIndex.get(stop.jointWith ?? '') ?? null,
  };
}

type StatedPlace = { readonly hotelId?: string | undefined } | undefined;

const isAt = (place: SleepingPlace | null, stated: StatedPlace): boolean =>
  stated !== undefined && (place?.id ?? null) === (stated.hotelId ?? null);

/** Whether a stop, or the end, comes after the same place as in the plan; what is stated of the way there still holds then. */
function followsAsPlanned(planned: readonly PreviousStop[], begins: boolean) {
  return (stop: PreviousStop | undefined, before: PreviousStop | undefined): boolean => {
    const at = stop === undefined ? planned.length : planned.indexOf(stop);
    return planned[at - 1] === before && (before !== undefined || begins);
  };
}

function statedWay({ driveMinutes, driveKm }: Pick<PreviousStop, 'driveMinutes' | 'driveKm'>): Way | null {
  if (driveMinutes === undefined || driveKm === undefined) return null;
  return { seconds: Math.round(driveMinutes * 60), metres: Math.round(driveKm * 1000) };
}
