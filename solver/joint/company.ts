/** Who goes along on which visit: the supervisors' days with their reps, and dated visits agreed with somebody's company. */
import type { Interpretation, Interval } from '../input/interpretation.ts';
import type { LpSolver } from '../lp/index.ts';
import type { TimedRep, TimedTour } from '../output/index.ts';
import { chooseJointDays, type JointDay, type JointNeed } from './joint-days.ts';
import { daysByPart } from './parts.ts';

/** The supervisor at each stop with company, by `stopKey`. */
export type Company = ReadonlyMap<string, number>;

export const stopKey = (rep: number, day: number, stop: number): string => `${rep}/${day}/${stop}`;

interface Stop {
  readonly rep: number;
  readonly day: number;
  readonly key: string;
  readonly customer: number;
  readonly service: Interval;
  /** Who comes along in any case, or null: as agreed for an appointment, or as the previous plan has it for a frozen day. */
  readonly agreed: number | null;
  /** On a frozen day: what is not agreed is not to be planned. */
  readonly frozen: boolean;
  /** The day counts towards the supervisor's limit of a month, which appointments do not. */
  readonly counts: boolean;
}

export interface CompanyPlan {
  readonly company: Company;
  /** Per customer with too few joint visits how many it gets. */
  readonly short: ReadonlyMap<number, number>;
}

export function planCompany(
  meaning: Interpretation,
  reps: readonly TimedRep[],
  solvers: readonly LpSolver[],
): CompanyPlan {
  const stops = reps.flatMap((rep) => rep.tours.flatMap((tour) => stopsOf(meaning, rep, tour)));
  const company = new Map<string, number>();
  const short = new Map<number, number>();
  for (const { key, agreed } of stops) if (agreed !== null) company.set(key, agreed);
  meaning.supervisors.forEach((_, supervisor) => {
    planSupervisor(meaning, supervisor, stops, solvers, company, short);
  });
  return { company, short };
}

function planSupervisor(
  meaning: Interpretation,
  supervisor: number,
  stops: readonly Stop[],
  solvers: readonly LpSolver[],
  company: Map<string, number>,
  short: Map<number, number>,
): void {
  const engaged = Map.groupBy(
    stops.filter(({ agreed }) => agreed === supervisor),
    ({ day }) => day,
  );
  const own = stops.filter(({ rep }) => meaning.reps[rep].supervisor === supervisor);
  const free = own.filter(({ rep, day, service, agreed, frozen }) => {
    const hours = meaning.supervisors[supervisor].working[day];
    const there = hours.some(({ from, to }) => service.from >= from && service.to <= to);
    return agreed === null && !frozen && there && (engaged.get(day) ?? []).every((other) => other.rep === rep);
  });
  const needs = needsOf(meaning, supervisor, own, free);
  const wanted = new Set(needs.flatMap(({ stops: able }) => able.map(({ rep, day }) => `${rep}/${day}`)));
  const days: JointDay[] = [...wanted].map((key) => {
    const [rep, day] = key.split('/').map(Number);
    return { rep, day };
  });
  const position = new Map(days.map(({ rep, day }, index) => [`${rep}/${day}`, index]));
  const rows = needs.map(
    ({ customer, stops: able }): JointNeed => ({
      weight: meaning.customers[customer].weight,
      days: able.map(({ rep, day }) => position.get(`${rep}/${day}`) as number),
    }),
  );
  const chosen = new Set(
    chooseJointDays(
      meaning,
      supervisor,
      days,
      rows.filter((row) => row.days.length > 0),
      daysTaken(stops.filter(({ agreed, counts }) => agreed === supervisor && counts)),
      solvers,
    ),
  );
  for (const stop of free) {
    if (chosen.has(position.get(`${stop.rep}/${stop.day}`) ?? -1)) company.set(stop.key, supervisor);
  }
  for (const [customer, all] of Map.groupBy(needs, (need) => need.customer)) {
    const met = all.filter((need) => need.met || rows[needs.indexOf(need)].days.some((day) => chosen.has(day)));
    if (met.length < all.length) short.set(customer, met.length);
  }
}

/** Each once. */
function daysTaken(stops: readonly Stop[]): JointDay[] {
  return [...Map.groupBy(stops, ({ rep, day }) => `${rep}/${day}`).values()].map(([{ rep, day }]) => ({ rep, day }));
}

interface Need {
  readonly customer: number;
  /** By a visit on which this supervisor comes along in any case. */
  readonly met: boolean;
  readonly stops: readonly Stop[];
}

/** One need per part of the horizon in which the customer is visited at all. */
function needsOf(meaning: Interpretation, supervisor: number, own: readonly Stop[], free: readonly Stop[]): Need[] {
  const freeOf = Map.groupBy(free, ({ customer }) => customer);
  return [...Map.groupBy(own, ({ customer }) => customer)].flatMap(([customer, visits]) => {
    const days = visits.map(({ day }) => day).sort((a, b) => a - b);
    return daysByPart(days, meaning.customers[customer].jointVisits, meaning.dates.length)
      .filter((part) => part.length > 0)
      .map((part): Need => {
        const met = visits.some(({ day, agreed }) => agreed === supervisor && part.includes(day));
        const able = met ? [] : (freeOf.get(customer) ?? []).filter(({ day }) => part.includes(day));
        return { customer, met, stops: able };
      });
  });
}

function stopsOf(meaning: Interpretation, { rep, problem }: TimedRep, tour: TimedTour): Stop[] {
  return tour.timetable.stops.map(({ customer: number, startAt, endAt }, index) => {
    const customer = problem.customerIndex[number];
    const { appointment } = tour.visits[index];
    const { appointments, content } = meaning.customers[customer];
    const agreed = appointment < 0 ? null : appointments[appointment].jointWith;
    const kept = content.kept.find(({ day }) => day === tour.day);
    return {
      rep,
      day: tour.day,
      key: stopKey(rep, tour.day, index),
      customer,
      service: { from: startAt, to: endAt },
      // What was planned stands, as far as it is known.
      agreed: kept !== undefined && kept.seconds !== null ? kept.jointWith : (agreed ?? kept?.jointWith ?? null),
      frozen: kept !== undefined,
      counts: agreed === null,
    };
  });
}
