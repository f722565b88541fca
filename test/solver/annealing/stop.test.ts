import { describe, expect, it } from 'vitest';
import { anyOf, cancelled, maxSeconds, maxSteps } from '../../../solver/annealing/index.ts';

describe('stop criteria', () => {
  it('stops on the step', () => {
    const stop = maxSteps(10);
    expect([stop.reason(9), stop.reason(10)]).toEqual([null, 'maxSteps']);
    expect(stop.share(5)).toBe(0.5);
  });

  it('reads the clock once in 32 steps', () => {
    let now = 100;
    const stop = maxSeconds(() => now, 2);
    expect(stop.reason(0)).toBeNull();
    now = 103;
    expect(stop.reason(31)).toBeNull();
    expect(stop.reason(32)).toBe('timeLimit');
    expect(stop.share(33)).toBe(1);
  });

  it('gives the reason of the first that stops, and the largest share', () => {
    let isCancelled = false;
    const stop = anyOf(
      cancelled(() => isCancelled),
      maxSteps(4),
    );
    expect(stop.reason(3)).toBeNull();
    expect(stop.share(3)).toBe(0.75);
    isCancelled = true;
    expect(stop.reason(3)).toBe('cancelled');
  });
});
