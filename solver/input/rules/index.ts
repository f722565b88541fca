/** All rules, and what each can only judge when it has the right form. */
import * as appointments from './appointments.ts';
import * as names from './names.ts';
import * as overlaps from './overlaps.ts';
import * as places from './places.ts';
import * as replanning from './replanning.ts';
import type { Rule } from './rule.ts';
import * as times from './times.ts';
import * as visits from './visits.ts';

export type { Rule, RuleContext } from './rule.ts';

export interface AskedRule {
  readonly judge: Rule;
  /** Parts of the request: where something in one of them is malformed, the rule is not asked. `*`: of any entry. */
  readonly needs?: readonly string[];
  /** Fields of the customer or rep that an issue is about: where one of his is malformed, the rule says nothing about him. */
  readonly needsOwn?: readonly string[];
}

const repIds = ['/territory/reps/*/id'];
const workingDays = [
  '/horizon',
  '/territory/calendar',
  '/territory/reps/*/id',
  '/territory/reps/*/workingHours',
  '/territory/reps/*/daysOff',
];
/** Who works when, also after what has happened. */
const workingHours = [...workingDays, '/territory/timeZone', '/territory/reps/*/timeZone', '/options/events'];
const locations = ['/territory/customers/*/location', '/territory/reps/*/home', '/territory/hotels/*/location'];
const placeIds = ['/territory/customers/*/id', '/territory/reps/*/id', '/territory/hotels/*/id'];
const spacing = ['/territory/policy/classes', '/territory/policy/intervalTolerance', '/territory/policy/daysPerMonth'];
const ownSpacing = ['class', 'visitFrequency', 'minDaysBetween', 'maxDaysBetween'];
/** Which reps may carry a customer. */
const eligibility = ['/territory/policy/keyAccounts', '/options/territories', '/options/previousPlan'];
const ownEligibility = ['repId', 'currentRepId', 'eligibleRepIds', 'keyAccount', 'annualRevenue'];
const eligibilityOfAll = ownEligibility.map((field) => `/territory/customers/*/${field}`);

/** In the order in which their issues are reported. */
export const rules: readonly AskedRule[] = [
  { judge: names.duplicateIds },
  { judge: names.duplicateClasses },
  { judge: names.unknownReps, needs: repIds },
  { judge: names.unknownSupervisors, needs: ['/territory/supervisors/*/id'] },
  { judge: names.locks, needs: repIds, needsOwn: ['repId', 'currentRepId', 'eligibleRepIds'] },
  {
    judge: names.keyAccountsElsewhere,
    needs: ['/territory/policy/keyAccounts'],
    needsOwn: ['repId', 'eligibleRepIds', 'keyAccount', 'annualRevenue'],
  },
  { judge: names.classesWithoutPolicy, needs: ['/territory/policy/classes'] },
  {
    judge: names.nothingToClassifyBy,
    needs: [
      '/territory/policy/classification',
      ...['class', 'annualRevenue', 'credit', 'potential'].map((field) => `/territory/customers/*/${field}`),
    ],
  },
  { judge: places.zeroCoordinates },
  { judge: places.strayPlaces, needs: locations },
  { judge: places.farFromTimeZone, needs: [...locations, '/territory/timeZone'] },
  { judge: places.manyOnOneCoordinate, needs: ['/territory/customers/*/location'] },
  { judge: places.idsOfTwoPlaces, needs: ['/territory/travel', ...locations, ...placeIds] },
  { judge: places.matrixIncomplete, needs: ['/territory/travel', ...placeIds] },
  { judge: times.timeZones },
  {
    judge: times.hoursInOtherZone,
    needs: [
      '/horizon',
      '/territory/timeZone',
      '/territory/policy/slots',
      ...repIds,
      ...eligibility,
      ...eligibilityOfAll,
    ],
    needsOwn: ['timeZone'],
  },
  { judge: times.countries },
  { judge: times.calendarAnnounced, needs: ['/horizon', '/territory/calendar'] },
  { judge: times.calendarMissing, needs: [...workingDays, '/territory/timeZone'] },
  { judge: times.windows },
  { judge: times.longTimeLimit },
  { judge: times.workingDays, needs: workingDays },
  { judge: times.slots, needs: ['/territory/policy/slots'], needsOwn: ['tags', 'visitDays', 'openingHours'] },
  { judge: replanning.previousPlanMissing, needs: ['/options/previousPlan'] },
  {
    judge: replanning.unknownNames,
    needs: ['/territory/customers/*/id', '/territory/reps/*/id', '/territory/supervisors/*/id'],
  },
  { judge: replanning.dates, needs: ['/horizon', '/options/previousPlan', ...repIds] },
  { judge: replanning.appointmentsAtOtherTimes, needs: ['/horizon', '/territory', '/options'] },
  { judge: replanning.daysOffFrozen, needs: ['/horizon', '/territory', '/options'] },
  { judge: replanning.freezeOutsideHorizon, needs: ['/horizon', '/options/previousPlan'] },
  { judge: replanning.urgentVisitsInVain, needs: ['/horizon', '/territory', '/options'] },
  { judge: visits.spacing, needs: spacing, needsOwn: ownSpacing },
  {
    judge: visits.frequencies,
    needs: ['/territory/policy/classes', '/territory/policy/daysPerMonth'],
    needsOwn: ['class', 'visitFrequency'],
  },
  {
    judge: visits.lastVisitsAhead,
    needs: ['/horizon', '/options/previousPlan', '/options/freezeUntil', ...repIds],
  },
  { judge: appointments.appointmentsOutsideHorizon, needs: ['/horizon'] },
  {
    judge: appointments.appointmentsWithoutRep,
    needs: [...workingHours, ...eligibility],
    needsOwn: ownEligibility,
  },
  {
    judge: overlaps.appointmentsOverlapping,
    needs: [...workingHours, ...eligibility, ...eligibilityOfAll, '/territory/customers/*/area'],
  },
  {
    judge: appointments.appointmentsTooClose,
    needs: ['/horizon', '/options', ...spacing, ...repIds],
    needsOwn: ownSpacing,
  },
  {
    judge: appointments.pinsTooClose,
    needs: ['/horizon', '/options', ...spacing, ...repIds, '/territory/customers/*/id'],
    needsOwn: [...ownSpacing, 'lastVisitedOn', 'appointments'],
  },
  {
    judge: appointments.pinsInVain,
    needs: [...workingHours, ...eligibility, '/options', '/territory/policy', '/territory/customers/*/id'],
    needsOwn: [
      ...ownEligibility,
      ...['openingHours', 'visitDays', 'closedOn', 'tags', 'class', 'visitMinutes', 'lastActions', 'appointments'],
    ],
  },
  {
    judge: appointments.supervisorsNotAtWork,
    needs: ['/horizon', '/territory/calendar', '/territory/timeZone', '/territory/supervisors'],
  },
  { judge: appointments.supervisorsInTwoPlaces, needs: ['/horizon'] },
  {
    judge: visits.visitsTooLong,
    needs: [...workingDays, ...eligibility, '/territory/policy'],
    needsOwn: [...ownEligibility, 'class', 'visitMinutes', 'visitFrequency', 'lastVisitedOn', 'lastActions'],
  },
  { judge: visits.demandExceedsTime, needs: ['/horizon', '/territory', '/options'] },
];
