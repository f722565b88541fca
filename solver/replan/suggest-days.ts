/** On which days one more visit suits a plan as it stands, and what detour it takes: asked while the customer is on the phone. */
import {
  type Customer,
  classify,
  customerNear,
  type Interpretation,
  interpret,
  type PlanRequest,
  type Travel,
} from '../input/index.ts';
import { TourTiming, timetable } from '../itinerary/index.ts';
import { instantOf, type Plan, type PlannedDay } from '../output/index.ts';
import { buildRepProblem, type RepProblem } from '../problem/index.ts';

export interface SuggestionQuestion {
  /** The customer to visit: as in the territory, or a new one. */
  readonly customer: Customer;
  /** Length of the visit. Default: the customer's own, else that of its class. */
  readonly visitMinutes?: number | undefined;
  /** First and last date to consider. Default: the plan's. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface DaySuggestion {
  readonly date: string;
  readonly repId: string;
  /** Minutes driven more than without this visit. */
  readonly detourMinutes: number;
  readonly detourKm: number;
  /** When the visit would begin; the visits after it move back as far as their hours allow. */
  readonly startAt: string;
  /** The visit before it on the tour; null: it is the first. */
  readonly afterCustomerId: string | null;
  /** Whether the visit keeps the customer's minDaysBetween to its other visits. */
  readonly keepsSpacing: boolean;
}

/**
 * Every day on which the visit fits between the visits planned, which keep their days and order; the smallest detour first, days
 * that break the spacing last. Only of the rep who carries the customer; of one who is new, of those who may.
 * @param request that of the plan
 */
export function suggestDays(request: PlanRequest, plan: Plan, question: SuggestionQuestion): DaySuggestion[] {
  const { id } = question.customer;
  const owner = plan.territories.find(({ customerIds }) => customerIds.includes(id))?.repId ?? question.customer.repId;
  const reps = plan.itineraries.filter(({ repId }) => owner === undefined || repId === owner);
  const days = reps.flatMap(({ days: planned }) => planned);
  const meaning = interpret(smallRequest(request, days, question));
  const suggestions = meaning.reps.flatMap((rep, index) => {
    const mayCarry = owner === undefined ? meaning.customers[0].eligibleReps.includes(index) : rep.id === owner;
    if (!mayCarry) return [];
    const own = plan.itineraries.find(({ repId }) => repId === rep.id);
    return suggestionsOf(meaning, index, own?.days ?? [], question);
  });
  return suggestions.sort(
    (a, b) =>
      Number(b.keepsSpacing) - Number(a.keepsSpacing) ||
      a.detourMinutes - b.detourMinutes ||
      a.date.localeCompare(b.date) ||
      a.repId.localeCompare(b.repId),
  );
}

/** Only the customers on these tours and the one asked for, with the lengths that were planned: quick to interpret. */
function smallRequest(request: PlanRequest, days: readonly PlannedDay[], question: SuggestionQuestion): PlanRequest {
  const { territory } = request;
  const minutes = new Map<string, number>();
  for (const { stops } of days) {
    for (const { customerId, startAt, endAt, appointment } of stops) {
      // An appointment has a length of its own, which the other visits need not have.
      const planned = appointment ? 1 : (Date.parse(endAt) - Date.parse(startAt)) / 60_000;
      minutes.set(customerId, Math.max(planned, minutes.get(customerId) ?? 1));
    }
  }
  const classes = classify(territory.customers, territory.policy?.classification);
  const asked = question.visitMinutes === undefined ? {} : { visitMinutes: question.visitMinutes };
  const known = territory.customers.flatMap((customer, index): Customer[] => {
    const visitMinutes = minutes.get(customer.id);
    if (customer.id === question.customer.id) return [];
    return visitMinutes === undefined ? [] : [{ ...customer, class: classes[index].class, visitMinutes }];
  });
  const position = territory.customers.findIndex(({ id }) => id === question.customer.id);
  const itsClass = position < 0 ? {} : { class: classes[position].class };
  // Sleeping places near customers keep their ids only while all of these are there.
  const hotels = territory.hotels ?? hotelsOf(days);
  const travel = withPlacesNear(territory.travel, hotels);
  return {
    ...request,
    territory: {
      ...territory,
      customers: [{ ...itsClass, ...question.customer, ...asked }, ...known],
      hotels,
      ...(travel && { travel }),
    },
  };
}

/** A matrix knows the customers, and not the sleeping places near them, which have the same ways. */
function withPlacesNear(travel: Travel | undefined, hotels: readonly { readonly id: string }[]): Travel | undefined {
  if (travel?.mode !== 'matrix') return travel;
  const { placeIds } = travel;
  const near = hotels.flatMap(({ id }) => {
    const customerId = customerNear(id);
    return customerId === null || placeIds.includes(id) ? [] : [{ id, row: placeIds.indexOf(customerId) }];
  });
  if (near.length === 0) return travel;
  const rows = [...placeIds.keys(), ...near.map(({ row }) => row)];
  const extended = (matrix: readonly ArrayLike<number>[]) => rows.map((from) => rows.map((to) => matrix[from][to]));
  return {
    ...travel,
    placeIds: [...placeIds, ...near.map(({ id }) => id)],
    seconds: extended(travel.seconds),
    metres: extended(travel.metres),
  };
}

function hotelsOf(days: readonly PlannedDay[]) {
  const hotels = new Map(
    days.flatMap(({ start, end }) =>
      [start, end].flatMap(({ hotelId: id, location }) =>
        id === undefined ? [] : ([[id, { id, location }]] as const),
      ),
    ),
  );
  return [...hotels.values()];
}

function suggestionsOf(
  meaning: Interpretation,
  rep: number,
  planned: readonly PlannedDay[],
  question: SuggestionQuestion,
): DaySuggestion[] {
  const index = new Map(meaning.customers.map(({ id }, customer) => [id, customer]));
  const stopsOf = new Map(
    planned.map(({ date, stops }) => [date, stops.flatMap((stop) => index.get(stop.customerId) ?? [])]),
  );
  const customers = [...new Set([0, ...[...stopsOf.values()].flat()])];
  const hotelIds = new Set(planned.flatMap((tour) => [tour.start.hotelId ?? [], tour.end.hotelId ?? []].flat()));
  const hotels = [...meaning.sleepingPlaces.keys()].filter((hotel) => hotelIds.has(meaning.sleepingPlaces[hotel].id));
  const problem = buildRepProblem(meaning, rep, customers, hotels);
  const hotelAt = new Map(hotels.map((hotel, number) => [meaning.sleepingPlaces[hotel].id, number]));
  const timing = new TourTiming(problem);
  const visited = planned.filter(({ stops }) => stops.some(({ customerId }) => customerId === question.customer.id));
  const visitDays = visited.map(({ date }) => meaning.dates.indexOf(date));
  return meaning.dates.flatMap((date, day): DaySuggestion[] => {
    if (date < (question.from ?? date) || date > (question.to ?? date) || visitDays.includes(day)) return [];
    const tourOfDay = planned.find((tour) => tour.date === date);
    const nights = [tourOfDay?.start.hotelId, tourOfDay?.end.hotelId];
    // Frozen days may have hotels that are offered no more.
    if (nights.some((id) => id !== undefined && !hotelAt.has(id))) return [];
    const [start, end] = nights.map((id) => problem.home + 1 + (hotelAt.get(id ?? '') ?? -1));
    const stops = (stopsOf.get(date) ?? []).map((customer) => customers.indexOf(customer));
    const best = bestPosition(problem, timing, day, start, end, stops);
    if (best === null) return [];
    const { requirement } = meaning.customers[0];
    const tour = { day, start, end, customers: stops.toSpliced(best.position, 0, 0) };
    const seconds = tour.customers.map((customer) => problem.serviceSeconds[customer * problem.days + day]);
    const times = timetable(problem, { ...tour, seconds });
    const { id } = meaning.customers[customers[stops[best.position - 1] ?? 0]];
    return [
      {
        date,
        repId: meaning.reps[rep].id,
        detourMinutes: Math.round(best.seconds / 6) / 10,
        detourKm: Math.round(best.metres / 100) / 10,
        startAt: instantOf(meaning, times.stops[best.position].startAt, meaning.reps[rep].timeZone),
        afterCustomerId: best.position === 0 ? null : id,
        keepsSpacing:
          day >= requirement.firstDayMin &&
          visitDays.every((other) => Math.abs(other - day) >= requirement.minDaysBetween),
      },
    ];
  });
}

/** Where customer 0 adds the least driving; null: nowhere is it possible. */
function bestPosition(
  problem: RepProblem,
  timing: TourTiming,
  day: number,
  start: number,
  end: number,
  stops: readonly number[],
) {
  const tour = Int32Array.from(stops);
  if (!timing.time(day, start, end, tour, 0, tour.length, -1, 0)) return null;
  const [drive, far] = [timing.driveSeconds, timing.driveMetres];
  let best: { position: number; seconds: number; metres: number } | null = null;
  for (let position = 0; position <= tour.length; position++) {
    if (!timing.time(day, start, end, tour, 0, tour.length, 0, position)) continue;
    const seconds = timing.driveSeconds - drive;
    if (best === null || seconds < best.seconds) best = { position, seconds, metres: timing.driveMetres - far };
  }
  // A slot may be full with the visits that are planned.
  const slot = problem.slot[day];
  const inSlot = stops.filter((customer) => problem.slot[customer * problem.days + day] === slot).length;
  return slot >= 0 && inSlot >= problem.slotMaxVisits[slot] ? null : best;
}
