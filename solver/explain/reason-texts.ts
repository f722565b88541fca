/** What a reason says, and what a planner can do about it. */
import type { InterpretedCustomer, InterpretedRep } from '../input/interpretation.ts';
import type { ReasonCode } from '../output/plan-schema.ts';

/** What a text may speak of. */
export interface Missing {
  readonly customer: InterpretedCustomer;
  readonly rep: InterpretedRep;
  /** The date of the appointment that is lost; null: the visit is no appointment. */
  readonly appointmentOn: string | null;
  /** What another appointment has against that one; null: nothing, or it is none. */
  readonly against: string | null;
  /** The date to which the visit is pinned; null: it is not. */
  readonly pinnedOn: string | null;
  /** It would have a place without the other visits. */
  readonly isCrowdedOut: boolean;
  /** No day of the rep is left that is not frozen. */
  readonly isAllFrozen: boolean;
  /** When the first visit owed to the customer was due, if before the horizon. */
  readonly overdueSince: string | null;
  /** Visits of the customer that are planned. */
  readonly planned: number;
}

interface Texts {
  message(missing: Missing): string;
  /** Where others crowd the visit out. Default: the message, which is true then, too. */
  crowdedOut?(missing: Missing): string;
  readonly suggestion: string | ((missing: Missing) => string);
}

const texts: Readonly<Record<Exclude<ReasonCode, 'CHANNEL_WIDTH_LIMIT' | 'LOWER_VALUE_THAN_OTHERS'>, Texts>> = {
  REP_CAPACITY_EXHAUSTED: {
    message: ({ customer, rep, isAllFrozen }) =>
      isAllFrozen
        ? `All days of ${rep.name} are frozen: none is left on which ${customer.name} could be visited.`
        : `The days of ${rep.name} have no room for this visit of ${customer.name}.`,
    suggestion: ({ isAllFrozen }) =>
      isAllFrozen
        ? 'Freeze fewer days.'
        : 'Give the rep fewer customers or more working time, or lower the frequency of a class.',
  },
  TOO_FAR_WITHOUT_NIGHT: {
    message: ({ customer, rep }) => `${customer.name} is too far for a day trip, and ${rep.name} spends no night away.`,
    crowdedOut: ({ customer, rep }) =>
      `Beside the other visits no day trip to ${customer.name} is left, and ${rep.name} spends no night away.`,
    suggestion: 'Allow nights away in rep.overnight, or let a rep who lives nearer carry the customer.',
  },
  NIGHTS_LIMIT: {
    message: ({ customer, rep }) =>
      `${customer.name} needs more nights away than ${rep.name} may spend (${nightLimits(rep)}).`,
    crowdedOut: ({ customer, rep }) =>
      `Beside the other visits no night is left that ${rep.name} may spend away for ${customer.name} (${nightLimits(rep)}).`,
    suggestion: 'Raise the limits in rep.overnight, or let a rep who lives nearer carry the customer.',
  },
  TIME_WINDOW: {
    message: (missing) =>
      lostAppointment(missing) ??
      `The opening hours of ${missing.customer.name} do not leave a time at which ${missing.rep.name} can be there for the whole visit.`,
    crowdedOut: (missing) =>
      lostAppointment(missing) ??
      `Beside the other visits the opening hours of ${missing.customer.name} leave no time at which ${missing.rep.name} can be there for the whole visit.`,
    suggestion: ({ against }) =>
      against === null
        ? 'Widen the opening hours, shorten the visit, or agree on another time.'
        : 'Agree on another time for one of both, or let another rep go there.',
  },
  CUSTOMER_CLOSED: {
    message: (missing) =>
      slotsInVain(missing) ?? `${missing.customer.name} is closed on the days on which ${missing.rep.name} could come.`,
    crowdedOut: (missing) =>
      slotsInVain(missing) ??
      `Beside the other visits no day is left on which ${missing.customer.name} is open and ${missing.rep.name} could come.`,
    suggestion: 'Check closedOn, visitDays, openingHours and the slots of the policy.',
  },
  REP_ABSENT: {
    message: ({ customer, rep }) =>
      `${rep.name} does not work on the days on which ${customer.name} would have to be seen.`,
    crowdedOut: ({ customer, rep }) =>
      `Beside the other visits no day is left on which ${rep.name} works and ${customer.name} could be seen.`,
    suggestion: "Check the rep's workingHours, daysOff and holidays, or let another rep carry the customer.",
  },
  FREQUENCY_SPACING_CONFLICT: {
    message: (missing) =>
      `${regularVisits(missing.customer)}, cannot all be placed on the days that are possible.${overdueAmong(missing)}`,
    crowdedOut: (missing) =>
      `${regularVisits(missing.customer)}, cannot all be placed beside the other visits.${overdueAmong(missing)}`,
    suggestion: 'Lower minDaysBetween, raise maxDaysBetween, or lower the frequency.',
  },
  UNREACHABLE: {
    message: ({ customer, rep }) =>
      `No way to ${customer.name} and back was found within the driving time that ${rep.name} has in a day, wherever the nights on the way are spent.`,
    crowdedOut: ({ customer, rep }) =>
      `Beside the other visits ${rep.name} has no driving time left on any day to reach ${customer.name}.`,
    suggestion:
      "Check the customer's coordinates, maxDriveMinutesPerDay and the own time, or add hotels near by and on the way.",
  },
  LOCKED_REP: {
    message: ({ customer, rep }) => `${customer.name} is locked to ${rep.name}; another rep could plan the visit.`,
    suggestion: 'Remove the lock.',
  },
};

export type ExplainedCode = keyof typeof texts;

export function makeReason(code: ExplainedCode, missing: Missing) {
  const { message: usual, crowdedOut = usual, suggestion: advice } = texts[code];
  const message = missing.isCrowdedOut ? crowdedOut(missing) : usual(missing);
  const suggestion = typeof advice === 'string' ? advice : advice(missing);
  if (missing.pinnedOn === null) return { code, message, suggestion };
  return {
    code,
    message: `${message} The visit is pinned to ${missing.pinnedOn}.`,
    suggestion: `${suggestion} Or pin it to another day.`,
  };
}

function lostAppointment({ customer, rep, appointmentOn, against }: Missing): string | null {
  if (appointmentOn === null) return null;
  const why = against ?? 'working hours, other visits or the way stand against that time';
  return `${rep.name} cannot keep the appointment with ${customer.name} on ${appointmentOn}: ${why}.`;
}

/** Null: the customer is in none. */
function slotsInVain({ customer, rep }: Missing): string | null {
  if (customer.slot.every((slot) => slot < 0)) return null;
  return `The slots in which ${customer.name} may be visited are full, or fall on days on which ${rep.name} cannot come.`;
}

const nightLimits = ({ maxConsecutiveNights, maxNightsPerWeek }: InterpretedRep) =>
  `${maxConsecutiveNights} in a row, ${maxNightsPerWeek} a week`;

const regularVisits = ({ name, requirement: { visits, minDaysBetween, maxDaysBetween } }: InterpretedCustomer) =>
  `${counted(visits.length)} of ${name}, ${minDaysBetween} to ${maxDaysBetween} days apart and never two on a day`;

/** An overdue visit is owed beside those of the horizon, which is easily overlooked. */
function overdueAmong({ customer, overdueSince, planned }: Missing): string {
  const { visits } = customer.requirement;
  if (overdueSince === null || visits.length < 2) return '';
  const made = planned === 1 ? '1 is' : `${planned} are`;
  return ` One of the ${visits.length} has been overdue since ${overdueSince}; ${made} planned.`;
}

const counted = (visits: number) => (visits === 1 ? 'One visit' : `${visits} visits`);
