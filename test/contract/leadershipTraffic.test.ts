import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { source } from './leadershipContract';
import { LeadershipSandbox } from './leadershipSandbox';

const secondMs = 1000;

let sandbox: LeadershipSandbox;

beforeEach(() => {
  sandbox = new LeadershipSandbox();
});

afterEach(() => sandbox.remove());

describe('requests', () => {
  it('that make no sense are deleted, and said', async () => {
    const leader = await sandbox.joined();
    const garbage = ['', '{', 'null', '{"priority":"now","atMs":1}', '{"priority":"user"}', ' '.repeat(100_000)];
    for (const [index, text] of garbage.entries()) sandbox.put(sandbox.file('requests', `${index}.json`), text);
    execFileSync('mkfifo', [sandbox.file('requests', 'pipe.json')]);
    sandbox.pass(2 * secondMs);
    expect(readdirSync(sandbox.file('requests'))).toEqual([]);
    expect(leader.told).toEqual([`leads ${source.id}`]);
    expect(leader.warnings()).toEqual([expect.stringContaining('7 requests')]);
  });

  it('that nobody heard for a minute are forgotten', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    await follower.leadership.request(source, 'user');
    leader.clock.leap(61 * secondMs);
    sandbox.pass(2 * secondMs);
    expect(leader.told).toEqual([`leads ${source.id}`]);
    expect(readdirSync(sandbox.file('requests'))).toEqual([]);
  });

  it('are heard by who leads next', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    await follower.leadership.request(source, 'refresh');
    await leader.leadership.close();
    sandbox.pass(3 * secondMs);
    expect(follower.told).toEqual([`leads ${source.id}`, `asked refresh ${source.id}`]);
  });

  it('that come by the hundred are all taken, some dozens at once, the most pressing first', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    for (let times = 0; times < 70; times++)
      for (const priority of ['backlog', 'user'] as const) await follower.leadership.request(source, priority);
    sandbox.pass(2 * secondMs);
    expect(readdirSync(sandbox.file('requests')).length).toBeGreaterThan(50);
    sandbox.pass(0.5 * secondMs);
    expect(readdirSync(sandbox.file('requests'))).toEqual([]);
    expect(leader.told.slice(0, 3)).toEqual([
      `leads ${source.id}`,
      `asked user ${source.id}`,
      `asked backlog ${source.id}`,
    ]);
    expect(leader.told.length).toBeLessThan(10);
  });

  it('are heard soon where the folder is watched', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    await follower.leadership.request(source, 'user');
    sandbox.watcher.change(sandbox.file('requests'));
    sandbox.pass(0.1 * secondMs);
    expect(leader.told.at(-1)).toBe(`asked user ${source.id}`);
  });
});

describe('writes', () => {
  it('are told of once, and not where something else moved', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    sandbox.write(leader.epoch ?? NaN);
    for (let times = 0; times < 5; times++) {
      sandbox.put(sandbox.file(`anything.${times}`), '');
      sandbox.watcher.change(sandbox.sourceFolder());
      sandbox.pass(0.1 * secondMs);
    }
    sandbox.pass(10 * secondMs);
    expect(follower.told).toEqual([`wrote ${source.id}`]);
    expect(leader.told).toEqual([`leads ${source.id}`]);
  });

  it('of before are told of to nobody who joins', async () => {
    const leader = await sandbox.joined();
    sandbox.write(leader.epoch ?? NaN);
    const follower = await sandbox.joined();
    sandbox.pass(10 * secondMs);
    expect(follower.told).toEqual([]);
  });

  it('of an older epoch are told of to nobody', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    await leader.leadership.close();
    sandbox.pass(secondMs * 3);
    const third = await sandbox.joined();
    sandbox.write(follower.epoch ?? NaN);
    sandbox.pass(2 * secondMs);
    sandbox.write(1);
    sandbox.pass(2 * secondMs);
    expect(third.told).toEqual([`wrote ${source.id}`]);
  });
});
