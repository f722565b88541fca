/** The data of the map page: the plan joined with the names and places of the request, in the order the page draws it. */
import {
  type Costs,
  type Interpretation,
  interpret,
  type Place,
  type Plan,
  type PlannedDay,
  type PlanRequest,
  seamOf,
  type TerritoryProposal,
  toWgs84,
} from '#solver';
import { agendaWords, type ClockOf, type PlanNames, planNames, repClocks, repColours } from '../export/index.ts';
import type { MapCustomer, MapData, MapRep, MapStop, MapTour, Position } from './page-data.ts';

export function mapData(
  plan: Plan,
  request: PlanRequest,
  tiles: MapData['tiles'],
  proposal: TerritoryProposal | null = null,
): MapData {
  const meaning = interpret(request);
  const customerIndex = new Map(meaning.customers.map(({ id }, index) => [id, index]));
  const repIndex = new Map(meaning.reps.map(({ id }, index) => [id, index]));
  const indexOf = (id: string): number => customerIndex.get(id) ?? -1;
  const names = planNames(plan, request);
  const reps = mapReps(plan, meaning, names);
  const customers = mapCustomers(plan, meaning, names, repIndex, proposal?.handOvers ?? []);
  const tours = mapTours(plan, repClocks(plan, request), names, repIndex, indexOf);
  return {
    title: request.territory.name ?? 'Visit plan',
    stopped: plan.solver.stoppedBy === 'cancelled',
    timeZone: plan.timeZone,
    currency: plan.currency,
    dates: meaning.dates,
    kpis: plan.kpis,
    proposal: proposal?.kpis ?? null,
    reps,
    customers,
    tours,
    unassigned: plan.unassignedVisits
      .filter(({ customerId }) => customerIndex.has(customerId))
      .map(({ customerId, visit, dueOn, reasons }) => ({
        customer: indexOf(customerId),
        visit,
        dueOn,
        reasons: reasons.map(({ message, suggestion }) => ({ message, suggestion })),
      })),
    seam: seamOf(longitudesShown(reps, customers, tours)),
    tiles,
  };
}

/** Of all that the page draws. */
function longitudesShown(reps: readonly MapRep[], customers: readonly MapCustomer[], tours: readonly MapTour[]) {
  return [
    ...customers.filter(({ rep }) => rep >= 0).map(({ at }) => at[0]),
    ...reps.flatMap(({ home, boundary }) => [home[0], ...boundary.flat(2).map(([lng = 0]) => lng)]),
    ...tours.map(({ to }) => to.at[0]),
  ];
}

/** Six decimals are 0.1 m. */
function position({ lat, lng }: Place): Position {
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
}

function mapReps(plan: Plan, meaning: Interpretation, names: PlanNames): MapRep[] {
  const colours = repColours(meaning.reps.length);
  const days = new Map(plan.itineraries.map((itinerary) => [itinerary.repId, itinerary.days]));
  const territories = new Map(plan.territories.map((territory) => [territory.repId, territory]));
  return meaning.reps.map(({ id, timeZone, home }, index) => {
    const mine = days.get(id) ?? [];
    const territory = territories.get(id);
    return {
      id,
      name: names.rep(id),
      colour: colours[index] ?? '',
      timeZone,
      home: position(home),
      boundary: territory?.boundary.coordinates ?? [],
      customers: territory?.customerIds.length ?? 0,
      visits: territory?.channelWidth.visits ?? 0,
      workMinutesPerWeek: territory?.channelWidth.workloadMinutesPerWeek ?? 0,
      nights: total(mine, (day) => (day.overnightStay === null ? 0 : 1)),
      driveMinutes: total(mine, (day) => day.driveMinutes),
      km: total(mine, (day) => day.driveKm),
      cost: total(mine, (day) => costOf(day, meaning.costs)),
    };
  });
}

function total(days: readonly PlannedDay[], measure: (day: PlannedDay) => number): number {
  return days.reduce((sum, day) => sum + measure(day), 0);
}

/** Contract, section 7: hours outside working hours count by the factor. */
function costOf(day: PlannedDay, costs: Costs): number {
  const paidMinutes = day.driveMinutes - day.ownTimeDriveMinutes * (1 - costs.ownTimeFactor);
  return (paidMinutes / 60) * costs.perDriveHour + day.driveKm * costs.perKm + (day.overnightStay?.cost ?? 0);
}

function mapCustomers(
  plan: Plan,
  meaning: Interpretation,
  names: PlanNames,
  repIndex: ReadonlyMap<string, number>,
  handOvers: TerritoryProposal['handOvers'],
): MapCustomer[] {
  const from = new Map(handOvers.map(({ customerId, fromRepId }) => [customerId, names.rep(fromRepId)]));
  const repOf = new Map<string, number>();
  for (const { repId, customerIds } of plan.territories) {
    for (const id of customerIds) repOf.set(id, repIndex.get(repId) ?? -1);
  }
  return meaning.customers.map((customer) => ({
    id: customer.id,
    name: customer.name,
    class: customer.class,
    revenue: customer.annualRevenue,
    at: position(customer.location),
    rep: repOf.get(customer.id) ?? -1,
    handedOverBy: from.get(customer.id) ?? null,
  }));
}

function mapTours(
  plan: Plan,
  clockOf: (repId: string) => ClockOf,
  names: PlanNames,
  repIndex: ReadonlyMap<string, number>,
  indexOf: (customerId: string) => number,
): MapTour[] {
  const place = (at: Place): Position => position(toWgs84(at, plan.coordinateSystem));
  return plan.itineraries.flatMap(({ repId, days }) => {
    const rep = repIndex.get(repId);
    if (rep === undefined) return [];
    const clock = clockOf(repId);
    return days.map(
      (day): MapTour => ({
        rep,
        date: day.date,
        from: {
          kind: day.start.kind,
          hotel: day.start.hotelId ?? null,
          hotelName: day.start.hotelId === undefined ? null : names.hotel(day.start.hotelId),
          at: place(day.start.location),
          depart: clock(day.start.departAt),
        },
        ...activities(day, clock, names, indexOf),
        to: {
          at: place(day.end.location),
          arrive: clock(day.end.arriveAt),
          driveMinutes: day.end.driveMinutes,
        },
        night: nightOf(day),
        driveMinutes: day.driveMinutes,
        visitMinutes: day.visitMinutes,
        km: day.driveKm,
        calls: (day.phoneCalls ?? []).map(({ customerId }) => indexOf(customerId)).filter((index) => index >= 0),
      }),
    );
  });
}

function nightOf({ overnightStay: stay }: PlannedDay): MapTour['night'] {
  if (stay === null) return null;
  const { hotelId, name, cost, savesDriveMinutes, reason } = stay;
  return { hotel: hotelId, name, cost, savesDriveMinutes, reason };
}

function activities(
  day: PlannedDay,
  clock: ClockOf,
  names: PlanNames,
  indexOf: (customerId: string) => number,
): Pick<MapTour, 'stops' | 'breaks'> {
  const stops = day.stops.filter(({ customerId }) => indexOf(customerId) >= 0);
  return {
    stops: stops.map(
      ({ customerId, contactId, jointWith, ...stop }): MapStop => ({
        customer: indexOf(customerId),
        arrive: clock(stop.arriveAt),
        start: clock(stop.startAt),
        end: clock(stop.endAt),
        driveMinutes: stop.driveMinutes,
        waitMinutes: stop.waitMinutes,
        agenda: agendaWords(stop.agenda),
        contact: contactId === undefined ? null : names.contact(customerId, contactId),
        jointWith: jointWith === undefined ? null : names.supervisor(jointWith),
        appointment: stop.appointment,
      }),
    ),
    breaks: day.breaks.map(({ startAt, endAt }) => ({
      start: clock(startAt),
      end: clock(endAt),
      stopsBefore: stops.filter((stop) => Date.parse(stop.startAt) < Date.parse(startAt)).length,
    })),
  };
}
