import { beforeEach, describe, expect, it } from 'vitest';
import { Heartbeat } from '../../../src/app/heartbeat';
import { FakeClock } from '../../fakes/fakeClock';

const minute = 60_000;

describe('the heartbeat', () => {
  let clock: FakeClock;
  let jumps: number[];
  let heartbeat: Heartbeat;

  beforeEach(() => {
    clock = new FakeClock();
    jumps = [];
    heartbeat = new Heartbeat(clock, (byMs) => jumps.push(byMs));
  });

  it('is one timer while it is needed, and none before and after', () => {
    expect(clock.pending).toBe(0);
    heartbeat.follow(true);
    heartbeat.follow(true);
    clock.advance(10 * minute);
    expect(clock.pending).toBe(1);
    heartbeat.follow(false);
    expect(clock.pending).toBe(0);
    expect(jumps).toEqual([]);
  });

  it('does not beat again once it was ended, whoever still asks for it', () => {
    heartbeat.follow(true);
    heartbeat.dispose();
    heartbeat.follow(true);
    expect(clock.pending).toBe(0);
  });

  it('tells by how much the machine slept, once', () => {
    heartbeat.follow(true);
    clock.leap(10 * minute);
    clock.advance(5 * minute);
    expect(jumps).toEqual([10 * minute]);
  });

  it('tells that the clock was set back, once', () => {
    heartbeat.follow(true);
    clock.leap(-60 * minute);
    clock.advance(5 * minute);
    expect(jumps).toEqual([-60 * minute]);
  });

  it('takes a busy machine for no sleeping one', () => {
    heartbeat.follow(true);
    clock.leap(19_000);
    clock.advance(5 * minute);
    expect(jumps).toEqual([]);
  });

  it('tells at once when somebody looks, and not again at the beat', () => {
    heartbeat.follow(true);
    clock.advance(5_000);
    heartbeat.look();
    expect(jumps).toEqual([]);
    clock.leap(10 * minute);
    heartbeat.look();
    expect(jumps).toHaveLength(1);
    clock.leap(-60 * minute);
    heartbeat.look();
    expect(jumps).toHaveLength(2);
    clock.advance(5 * minute);
    expect(jumps).toHaveLength(2);
    expect(clock.pending).toBe(1);
  });
});
