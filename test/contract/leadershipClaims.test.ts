import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemRandom } from '../../src/adapters/random/systemRandom';
import { Candidacy } from '../../src/adapters/store/leader/candidacy';
import { OwnInstance } from '../../src/adapters/store/leader/instance';
import { ownIdentity } from '../../src/adapters/store/leader/runningProcess';
import { SignsOfLife } from '../../src/adapters/store/leader/signsOfLife';
import { claimName, fetchedName, keptName } from '../../src/adapters/store/sourceFolder';
import { ok } from '../../src/domain/result';
import { FakeClock } from '../fakes/fakeClock';
import { source } from './leadershipContract';
import { LeadershipSandbox } from './leadershipSandbox';

const secondMs = 1000;
const hourMs = 3_600_000;

let sandbox: LeadershipSandbox;

beforeEach(() => {
  sandbox = new LeadershipSandbox();
});

afterEach(() => sandbox.remove());

describe('a claim', () => {
  it('is above everything that is there, whatever it is', async () => {
    sandbox.put(sandbox.file(fetchedName(9)), '');
    sandbox.put(sandbox.file(keptName(12)), '');
    sandbox.put(sandbox.file(claimName(3)), 'released');
    expect((await sandbox.joined()).epoch).toBe(13);
  });

  it('says whose it is, and afterwards that it is nobody’s', async () => {
    const { leadership } = await sandbox.joined();
    expect(sandbox.claims()['leader.1']).toMatch(/^window-\d+-\w+$/);
    await leadership.leave(source);
    expect(sandbox.claims()).toEqual({ 'leader.1': 'released' });
  });

  it('of long ago is deleted', async () => {
    for (let times = 0; times < 6; times++) await (await sandbox.joined()).leadership.close();
    expect(Object.keys(sandbox.claims())).toEqual(['leader.5', 'leader.6']);
  });

  it.each(['', 'nonsense', '../../../etc/passwd', 'x'.repeat(100_000)])(
    'that makes no sense (%.30s) binds nobody',
    async (text) => {
      sandbox.put(sandbox.file(claimName(5)), text, hourMs);
      expect((await sandbox.joined()).epoch).toBe(6);
    },
  );

  it('that is a folder, or a pipe, binds nobody', async () => {
    sandbox.put(sandbox.file(claimName(5), 'file'), '');
    sandbox.age(sandbox.file(claimName(5)), hourMs);
    execFileSync('mkfifo', [join(sandbox.root, 'pipe')]);
    const first = await sandbox.joined();
    expect(first.epoch).toBe(6);
    await first.leadership.leave(source);
    execFileSync('mkfifo', [sandbox.file(claimName(7))]);
    sandbox.age(sandbox.file(claimName(7)), hourMs);
    await first.leadership.join(source);
    expect(first.epoch).toBe(8);
  });

  it('that was just begun is waited for as long as for a leader', async () => {
    sandbox.put(sandbox.file(claimName(5)), '');
    const member = await sandbox.joined();
    sandbox.pass(4 * secondMs);
    expect(member.epoch).toBeNull();
    sandbox.pass(5 * secondMs);
    expect(member.epoch).toBe(6);
  });

  it('has a name of its own form', async () => {
    for (const name of ['leader.', 'leader.x', 'leader.-4', 'leader.9.tmp', 'leader.1234567890123456'])
      sandbox.put(sandbox.file(name), '');
    expect((await sandbox.joined()).epoch).toBe(1);
  });

  it('is given up when others went on while it was made', () => {
    const { folder } = sandbox;
    const clock = new FakeClock();
    const own = new OwnInstance(folder, 'run', clock, systemRandom);
    const late = new Candidacy(sandbox.sourceFolder(), { folder, own, signs: new SignsOfLife(clock), clock });
    const [first, second] = [sandbox.open(), sandbox.open()];
    // It has looked at the claims, and is suspended before it makes its own.
    vi.spyOn(own, 'beat').mockImplementationOnce(() => {
      for (let times = 0; times < 3; times++) {
        void first.leadership.join(source);
        void first.leadership.leave(source);
      }
      void second.leadership.join(source);
      return ok(undefined);
    });
    late.look(true);
    expect([late.role.kind, second.epoch]).toEqual(['following', 4]);
    expect(Object.keys(sandbox.claims())).toEqual(['leader.3', 'leader.4']);
  });

  it('of its own that it could not release binds a process to nothing', async () => {
    const { leadership } = await sandbox.joined();
    const claimed = sandbox.claims()['leader.1'] ?? '';
    await leadership.leave(source);
    sandbox.put(sandbox.file(claimName(1)), claimed);
    await leadership.join(source);
    expect(leadership.epochOf(source)).toBe(2);
  });

  it('of another is not released', async () => {
    const { leadership } = await sandbox.joined();
    sandbox.put(sandbox.file(claimName(1)), 'window-1-another');
    await leadership.leave(source);
    expect(sandbox.claims()).toEqual({ 'leader.1': 'window-1-another' });
  });

  it('is made anew, in a newer epoch, when the newest is not the leader’s own any more', async () => {
    const leader = await sandbox.joined();
    sandbox.put(sandbox.file(claimName(1)), 'released');
    sandbox.pass(2 * secondMs);
    expect(leader.epoch).toBe(2);
    sandbox.put(sandbox.file(fetchedName(7)), '');
    sandbox.pass(2 * secondMs);
    expect(leader.epoch).toBe(8);
  });
});

describe('a leader’s process', () => {
  const endedProcess = (): number => Number(execFileSync('sh', ['-c', 'echo $$']).toString());

  it('that ended is replaced at once, and its file deleted', async () => {
    const file = sandbox.stranger(4, { ...ownIdentity(), pid: endedProcess() }, 10 * secondMs);
    expect((await sandbox.joined()).epoch).toBe(5);
    expect(existsSync(file)).toBe(false);
  });

  it('that ended, whose number another has now, is replaced at once', async () => {
    sandbox.stranger(4, { ...ownIdentity(), startMark: '1' });
    expect((await sandbox.joined()).epoch).toBe(5);
  });

  it('of which there is no file is replaced at once', async () => {
    rmSync(sandbox.stranger(4, ownIdentity()));
    expect((await sandbox.joined()).epoch).toBe(5);
  });

  it.each([
    ['on another machine', { ...ownIdentity(), place: 'another', pid: 1 }],
    ['of which the file makes no sense', { pid: -1 }],
    ['of which the file says nothing', {}],
  ])('%s lives as long as it gives signs', async (_, facts) => {
    const file = sandbox.stranger(4, facts);
    const member = await sandbox.joined();
    for (let times = 0; times < 10; times++) {
      sandbox.pass(3 * secondMs);
      sandbox.age(file, 0);
    }
    expect(member.epoch).toBeNull();
    sandbox.pass(9 * secondMs);
    expect(member.epoch).toBe(5);
  });

  it('on another machine is not judged by the clock of this one', async () => {
    sandbox.stranger(4, { ...ownIdentity(), place: 'another' }, hourMs);
    expect((await sandbox.joined()).epoch).toBeNull();
  });

  it('keeps its file when it is young, or nobody knows whether it ended', async () => {
    const young = sandbox.stranger(1, { ...ownIdentity(), pid: endedProcess() }, 3 * secondMs);
    const foreign = sandbox.stranger(2, { ...ownIdentity(), place: 'another' }, hourMs);
    await sandbox.joined();
    expect([young, foreign].map(existsSync)).toEqual([true, true]);
    sandbox.pass(15 * 60 * secondMs);
    expect([young, foreign].map(existsSync)).toEqual([false, true]);
  });
});
