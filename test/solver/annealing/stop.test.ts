import { describe, expect, it } from 'vitest';
import { anyOf, cancelled, maxSeconds, maxSteps, partOf } from '../../../solver/annealing/index.ts';

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

  it('lets searches share a budget of steps', () => {
    const first = partOf(maxSteps(100), 0, 0.4);
    expect([first.reason(39), first.reason(40)]).toEqual([null, 'maxSteps']);
    expect([first.share(0), first.share(20), first.share(40)]).toEqual([0, 0.5, 1]);
    const second = partOf(maxSteps(100), 40, 0.9);
    expect([second.reason(49), second.reason(50)]).toEqual([null, 'maxSteps']);
    expect([second.share(0), second.share(25), second.share(50)]).toEqual([0, 0.5, 1]);
    // Nothing is left.
    expect(partOf(maxSteps(100), 95, 0.9).share(0)).toBe(1);
  });

  it('begins a part when other work between two searches has ended', () => {
    let now = 0;
    const whole = maxSeconds(() => now, 10);
    expect(whole.reason(0)).toBeNull();
    now = 6;
    const last = partOf(whole, 17, 1);
    expect([last.reason(0), last.share(0)]).toEqual([null, 0]);
    now = 8;
    expect(last.reason(32 - 17)).toBeNull();
    expect(last.share(32 - 17)).toBeCloseTo(0.5, 9);
  });
});
