/** The rules that can stand in the way of a visit, each with what the request means without it. */
import type { Interpretation, InterpretedCustomer, InterpretedRep, RepDay } from '../input/interpretation.ts';
import type { ReasonCode } from '../output/plan-schema.ts';

const DAY = 86_400;

export interface Relaxation {
  readonly code: ReasonCode;
  /** The interpretation without the rule; null: the rule does not bear on this customer and rep. */
  lift(meaning: Interpretation, rep: number, customer: number): Interpretation | null;
}

const withRep = (meaning: Interpretation, rep: number, change: Partial<InterpretedRep>): Interpretation => ({
  ...meaning,
  reps: meaning.reps.with(rep, { ...meaning.reps[rep], ...change }),
});

const withCustomer = (
  meaning: Interpretation,
  customer: number,
  change: Partial<InterpretedCustomer>,
): Interpretation => ({
  ...meaning,
  customers: meaning.customers.with(customer, { ...meaning.customers[customer], ...change }),
});

const noNightLimits = { maxConsecutiveNights: 99, maxNightsPerWeek: 7 };

const neverAway = ({ maxConsecutiveNights, maxNightsPerWeek }: InterpretedRep) =>
  maxConsecutiveNights === 0 || maxNightsPerWeek === 0;

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
    code: 'TIME_WINDOW',
    lift: (meaning, _, customer) =>
      withCustomer(meaning, customer, {
        open: meaning.customers[customer].open.map((hours, day) =>
          hours.length === 0 ? hours : [{ from: (day - 1) * DAY, to: (day + 2) * DAY }],
        ),
      }),
  },
  {
    code: 'CUSTOMER_CLOSED',
    lift: (meaning, _, customer) => {
      const { open } = meaning.customers[customer];
      const usual = open.map((hours, day) => ({ hours, day })).find(({ hours }) => hours.length > 0);
      const filled = open.map((hours, day) => {
        if (hours.length > 0) return hours;
        if (usual === undefined) return [{ from: (day - 1) * DAY, to: (day + 2) * DAY }];
        const shift = (day - usual.day) * DAY;
        return usual.hours.map(({ from, to }) => ({ from: from + shift, to: to + shift }));
      });
      return withCustomer(meaning, customer, { open: filled });
    },
  },
  {
    code: 'REP_ABSENT',
    lift: (meaning, rep) => {
      const { days } = meaning.reps[rep];
      const usual = days.findIndex((day) => day !== null);
      if (usual < 0) return null;
      return withRep(meaning, rep, {
        days: days.map((day, index) => day ?? shifted(days[usual] as RepDay, (index - usual) * DAY)),
      });
    },
  },
  {
    code: 'REP_CAPACITY_EXHAUSTED',
    lift: (meaning, rep) =>
      withRep(meaning, rep, {
        days: meaning.reps[rep].days.map((day, index) => day && allDayLong(day, index)),
      }),
  },
  {
    code: 'FREQUENCY_SPACING_CONFLICT',
    lift: (meaning, _, customer) =>
      withCustomer(meaning, customer, {
        requirement: {
          ...meaning.customers[customer].requirement,
          ...{ minDaysBetween: 1, maxDaysBetween: meaning.dates.length, firstDayMin: 0, firstDayMax: null },
        },
      }),
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
  const whole = { from: (index - 1) * DAY, to: (index + 2) * DAY };
  return { working: [whole], breaks: [], earliestDeparture: day.earliestDeparture, latestArrival: whole.to };
}

function shifted(day: RepDay, seconds: number): RepDay {
  const move = <T extends { readonly from: number; readonly to: number }>(interval: T): T => ({
    ...interval,
    from: interval.from + seconds,
    to: interval.to + seconds,
  });
  return {
    working: day.working.map(move),
    breaks: day.breaks.map(move),
    earliestDeparture: day.earliestDeparture + seconds,
    latestArrival: day.latestArrival + seconds,
  };
}
