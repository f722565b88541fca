/** The rules that can stand in the way of a visit, each with what the request means without it. */
import type { Interpretation, InterpretedCustomer, InterpretedRep, Interval, RepDay } from '../input/interpretation.ts';
import type { ReasonCode } from '../output/plan-schema.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** The first day of somebody who never works. */
const USUAL_DAY: RepDay = {
  working: [{ from: 8 * HOUR, to: 18 * HOUR }],
  breaks: [],
  earliestDeparture: 7 * HOUR,
  latestArrival: 20 * HOUR,
};

export interface Relaxation {
  readonly code: ReasonCode;
  /** The interpretation without the rule; null: the rule does not bear on this rep, or on any of these customers. */
  lift(meaning: Interpretation, rep: number, customers: readonly number[]): Interpretation | null;
}

const withRep = (meaning: Interpretation, rep: number, change: Partial<InterpretedRep>): Interpretation => ({
  ...meaning,
  reps: meaning.reps.with(rep, { ...meaning.reps[rep], ...change }),
});

function withCustomers(
  meaning: Interpretation,
  changed: readonly number[],
  change: (customer: InterpretedCustomer) => Partial<InterpretedCustomer>,
): Interpretation {
  const customers = [...meaning.customers];
  for (const index of changed) customers[index] = { ...customers[index], ...change(customers[index]) };
  return { ...meaning, customers };
}

const noNightLimits = { maxConsecutiveNights: 99, maxNightsPerWeek: 7 };

const neverAway = ({ maxConsecutiveNights, maxNightsPerWeek }: InterpretedRep) =>
  maxConsecutiveNights === 0 || maxNightsPerWeek === 0;

/** Whether a replan leaves no day on which the rep could make one more visit. */
export const isAllFrozen = ({ replanning, dates }: Interpretation, rep: number): boolean =>
  replanning !== null && replanning.frozenDaysOf[rep] >= dates.length;

/** In the order in which they are tried. */
export const relaxations: readonly Relaxation[] = [
  {
    code: 'TOO_FAR_WITHOUT_NIGHT',
    lift: (meaning, rep) => (neverAway(meaning.reps[rep]) ? withRep(meaning, rep, noNightLimits) : null),
  },
  {
    code: 'NIGHTS_LIMIT',
    lift: (meaning, rep) => (neverAway(meaning.reps[rep]) ? null : withRep(meaning, rep, noNightLimits)),
  },
  {
    // What was agreed is the narrowest window: of an appointment the day stays, at any time of it.
    code: 'TIME_WINDOW',
    lift: (meaning, _, customers) =>
      withCustomers(meaning, customers, ({ open, appointments, pinnedDays }) => {
        const dated = new Set([...pinnedDays, ...appointments.map(({ day }) => day)]);
        const isAgreed = (day: number) => appointments.some((appointment) => appointment.day === day);
        return {
          open: open.map((hours, day) => (hours.length === 0 && !isAgreed(day) ? hours : [aroundTheClock(day)])),
          appointments: [],
          pinnedDays: [...dated].sort((a, b) => a - b),
        };
      }),
  },
  {
    code: 'CUSTOMER_CLOSED',
    lift: (meaning, _, customers) =>
      withCustomers(meaning, customers, ({ open }) => {
        const usual = open.findIndex((hours) => hours.length > 0);
        if (usual < 0) return { open: open.map((_, day) => [aroundTheClock(day)]) };
        return {
          open: open.map((hours, day) =>
            hours.length > 0 ? hours : open[usual].map((each) => moved(each, (day - usual) * DAY)),
          ),
        };
      }),
  },
  {
    code: 'REP_ABSENT',
    lift: (meaning, rep) => {
      const { days } = meaning.reps[rep];
      const usual = days.findIndex((day) => day !== null);
      const [day, at] = usual < 0 ? [USUAL_DAY, 0] : [days[usual] as RepDay, usual];
      return withRep(meaning, rep, { days: days.map((own, index) => own ?? shifted(day, (index - at) * DAY)) });
    },
  },
  {
    code: 'REP_CAPACITY_EXHAUSTED',
    // Where all days are frozen, it is these that the rep has no time beside.
    lift: (meaning, rep) =>
      isAllFrozen(meaning, rep)
        ? { ...meaning, replanning: null }
        : withRep(meaning, rep, {
            days: meaning.reps[rep].days.map((day, index) => day && allDayLong(day, index)),
          }),
  },
  {
    code: 'FREQUENCY_SPACING_CONFLICT',
    lift: (meaning, _, customers) =>
      withCustomers(meaning, customers, ({ requirement }) => ({
        requirement: {
          ...requirement,
          minDaysBetween: 1,
          maxDaysBetween: meaning.dates.length,
          firstDayMin: 0,
          firstDayMax: null,
        },
        urgent: null,
      })),
  },
  {
    code: 'UNREACHABLE',
    lift: (meaning, rep) =>
      withRep(meaning, rep, {
        maxDriveSecondsPerDay: 2 * DAY,
        days: meaning.reps[rep].days.map(
          (day) =>
            day && { ...day, earliestDeparture: day.earliestDeparture - DAY, latestArrival: day.latestArrival + DAY },
        ),
      }),
  },
];

/** Works and drives as long as it takes. */
function allDayLong(day: RepDay, index: number): RepDay {
  const whole = aroundTheClock(index);
  return { working: [whole], breaks: [], earliestDeparture: day.earliestDeparture, latestArrival: whole.to };
}

/** From the day before to the day after. */
const aroundTheClock = (day: number): Interval => ({ from: (day - 1) * DAY, to: (day + 2) * DAY });

const moved = <Span extends Interval>(span: Span, seconds: number): Span => ({
  ...span,
  from: span.from + seconds,
  to: span.to + seconds,
});

const shifted = (day: RepDay, seconds: number): RepDay => ({
  working: day.working.map((hours) => moved(hours, seconds)),
  breaks: day.breaks.map((owed) => moved(owed, seconds)),
  earliestDeparture: day.earliestDeparture + seconds,
  latestArrival: day.latestArrival + seconds,
});
