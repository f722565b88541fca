/** The itineraries as rows of a table, one per activity: what spreadsheets open and a CRM imports. */
import type { Plan, PlannedDay, PlanRequest } from '#solver';
import type { Cell } from './csv-table.ts';
import { type ClockOf, repClocks, weekdayOf } from './local-time.ts';
import { type PlanNames, planNames } from './plan-names.ts';

export const itineraryColumns = [
  'repId',
  'repName',
  'date',
  'weekday',
  'sequence',
  'activity',
  'customerId',
  'customerName',
  'class',
  'hotel',
  'arriveAt',
  'startAt',
  'endAt',
  'arriveAtInstant',
  'startAtInstant',
  'endAtInstant',
  'driveMinutes',
  'driveKm',
  'waitMinutes',
  'agenda',
  'contact',
  'jointWith',
  'appointment',
  'lat',
  'lng',
  'nightCost',
  'nightReason',
] as const;

export type ItineraryColumn = (typeof itineraryColumns)[number];

export type ItineraryRow = Partial<Record<ItineraryColumn, Cell>>;

interface Activity {
  /** Sorts the day. */
  readonly at: string;
  readonly row: ItineraryRow;
}

interface Context {
  readonly names: PlanNames;
  readonly clock: ClockOf;
}

/**
 * `activity` is start, visit, break, end (at home) or night (away), and phoneCall, which has no hour.
 * Times of day are local to the rep; the columns `…Instant` carry the offset. Places are in `plan.coordinateSystem`.
 */
export function itineraryRows(plan: Plan, request: PlanRequest): ItineraryRow[] {
  const names = planNames(plan, request);
  const clockOf = repClocks(plan, request);
  return plan.itineraries.flatMap(({ repId, days }) => {
    const context: Context = { names, clock: clockOf(repId) };
    return days.flatMap((day) => {
      const head = { repId, repName: names.rep(repId), date: day.date, weekday: weekdayOf(day.date) };
      return dayRows(day, context).map((row, index) => ({ ...head, sequence: index + 1, ...row }));
    });
  });
}

function dayRows(day: PlannedDay, context: Context): ItineraryRow[] {
  const between = [
    ...day.stops.map((stop) => visitOf(stop, context)),
    ...day.breaks.map((rest) => breakOf(rest, context)),
  ];
  between.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const calls = (day.phoneCalls ?? []).map(({ customerId }): ItineraryRow => {
    const customer = context.names.customer(customerId);
    return { activity: 'phoneCall', customerId, customerName: customer.name, class: customer.class };
  });
  return [startOf(day, context), ...between.map(({ row }) => row), endOf(day, context), ...calls];
}

function startOf({ start }: PlannedDay, { names, clock }: Context): ItineraryRow {
  return {
    activity: 'start',
    hotel: start.hotelId === undefined ? '' : names.hotel(start.hotelId),
    endAt: clock(start.departAt),
    endAtInstant: start.departAt,
    ...start.location,
  };
}

function visitOf(stop: PlannedDay['stops'][number], { names, clock }: Context): Activity {
  const customer = names.customer(stop.customerId);
  const { contactId } = stop;
  const row: ItineraryRow = {
    activity: 'visit',
    customerId: stop.customerId,
    customerName: customer.name,
    class: customer.class,
    arriveAt: clock(stop.arriveAt),
    startAt: clock(stop.startAt),
    endAt: clock(stop.endAt),
    arriveAtInstant: stop.arriveAt,
    startAtInstant: stop.startAt,
    endAtInstant: stop.endAt,
    driveMinutes: stop.driveMinutes,
    driveKm: stop.driveKm,
    waitMinutes: stop.waitMinutes,
    agenda: stop.agenda?.join(' | '),
    contact: contactId && names.contact(stop.customerId, contactId),
    jointWith: stop.jointWith && names.supervisor(stop.jointWith),
    appointment: stop.appointment ? 'yes' : '',
    ...customer.place,
  };
  return { at: stop.startAt, row };
}

function breakOf({ startAt, endAt }: PlannedDay['breaks'][number], { clock }: Context): Activity {
  const row: ItineraryRow = {
    activity: 'break',
    startAt: clock(startAt),
    endAt: clock(endAt),
    startAtInstant: startAt,
    endAtInstant: endAt,
  };
  return { at: startAt, row };
}

function endOf({ end, overnightStay }: PlannedDay, { clock }: Context): ItineraryRow {
  return {
    activity: end.kind === 'home' ? 'end' : 'night',
    hotel: overnightStay?.name,
    arriveAt: clock(end.arriveAt),
    arriveAtInstant: end.arriveAt,
    driveMinutes: end.driveMinutes,
    driveKm: end.driveKm,
    nightCost: overnightStay?.cost,
    nightReason: overnightStay?.reason,
    ...end.location,
  };
}
