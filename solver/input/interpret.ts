/** The meaning of a valid request: every default filled, once and here (contract, sections 1 to 5). */
import { buildCalendar, type Calendar } from './calendar.ts';
import { classify } from './classify.ts';
import { minutesOf } from './clock.ts';
import { timesInHorizon } from './contacts-kept.ts';
import { type CoordinateSystem, toWgs84 } from './coordinates.ts';
import { withEvents } from './events.ts';
import type {
  Costs,
  Interpretation,
  InterpretedAppointment,
  InterpretedCustomer,
  InterpretedRep,
  InterpretedSupervisor,
  KeptVisit,
  Replanning,
} from './interpretation.ts';
import { isKeyAccount, permittedRepsOf } from './permitted-reps.ts';
import { mergeClasses, rulesOf } from './policy.ts';
import { fits, possibleReps } from './possible-reps.ts';
import { replanningOf } from './previous-tours.ts';
import type { Customer, PlanRequest, Rep, Territory } from './request.ts';
import { type DatedWishes, datedWishes, requirementOf } from './requirement.ts';
import { formerPlaces, sleepingPlaces } from './sleeping-places.ts';
import { urgentEvents, urgentOf } from './urgent.ts';
import { shortestSeconds, visitContent } from './visit-content.ts';

export function interpret(sent: PlanRequest): Interpretation {
  const request = withEvents(sent);
  const { territory, options } = request;
  const { policy } = territory;
  const calendar = buildCalendar(request);
  const costs = costsOf(request);
  const system = territory.coordinateSystem ?? 'WGS84';
  const reps = territory.reps.map((rep) => interpretRep(rep, territory, calendar, system));
  const places = sleepingPlaces(territory, costs.perNight, system);
  const previous = options?.previousPlan;
  const permitted = permittedRepsOf(territory);
  const replanning =
    previous === undefined
      ? null
      : replanningOf(previous, {
          request,
          days: calendar.days,
          reps,
          places,
          formerPlaces: formerPlaces(previous, places, costs.perNight, system),
          mayCarry: (rep, customer) => permitted(territory.customers[customer]).includes(rep),
        });
  const customers = interpretCustomers(request, calendar, reps, replanning, system);
  return {
    request,
    timeZone: territory.timeZone,
    currency: territory.currency ?? 'USD',
    dates: calendar.days.dates,
    isoWeek: calendar.days.isoWeek,
    epochMillis: calendar.days.epochMillis,
    customers,
    reps,
    supervisors: interpretSupervisors(territory, calendar),
    daysPerMonth: policy?.daysPerMonth ?? 28,
    sleepingPlaces: places,
    slots: (policy?.slots ?? []).map(({ tag, maxVisits, order }) => ({
      tag,
      largestFirst: order === 'revenue',
      maxVisits: maxVisits ?? Number.POSITIVE_INFINITY,
    })),
    costs,
    keyAccountsMaxPerRep: policy?.keyAccounts?.maxPerRep ?? Number.POSITIVE_INFINITY,
    smallAccounts: policy?.smallAccounts ?? null,
    balance: {
      workloadTolerance: policy?.balance?.workloadTolerance ?? 0.15,
      revenueTolerance: policy?.balance?.revenueTolerance ?? 0.3,
    },
    seed: options?.seed ?? 1,
    timeLimitSeconds: options?.timeLimitSeconds ?? 30,
    maxSteps: options?.maxSteps ?? null,
    splitTerritories: isSplit(request),
    replanning,
  };
}

function costsOf({ options }: PlanRequest): Costs {
  return {
    perDriveHour: options?.costs?.perDriveHour ?? 30,
    perKm: options?.costs?.perKm ?? 0.25,
    perNight: options?.costs?.perNight ?? 90,
    ownTimeFactor: options?.costs?.ownTimeFactor ?? 0.5,
  };
}

function interpretCustomers(
  { territory, options }: PlanRequest,
  calendar: Calendar,
  reps: readonly InterpretedRep[],
  replanning: Replanning | null,
  system: CoordinateSystem,
): readonly InterpretedCustomer[] {
  const { policy } = territory;
  const classes = mergeClasses(policy);
  const classified = classify(territory.customers, policy?.classification);
  const permitted = permittedRepsOf(territory);
  const wishes = datedWishes(options, calendar.days, replanning);
  const urgentlyAsked = urgentEvents(options, calendar.days);
  const horizonDays = calendar.days.dates.length;
  const { indexOf } = calendar.days;
  const repIndex = new Map(territory.reps.map(({ id }, index) => [id, index]));
  return territory.customers.map((customer, index) => {
    const rules = rulesOf(classes, classified[index].class);
    const keyAccount = isKeyAccount(customer, policy);
    const { phoneCalls, jointVisits } = rules;
    const calls = phoneCalls && { times: phoneCalls.calls, per: phoneCalls.per };
    const joint = jointVisits && { times: jointVisits.visits, per: jointVisits.per };
    const repOfToday = ({ repId, currentRepId }: Customer) => repIndex.get(repId ?? currentRepId ?? '') ?? -1;
    const planned = replanning?.repOf[index] ?? -1;
    const permittedReps = permitted(customer);
    // Who had the customer keeps it, as long as he may.
    const mayCarry = (asked: Customer) => {
      const all = permitted(asked);
      const stays = options?.territories === 'split' ? -1 : repOfToday(asked);
      const before = planned < 0 ? stays : planned;
      return all.includes(before) ? [before] : all;
    };
    const eligibleReps = mayCarry(customer);
    const { repId: lock, ...unlocked } = customer;
    const wished = wishes(customer, index);
    const { pinnedDays, kept, frozenVisits, firstFree, lastVisitDay } = wished;
    const content = visitContent(customer, rules, policy, indexOf, kept);
    const openDays = calendar.openDays(customer);
    // A frozen visit keeps its time: another one was not agreed for it. One on the day of the last visit was that visit.
    const appointments = appointmentsOf(customer, territory, calendar, wished).filter(({ day, from }) =>
      frozenVisits.includes(day)
        ? kept.some((visit) => visit.day === day && visit.startAt === from)
        : wished.isOpen(day) && day !== lastVisitDay,
    );
    const agreedDays = appointments.map(({ day }) => day);
    const canCome = (day: number) =>
      agreedDays.includes(day) ||
      eligibleReps.some((rep) => fits(openDays.open[day], reps[rep].days[day], shortestSeconds(content)));
    const { urgent, asked: askedUrgently } = urgentOf(urgentlyAsked.get(customer.id) ?? [], {
      firstFree,
      horizonDays,
      canCome,
      lastVisitDay,
      agreedDays: [...agreedDays, ...pinnedDays].filter((day) => !frozenVisits.includes(day) && canCome(day)),
    });
    const requirement = requirementOf(customer, rules, policy, content, wished, urgent, horizonDays, agreedDays);
    return {
      id: customer.id,
      name: customer.name ?? customer.id,
      location: toWgs84(customer.location, system),
      annualRevenue: customer.annualRevenue ?? 0,
      class: classified[index].class,
      classDerived: classified[index].derived,
      weight: rules.weight,
      keyAccount,
      requirement,
      content,
      phoneCalls: timesInHorizon(calls, horizonDays, policy?.daysPerMonth),
      jointVisits: timesInHorizon(joint, horizonDays, policy?.daysPerMonth),
      ...openDays,
      appointments,
      preferred: calendar.preferredDays(customer),
      pinnedDays,
      plannedDays: wished.plannedDays,
      urgent,
      askedUrgently,
      permittedReps,
      eligibleReps,
      repsWithoutLock: lock === undefined ? eligibleReps : mayCarry(unlocked),
      possibleReps: possibleReps(eligibleReps, reps, { ...openDays, content, requirement, appointments }),
      currentRep: repOfToday(customer),
      area: customer.area ?? null,
      contactIds: contactsOf(customer),
      lastContactId: lastContactOf(customer, content.kept, lastVisitDay),
    };
  });
}

/** Nothing is given out where everybody is to stay, or has a rep and nothing else is asked. */
function isSplit({ territory, options }: PlanRequest): boolean {
  if (options?.territories !== undefined) return options.territories === 'split';
  const reps = new Set(territory.reps.map(({ id }) => id));
  return territory.customers.some(({ repId, currentRepId }) => !reps.has(repId ?? currentRepId ?? ''));
}

/** Contacts, those who decide first. */
function contactsOf(customer: Customer): readonly string[] {
  const contacts = customer.contacts ?? [];
  const deciding = contacts.filter((contact) => contact.decisionMaker === true);
  const others = contacts.filter((contact) => contact.decisionMaker !== true);
  return [...deciding, ...others].map((contact) => contact.id);
}

/** Whom the last visit met: as it was recorded, or, where a visit on a frozen day came later, as it was planned. */
function lastContactOf(
  { lastContactId }: Customer,
  kept: readonly KeptVisit[],
  lastVisitDay: number | null,
): string | null {
  const planned = kept.findLast(({ contactId }) => contactId !== null);
  const isLater = planned !== undefined && planned.day > (lastVisitDay ?? Number.NEGATIVE_INFINITY);
  return (isLater ? undefined : lastContactId) ?? planned?.contactId ?? null;
}

/** Appointments inside the horizon, by time, in the time zone of the territory. */
function appointmentsOf(
  customer: Customer,
  { supervisors = [] }: Territory,
  calendar: Calendar,
  { plannedDays }: DatedWishes,
): readonly InterpretedAppointment[] {
  const supervisorOf = (id: string | undefined) => {
    const index = supervisors.findIndex((supervisor) => supervisor.id === id);
    return index < 0 ? null : index;
  };
  return (customer.appointments ?? [])
    .map((appointment, index) => ({ appointment, day: calendar.days.indexOf(appointment.date), index }))
    .filter(({ day }) => day >= 0 && day < calendar.days.dates.length)
    .map(({ appointment, day, index }) => ({
      day,
      from: calendar.territoryClock(day, minutesOf(appointment.from)),
      seconds: Math.round(appointment.minutes * 60),
      jointWith: supervisorOf(appointment.jointWith),
      index,
      wasPlanned: plannedDays.includes(day),
    }))
    .sort((a, b) => a.from - b.from);
}

function interpretSupervisors({ supervisors = [] }: Territory, calendar: Calendar): readonly InterpretedSupervisor[] {
  return supervisors.map(({ id, name, workingHours, daysOff, maxJointDaysPerRepPerMonth }) => ({
    id,
    name: name ?? id,
    working: calendar.workingHours(workingHours ?? [], daysOff ?? []),
    maxJointDaysPerRepPerMonth: maxJointDaysPerRepPerMonth ?? Number.POSITIVE_INFINITY,
  }));
}

function interpretRep(rep: Rep, territory: Territory, calendar: Calendar, system: CoordinateSystem): InterpretedRep {
  const supervisor = (territory.supervisors ?? []).findIndex(({ id }) => id === rep.supervisorId);
  return {
    id: rep.id,
    name: rep.name ?? rep.id,
    home: toWgs84(rep.home, system),
    timeZone: rep.timeZone ?? territory.timeZone,
    days: calendar.repDays(rep),
    maxDriveSecondsPerDay: Math.round((rep.maxDriveMinutesPerDay ?? 480) * 60),
    maxConsecutiveNights: rep.overnight?.maxConsecutiveNights ?? 4,
    maxNightsPerWeek: rep.overnight?.maxNightsPerWeek ?? 4,
    maxCustomers: rep.channelWidth?.maxCustomers ?? Number.POSITIVE_INFINITY,
    maxWorkloadMinutesPerWeek: rep.channelWidth?.maxWorkloadMinutesPerWeek ?? Number.POSITIVE_INFINITY,
    supervisor: supervisor < 0 ? null : supervisor,
  };
}
