/** Answers for reading that wakes nobody who watches, ourselves first of all. */
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitCommitReader } from '../../src/adapters/git/commitReader';
import { gitFingerprint } from '../../src/adapters/git/gitFingerprint';
import { GitFilesReader } from '../../src/adapters/git/gitFiles';
import { gitLock } from '../../src/adapters/git/gitLock';
import { GitRemotes } from '../../src/adapters/git/gitRemotes';
import { gitWatchTargets } from '../../src/adapters/git/gitWatchTargets';
import { LocatedGitReader } from '../../src/adapters/git/locatedGit';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import type { Disposable } from '../../src/ports/disposable';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

const never = new AbortController().signal;
const gitPath = (): Promise<string> => Promise.resolve('git');
const rounds = 5;

const readers: Readonly<Record<string, (root: string) => Promise<unknown>>> = {
  'git status and log': (root) => new LocatedGitReader(gitPath).read(root, never),
  'the files of the git folder': (root) => new GitFilesReader().read(root, never),
  'the fingerprint': (root) => gitFingerprint(root, never),
  'the lock': (root) => gitLock(root, never),
  'what to watch': (root) => gitWatchTargets(root),
  commits: (root) => new GitCommitReader(gitPath).commits(root, { known: [], limit: 100 }, never),
  'what changed': (root) => new GitChangeReader(gitPath).changes({ root, paths: ['.'], since: null }, never),
  remotes: (root) => new GitRemotes({ locate: gitPath, environment: process.env }).remotes(root, never),
};

describe('reading', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let watches: readonly Disposable[];
  let told: number;

  beforeEach(async () => {
    sandbox = await GitSandbox.create('silent');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repository');
    await repository.diverge();
    await repository.git('branch', '--quiet', '--set-upstream-to', 'side');
    const targets = await gitWatchTargets(repository.root);
    told = 0;
    watches = targets.map((target) =>
      nodeFileWatcher.watch(
        target,
        () => told++,
        (why) => {
          throw new Error(why);
        },
      ),
    );
  });

  afterEach(async () => {
    for (const watch of watches) watch.dispose();
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  /** Waits until the watcher told of all that was before: events come in their order. */
  const settled = async (): Promise<void> => {
    let seen = false;
    const probe = nodeFileWatcher.watch({ folder: sandbox.folder, names: ['probe'] }, () => (seen = true), vi.fn());
    await writeFile(join(sandbox.folder, 'probe'), 'x');
    await expect.poll(() => seen, { timeout: 10_000, interval: 5 }).toBe(true);
    probe.dispose();
  };

  it.each(Object.entries(readers))('of %s is silent', async (_, read) => {
    // Git would like to write down in the index that this file is as it was.
    const soonSeconds = Date.now() / 1_000 - 100;
    for (let round = 0; round < rounds; round++) {
      await utimes(join(repository.root, 'file.txt'), soonSeconds + round, soonSeconds + round);
      await settled();
      const before = told;
      await read(repository.root);
      await settled();
      expect(told - before).toBe(0);
    }
  });

  it('would be told of if it were not: git status without our care writes the index', async () => {
    await utimes(join(repository.root, 'file.txt'), 1_700_000_000, 1_700_000_000);
    await settled();
    const before = told;
    await repository.git('status');
    await expect.poll(() => told, { timeout: 10_000, interval: 5 }).toBeGreaterThan(before);
  });
});
