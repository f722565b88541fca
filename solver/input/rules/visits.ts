/** Spacing, and whether there is the time for the visits at all (contract, section 4). */
import { frozenDaysFor } from '../previous-tours.ts';
import { shortestSeconds } from '../visit-content.ts';
import type { Rule } from './rule.ts';

export const spacing: Rule = ({ request: { territory }, meaning, report }) => {
  meaning.customers.forEach(({ id, requirement }, index) => {
    const { minDaysBetween: min, maxDaysBetween: max } = requirement;
    if (min <= max) return;
    const given = territory.customers[index];
    const field = ['minDaysBetween', 'maxDaysBetween'].find((name) => Object.hasOwn(given, name));
    const path = ['territory', 'customers', index, ...(field === undefined ? [] : [field])];
    report('SPACING_CONTRADICTION', path, { what: `customer "${id}"`, min, max });
  });
};

export const demandExceedsTime: Rule = ({ meaning, report }) => {
  let demand = 0;
  for (const { requirement } of meaning.customers) for (const visit of requirement.visits) demand += visit.seconds;
  let time = 0;
  for (const { days } of meaning.reps) {
    for (const day of days) for (const { from, to } of day?.working ?? []) time += to - from;
  }
  if (time === 0 || demand <= time) return;
  report('DEMAND_EXCEEDS_TIME', ['territory', 'customers'], { percent: Math.ceil((demand / time) * 100) });
};

export const frequencies: Rule = ({ request: { territory }, meaning, report }) => {
  meaning.customers.forEach(({ id, requirement: { intervalDays } }, index) => {
    if (intervalDays >= 1) return;
    const field = Object.hasOwn(territory.customers[index], 'visitFrequency') ? ['visitFrequency'] : [];
    const values = { id, perDay: (1 / intervalDays).toFixed(2) };
    report('MORE_THAN_A_VISIT_A_DAY', ['territory', 'customers', index, ...field], values);
  });
};

/**
 * Only days that have passed have seen visits: before the horizon, and the frozen ones of a replan. On the first day the horizon
 * may begin after a visit that was made in the morning.
 */
export const lastVisitsAhead: Rule = ({ request: { territory }, meaning, report }) => {
  const { replanning, dates } = meaning;
  territory.customers.forEach(({ id, lastVisitedOn: date }, index) => {
    if (date === undefined) return;
    const frozen = frozenDaysFor(replanning, index);
    if (date <= dates[Math.max(0, frozen - 1)]) return;
    report('LAST_VISIT_AHEAD', ['territory', 'customers', index, 'lastVisitedOn'], { id, date });
  });
};

/** A visit that no working time of those who may make it holds; an appointment has a length of its own. */
export const visitsTooLong: Rule = ({ request: { territory }, meaning, report }) => {
  const longest = meaning.reps.map(({ days }) =>
    Math.max(0, ...days.flatMap((day) => (day?.working ?? []).map(({ from, to }) => to - from))),
  );
  meaning.customers.forEach(({ id, content, requirement, appointments, eligibleReps }, index) => {
    const most = Math.max(...eligibleReps.map((rep) => longest[rep]));
    const least = shortestSeconds(content);
    if (most === 0 || least <= most || requirement.visits.length <= appointments.length) return;
    const field = Object.hasOwn(territory.customers[index], 'visitMinutes') ? ['visitMinutes'] : [];
    const values = { id, minutes: Math.ceil(least / 60), most: Math.floor(most / 60) };
    report('VISIT_LONGER_THAN_WORKING_TIME', ['territory', 'customers', index, ...field], values);
  });
};
