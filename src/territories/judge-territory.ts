/** A territory judged without a plan of it. */
import { type Horizon, type Issue, parseRequest } from '#solver';

/** Issues that another horizon would not have. */
const horizonCodes: ReadonlySet<string> = new Set([
  'NO_WORKING_DAY',
  'REP_WITHOUT_WORKING_DAY',
  'CALENDAR_MISSING',
  'CALENDAR_NOT_ANNOUNCED',
  'APPOINTMENT_OUTSIDE_HORIZON',
  'LAST_VISIT_AHEAD',
]);

/** What is wrong with a stored territory that changes, also where parts of it have the wrong form; the paths begin at `/territory`. */
export function judgeTerritory(territory: unknown, today: Date): readonly Issue[] {
  return parseRequest({ territory, horizon: standInHorizon(today) }).issues.filter(isAboutTerritory);
}

/** The days on which the rules of a territory without a horizon are tried. */
export function standInHorizon(today: Date): Horizon {
  return { start: today.toISOString().slice(0, 10), weeks: 4 };
}

/** Whether it would be one with another horizon, too. */
export function isAboutTerritory(issue: Issue): boolean {
  return !horizonCodes.has(issue.code);
}
