/** Problems of one rep for the tests of the engine. */
import { interpret, type PlanRequest, parseRequest } from '#solver';
import { buildRepProblem, type RepProblem } from '../../../solver/problem/index.ts';

/** The problem of the first rep with all customers; null when the request is not valid. */
export function problemOf(request: PlanRequest): RepProblem | null {
  const parsed = parseRequest(request);
  if (parsed.request === null) return null;
  const meaning = interpret(parsed.request);
  const customers = meaning.customers.map((_, index) => index);
  return buildRepProblem(meaning, 0, customers, [...meaning.sleepingPlaces.keys()]);
}

/** A region with one far town, where nights pay. */
export function farTown(overnight?: { maxConsecutiveNights: number; maxNightsPerWeek: number }): PlanRequest {
  const at = (lat: number, lng: number) => ({ lat, lng });
  const near = [0, 1, 2, 3, 4, 5].map((k) => ({ id: `N${k}`, class: 'B1', location: at(41.6 + k / 50, -91.5) }));
  const far = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => ({ id: `F${k}`, class: 'B2', location: at(43.4 + k / 60, -91.8) }));
  return {
    territory: {
      timeZone: 'America/Chicago',
      customers: [...near, ...far],
      reps: [
        {
          id: 'R',
          home: at(41.66, -91.53),
          breaks: [{ minutes: 45, between: ['11:30', '13:30'] }],
          ...(overnight ? { overnight } : {}),
        },
      ],
      hotels: [
        { id: 'H1', location: at(43.45, -91.79), costPerNight: 80 },
        { id: 'H2', location: at(42.5, -91.6), costPerNight: 60 },
      ],
    },
    horizon: { start: '2026-11-30', weeks: 2 },
  };
}
