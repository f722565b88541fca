/** A violation is a broken rule in a plan. */
export const violationCodes = [
  'PLAN_HEADER_WRONG',
  'UNKNOWN_ID',
  'DUPLICATE_REP',
  'DAY_OUTSIDE_HORIZON',
  'DAYS_NOT_SORTED',
  'EMPTY_DAY',
  'NOT_A_WORKING_DAY',
  'DAY_DISCONTINUOUS',
  'PLACE_WRONG',
  'DEPARTS_TOO_EARLY',
  'ARRIVES_TOO_LATE',
  'TRAVEL_UNKNOWN',
  'LEG_TOO_FAST',
  'LEG_MINUTES_WRONG',
  'LEG_KM_WRONG',
  'MAX_DRIVE_EXCEEDED',
  'SERVICE_BEFORE_ARRIVAL',
  'SERVICE_LENGTH_WRONG',
  'AGENDA_WRONG',
  'CUSTOMER_CLOSED',
  'OUTSIDE_WORKING_HOURS',
  'WAIT_WRONG',
  'APPOINTMENT_MOVED',
  'APPOINTMENT_FLAG_WRONG',
  'APPOINTMENT_MISSING',
  'SLOT_FULL',
  'CONTACT_NOT_ROTATED',
  'PHONE_CALLS_WRONG',
  'PHONE_CALL_BY_OTHER_REP',
  'PHONE_CALL_ON_VISIT_DAY',
  'JOINT_VISIT_MISSING',
  'SUPERVISOR_NOT_AT_WORK',
  'SUPERVISOR_IN_TWO_PLACES',
  'SUPERVISOR_DAYS_EXCEEDED',
  'BREAK_LENGTH_WRONG',
  'BREAK_OUTSIDE_WINDOW',
  'BREAK_OUTSIDE_TOUR',
  'BREAK_NOT_OWED',
  'BREAK_OVERLAP',
  'BREAK_DURING_SERVICE',
  'BREAK_MISSING',
  'NIGHT_INCONSISTENT',
  'NIGHT_NOT_ALLOWED',
  'NIGHT_COST_WRONG',
  'NIGHTS_CONSECUTIVE_EXCEEDED',
  'NIGHTS_PER_WEEK_EXCEEDED',
  'TWO_VISITS_ON_ONE_DAY',
  'MIN_DAYS_BETWEEN',
  'MAX_DAYS_BETWEEN',
  'FIRST_VISIT_TOO_EARLY',
  'FIRST_VISIT_TOO_LATE',
  'VISITS_MISSING',
  'VISITS_TOO_MANY',
  'UNASSIGNED_VISIT_WRONG',
  'CUSTOMER_WITHOUT_TERRITORY',
  'CUSTOMER_IN_TWO_TERRITORIES',
  'REP_NOT_ELIGIBLE',
  'TERRITORY_NOT_KEPT',
  'VISITED_BY_OTHER_REP',
  'MAX_CUSTOMERS_EXCEEDED',
  'MAX_WORKLOAD_EXCEEDED',
  'KEY_ACCOUNTS_EXCEEDED',
  'AREA_SPLIT',
  'CHANNEL_WIDTH_WRONG',
  'DAY_TOTAL_WRONG',
  'KPI_WRONG',
  'FROZEN_DAY_CHANGED',
  'PIN_MISSING',
  'PIN_FLAG_WRONG',
  'URGENT_VISIT_MISSING',
  'DIFF_WRONG',
  'CHANGES_EXCEEDED',
] as const;

export type ViolationCode = (typeof violationCodes)[number];
export type ViolationValue = string | number | boolean | null | readonly string[];

export interface Violation {
  readonly code: ViolationCode;
  /** JSON Pointer into the plan. */
  readonly path: string;
  readonly message: string;
  readonly expected?: ViolationValue;
  readonly found?: ViolationValue;
}

export type Report = (
  code: ViolationCode,
  path: string,
  message: string,
  values?: { readonly expected?: ViolationValue; readonly found?: ViolationValue },
) => void;
