/** The plan read for judging: ids resolved, instants turned into moments, travel recomputed. */
import type {
  Interpretation,
  InterpretedCustomer,
  InterpretedRep,
  Interval,
  RepDay,
  SleepingPlace,
} from '../input/interpretation.ts';
import type { Place } from '../input/request.ts';
import type { GivenPlan } from '../output/given-plan-schema.ts';
import type { Plan, PlannedDay, PlannedStop, UnassignedVisit } from '../output/plan-schema.ts';
import { travelOf } from './distance.ts';
import { type FilledPlan, filledPlan } from './given.ts';
import { type Previous, readPrevious } from './previous.ts';
import { readTour, type TourReading } from './tour-reading.ts';
import type { Report } from './violation.ts';

export interface Leg {
  /** Of the stop or the end that it leads to. */
  readonly path: string;
  /** What is known of it from the request; null: a place is unknown. */
  readonly known: boolean;
  readonly seconds: number;
  readonly metres: number;
  readonly statedMinutes: number;
  readonly statedKm: number;
  /** End of the activity before. */
  readonly after: number;
  readonly arriveAt: number;
  /** When the rep drives: as early as possible, breaks cut out. */
  readonly driving: readonly Interval[];
}

export interface Visit {
  readonly path: string;
  readonly stop: PlannedStop;
  /** Null: unknown. */
  readonly customer: InterpretedCustomer | null;
  readonly arriveAt: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly tour: Tour;
}

export interface Tour {
  readonly path: string;
  readonly planned: PlannedDay;
  readonly rep: InterpretedRep;
  readonly day: number;
  /** What the previous plan has settled: the rules of today do not bear on it. */
  readonly isFrozen: boolean;
  /** Null: the rep does not work. */
  readonly hours: RepDay | null;
  readonly departAt: number;
  readonly arriveAt: number;
  readonly breaks: readonly (Interval & { readonly path: string })[];
  readonly visits: readonly Visit[];
  /** One to every stop, and one to the end. */
  readonly legs: readonly Leg[];
}

export interface Facts {
  readonly meaning: Interpretation;
  /** Filled up where it does not state everything. */
  readonly plan: Plan;
  readonly stated: Omit<FilledPlan, 'plan'>;
  readonly customers: ReadonlyMap<string, InterpretedCustomer>;
  readonly reps: ReadonlyMap<string, InterpretedRep>;
  /** Those of the request, and former ones, which are known on frozen days only. */
  readonly sleepingPlaces: ReadonlyMap<string, SleepingPlace>;
  readonly previous: Previous;
  /** Homes and sleeping places by id, as the caller gave them. */
  readonly given: { home(id: string): Place; sleeping(id: string): Place };
  /** In the order of the plan; days outside the horizon left out. */
  readonly tours: readonly Tour[];
  readonly toursOf: ReadonlyMap<string, readonly Tour[]>;
  /** By customer, in the order of time. */
  readonly visitsOf: ReadonlyMap<string, readonly Visit[]>;
  /** By customer, as reported; none has an empty list. */
  readonly unassignedOf: ReadonlyMap<string, readonly UnassignedVisit[]>;
}

/** What cannot be resolved is reported, and left out or null. */
export function readPlan(meaning: Interpretation, given: GivenPlan, report: Report): Facts {
  const customers = new Map(meaning.customers.map((customer) => [customer.id, customer]));
  const reps = new Map(meaning.reps.map((rep) => [rep.id, rep]));
  const former = meaning.replanning?.formerPlaces ?? [];
  const sleepingPlaces = new Map([...former, ...meaning.sleepingPlaces].map((place) => [place.id, place]));
  const places = givenPlaces(meaning, sleepingPlaces);
  const { plan, ...stated } = filledPlan(meaning, given, places);
  const previous = readPrevious(meaning, plan);
  const reading: TourReading = {
    epochMillis: meaning.epochMillis,
    customers,
    sleepingPlaces,
    previous,
    report,
    formerPlaces: new Set(former.map(({ id }) => id)),
    between: travelOf(meaning),
  };
  const tours = readTours(reading, meaning, reps, plan);
  const toursOf = groupBy(tours, ({ rep }) => rep.id);
  for (const list of toursOf.values()) list.sort((a, b) => a.day - b.day);
  const visits = tours.flatMap((tour) => tour.visits);
  const visitsOf = groupBy(visits, ({ stop }) => stop.customerId);
  for (const list of visitsOf.values()) list.sort((a, b) => a.startAt - b.startAt);
  return {
    meaning,
    plan,
    stated,
    customers,
    reps,
    sleepingPlaces,
    previous,
    given: places,
    tours,
    toursOf,
    visitsOf,
    unassignedOf: groupBy(plan.unassignedVisits, ({ customerId }) => customerId),
  };
}

function readTours(
  reading: TourReading,
  { dates }: Interpretation,
  reps: ReadonlyMap<string, InterpretedRep>,
  { itineraries }: Plan,
): Tour[] {
  const dayOf = new Map(dates.map((date, day) => [date, day]));
  return itineraries.flatMap(({ repId, days }, i) => {
    const rep = reps.get(repId);
    if (rep === undefined) {
      reading.report('UNKNOWN_ID', `/itineraries/${i}/repId`, `There is no rep ${repId}.`, { found: repId });
      return [];
    }
    return days.flatMap((planned, d) => {
      const path = `/itineraries/${i}/days/${d}`;
      const day = dayOf.get(planned.date);
      if (day !== undefined) return readTour(reading, planned, path, rep, day);
      reading.report('DAY_OUTSIDE_HORIZON', `${path}/date`, `${planned.date} is not a day of the horizon.`, {
        found: planned.date,
      });
      return [];
    });
  });
}

function givenPlaces(meaning: Interpretation, sleepingPlaces: ReadonlyMap<string, SleepingPlace>): Facts['given'] {
  const { customers, reps, hotels = [] } = meaning.request.territory;
  const customerPlaces = new Map(customers.map(({ id, location }) => [id, location]));
  const homes = new Map(reps.map(({ id, home }) => [id, home]));
  const hotelPlaces = new Map(hotels.map(({ id, location }) => [id, location]));
  const formerPlaces = new Map(meaning.replanning?.formerPlaces.map(({ id, given }) => [id, given]));
  const find = (places: ReadonlyMap<string, Place>, id: string): Place => {
    const place = places.get(id);
    if (place === undefined) throw new Error(`The interpretation names ${id}, which the request does not have.`);
    return place;
  };
  return {
    home: (id) => find(homes, id),
    sleeping: (id) =>
      hotelPlaces.get(id) ?? formerPlaces.get(id) ?? find(customerPlaces, sleepingPlaces.get(id)?.placeId ?? id),
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
