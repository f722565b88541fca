/** Plans in form only, made of what matters when they follow each other. */
import type { Plan, PlannedDay } from '#solver';
import { type ChainState, followChain } from '../../../src/chain/index.ts';
import { samplePlan } from '../http/samples.ts';

export interface PlannedVisit {
  readonly customerId: string;
  readonly repId: string;
  readonly date: string;
  /** 0 to 23. Default: 9. */
  readonly hour?: number;
}

/** @param nights and days with calls, of R1 */
export function planOf(
  horizon: Plan['horizon'],
  visits: readonly PlannedVisit[],
  { nights = [], calls = [] }: { readonly nights?: readonly string[]; readonly calls?: readonly string[] } = {},
): Plan {
  const sample = samplePlan();
  const [template] = sample.itineraries[0].days as [PlannedDay];
  const reps = [...new Set(['R1', ...visits.map(({ repId }) => repId)])].sort();
  const itineraries = reps.map((repId) => {
    const mine = visits.filter((visit) => visit.repId === repId);
    const own = repId === 'R1' ? [...nights, ...calls] : [];
    const dates = [...new Set([...mine.map(({ date }) => date), ...own])].sort();
    const days = dates.map(
      (date): PlannedDay => ({
        ...structuredClone(template),
        date,
        stops: mine.filter((visit) => visit.date === date).map(stopOf),
        overnightStay: own.length > 0 && nights.includes(date) ? night : null,
        phoneCalls: own.length > 0 && calls.includes(date) ? [{ customerId: 'C9' }] : [],
      }),
    );
    return { repId, days };
  });
  const territories = reps.map((repId) => ({ ...sample.territories[0], repId }));
  return { ...sample, horizon, territories, itineraries };
}

const night = { hotelId: 'H1', name: 'Ottumwa Inn', cost: 95, savesDriveMinutes: 164, reason: 'It saves driving.' };

function stopOf({ customerId, date, hour = 9 }: PlannedVisit): PlannedDay['stops'][number] {
  const at = (minutes: string) => `${date}T${String(hour).padStart(2, '0')}:${minutes}:00Z`;
  return {
    ...{ customerId, arriveAt: at('00'), startAt: at('00'), endAt: at('30') },
    ...{ driveMinutes: 10, driveKm: 8, waitMinutes: 0, appointment: false },
  };
}

/** What is known after the last of the plans; the scope is that of one territory. */
export function chainOf(...plans: readonly Plan[]): ChainState {
  const [first, ...others] = plans;
  const begun = followChain(null, first, { planId: 'P1', scope: 'T1' });
  return others.reduce((chain, plan, k) => followChain(chain, plan, { planId: `P${k + 2}`, scope: 'T1' }), begun);
}
