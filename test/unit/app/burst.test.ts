import { beforeEach, describe, expect, it } from 'vitest';
import { Burst } from '../../../src/app/burst';
import { FakeClock } from '../../fakes/fakeClock';

describe('a burst of events', () => {
  let clock: FakeClock;
  let served: number[];
  let burst: Burst;
  let beganMs: number;

  const times = { quietMs: 12, longestMs: 250 };

  /** Events this far apart, so many. */
  const stream = (count: number, everyMs: number): void => {
    for (let at = 0; at < count; at++) {
      burst.note();
      clock.advance(everyMs);
    }
  };

  beforeEach(() => {
    clock = new FakeClock();
    beganMs = clock.nowMs();
    served = [];
    burst = new Burst(clock, times, () => served.push(clock.nowMs() - beganMs));
  });

  it('of one is served after the quiet time', () => {
    burst.note();
    clock.advance(1_000);
    expect(served).toEqual([12]);
    expect(clock.pending).toBe(0);
  });

  it('is served once, when it is quiet', () => {
    stream(10, 5);
    clock.advance(1_000);
    expect(served).toEqual([45 + 12]);
  });

  it('that does not end is served all the same', () => {
    stream(100, 5);
    expect(served[0]).toBe(250);
    clock.advance(1_000);
    expect(served.length).toBeGreaterThanOrEqual(2);
  });

  it('holds one timer however many events there are', () => {
    for (let at = 0; at < 1_000; at++) burst.note();
    expect(clock.pending).toBe(1);
  });

  it('is served more and more seldom in a storm, and at once again after it', () => {
    stream(200, 20);
    const gaps = served.slice(1).map((at, index) => at - (served[index] ?? 0));
    expect(served.length).toBeLessThan(25);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(250 + 20);
    clock.advance(1_000);
    const before = served.length;
    beganMs = clock.nowMs();
    burst.note();
    clock.advance(12);
    expect(served.length).toBe(before + 1);
  });

  it('is served though the clock was set back', () => {
    burst.note();
    clock.leap(-3_600_000);
    clock.advance(12);
    expect(served).toHaveLength(1);
  });

  it('that somebody else serves is not served again', () => {
    burst.note();
    burst.dispose();
    clock.advance(1_000);
    expect(served).toEqual([]);
    burst.note();
    clock.advance(12);
    expect(served).toHaveLength(1);
  });
});
