/** Appointments at the same time: whether there are as many reps as customers who wait for one. */
import type { Interpretation, InterpretedAppointment } from '../interpretation.ts';
import { fits } from '../possible-reps.ts';
import { pathsOfAppointments } from './appointments.ts';
import type { Rule } from './rule.ts';

interface Agreed extends InterpretedAppointment {
  readonly id: string;
  readonly customer: number;
  /** Customers with the same one are carried by the same rep. */
  readonly carriedAs: string;
  readonly to: number;
  /** Who may go there and works at that time: never empty. */
  readonly reps: readonly number[];
}

/** Those that nobody can keep are told by another rule, and take nobody's time. */
export const appointmentsOverlapping: Rule = ({ request, meaning, report }) => {
  const pathOf = pathsOfAppointments(request);
  const tell = (next: Agreed, others: readonly Agreed[], why: string) =>
    report('APPOINTMENTS_OVERLAP', pathOf(next.customer, next.index), {
      customers: listed([next, ...others].map(({ id }) => id)),
      date: meaning.dates[next.day],
      why,
    });
  const known = new Map<string, Agreed[]>();
  const keptBy = new Map<number, Agreed>();
  let waiting: Agreed[] = [];
  for (const next of agreedOf(meaning)) {
    const over = [...keptBy].filter(([, { to }]) => to <= next.from);
    for (const [rep] of over) keptBy.delete(rep);
    // Those who found no rep may find one that is free now, and then stand against what comes.
    if (over.length > 0) {
      const isHeld = ({ carriedAs }: Agreed) => [...keptBy.values()].some((holder) => holder.carriedAs === carriedAs);
      waiting = waiting.filter((each) => each.to > next.from && (isHeld(each) || giveRep(each, keptBy) !== null));
    }
    const together = (known.get(next.carriedAs) ?? []).filter(({ to }) => to > next.from);
    known.set(next.carriedAs, [...together, next]);
    const other = together.find(({ customer }) => customer !== next.customer);
    if (together.length === 0) {
      const asked = giveRep(next, keptBy);
      if (asked === null) continue;
      const ids = asked.map((rep) => meaning.reps[rep].id);
      const why = ids.length === 1 ? `only rep ${listed(ids)} can keep them` : `only reps ${listed(ids)} can keep them`;
      const others = asked.flatMap((rep) => keptBy.get(rep) ?? []);
      tell(
        next,
        others.sort((a, b) => a.customer - b.customer),
        why,
      );
    } else if (other !== undefined) {
      const { area } = meaning.customers[next.customer];
      tell(next, [other], `the customers of area "${area}" are carried by one rep`);
    }
    waiting.push(next);
  }
};

/** In the order of time. */
function agreedOf(meaning: Interpretation): Agreed[] {
  const commonReps = repsOfAreas(meaning);
  const agreed = meaning.customers.flatMap(({ id, area, appointments, eligibleReps }, customer) => {
    const common = area === null ? [] : (commonReps.get(area) ?? []);
    const carriedAs = common.length > 0 ? JSON.stringify([area]) : String(customer);
    const mayGo = common.length > 0 ? common : eligibleReps;
    return appointments.map((each): Agreed => {
      const to = each.from + each.seconds;
      const reps = mayGo.filter((rep) =>
        fits([{ from: each.from, to }], meaning.reps[rep].days[each.day], each.seconds),
      );
      return { ...each, id, customer, carriedAs, to, reps };
    });
  });
  return agreed.filter(({ reps }) => reps.length > 0).sort((a, b) => a.from - b.from);
}

/** An area of which nobody may carry all customers is divided. */
function repsOfAreas({ customers }: Interpretation): ReadonlyMap<string, readonly number[]> {
  const byArea = new Map<string, readonly number[]>();
  for (const { area, eligibleReps } of customers) {
    if (area === null) continue;
    const common = byArea.get(area);
    byArea.set(area, common === undefined ? eligibleReps : common.filter((rep) => eligibleReps.includes(rep)));
  }
  return byArea;
}

/**
 * Finds a rep for an appointment, where need be by giving another rep to others.
 * @returns null: found; else the reps who can keep it or those that stand against it, one less than there are appointments
 */
function giveRep(next: Agreed, keptBy: Map<number, Agreed>): readonly number[] | null {
  const asked = new Set<number>();
  const give = (each: Agreed): boolean =>
    each.reps.some((rep) => {
      if (asked.has(rep)) return false;
      asked.add(rep);
      const holder = keptBy.get(rep);
      if (holder !== undefined && !give(holder)) return false;
      keptBy.set(rep, each);
      return true;
    });
  return give(next) ? null : [...asked].sort((a, b) => a - b);
}

/** Ids that are named; more are too many to read. */
const mostNamed = 6;

function listed(ids: readonly string[]): string {
  const named = ids.map((id) => `"${id}"`);
  const [last = '', ...before] =
    ids.length > mostNamed
      ? [`${ids.length - mostNamed + 1} others`, ...named.slice(0, mostNamed - 1)]
      : [...named.slice(-1), ...named.slice(0, -1)];
  return before.length === 0 ? last : `${before.join(', ')} and ${last}`;
}
