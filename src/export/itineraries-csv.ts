/** The itineraries as a table, one row per activity: what Excel opens and a CRM imports. */
import { classify, type Plan, type PlannedDay, type PlanRequest } from '#solver';
import { type Cell, csvTable } from './csv-table.ts';
import { hotelNames } from './hotel-names.ts';
import { type ClockOf, repClocks, weekdayOf } from './local-time.ts';

const columns = [
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

type Row = Partial<Record<(typeof columns)[number], Cell>>;

interface Activity {
  /** Sorts the day. */
  readonly at: string;
  readonly row: Row;
}

interface Context {
  readonly customers: ReadonlyMap<string, { name: string; class: string; place: { lat: number; lng: number } }>;
  /** `customerId/contactId` to the name. */
  readonly contacts: ReadonlyMap<string, string>;
  readonly hotelNames: ReadonlyMap<string, string>;
  readonly supervisorNames: ReadonlyMap<string, string>;
  readonly clock: ClockOf;
}

/**
 * CSV of the plan's itineraries; `activity` is start, visit, break, end (at home) or night (away), and
 * phoneCall, which has no hour.
 * Times of day are local to the rep; the columns `…Instant` carry the offset. Places are in `plan.coordinateSystem`.
 */
export function itinerariesCsv(plan: Plan, request: PlanRequest): string {
  const names = new Map(request.territory.reps.map((rep) => [rep.id, rep.name ?? rep.id]));
  const clockOf = repClocks(plan, request);
  const shared = contextOf(plan, request);
  const rows = plan.itineraries.flatMap(({ repId, days }) => {
    const context: Context = { ...shared, clock: clockOf(repId) };
    return days.flatMap((day) => {
      const head = { repId, repName: names.get(repId) ?? repId, date: day.date, weekday: weekdayOf(day.date) };
      return dayRows(day, context).map((row, index) => ({ ...head, sequence: index + 1, ...row }));
    });
  });
  return csvTable(columns, rows);
}

function contextOf(plan: Plan, request: PlanRequest): Omit<Context, 'clock'> {
  const { territory } = request;
  const classes = classify(territory.customers, territory.policy?.classification);
  return {
    customers: new Map(
      territory.customers.map((customer, index) => [
        customer.id,
        { name: customer.name ?? customer.id, class: classes[index]?.class ?? '', place: customer.location },
      ]),
    ),
    contacts: new Map(
      territory.customers.flatMap((customer) =>
        (customer.contacts ?? []).map((contact) => [`${customer.id}/${contact.id}`, contact.name ?? contact.id]),
      ),
    ),
    supervisorNames: new Map((territory.supervisors ?? []).map(({ id, name }) => [id, name ?? id])),
    hotelNames: hotelNames(plan, request),
  };
}

function dayRows(day: PlannedDay, context: Context): Row[] {
  const between = [
    ...day.stops.map((stop) => visitOf(stop, context)),
    ...day.breaks.map((rest) => breakOf(rest, context)),
  ];
  between.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const calls = (day.phoneCalls ?? []).map(({ customerId }): Row => {
    const customer = context.customers.get(customerId);
    return { activity: 'phoneCall', customerId, customerName: customer?.name ?? customerId, class: customer?.class };
  });
  return [startOf(day, context), ...between.map(({ row }) => row), endOf(day, context), ...calls];
}

function startOf({ start }: PlannedDay, context: Context): Row {
  return {
    activity: 'start',
    hotel: start.hotelId === undefined ? '' : (context.hotelNames.get(start.hotelId) ?? start.hotelId),
    endAt: context.clock(start.departAt),
    endAtInstant: start.departAt,
    ...start.location,
  };
}

function visitOf(stop: PlannedDay['stops'][number], context: Context): Activity {
  const customer = context.customers.get(stop.customerId);
  const { contactId } = stop;
  const row: Row = {
    activity: 'visit',
    customerId: stop.customerId,
    customerName: customer?.name ?? stop.customerId,
    class: customer?.class,
    arriveAt: context.clock(stop.arriveAt),
    startAt: context.clock(stop.startAt),
    endAt: context.clock(stop.endAt),
    arriveAtInstant: stop.arriveAt,
    startAtInstant: stop.startAt,
    endAtInstant: stop.endAt,
    driveMinutes: stop.driveMinutes,
    driveKm: stop.driveKm,
    waitMinutes: stop.waitMinutes,
    agenda: stop.agenda?.join(' | '),
    contact: contactId && (context.contacts.get(`${stop.customerId}/${contactId}`) ?? contactId),
    jointWith: stop.jointWith && (context.supervisorNames.get(stop.jointWith) ?? stop.jointWith),
    appointment: stop.appointment ? 'yes' : '',
    ...customer?.place,
  };
  return { at: stop.startAt, row };
}

function breakOf({ startAt, endAt }: PlannedDay['breaks'][number], { clock }: Context): Activity {
  const row: Row = {
    activity: 'break',
    startAt: clock(startAt),
    endAt: clock(endAt),
    startAtInstant: startAt,
    endAtInstant: endAt,
  };
  return { at: startAt, row };
}

function endOf({ end, overnightStay }: PlannedDay, context: Context): Row {
  return {
    activity: end.kind === 'home' ? 'end' : 'night',
    hotel: overnightStay?.name,
    arriveAt: context.clock(end.arriveAt),
    arriveAtInstant: end.arriveAt,
    driveMinutes: end.driveMinutes,
    driveKm: end.driveKm,
    nightCost: overnightStay?.cost,
    nightReason: overnightStay?.reason,
    ...end.location,
  };
}
