/** What a planner decides by hand; `buildPlan` computes the rest. */
import type { Plan } from '#solver';

export interface DraftStop {
  readonly id: string;
  /** Of the visits owed: the second and later ones need no coaching. Default 1. */
  visit?: number;
  /** Not before this local time. */
  at?: string;
  minutes?: number;
  appointment?: boolean;
  contactId?: string;
  jointWith?: string;
}

export interface DraftDay {
  repId: 'R1' | 'R2';
  date: string;
  /** The hotel of the night before; none: home. */
  from?: string;
  departAt: string;
  stops: DraftStop[];
  /** The hotel of the night after; none: home. */
  to?: string;
  /** Local times at which breaks begin. */
  breaks: string[];
  /** Customers called. */
  calls?: string[];
}

export interface Draft {
  days: DraftDay[];
  territories: { repId: 'R1' | 'R2'; customerIds: string[] }[];
  unassignedVisits: Plan['unassignedVisits'];
}

export const correctDraft: Draft = {
  days: [
    {
      repId: 'R1',
      date: '2026-12-01',
      departAt: '08:30',
      stops: [{ id: 'cedar', contactId: 'k1', jointWith: 'S1' }],
      breaks: [],
    },
    {
      repId: 'R1',
      date: '2026-12-02',
      departAt: '11:00',
      stops: [{ id: 'waterloo', jointWith: 'S1' }],
      to: 'H1',
      breaks: ['12:00'],
    },
    {
      repId: 'R1',
      date: '2026-12-03',
      from: 'H1',
      departAt: '07:30',
      stops: [{ id: 'mason', at: '10:00', minutes: 60, appointment: true }],
      breaks: ['11:30'],
    },
    {
      repId: 'R1',
      date: '2026-12-04',
      departAt: '11:00',
      stops: [{ id: 'davenport', at: '13:30' }],
      breaks: ['12:00'],
    },
    {
      repId: 'R1',
      date: '2026-12-08',
      departAt: '08:30',
      stops: [{ id: 'cedar', visit: 2, contactId: 'k2' }],
      breaks: [],
      calls: ['mason', 'davenport', 'muscatine'],
    },
    {
      repId: 'R1',
      date: '2026-12-09',
      departAt: '08:30',
      stops: [{ id: 'waterloo', visit: 2 }],
      breaks: ['11:30'],
    },
    {
      repId: 'R1',
      date: '2026-12-11',
      departAt: '12:30',
      stops: [{ id: 'muscatine', at: '13:30' }],
      breaks: [],
    },
    { repId: 'R2', date: '2026-12-01', departAt: '08:30', stops: [{ id: 'ames' }], breaks: [] },
    { repId: 'R2', date: '2026-12-02', departAt: '07:30', stops: [{ id: 'ottumwa' }], breaks: ['12:00'] },
    { repId: 'R2', date: '2026-12-03', departAt: '08:00', stops: [{ id: 'creston' }], breaks: [] },
    {
      repId: 'R2',
      date: '2026-12-08',
      departAt: '08:30',
      stops: [{ id: 'ames', visit: 2 }],
      breaks: [],
      calls: ['burlington'],
    },
    {
      repId: 'R2',
      date: '2026-12-09',
      departAt: '13:30',
      stops: [{ id: 'ottumwa', visit: 2 }],
      to: 'H2',
      breaks: [],
    },
    {
      repId: 'R2',
      date: '2026-12-10',
      from: 'H2',
      departAt: '08:00',
      stops: [{ id: 'burlington', minutes: 40 }],
      breaks: ['12:00'],
    },
  ],
  territories: [
    { repId: 'R1', customerIds: ['cedar', 'waterloo', 'mason', 'davenport', 'muscatine'] },
    { repId: 'R2', customerIds: ['ames', 'ottumwa', 'creston', 'burlington'] },
  ],
  unassignedVisits: [
    {
      customerId: 'creston',
      visit: 2,
      dueOn: '2026-12-07',
      reasons: [{ code: 'REP_CAPACITY_EXHAUSTED', message: 'No time is left.', suggestion: 'Add a rep.' }],
    },
  ],
};
