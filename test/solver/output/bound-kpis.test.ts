/** What a plan says of its lower bound. */
import { describe, expect, it } from 'vitest';
import { boundKpis } from '../../../solver/output/index.ts';

describe('the bound in the key figures', () => {
  it('is rounded down, and the gap follows from it', () => {
    expect(boundKpis(105, { bound: 100.009 })).toEqual({ bound: 100, gapPercent: 5 });
    expect(boundKpis(100, { bound: 100.0049 })).toEqual({ bound: 100, gapPercent: 0 });
  });

  it('is called weak, or left out, where it is far below the cost', () => {
    expect(boundKpis(120, { bound: 100 })).toMatchObject({ bound: 100, boundRemark: expect.stringContaining('weak') });
    expect(boundKpis(201, { bound: 100 })).toEqual({ boundRemark: expect.stringContaining('less than half') });
  });

  it('is not made to fit where it lies above the cost: it is wrong, and the plan says so', () => {
    expect(boundKpis(100, { bound: 100.02 })).toEqual({
      boundRemark: expect.stringContaining('a fault of the program'),
    });
  });
});
