import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SignsOfLife } from '../../src/adapters/store/leader/signsOfLife';
import { source } from './leadershipContract';
import { LeadershipSandbox, type Member } from './leadershipSandbox';

const seconds = (count: number): number => count * 1000;
const hours = (count: number): number => count * 3_600_000;

let sandbox: LeadershipSandbox;
let leader: Member;
let follower: Member;

beforeEach(async () => {
  sandbox = new LeadershipSandbox();
  leader = await sandbox.joined();
  follower = await sandbox.joined();
  leader.told.length = 0;
});

afterEach(() => sandbox.remove());

const leading = (): readonly boolean[] => [leader, follower].map(({ leadership }) => leadership.leads(source));

describe('a leader without a sign of life', () => {
  it('is left in peace as long as it gives signs', () => {
    sandbox.pass(hours(1));
    expect(leading()).toEqual([true, false]);
    expect([leader.epoch, follower.told]).toEqual([1, []]);
  });

  it('is replaced when it gave none for six to eight seconds', () => {
    // All just gave one.
    sandbox.pass(seconds(8));
    sandbox.pass(seconds(5.9), [follower]);
    expect(follower.epoch).toBeNull();
    sandbox.pass(seconds(2.3), [follower]);
    expect(follower.epoch).toBe(2);
  });

  it('finds at its first beat that it was replaced, and its epoch is the older one', () => {
    sandbox.pass(seconds(10), [follower]);
    expect([leader.epoch, follower.epoch]).toEqual([1, 2]);
    leader.clock.leap(seconds(10));
    sandbox.pass(seconds(2), [leader]);
    expect([leader.epoch, follower.epoch]).toEqual([null, 2]);
    expect([leader.told, follower.told]).toEqual([[`follows ${source.id}`], [`leads ${source.id}`]]);
    sandbox.pass(hours(1));
    expect(leading()).toEqual([false, true]);
  });

  it('is told of what the new leader wrote meanwhile', () => {
    sandbox.write(1);
    sandbox.pass(seconds(4));
    sandbox.pass(seconds(10), [follower]);
    sandbox.write(2);
    sandbox.pass(seconds(2), [leader]);
    expect(leader.told).toEqual([`follows ${source.id}`, `wrote ${source.id}`]);
  });

  it('is replaced at once by who meets it then, not by who meets it sooner', async () => {
    sandbox.pass(seconds(5), []);
    const soon = await sandbox.joined();
    expect(soon.epoch).toBeNull();
    sandbox.pass(seconds(2), []);
    const late = await sandbox.joined();
    expect(late.epoch).toBe(2);
  });
});

it('a leader is left in peace that gives a sign at the last moment', () => {
  const signs = new SignsOfLife(follower.clock);
  const [file = ''] = sandbox.instances();
  for (let beats = 0; beats < 5; beats++) signs.beat([file], true);
  expect(signs.isGone(file)).toBe(true);
  sandbox.age(file, -seconds(1));
  expect(signs.isGone(file)).toBe(false);
});

describe('a clock that is set', () => {
  it.each([hours(5), -hours(5), seconds(7), -seconds(7)])('deposes nobody: the follower jumps by %i ms', (byMs) => {
    for (let times = 0; times < 5; times++) {
      follower.clock.leap(byMs);
      sandbox.pass(seconds(20));
    }
    expect([leading(), follower.told]).toEqual([[true, false], []]);
  });

  it.each([hours(5), -hours(5), seconds(7), -seconds(7)])('deposes nobody: the leader jumps by %i ms', (byMs) => {
    for (let times = 0; times < 5; times++) {
      leader.clock.leap(byMs);
      sandbox.pass(seconds(20));
    }
    expect([leading(), leader.epoch]).toEqual([[true, false], 1]);
  });

  it.each([hours(48), -hours(1)])('makes who joins watch for itself where the sign is %i ms old', async (ageMs) => {
    const instance = sandbox.instances().find((file) => file.includes(sandbox.claims()['leader.1'] ?? '?')) ?? '';
    sandbox.age(instance, ageMs);
    const third = await sandbox.joined();
    expect(third.epoch).toBeNull();
    sandbox.pass(seconds(5.9), [third]);
    expect(third.epoch).toBeNull();
    sandbox.pass(seconds(2.3), [third]);
    expect(third.epoch).toBe(2);
  });
});

describe('a machine that sleeps', () => {
  it.each([
    ['the leader first', [0, 1]],
    ['the follower first', [1, 0]],
  ] as const)('changes nothing when it wakes, %s', (_, order) => {
    const both = [leader, follower];
    for (let nights = 0; nights < 5; nights++) {
      sandbox.pass(seconds(1) * nights * 0.7);
      for (const { clock } of both) clock.leap(hours(8));
      for (let step = 0; step < 100; step++)
        sandbox.pass(
          50,
          order.flatMap((index) => both[index] ?? []),
        );
    }
    expect([leader.epoch, follower.epoch, leader.told, follower.told]).toEqual([1, null, [], []]);
  });

  it('gives a leader that wakes a little later its time, and no more', () => {
    sandbox.pass(seconds(10));
    sandbox.pass(seconds(4), [follower]);
    follower.clock.leap(hours(8));
    sandbox.pass(seconds(3.5), [follower]);
    expect(follower.epoch).toBeNull();
    sandbox.pass(seconds(1), [follower]);
    expect(follower.epoch).toBe(2);
  });
});
