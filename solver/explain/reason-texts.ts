/** What a reason says, and what a planner can do about it. */
import type { InterpretedCustomer, InterpretedRep } from '../input/interpretation.ts';
import type { ReasonCode } from '../output/plan-schema.ts';

/** What a text may speak of. */
export interface Missing {
  readonly customer: InterpretedCustomer;
  readonly rep: InterpretedRep;
  /** The date of the appointment that is lost; null: the visit is no appointment. */
  readonly appointmentOn: string | null;
  /** The date to which the visit is pinned; null: it is not. */
  readonly pinnedOn: string | null;
}

interface Texts {
  message(missing: Missing): string;
  readonly suggestion: string;
}

const texts: Readonly<Record<Exclude<ReasonCode, 'CHANNEL_WIDTH_LIMIT' | 'LOWER_VALUE_THAN_OTHERS'>, Texts>> = {
  REP_CAPACITY_EXHAUSTED: {
    message: ({ customer, rep }) => `The days of ${rep.name} have no room for this visit of ${customer.name}.`,
    suggestion: 'Give the rep fewer customers or more working time, or lower the frequency of a class.',
  },
  TOO_FAR_WITHOUT_NIGHT: {
    message: ({ customer, rep }) => `${customer.name} is too far for a day trip, and ${rep.name} spends no night away.`,
    suggestion: 'Allow nights away in rep.overnight, or let a rep who lives nearer carry the customer.',
  },
  NIGHTS_LIMIT: {
    message: ({ customer, rep }) =>
      `${customer.name} needs more nights away than ${rep.name} may spend (${rep.maxConsecutiveNights} in a row, ${rep.maxNightsPerWeek} a week).`,
    suggestion: 'Raise the limits in rep.overnight, or let a rep who lives nearer carry the customer.',
  },
  TIME_WINDOW: {
    message: ({ customer, rep, appointmentOn }) =>
      appointmentOn === null
        ? `The opening hours of ${customer.name} do not leave a time at which ${rep.name} can be there for the whole visit.`
        : `${rep.name} cannot keep the appointment with ${customer.name} on ${appointmentOn}: working hours, other visits or the way stand against that time.`,
    suggestion: 'Widen the opening hours, shorten the visit, or agree on another time.',
  },
  CUSTOMER_CLOSED: {
    message: ({ customer, rep }) =>
      customer.slot.some((slot) => slot >= 0)
        ? `The slots in which ${customer.name} may be visited are full, or fall on days on which ${rep.name} cannot come.`
        : `${customer.name} is closed on the days on which ${rep.name} could come.`,
    suggestion: 'Check closedOn, visitDays, openingHours and the slots of the policy.',
  },
  REP_ABSENT: {
    message: ({ customer, rep }) =>
      `${rep.name} does not work on the days on which ${customer.name} would have to be seen.`,
    suggestion: "Check the rep's workingHours, daysOff and holidays, or let another rep carry the customer.",
  },
  FREQUENCY_SPACING_CONFLICT: {
    message: ({ customer: { name, requirement } }) =>
      `${counted(requirement.visits.length)} of ${name}, ${requirement.minDaysBetween} to ${requirement.maxDaysBetween} days apart and never two on a day, cannot all be placed on the days that are possible.`,
    suggestion: 'Lower minDaysBetween, raise maxDaysBetween, or lower the frequency.',
  },
  UNREACHABLE: {
    message: ({ customer, rep }) =>
      `${customer.name} cannot be reached within the driving time that ${rep.name} has in a day.`,
    suggestion: "Check the customer's coordinates, maxDriveMinutesPerDay and the own time, or add a hotel near by.",
  },
  LOCKED_REP: {
    message: ({ customer, rep }) => `${customer.name} is locked to ${rep.name}; another rep could plan the visit.`,
    suggestion: 'Remove the lock.',
  },
};

export type ExplainedCode = keyof typeof texts;

export function makeReason(code: ExplainedCode, missing: Missing) {
  const message = texts[code].message(missing);
  const { suggestion } = texts[code];
  if (missing.pinnedOn === null) return { code, message, suggestion };
  return {
    code,
    message: `${message} The visit is pinned to ${missing.pinnedOn}.`,
    suggestion: `${suggestion} Or pin it to another day.`,
  };
}

const counted = (visits: number) => (visits === 1 ? 'One visit' : `${visits} visits`);
