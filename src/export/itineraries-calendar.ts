/** The itineraries for the calendar of a phone or a desk: iCalendar (RFC 5545). */
import { createHash } from 'node:crypto';
import ical, { type ICalEventData, ICalEventStatus, ICalEventTransparency, type ICalLocation } from 'ical-generator';
import { DateTime } from 'luxon';
import { type Place, type Plan, type PlannedDay, type PlanRequest, toWgs84 } from '#solver';
import { agendaWords } from './agenda-words.ts';
import { filterPlan, isInside, type PlanFilter } from './filter-plan.ts';
import { type ClockOf, repClocks } from './local-time.ts';
import { type PlanNames, planNames } from './plan-names.ts';
import { type PlanVisits, type VisitHistory, visitHistory } from './visit-history.ts';

/** How a plan came about, which a calendar must know to tell what is new from what is old. */
export interface PlanOrigin {
  readonly createdAt: Date;
  /** Of the whole plan and of those it follows, the earliest first: a visit that has moved stays the same event. */
  readonly history: readonly PlanVisits[];
  /** What is asked for of the plan. Default: all. */
  readonly part?: PlanFilter;
}

interface Context {
  readonly plan: Plan;
  readonly repId: string;
  readonly names: PlanNames;
  readonly clock: ClockOf;
  readonly history: VisitHistory;
  readonly part: PlanFilter;
}

/**
 * An event a visit, at instants in UTC; nights away and the phone calls of a day are events of the whole day, which leave
 * the hours of it free. What the plans before had and this one has no longer is told as cancelled: a calendar that holds it
 * would keep it otherwise. For the same reason a visit that the plans before had in the part asked for, and that has moved to
 * another day, is in it, too. Events of several reps begin with the name of the rep.
 * @param plan the whole
 */
export function itinerariesCalendar(plan: Plan, request: PlanRequest, origin: PlanOrigin): string {
  const { createdAt, part = {} } = origin;
  const names = planNames(plan, request);
  const clockOf = repClocks(plan, request);
  const history = visitHistory(origin.history);
  const { itineraries } = filterPlan(plan, { repId: part.repId });
  const [first, ...others] = itineraries;
  // Of the one rep asked for there is a calendar, too, where nothing is planned for him.
  const only = part.repId ?? (others.length === 0 ? first?.repId : undefined);
  const ofRep = (repId: string) => (event: PlannedEvent) =>
    only !== undefined ? event : { ...event, summary: `${names.rep(repId)}: ${event.summary}` };
  const events = itineraries.flatMap(({ repId, days }) => {
    const context: Context = { plan, repId, names, clock: clockOf(repId), history, part };
    return days.flatMap((day, index) => dayEvents(day, days[index + 1], context)).map(ofRep(repId));
  });
  const gone = goneEvents(history, part, names).map(({ repId, event }) => ofRep(repId)(event));
  const name = [only === undefined ? null : names.rep(only), request.territory.name].filter(Boolean).join(', ');
  return ical({
    // Not the option `name`, which is written as it is: a comma would end it, a line break begin another property.
    x: { 'X-WR-CALNAME': oneLine(name) },
    prodId: { company: 'Roundsman', product: 'Roundsman', language: 'EN' },
    events: [...events, ...gone].map((event) => ({
      ...event,
      summary: oneLine(event.summary),
      stamp: createdAt,
      // A calendar takes no event whose number is lower than what it has: later plans have higher ones, replans or not.
      sequence: Math.floor((createdAt.getTime() - sequenceStart) / 1000),
    })),
  }).toString();
}

/** Seconds since then are more than the minutes since 1970 that earlier versions wrote, and have 32 bits until 2088. */
const sequenceStart = Date.UTC(2020, 0, 1);

type PlannedEvent = ICalEventData & { readonly summary: string };

function dayEvents(day: PlannedDay, next: PlannedDay | undefined, context: Context): PlannedEvent[] {
  const { history, part } = context;
  const visits = day.stops
    .map((stop) => ({ stop, name: history.nameOf(stop.customerId, day.date) }))
    .filter(({ name }) => history.hasBeenIn(part, name))
    .map(({ stop, name }) => visitEvent(stop, name, context));
  if (!isInside(part, day.date)) return visits;
  return [...visits, ...nightEvents(day, next, context), ...callEvents(day, context)];
}

function visitEvent(stop: PlannedDay['stops'][number], name: string, { plan, names, clock }: Context): PlannedEvent {
  const { customerId, contactId, jointWith, waitMinutes } = stop;
  const customer = names.customer(customerId);
  const supervisor = jointWith && names.supervisor(jointWith);
  const kinds = [
    ...(stop.appointment ? ['appointment'] : []),
    ...(supervisor ? [`joint visit with ${supervisor}`] : []),
  ];
  const agenda = agendaWords(stop.agenda);
  const { location, coordinates } = placeOf([customer.name, customer.area], customer.place, plan);
  return {
    id: uidOf('visit', name),
    start: new Date(stop.startAt),
    end: new Date(stop.endAt),
    summary: kinds.length === 0 ? customer.name : `${customer.name} (${kinds.join(', ')})`,
    location,
    description: lines([
      customer.class === undefined ? `Customer ${customerId}` : `Customer ${customerId}, class ${customer.class}`,
      contactId && `Contact: ${names.contact(customerId, contactId)}`,
      supervisor && `With: ${supervisor}`,
      agenda && `Agenda: ${agenda}`,
      `Arrive at ${clock(stop.arriveAt)} ${driveOf(stop)}${waitMinutes > 0 ? `, wait ${Math.round(waitMinutes)} min` : ''}`,
      coordinates,
    ]),
    categories: [{ name: stop.appointment ? 'appointment' : 'visit' }],
  };
}

function nightEvents(day: PlannedDay, next: PlannedDay | undefined, context: Context): PlannedEvent[] {
  const { end, overnightStay: night, date } = day;
  if (night === null) return [];
  const { plan, repId, clock } = context;
  const { location, coordinates } = placeOf([night.name], end.location, plan);
  const morning = next?.date === dayAfter(date) ? `Leave at ${clock(next.start.departAt)} on ${next.date}` : '';
  return [
    {
      ...wholeDay(date),
      id: uidOf('night', repId, date),
      summary: `Night: ${night.name}`,
      location,
      description: lines([
        `Arrive at ${clock(end.arriveAt)} ${driveOf(end)}`,
        morning,
        `Cost: ${night.cost} ${plan.currency}`,
        night.reason,
        coordinates,
      ]),
      categories: [{ name: 'night' }],
    },
  ];
}

/** One event for all: calls have no hour, and many of them would hide the day. */
function callEvents({ date, phoneCalls = [] }: PlannedDay, { repId, names }: Context): PlannedEvent[] {
  const [first, ...others] = phoneCalls;
  if (first === undefined) return [];
  const nameOf = ({ customerId }: typeof first) => names.customer(customerId).name;
  return [
    {
      ...wholeDay(date),
      id: uidOf('phoneCalls', repId, date),
      summary: others.length === 0 ? `Phone call: ${nameOf(first)}` : `${phoneCalls.length} phone calls`,
      description: lines(phoneCalls.map((call) => `${nameOf(call)} (${call.customerId})`)),
      categories: [{ name: 'phone call' }],
    },
  ];
}

/** Cancelled, and free for those calendars that show what is cancelled as if it were not. */
function goneEvents(history: VisitHistory, part: PlanFilter, names: PlanNames) {
  const cancelled = { status: ICalEventStatus.CANCELLED, transparency: ICalEventTransparency.TRANSPARENT };
  const goneVisits = history.goneVisits(part.repId).filter(({ name }) => history.hasBeenIn(part, name));
  const visits = goneVisits.map((visit) => {
    const times = { start: new Date(visit.startAt), end: new Date(visit.endAt) };
    const summary = `Cancelled: ${names.customer(visit.customerId).name}`;
    return { ...visit, event: { ...times, id: uidOf('visit', visit.name), summary, ...cancelled } };
  });
  const goneDayEntries = history.goneDayEntries(part.repId).filter(({ date }) => isInside(part, date));
  const entries = goneDayEntries.map((entry) => {
    const summary = entry.kind === 'night' ? 'Cancelled: Night' : 'Cancelled: Phone calls';
    const id = uidOf(entry.kind, entry.repId, entry.date);
    return { ...entry, event: { ...wholeDay(entry.date), id, summary, ...cancelled } };
  });
  return [...visits, ...entries];
}

function wholeDay(date: string) {
  return { allDay: true, start: date, end: dayAfter(date), transparency: ICalEventTransparency.TRANSPARENT };
}

function dayAfter(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
}

function driveOf({ driveMinutes, driveKm }: { readonly driveMinutes: number; readonly driveKm: number }): string {
  return `after ${Math.round(driveMinutes)} min (${Math.round(driveKm)} km)`;
}

interface EventPlace {
  readonly location: ICalLocation;
  /** To be read: many calendars look a location up by its name and leave its coordinates aside. */
  readonly coordinates?: string;
}

/** Calendars know WGS-84 only; six decimals are 0.1 m. */
function placeOf(title: readonly (string | undefined)[], place: Place | undefined, plan: Plan): EventPlace {
  const location = { title: oneLine(title.filter(Boolean).join(', ')) };
  if (place === undefined) return { location };
  const wgs84 = toWgs84(place, plan.coordinateSystem);
  const geo = { lat: Number(wgs84.lat.toFixed(6)), lon: Number(wgs84.lng.toFixed(6)) };
  // The radius, metres, makes Apple's calendars show the place itself, and not what they find by its name.
  return { location: { ...location, radius: 50, geo }, coordinates: `Place: ${geo.lat}, ${geo.lon}` };
}

function lines(texts: readonly (string | undefined)[]): string {
  return cleaned(texts.filter(Boolean).join('\n'));
}

/** Titles of several lines are more than some calendars can read. */
function oneLine(text: string): string {
  return cleaned(text).replace(/\s+/g, ' ');
}

/** Without what a text must not contain (RFC 5545, section 3.3.11), and halves of characters, which cannot be sent. */
function cleaned(text: string): string {
  return text.replace(/(?![\t\r\n])\p{Cc}/gu, ' ').toWellFormed();
}

/** The same for the same thing in every plan, whatever characters its ids have. */
function uidOf(...parts: readonly string[]): string {
  return `${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}@roundsman`;
}
