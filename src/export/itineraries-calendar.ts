/** The itineraries for the calendar of a phone or a desk: iCalendar (RFC 5545). */
import ical, { type ICalEventData, ICalEventStatus, ICalEventTransparency, type ICalLocation } from 'ical-generator';
import { type Place, type Plan, type PlannedDay, type PlanRequest, toWgs84 } from '#solver';
import { type ChainState, daysAfter, type VisitEvent } from '../chain/index.ts';
import { agendaWords } from './agenda-words.ts';
import { filterPlan, isInside, type PlanFilter } from './filter-plan.ts';
import { type HeldEvents, heldEvents } from './held-events.ts';
import { type ClockOf, repClocks } from './local-time.ts';
import { type PlanNames, planNames } from './plan-names.ts';

/** How a plan came about, which a calendar must know to tell what is new from what is old. */
export interface PlanOrigin {
  readonly createdAt: Date;
  /** What is known of the chain of plans after this one: a visit that has moved stays the same event. */
  readonly chain: ChainState;
  /** What is asked for of the plan. Default: all. */
  readonly part?: PlanFilter;
}

interface Context {
  readonly plan: Plan;
  readonly repId: string;
  readonly names: PlanNames;
  readonly clock: ClockOf;
  readonly held: HeldEvents;
  readonly part: PlanFilter;
}

/**
 * An event a visit, at instants in UTC; nights away and the phone calls of a day are events of the whole day, which leave
 * the hours of it free. What the plans before had and this one has no longer is told as cancelled: a calendar that holds it
 * would keep it otherwise. For the same reason a visit that the plans before had in the part asked for, and that has moved to
 * another day, is in it, too, also where that lies outside of the plan. Events of several reps begin with the name of the rep.
 * @param plan the whole
 */
export function itinerariesCalendar(plan: Plan, request: PlanRequest, origin: PlanOrigin): string {
  const { createdAt, part = {} } = origin;
  const names = planNames(plan, request);
  const clockOf = repClocks(plan, request);
  const held = heldEvents(origin.chain, part);
  const { itineraries } = filterPlan(plan, { repId: part.repId });
  const [first, ...others] = itineraries;
  // Of the one rep asked for there is a calendar, too, where nothing is planned for him.
  const only = part.repId ?? (others.length === 0 ? first?.repId : undefined);
  const ofRep = (repId: string) => (event: PlannedEvent) =>
    only !== undefined ? event : { ...event, summary: `${names.rep(repId)}: ${event.summary}` };
  const events = itineraries.flatMap(({ repId, days }) => {
    const context: Context = { plan, repId, names, clock: clockOf(repId), held, part };
    return days.flatMap((day, index) => dayEvents(day, days[index + 1], context)).map(ofRep(repId));
  });
  const elsewhere = held.standElsewhere.map((visit) => ofRep(visit.repId)(placedEvent(visit, names, plan)));
  const gone = goneEvents(held, names).map(({ repId, event }) => ofRep(repId)(event));
  const name = [only === undefined ? null : names.rep(only), request.territory.name].filter(Boolean).join(', ');
  const calendar = ical({
    // Not the option `name`, which is written as it is: a comma would end it, a line break begin another property.
    x: { 'X-WR-CALNAME': oneLine(name) },
    prodId: { company: 'Roundsman', product: 'Roundsman', language: 'EN' },
    events: [...events, ...elsewhere, ...gone].map((event) => ({
      ...event,
      summary: oneLine(event.summary),
      stamp: createdAt,
      // A calendar takes no event whose number is lower than what it has: later plans have higher ones, replans or not.
      sequence: Math.floor((createdAt.getTime() - sequenceStart) / 1000),
    })),
  });
  return finished(calendar.toString());
}

/** A calendar has at least one component (RFC 5545, section 3.6): where there is no event, the zone that all are in. */
const utc = [
  ...['BEGIN:VTIMEZONE', 'TZID:Etc/UTC', 'BEGIN:STANDARD', 'DTSTART:19700101T000000'],
  ...['TZOFFSETFROM:+0000', 'TZOFFSETTO:+0000', 'END:STANDARD', 'END:VTIMEZONE'],
].join('\r\n');

/** Every line ends with CRLF, the last one, too (section 3.1). */
function finished(calendar: string): string {
  const end = 'END:VCALENDAR';
  const body = calendar.slice(0, calendar.lastIndexOf(end));
  return body.includes('BEGIN:VEVENT\r\n') ? `${body}${end}\r\n` : `${body}${utc}\r\n${end}\r\n`;
}

/** Seconds since then are more than the minutes since 1970 that earlier versions wrote, and have 32 bits until 2088. */
const sequenceStart = Date.UTC(2020, 0, 1);

type PlannedEvent = ICalEventData & { readonly summary: string };

function dayEvents(day: PlannedDay, next: PlannedDay | undefined, context: Context): PlannedEvent[] {
  const { held, part, repId } = context;
  const visits = day.stops
    .map((stop) => ({ stop, visit: held.visitOn(stop.customerId, repId, day.date) }))
    .filter(({ visit }) => held.hasBeenAskedFor(visit))
    .map(({ stop, visit: { uid } }) => visitEvent(stop, uid, context));
  if (!isInside(part, day.date)) return visits;
  return [...visits, ...nightEvents(day, next, context), ...callEvents(day, context)];
}

function visitEvent(stop: PlannedDay['stops'][number], uid: string, { plan, names, clock }: Context): PlannedEvent {
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
    id: uid,
    start: new Date(stop.startAt),
    end: new Date(stop.endAt),
    summary: kinds.length === 0 ? customer.name : `${customer.name} (${kinds.join(', ')})`,
    location,
    description: lines([
      idLine(customerId, names),
      contactId && `Contact: ${names.contact(customerId, contactId)}`,
      supervisor && `With: ${supervisor}`,
      agenda && `Agenda: ${agenda}`,
      `Arrive at ${clock(stop.arriveAt)} ${driveOf(stop)}${waitMinutes > 0 ? `, wait ${Math.round(waitMinutes)} min` : ''}`,
      coordinates,
    ]),
    categories: [{ name: stop.appointment ? 'appointment' : 'visit' }],
  };
}

/** A visit of which the plan has no more than when it is: it stands on a day of an earlier plan. */
function placedEvent({ uid, customerId, startAt, endAt }: VisitEvent, names: PlanNames, plan: Plan): PlannedEvent {
  const customer = names.customer(customerId);
  const { location, coordinates } = placeOf([customer.name, customer.area], customer.place, plan);
  return {
    ...{ id: uid, start: new Date(startAt), end: new Date(endAt), summary: customer.name, location },
    description: lines([idLine(customerId, names), coordinates]),
    categories: [{ name: 'visit' }],
  };
}

function idLine(customerId: string, names: PlanNames): string {
  const { class: itsClass } = names.customer(customerId);
  return itsClass === undefined ? `Customer ${customerId}` : `Customer ${customerId}, class ${itsClass}`;
}

function nightEvents(day: PlannedDay, next: PlannedDay | undefined, context: Context): PlannedEvent[] {
  const { end, overnightStay: night, date } = day;
  if (night === null) return [];
  const { plan, repId, clock, held } = context;
  const { location, coordinates } = placeOf([night.name], end.location, plan);
  const morning = next?.date === daysAfter(date, 1) ? `Leave at ${clock(next.start.departAt)} on ${next.date}` : '';
  return [
    {
      ...wholeDay(date),
      id: held.uidOfDay('night', repId, date),
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
function callEvents({ date, phoneCalls = [] }: PlannedDay, { repId, names, held }: Context): PlannedEvent[] {
  const [first, ...others] = phoneCalls;
  if (first === undefined) return [];
  const nameOf = ({ customerId }: typeof first) => names.customer(customerId).name;
  return [
    {
      ...wholeDay(date),
      id: held.uidOfDay('phoneCalls', repId, date),
      summary: others.length === 0 ? `Phone call: ${nameOf(first)}` : `${phoneCalls.length} phone calls`,
      description: lines(phoneCalls.map((call) => `${nameOf(call)} (${call.customerId})`)),
      categories: [{ name: 'phone call' }],
    },
  ];
}

/** Cancelled, and free for those calendars that show what is cancelled as if it were not. */
function goneEvents({ goneVisits, goneDayEntries }: HeldEvents, names: PlanNames) {
  const cancelled = { status: ICalEventStatus.CANCELLED, transparency: ICalEventTransparency.TRANSPARENT };
  const visits = goneVisits.map(({ uid: id, repId, customerId, startAt, endAt }) => {
    const summary = `Cancelled: ${names.customer(customerId).name}`;
    return { repId, event: { id, start: new Date(startAt), end: new Date(endAt), summary, ...cancelled } };
  });
  const entries = goneDayEntries.map(({ uid: id, kind, repId, date }) => {
    const summary = kind === 'night' ? 'Cancelled: Night' : 'Cancelled: Phone calls';
    return { repId, event: { ...wholeDay(date), id, summary, ...cancelled } };
  });
  return [...visits, ...entries];
}

function wholeDay(date: string) {
  return { allDay: true, start: date, end: daysAfter(date, 1), transparency: ICalEventTransparency.TRANSPARENT };
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
