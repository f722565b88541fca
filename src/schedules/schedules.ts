/** Territories planned by the clock: every night, say, after the CRM has sent its changes. */
import { IANAZone } from 'luxon';
import { type Horizon, type Issue, makeIssue } from '#solver';
import type { Jobs } from '../jobs/index.ts';
import { type Planning, standingPlan } from '../planning/index.ts';
import {
  type Database,
  deleteSchedule,
  keepTerritory,
  type Log,
  lockTerritory,
  readPlanInForce,
  readSchedule,
  readSchedules,
  readTerritory,
  type Schedule,
  type StoredSchedule,
  uuidOf,
  writeSchedule,
  writeScheduledRun,
} from '../store/index.ts';
import { type PlanInForce, scheduledHorizon, scheduledRequest } from './scheduled-request.ts';

export type ScheduleResult = StoredSchedule & { readonly next: readonly Date[] };

export interface Schedules {
  /** Null: no such territory, or no schedule. */
  read(territoryId: string): Promise<ScheduleResult | null>;
  /**
   * Null: no such territory. To be called with a schedule without issues.
   * @throws TerritoryGone
   */
  set(territoryId: string, schedule: Schedule): Promise<ScheduleResult | null>;
  /** False: there is none. */
  remove(territoryId: string): Promise<boolean>;
  /** What is wrong with when it shall run; paths begin at the schedule. */
  issuesOf(schedule: Pick<Schedule, 'cron' | 'timeZone'>): readonly Issue[];
  /** Plans now what the clock would plan: what a job of the clock does. */
  run(territoryId: string, jobId: string, now: Date): Promise<void>;
}

/** Plans by the clock once `jobs` have begun. */
export async function createSchedules(
  database: Database,
  jobs: Jobs,
  planning: Pick<Planning, 'requestPlan' | 'plan' | 'planRequest' | 'chain'>,
  log: Log,
): Promise<Schedules> {
  const withNext = (stored: StoredSchedule): ScheduleResult => ({
    ...stored,
    next: jobs.preview(stored.schedule.cron, stored.schedule.timeZone),
  });

  const schedules: Schedules = {
    read: async (territoryId) => {
      const stored = await readSchedule(database, territoryId);
      return stored === null ? null : withNext(stored);
    },
    set: async (territoryId, schedule) => {
      if ((await readTerritory(database, territoryId)) === null) return null;
      // The row decides; a clock that was left without one is taken away when it next rings or the service starts.
      await database.transaction().execute(async (transaction) => {
        await keepTerritory(transaction, territoryId);
        await writeSchedule(transaction, territoryId, schedule);
        await jobs.setClock(transaction, territoryId, schedule.cron, schedule.timeZone);
      });
      return schedules.read(territoryId);
    },
    remove: (territoryId) =>
      database.transaction().execute(async (transaction) => {
        const removed = await deleteSchedule(transaction, territoryId);
        if (removed) await jobs.clearClock(transaction, territoryId);
        return removed;
      }),
    issuesOf: ({ cron, timeZone }) => {
      const isZone = IANAZone.isValidZone(timeZone);
      const why = whyNoClock(jobs, cron, isZone ? timeZone : 'UTC');
      const action = 'Send five fields such as "30 2 * * *".';
      return [
        ...(why === null ? [] : [{ ...makeIssue('BAD_FORMAT', '/cron'), message: why, action }]),
        ...(isZone ? [] : [makeIssue('UNKNOWN_TIME_ZONE', '/timeZone', { zone: timeZone })]),
      ];
    },
    run: async (territoryId, jobId, now) => {
      const [stored, territory] = [
        await readSchedule(database, territoryId),
        await readTerritory(database, territoryId),
      ];
      if (stored === null || territory === null) return clearIdleClock(database, jobs, territoryId);
      const horizon = scheduledHorizon(stored.schedule, now);
      const previous = await planInForce(database, planning, territoryId, horizon);
      const { request, issues } = scheduledRequest(territory.territory, stored.schedule, previous, now);
      const at = now.toISOString();
      if (request === null) {
        await writeScheduledRun(database, territoryId, { at, planId: null, issues });
        log.warn({ territoryId }, 'A territory could not be planned by the clock; its schedule says why.');
        return;
      }
      const { planId } = await planning.requestPlan(request, territoryId, uuidOf(`schedule ${jobId}`));
      await writeScheduledRun(database, territoryId, { at, planId, issues });
    },
  };

  await setClocks(database, jobs);
  jobs.onSchedule((territoryId, jobId) => schedules.run(territoryId, jobId, new Date()));
  return schedules;
}

/** Takes a clock away that has no schedule, unless one is set at this moment. */
function clearIdleClock(database: Database, jobs: Jobs, territoryId: string): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    await lockTerritory(transaction, territoryId);
    if ((await readSchedule(transaction, territoryId)) === null) await jobs.clearClock(transaction, territoryId);
  });
}

/** What five fields consist of. The queue would take more, such as H, a time drawn anew whenever it looks at the clock. */
const cronSigns = /^(?:[\d*,\-/?L#]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)+$/i;

/** Null: the clock can be set so. */
function whyNoClock(jobs: Jobs, cron: string, timeZone: string): string | null {
  // With a sixth field the queue would take the first one for seconds.
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5)
    return `The expression has ${fields.length} ${fields.length === 1 ? 'field' : 'fields'}, not five.`;
  const strange = fields.find((field) => !cronSigns.test(field));
  if (strange !== undefined)
    return `The field "${strange}" has more than digits, * , - / ? L # and the names of months and weekdays.`;
  try {
    return jobs.preview(cron, timeZone).length > 0 ? null : 'It never comes.';
  } catch {
    return whyNoField(fields) ?? 'It cannot be read as times.';
  }
}

/** The fields in their order, with the least and the greatest number of each; 7 is Sunday as 0 is. */
const cronFields = [
  ['minute', 0, 59],
  ['hour', 0, 23],
  ['day of the month', 1, 31],
  ['month', 1, 12],
  ['weekday', 0, 7],
] as const;

/** Null: each number by itself is possible. */
function whyNoField(fields: readonly string[]): string | null {
  for (const [index, [name, least, most]] of cronFields.entries()) {
    // After a stroke stands how many of them are passed by, which is none of them.
    const numbers = (fields[index] ?? '').replace(/\/\d+|#\d+/g, '').match(/\d+/g) ?? [];
    const wrong = numbers.find((number) => Number(number) < least || Number(number) > most);
    if (wrong !== undefined) return `The ${name} ${wrong} is out of range: ${least} to ${most}.`;
  }
  return null;
}

/** After a restore of the database, or where a territory has gone, the clocks are those of the rows again. */
async function setClocks(database: Database, jobs: Jobs): Promise<void> {
  const stored = await readSchedules(database);
  for (const { territoryId, schedule } of stored)
    await jobs.setClock(database, territoryId, schedule.cron, schedule.timeZone);
  const known = new Set(stored.map(({ territoryId }) => territoryId));
  for (const territoryId of await jobs.clocks())
    if (!known.has(territoryId)) await jobs.clearClock(database, territoryId);
}

/** A plan that was stopped has the best found until then. */
async function planInForce(
  database: Database,
  planning: Pick<Planning, 'plan' | 'planRequest' | 'chain'>,
  territoryId: string,
  horizon: Horizon,
): Promise<PlanInForce | null> {
  const planId = await readPlanInForce(database, territoryId, horizon);
  if (planId === null) return null;
  const plan = (await planning.plan(planId))?.plan ?? null;
  if (plan === null) return null;
  const request = await planning.planRequest(planId);
  return { ...(await standingPlan(planning, planId, plan, horizon.start)), options: request?.options ?? {} };
}
