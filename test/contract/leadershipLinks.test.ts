import { linkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LeadershipSandbox } from './leadershipSandbox';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return { ...real, linkSync: vi.fn(real.linkSync) };
});

let sandbox: LeadershipSandbox;

/** As FAT says it (`EPERM`), and network mounts. */
function refuseLinks(code: string): void {
  vi.mocked(linkSync).mockImplementation(() => {
    throw Object.assign(new Error(code), { code, syscall: 'link' });
  });
}

beforeEach(() => {
  sandbox = new LeadershipSandbox();
});

afterEach(async () => {
  await sandbox.remove();
  vi.mocked(linkSync).mockReset();
});

describe('on a file system without hard links', () => {
  it.each(['EPERM', 'ENOTSUP', 'ENOSYS'])('claims are made exclusively all the same (%s)', async (code) => {
    refuseLinks(code);
    const [leader, follower] = [await sandbox.joined(), await sandbox.joined()];
    expect([leader.epoch, follower.epoch]).toEqual([1, null]);
    await leader.leadership.close();
    sandbox.pass(3_000);
    expect(follower.epoch).toBe(2);
  });

  it('an epoch that another has just begun is not had', async () => {
    refuseLinks('EPERM');
    sandbox.put(sandbox.file('leader.1'), '');
    const member = await sandbox.joined();
    expect(member.epoch).toBeNull();
    sandbox.pass(9_000);
    expect(member.epoch).toBe(2);
  });
});

it('a full disk is trouble, and no reason to try another way', async () => {
  refuseLinks('ENOSPC');
  const member = await sandbox.joined();
  expect(member.epoch).toBeNull();
  expect(member.warnings()).toEqual([expect.stringContaining('the disk is full')]);
  const tried = vi.mocked(linkSync).mock.calls.length;
  // What moves are its own attempts.
  for (let times = 0; times < 20; times++) {
    sandbox.watcher.change(sandbox.sourceFolder());
    sandbox.pass(200);
  }
  expect(linkSync).toHaveBeenCalledTimes(tried);
});
