import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimName } from '../../src/adapters/store/sourceFolder';
import { otherSource, source } from './leadershipContract';
import { LeadershipSandbox } from './leadershipSandbox';

const secondMs = 1000;

let sandbox: LeadershipSandbox;

beforeEach(() => {
  sandbox = new LeadershipSandbox();
});

afterEach(() => sandbox.remove());

describe('the folder', () => {
  it('is for its owner only', async () => {
    const leader = await sandbox.joined();
    const follower = await sandbox.joined();
    await follower.leadership.request(source, 'user');
    const requests = sandbox.file('requests');
    const [request = ''] = readdirSync(requests);
    const folders = [sandbox.folder, join(sandbox.folder, 'instances'), sandbox.sourceFolder(), requests];
    const files = [...sandbox.instances(), sandbox.file(claimName(leader.epoch ?? 0)), join(requests, request)];
    const modes = (paths: readonly string[]): number[] => paths.map((path) => statSync(path).mode & 0o777);
    expect(new Set(modes(folders))).toEqual(new Set([0o700]));
    expect(new Set(modes(files))).toEqual(new Set([0o600]));
  });

  it('cannot be made: everybody leads alone, in no epoch, says so once, and shares as soon as it can be made', async () => {
    writeFileSync(sandbox.folder, 'a file');
    const [first, second] = [await sandbox.joined(), await sandbox.joined()];
    sandbox.pass(60 * secondMs);
    for (const member of [first, second]) {
      expect([member.leadership.leads(source), member.epoch]).toEqual([true, null]);
      expect(member.leadership.troubleOf(source)).toMatchObject({ kind: 'notWritable' });
      expect(member.warnings()).toHaveLength(1);
      expect(await member.leadership.request(source, 'user')).toMatchObject({ ok: true });
    }
    rmSync(sandbox.folder);
    sandbox.pass(40 * secondMs);
    expect([first.epoch, second.epoch]).toEqual([1, null]);
    expect([first, second].map(({ leadership }) => leadership.troubleOf(source))).toEqual([null, null]);
    expect(second.told).toEqual([`leads ${source.id}`, `asked user ${source.id}`, `follows ${source.id}`]);
  });

  it('is in the place of a source’s: only that source is led alone', async () => {
    sandbox.put(sandbox.sourceFolder(), 'a file');
    const member = await sandbox.joined();
    await member.leadership.join(otherSource);
    expect([member.epoch, member.leadership.epochOf(otherSource)]).toEqual([null, 1]);
    expect(member.leadership.leads(source)).toBe(true);
  });

  it('has no more epochs: who joins leads alone', async () => {
    sandbox.put(sandbox.file(claimName(999_999_999_999_999)), 'released');
    const { leadership } = await sandbox.joined();
    expect([leadership.leads(source), leadership.epochOf(source)]).toEqual([true, null]);
    expect(leadership.troubleOf(source)).toMatchObject({ kind: 'unusable', what: sandbox.sourceFolder() });
  });

  it('is deleted underneath: the leader goes on in a newer epoch, and so does everything', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    for (let times = 1; times <= 3; times++) {
      rmSync(sandbox.folder, { recursive: true });
      sandbox.pass(4 * secondMs);
      const epochs = [leader.epoch, follower.epoch].filter((epoch) => epoch !== null);
      expect(epochs).toEqual([1 + times]);
      expect(sandbox.instances()).toHaveLength(2);
    }
    expect([...leader.warnings(), ...follower.warnings()]).toEqual([]);
  });

  it('cannot be watched: who follows hears at its next beat, and the watch is begun anew', async () => {
    sandbox.watcher.unwatchable.add(sandbox.sourceFolder());
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    sandbox.write(1);
    sandbox.pass(2 * secondMs);
    expect(follower.told).toEqual([`wrote ${source.id}`]);
    await follower.leadership.request(source, 'user');
    sandbox.pass(2 * secondMs);
    expect(leader.told).toEqual([`leads ${source.id}`, `asked user ${source.id}`]);
    const begun = sandbox.watcher.begun;
    sandbox.watcher.unwatchable.clear();
    sandbox.pass(70 * secondMs);
    expect(sandbox.watcher.begun).toBeGreaterThan(begun);
    expect(follower.log.lines.filter((line) => line.includes('cannot be watched'))).toHaveLength(1);
  });
});

describe('a process that ended its part', () => {
  it('leaves no timer, no watch and no listener, however often it joined', async () => {
    const member = sandbox.open();
    const follower = await sandbox.joined();
    const listeners = process.listenerCount('exit');
    for (let round = 0; round < 1_000; round++) {
      await member.leadership.join(round % 2 === 0 ? source : otherSource);
      if (round % 3 === 0) sandbox.pass(50);
      await member.leadership.leave(round % 2 === 0 ? source : otherSource);
    }
    await follower.leadership.close();
    await member.leadership.close();
    expect([member.clock.pending, follower.clock.pending, sandbox.watcher.folders]).toEqual([0, 0, []]);
    expect(process.listenerCount('exit')).toBe(listeners - 1);
    expect(sandbox.instances()).toEqual([]);
    expect(readdirSync(sandbox.sourceFolder()).length).toBeLessThan(5);
  });

  it('leaves nothing but what it said when it left all sources', async () => {
    const { leadership, clock } = await sandbox.joined();
    await leadership.leave(source);
    expect([clock.pending, sandbox.watcher.folders, sandbox.instances()]).toEqual([0, [], []]);
  });

  it('watches nothing when it leaves in the moment it joins', async () => {
    const { leadership, clock } = sandbox.open();
    leadership.onDidChange((about) => void leadership.leave(about));
    await leadership.join(source);
    expect([leadership.leads(source), clock.pending, sandbox.watcher.folders]).toEqual([false, 0, []]);
  });

  it('may be told to end in the middle of being called back', async () => {
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    follower.leadership.onDidChange(() => void follower.leadership.close());
    sandbox.write(1);
    await leader.leadership.close();
    sandbox.pass(5 * secondMs);
    expect(follower.told).toEqual([`wrote ${source.id}`, `leads ${source.id}`]);
    expect([follower.epoch, follower.clock.pending]).toEqual([null, 0]);
    expect(Object.values(sandbox.claims())).toEqual(['released', 'released']);
  });

  it('is not kept from its beat by a listener that fails', async () => {
    const leader = sandbox.open();
    leader.leadership.onDidChange(() => {
      throw new Error('a bug');
    });
    await leader.leadership.join(source);
    expect(leader.log.lines).toEqual([expect.stringMatching(/^error A listener/)]);
    const follower = await sandbox.joined();
    sandbox.pass(60 * secondMs);
    expect([leader.epoch, follower.epoch]).toEqual([1, null]);
  });
});
