import { expect, it } from 'vitest';
import { TourTiming } from '../../../solver/itinerary/index.ts';
import { ItineraryState } from '../../../solver/itinerary/state.ts';
import { loadStart } from '../../../solver/itinerary/warm-start.ts';
import type { RepProblem } from '../../../solver/problem/index.ts';
import { farTown, problemOf } from './problems.ts';

it('keeps two nights at one hotel with the visits between them', () => {
  const problem = problemOf(farTown()) as RepProblem;
  const days = Array.from({ length: problem.days }, (_, day) => day);
  const stops = days.map((day) => (day === 1 ? [6, 7] : day === 2 ? [8, 9] : day === 3 ? [10, 11] : []));
  const sleep = days.map((day) => (day === 1 || day === 2 ? 0 : -1));
  const state = new ItineraryState(problem);
  loadStart(state, new TourTiming(problem), { stops, sleep });
  expect(days.map((day) => state.stopsOf(day))).toEqual(stops);
  expect([...state.sleep]).toEqual(sleep);
});
