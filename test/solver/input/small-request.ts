/** The smallest request, as a ground on which a test builds. */
import type { Customer, Horizon, PlanRequest, Rep, Territory } from '#solver';

export interface SmallRequest {
  readonly customers?: readonly Partial<Customer>[];
  readonly reps?: readonly Partial<Rep>[];
  readonly territory?: Partial<Territory>;
  readonly horizon?: Partial<Horizon>;
  readonly options?: PlanRequest['options'];
}

/** Customers C1, C2 … and reps R1, R2 … a few km apart near Iowa City; four weeks from Monday 2026-11-30. */
export function smallRequest({
  customers = [{}],
  reps = [{}],
  territory,
  horizon,
  options,
}: SmallRequest): PlanRequest {
  return {
    territory: {
      timeZone: 'America/Chicago',
      // All days are worked, Christmas Day too, and nothing is to be said of it.
      calendar: { holidays: [] },
      customers: customers.map((customer, index) => ({
        id: `C${index + 1}`,
        location: { lat: 41.6 + index / 100, lng: -91.5 },
        ...customer,
      })),
      reps: reps.map((rep, index) => ({
        id: `R${index + 1}`,
        home: { lat: 41.66, lng: -91.53 + index / 100 },
        ...rep,
      })),
      ...territory,
    },
    horizon: { start: '2026-11-30', weeks: 4, ...horizon },
    ...(options === undefined ? {} : { options }),
  };
}
