/** Faults of a plan that follows another. */
import type { Plan, PlanRequest } from '#solver';
import { buildPlan } from '../correct-plan.ts';
import { correctDraft } from '../draft.ts';
import { daysOf, type Fault, later, planned, plannedDay } from './fault.ts';

/** The correct plan follows one that was the same but for `change`. */
const following =
  (options: PlanRequest['options'] = {}, change: (previous: Plan) => void = () => {}) =>
  (request: PlanRequest): void => {
    const previousPlan = structuredClone(buildPlan(correctDraft));
    change(previousPlan);
    request.options = { ...request.options, ...options, previousPlan };
  };

const sameAsBefore = (plan: Plan): void => {
  plan.diff = {
    ...{ kept: 13, stabilityShare: 1, moved: [], added: [], dropped: [], retimed: [] },
    tell: { customerIds: [], repIds: [] },
  };
};

export const replanFaults: readonly Fault[] = [
  {
    name: 'a visit on a frozen day was not planned before',
    code: 'FROZEN_DAY_CHANGED',
    also: ['DIFF_WRONG'],
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      plannedDay(previous, 'R2', '2026-12-03').stops = [];
    }),
    plan: sameAsBefore,
  },
  {
    name: 'the night of a frozen day is spent elsewhere',
    code: 'FROZEN_DAY_CHANGED',
    request: following({ freezeUntil: '2026-12-02' }, (previous) => {
      plannedDay(previous, 'R1', '2026-12-02').end.hotelId = 'H2';
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a visit on a frozen day begins at another time',
    code: 'FROZEN_DAY_CHANGED',
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      const [stop] = plannedDay(previous, 'R1', '2026-12-04').stops;
      stop.startAt = later(stop.startAt, -10);
      stop.endAt = later(stop.endAt, -10);
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a frozen day begins and ends at other times',
    code: 'FROZEN_DAY_CHANGED',
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      const { start, end } = plannedDay(previous, 'R1', '2026-12-04');
      start.departAt = later(start.departAt, -10);
      end.arriveAt = later(end.arriveAt, 10);
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a frozen day has a break that was not planned',
    code: 'FROZEN_DAY_CHANGED',
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      plannedDay(previous, 'R2', '2026-12-02').breaks = [];
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a frozen visit of a customer who is gone is not told as lost',
    code: 'FROZEN_DAY_CHANGED',
    also: ['DIFF_WRONG'],
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      const { stops } = plannedDay(previous, 'R1', '2026-12-01');
      stops.push({ ...stops[0], customerId: 'gone' });
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a frozen day of a rep who is gone is not told as lost',
    code: 'FROZEN_DAY_CHANGED',
    also: ['DIFF_WRONG'],
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      previous.itineraries.push({ repId: 'gone', days: [structuredClone(plannedDay(previous, 'R1', '2026-12-01'))] });
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a trip that had begun before the horizon goes on no more',
    code: 'FROZEN_DAY_CHANGED',
    request: following({}, (previous) => {
      const { end } = plannedDay(previous, 'R1', '2026-12-02');
      daysOf(previous, 'R1').unshift({ ...plannedDay(previous, 'R1', '2026-12-01'), date: '2026-11-29', end });
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a visit on a frozen day meets somebody else',
    code: 'FROZEN_DAY_CHANGED',
    // The next one then meets the same person as was planned for it.
    also: ['CONTACT_NOT_ROTATED'],
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      plannedDay(previous, 'R1', '2026-12-01').stops[0].contactId = 'k2';
    }),
    plan: sameAsBefore,
  },
  {
    name: 'more is done on a frozen day than was planned',
    code: 'AGENDA_WRONG',
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      plannedDay(previous, 'R1', '2026-12-04').stops[0].agenda = ['walkMarket'];
    }),
    plan: sameAsBefore,
  },
  {
    name: 'a visit on a frozen day is shorter than it was',
    code: 'SERVICE_LENGTH_WRONG',
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      const [stop] = plannedDay(previous, 'R1', '2026-12-04').stops;
      stop.endAt = later(stop.endAt, 10);
    }),
    plan: sameAsBefore,
  },
  {
    name: 'the supervisor comes along on a frozen day, unplanned',
    code: 'FROZEN_DAY_CHANGED',
    request: following({ freezeUntil: '2026-12-04' }, (previous) => {
      delete plannedDay(previous, 'R1', '2026-12-01').stops[0].jointWith;
    }),
    plan: sameAsBefore,
  },
  {
    name: 'the supervisor does not come along on a frozen day, as was planned',
    code: 'JOINT_VISIT_MISSING',
    request: (request) => {
      following({ freezeUntil: '2026-12-04' })(request);
      request.territory.policy!.classes![0].jointVisits = null;
    },
    plan: (plan) => {
      sameAsBefore(plan);
      delete plannedDay(plan, 'R1', '2026-12-01').stops[0].jointWith;
    },
  },
  {
    name: 'a call on a frozen day that was planned for another one',
    code: 'FROZEN_DAY_CHANGED',
    request: following({ freezeUntil: '2026-12-08' }, (previous) => {
      delete plannedDay(previous, 'R2', '2026-12-08').phoneCalls;
    }),
    plan: sameAsBefore,
  },
  {
    name: 'nobody makes the call of a frozen day',
    code: 'FROZEN_DAY_CHANGED',
    also: ['PHONE_CALLS_WRONG'],
    request: following({ freezeUntil: '2026-12-08' }),
    plan: (plan) => {
      sameAsBefore(plan);
      delete plannedDay(plan, 'R2', '2026-12-08').phoneCalls;
    },
  },
  {
    name: 'a pinned visit is on another day',
    code: 'PIN_MISSING',
    request: ({ options }) => {
      options!.pins = [{ customerId: 'cedar', date: '2026-12-03' }];
    },
  },
  {
    name: 'a visit is called pinned that is not',
    code: 'PIN_FLAG_WRONG',
    plan: planned('R1', '2026-12-01', ({ stops }) => {
      stops[0].pinned = true;
    }),
  },
  {
    name: 'an urgent visit comes days before it is wanted',
    code: 'URGENT_VISIT_MISSING',
    also: ['FIRST_VISIT_TOO_EARLY'],
    request: ({ options }) => {
      options!.events = [{ kind: 'urgentVisit', customerId: 'davenport', from: '2026-12-10', to: '2026-12-11' }];
    },
  },
  {
    name: 'the diff counts wrongly',
    code: 'DIFF_WRONG',
    request: following(),
    plan: (plan) => {
      sameAsBefore(plan);
      plan.diff!.kept = 12;
    },
  },
  {
    name: 'a plan that follows another has no diff',
    code: 'DIFF_WRONG',
    request: following(),
  },
  {
    name: 'more visits move than may',
    code: 'CHANGES_EXCEEDED',
    request: following({ maxChangedVisits: 0 }, (previous) => {
      const days = daysOf(previous, 'R1');
      const [friday] = days.filter(({ date }) => date === '2026-12-04');
      friday.date = '2026-12-07';
    }),
    plan: (plan) => {
      sameAsBefore(plan);
      const place = (date: string) => ({ repId: 'R1', date });
      plan.diff!.moved = [{ customerId: 'davenport', from: place('2026-12-07'), to: place('2026-12-04') }];
      Object.assign(plan.diff!, { kept: 12, stabilityShare: 12 / 13 });
    },
  },
];
