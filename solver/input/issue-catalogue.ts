/** Every issue that the input can have: its severity, its cause with places for the values found, and what to do about it. */
import type { Issue } from './issue.ts';

export interface IssueEntry {
  readonly severity: Issue['severity'];
  /** `{name}` stands for a value found. */
  readonly cause: string;
  readonly action: string;
}

const error = (cause: string, action: string): IssueEntry => ({ severity: 'error', cause, action });
const warning = (cause: string, action: string): IssueEntry => ({ severity: 'warning', cause, action });

export const issueCatalogue = {
  // The form of the document.
  UNKNOWN_FIELD: error('The field "{field}" is not known here.', 'Remove it, or correct its name.'),
  MISSING_FIELD: error('The field "{field}" is missing.', 'Add it.'),
  WRONG_TYPE: error('Expected {expected}, found {found}.', 'Send a value of the expected type.'),
  OUT_OF_RANGE: error('{found} is out of range: {limit}.', 'Send a value inside the range.'),
  UNKNOWN_VALUE: error('{found} is not one of {allowed}.', 'Use one of the values named.'),
  BAD_FORMAT: error('{found} does not have the right form: {expected}.', 'Correct the form of the value.'),
  // Names that belong together.
  DUPLICATE_ID: error('The id "{id}" is already used by {first}.', 'Give every entry an id of its own.'),
  DUPLICATE_CLASS: error('The class "{class}" is already described by {first}.', 'Describe every class once.'),
  UNKNOWN_REP: error('There is no rep with the id "{id}".', 'Add the rep, or correct the id.'),
  CURRENT_REP_GONE: warning(
    'Rep "{id}", who carries this customer today, is not among the reps; the customer is given to another.',
    'Correct currentRepId, or remove it.',
  ),
  UNKNOWN_SUPERVISOR: error('There is no supervisor with the id "{id}".', 'Add the supervisor, or correct the id.'),
  KEEP_WITHOUT_REP: error(
    'The territories are to be kept, but customer "{id}" has no repId, and no currentRepId.',
    'Name the rep of every customer, or set options.territories to "split".',
  ),
  LOCKED_REP_NOT_ELIGIBLE: error(
    'Customer "{id}" is locked to rep "{repId}", who is not among its eligibleRepIds.',
    'Add the rep to eligibleRepIds, or remove the lock.',
  ),
  KEY_ACCOUNT_ELSEWHERE: warning(
    'Key account "{id}" is for {reps}, of whom policy.keyAccounts.repIds names none; what the customer says counts.',
    'Add one of these reps to policy.keyAccounts.repIds, or change repId or eligibleRepIds of the customer.',
  ),
  CLASS_WITHOUT_POLICY: error(
    'No policy describes the class "{class}"; there are {known}{meant}.',
    'Add it to policy.classes, or correct the class.',
  ),
  NOTHING_TO_CLASSIFY_BY: warning(
    'There is neither a class nor {measures} to derive it from for {customers}: class "{class}" is assumed.',
    'Send class, or what it is derived from.',
  ),
  // Places.
  ZERO_COORDINATES: error(
    'The place of {what} is 0, 0: a point in the Atlantic that usually means "not known".',
    'Send its coordinates.',
  ),
  SWAPPED_COORDINATES: error('The place of {what} has lat and lng swapped: {why}.', 'Swap lat and lng.'),
  SWAPPED_TO_EACH_OTHER: error(
    'Either the customers or the reps have lat and lng swapped: as sent they are {km} km apart, the other way round they are near each other.',
    'Swap lat and lng of all customers, or of all reps.',
  ),
  FAR_FROM_TIME_ZONE: warning(
    'The {kind} lie {degrees} degrees of longitude away from the time zone {zone}; with lat and lng swapped it would be {swapped}.',
    'Check lat and lng, and timeZone.',
  ),
  FAR_FROM_ALL_OTHERS: warning(
    'The place of {what} is {distanceKm} km away from the nearest other place.',
    'Check its coordinates.',
  ),
  MANY_ON_ONE_COORDINATE: warning(
    '{count} customers ({percent} %) are at exactly the same place.',
    'Check whether a town centre or a depot stands in for addresses that could not be found.',
  ),
  ID_OF_TWO_PLACES: error(
    'The id "{id}" is also that of {first}, which is at another place: a travel matrix cannot tell them apart.',
    'Give one of them another id, or use great-circle distances.',
  ),
  MATRIX_INCOMPLETE: error(
    'The travel matrix is incomplete: {what}.',
    'Send a square matrix over all reps, customers and hotels.',
  ),
  // Time.
  UNKNOWN_TIME_ZONE: error('"{zone}" is not an IANA time zone.', 'Use a name such as America/Chicago.'),
  HOURS_IN_OTHER_TIME_ZONE: warning(
    'Rep "{id}" works in {zone}, but opening hours and slots of customers are times of {ofTerritory}, the time zone of the territory.',
    'Send the hours of all customers in the time zone of the territory, or plan those of another one as a territory of its own.',
  ),
  UNKNOWN_COUNTRY: error(
    'No calendar is known for the country "{country}".',
    'Correct the code, or list calendar.holidays.',
  ),
  UNKNOWN_SUBDIVISION: warning(
    'No calendar is known for "{subdivision}" in {country}; the calendar of the country is used.',
    'Correct the code, or list calendar.holidays.',
  ),
  CALENDAR_NOT_ANNOUNCED: warning(
    'The make-up working days of {country} are not known for {year}.',
    'List calendar.holidays and calendar.extraWorkingDays.',
  ),
  CALENDAR_MISSING: warning(
    'The horizon holds public holidays of {country}, which the time zone {zone} suggests, but the territory has no calendar: they are planned as working days ({dates}).',
    'Name the country in territory.calendar.country, with a subdivision where its holidays are other ones, or list calendar.holidays: an empty list says that all these days are worked.',
  ),
  WINDOW_ENDS_BEFORE_START: error(
    'The time from {from} to {to} ends before it begins.',
    'Split a time over midnight at 24:00.',
  ),
  DATES_END_BEFORE_START: error(
    'What happens from {from} to {to} ends before it begins.',
    'Swap from and to, or correct one of them.',
  ),
  BREAK_LONGER_THAN_WINDOW: error(
    'A break of {minutes} minutes does not fit between {from} and {to}.',
    'Widen the window, or shorten the break.',
  ),
  NO_WORKING_DAY: error(
    'No rep works on any day of the horizon.',
    'Check workingHours, daysOff, holidays and the horizon.',
  ),
  REP_WITHOUT_WORKING_DAY: warning('Rep "{id}" works on no day of the horizon.', 'Check workingHours and daysOff.'),
  SLOT_CONFLICT: error('{what}.', 'Move the slot, or the hours and weekdays of the customer.'),
  // Replanning.
  UNKNOWN_CUSTOMER: error('There is no customer with the id "{id}".', 'Add the customer, or correct the id.'),
  PREVIOUS_PLAN_MISSING: error('{field} needs a previous plan.', 'Send previousPlan, or over HTTP previousPlanId.'),
  DATE_OUTSIDE_HORIZON: warning(
    'The date {date} is outside the horizon and has no effect.',
    'Correct the date, or leave it out.',
  ),
  DATE_FROZEN: warning(
    'The date {date} is frozen and was planned without this: it has no effect.',
    'Choose a later date, or freeze fewer days.',
  ),
  FROZEN_DAY_STAYS: warning(
    'On {date} {who}, but that day is frozen: what was planned stays.',
    'Send an event, repAbsent or customerClosed, if it is not to be.',
  ),
  ALL_DAYS_FROZEN: warning(
    'freezeUntil is {date}, but the horizon ends on {last}: all days of the previous plan are frozen.',
    'Correct the date, or choose a day of the horizon.',
  ),
  URGENT_VISIT_NOT_POSSIBLE: warning(
    'On no day from {from} to {to} can anybody come to customer "{id}": it is closed, or no rep who may go there works long enough.',
    'Choose other days; until then the customer is visited as if nothing were urgent.',
  ),
  URGENT_VISIT_NOT_NEXT: warning(
    'The urgent visit of customer "{id}" from {from} to {to} is not the next one, which comes by {by}: it has no effect.',
    'Pin it to a day, or ask for it when that visit has been made.',
  ),
  PINS_TOO_CLOSE: warning(
    'A visit of customer "{id}" is pinned to {date}, {days} days from the one on {other}; at least {min} are required, and a visit remains unassigned.',
    'Move one of them, or lower minDaysBetween.',
  ),
  PIN_NOT_POSSIBLE: warning(
    'A visit of customer "{id}" is pinned to {date}, but {why}: it remains unassigned.',
    'Pin it to another day, or change daysOff, workingHours, closedOn or visitDays.',
  ),
  TIME_LIMIT_LONG: warning(
    'timeLimitSeconds is {seconds}: the search takes {hours} hours, and other plans wait meanwhile.',
    'Check whether milliseconds were sent; some minutes are enough for large territories.',
  ),
  // Visits.
  SPACING_CONTRADICTION: error(
    'The visits of {what} must be at least {min} and at most {max} days apart.',
    'Lower minDaysBetween, or raise maxDaysBetween.',
  ),
  MORE_THAN_A_VISIT_A_DAY: warning(
    'Customer "{id}" is owed {perDay} visits a day; two visits of a customer on one day never happen.',
    'Lower the frequency; the visits beyond one a day remain unassigned.',
  ),
  LAST_VISIT_AHEAD: warning(
    'The last visit of customer "{id}" is dated {date}, a day that is yet to come: nothing is due before it.',
    'Correct lastVisitedOn, or in a replan freeze the days that have passed.',
  ),
  APPOINTMENT_ON_DAY_OFF: error(
    'The appointment of customer "{id}" on {date} is on a day on which no rep who may go there works.',
    'Move the appointment, or let somebody work on that day.',
  ),
  APPOINTMENT_LOST_BY_ABSENCE: warning(
    'The appointment of customer "{id}" on {date} cannot be kept: what has happened leaves no rep at work who may go there.',
    'Tell the customer, and agree on another day or another rep; the visit is planned on another day or reported as unassigned.',
  ),
  APPOINTMENT_OUTSIDE_WORKING_HOURS: error(
    'The appointment of customer "{id}" on {date} at {at}, of {minutes} minutes, is not inside the working hours of any rep who may go there.',
    'Move or shorten the appointment, or change workingHours.',
  ),
  APPOINTMENTS_OVERLAP: warning(
    'The appointments of customers {customers} on {date} overlap, and {why}: one is lost.',
    'Move one of them, or let another rep go there.',
  ),
  APPOINTMENTS_TOO_CLOSE: error(
    'Customer "{id}" has an appointment on {date}, {days} days after the visit before; at least {min} are required.',
    'Move one of them, or lower minDaysBetween.',
  ),
  APPOINTMENT_KEPT_TOO_CLOSE: warning(
    'Customer "{id}" has an appointment on {date}, {days} days after the visit before, although at least {min} are required; the previous plan had it, and it is kept.',
    'Move it if the customer agrees.',
  ),
  SUPERVISOR_NOT_AT_WORK: warning(
    'Supervisor "{id}" is agreed to come to customer "{customer}" on {date} at {at}, for {minutes} minutes, but does not work then.',
    'Move the appointment, send somebody else, or change workingHours or daysOff of the supervisor; what was agreed is planned.',
  ),
  SUPERVISOR_IN_TWO_PLACES: error(
    'Supervisor "{id}" is agreed to come to customers "{customer}" and "{other}" at the same time on {date}.',
    'Move one of the appointments, or send somebody else.',
  ),
  APPOINTMENT_OUTSIDE_HORIZON: warning(
    'The appointment of customer "{id}" on {date} is outside the horizon and not planned.',
    'Extend the horizon, or remove the appointment.',
  ),
  VISIT_LONGER_THAN_WORKING_TIME: warning(
    'A visit of customer "{id}" takes {minutes} minutes; no rep who may go there works for more than {most} without a gap.',
    'Shorten the visit, or widen workingHours; otherwise it remains unassigned.',
  ),
  DEMAND_EXCEEDS_TIME: warning(
    'The required visits take {percent} % of the working time of all reps, before any driving.',
    'Lower frequencies or visit minutes, or add reps; otherwise visits remain unassigned.',
  ),
} as const satisfies Record<string, IssueEntry>;

export type IssueCode = keyof typeof issueCatalogue;

export type IssueValues = Readonly<Record<string, string | number>>;

export function makeIssue(code: IssueCode, path: string, values: IssueValues = {}): Issue {
  const { severity, cause, action } = issueCatalogue[code];
  const message = cause.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? name));
  return { severity, code, path, message, action };
}
