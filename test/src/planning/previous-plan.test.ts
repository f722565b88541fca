import { expect, test } from 'vitest';
import { previousPlanOf } from '../../../src/planning/index.ts';
import { facts, farTrip, following } from '../../solver/replan/following.ts';
import { planOf } from '../../solver/replan/planning.ts';

test.each(['2026-11-30', '2026-12-01'])(
  'what is kept of a plan is all that a trip needs, also without its hotel, in a horizon from %s',
  (start) => {
    const request = farTrip();
    const before = planOf(request);
    const previousPlan = previousPlanOf(before) as typeof before;
    const plan = following(request, previousPlan, { freezeUntil: '2026-12-01' }, (next) => {
      next.horizon.start = start;
      next.territory.hotels = [];
    });
    expect(facts(plan, '2026-12-02')).toEqual(facts(before, '2026-12-02', start));
  },
);
