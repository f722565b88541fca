/** A territory judged without a plan of it. */
import { type Horizon, type Issue, parseRequest, type Territory } from '#solver';
import { newErrors } from './new-errors.ts';
import { nobodyYet } from './nobody-yet.ts';

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
  const sent = { territory, horizon: standInHorizon(today) };
  return nobodyYet('warning', sent, parseRequest(sent)).issues.filter(isAboutTerritory);
}

export interface ChangeJob {
  readonly before: Territory;
  readonly after: Territory;
  /** The first of the days on which the rules are tried. */
  readonly today: Date;
}

export interface JudgedChange {
  /** Of the territory as it would be; they are kept with it. */
  readonly issues: readonly Issue[];
  /** Those of them that the change brings. */
  readonly errors: readonly Issue[];
}

/** What is wrong with a territory once it is changed; paths as above. */
export function judgeChange({ before, after, today }: ChangeJob): JudgedChange {
  const judge = (territory: Territory) => judgeTerritory(territory, today);
  const issues = judge(after);
  return { issues, errors: newErrors(before, after, issues, judge) };
}

/** The days on which the rules of a territory without a horizon are tried. */
export function standInHorizon(today: Date): Horizon {
  return { start: today.toISOString().slice(0, 10), weeks: 4 };
}

/** Whether it would be one with another horizon, too. */
export function isAboutTerritory(issue: Issue): boolean {
  return !horizonCodes.has(issue.code);
}
