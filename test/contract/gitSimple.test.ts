/** Answers for how the simple-git reader treats the git program itself. */
import { access, chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitFilesReader } from '../../src/adapters/git/gitFiles';
import { SimpleGitReader } from '../../src/adapters/git/simpleGit';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { running } from '../fakes/processes';

const never = new AbortController().signal;

/** A program that writes its process id to `pid` and then hangs. */
const hangingGit = '#!/bin/sh\necho $$ >> "$(dirname "$0")/pids"\nexec sleep 600\n';

describe('simple-git reader and the git program', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;

  beforeEach(async () => {
    sandbox = await GitSandbox.create('with space');
    repository = await sandbox.init('repo');
    await repository.commit('a.txt', 'a\n');
  });

  afterEach(() => sandbox.dispose());

  async function script(name: string, text: string): Promise<string> {
    const path = join(sandbox.folder, name);
    await writeFile(path, text);
    await chmod(path, 0o755);
    return path;
  }

  async function startedPids(): Promise<number[]> {
    const text = await readFile(join(sandbox.folder, 'pids'), 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean).map(Number);
  }

  it('says programMissing without git', async () => {
    const gitPath = join(sandbox.folder, 'no git here');
    const result = await new SimpleGitReader({ gitPath, timeoutMs: 5000 }).read(repository.root, never);
    expect(result).toEqual({ ok: false, error: { kind: 'programMissing', program: gitPath } });
  });

  it('says programFailed with what git said', async () => {
    const gitPath = await script('broken git', '#!/bin/sh\necho "out of order" >&2\nexit 3\n');
    const result = await new SimpleGitReader({ gitPath, timeoutMs: 5000 }).read(repository.root, never);
    expect(result).toEqual({
      ok: false,
      error: { kind: 'programFailed', program: gitPath, exitCode: 3, detail: 'out of order' },
    });
  });

  it('ends a git that hangs and says timeout', async () => {
    const gitPath = await script('git', hangingGit);
    const result = await new SimpleGitReader({ gitPath, timeoutMs: 200 }).read(repository.root, never);
    expect(result).toEqual({ ok: false, error: { kind: 'timeout', what: gitPath, afterMs: 200 } });
    const started = await startedPids();
    expect(started).toHaveLength(2);
    expect(await running(started)).toEqual([]);
  });

  it('ends git when it is no longer wanted, before it throws', async () => {
    const gitPath = await script('git', hangingGit);
    const controller = new AbortController();
    const reading = new SimpleGitReader({ gitPath, timeoutMs: 60_000 }).read(repository.root, controller.signal);
    await expect.poll(startedPids, { timeout: 10_000 }).toHaveLength(2);
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(await running(await startedPids())).toEqual([]);
  });

  it('is not misled by the variables a hook is started with', async () => {
    const other = await sandbox.init('other');
    process.env.GIT_DIR = join(other.root, '.git');
    process.env.GIT_INDEX_FILE = join(other.root, '.git', 'index');
    try {
      const result = await new SimpleGitReader({ gitPath: 'git', timeoutMs: 5000 }).read(repository.root, never);
      expect(result).toMatchObject({ ok: true, value: { unborn: false, staged: 0, unstaged: 0 } });
    } finally {
      delete process.env.GIT_DIR;
      delete process.env.GIT_INDEX_FILE;
    }
  });

  it('counts alike whatever the configuration says of untracked files and renames', async () => {
    await repository.git('config', 'status.showUntrackedFiles', 'no');
    await repository.git('config', 'status.renames', 'false');
    await repository.git('config', 'log.showSignature', 'true');
    await repository.git('mv', 'a.txt', 'b.txt');
    await repository.write('folder/new.txt', 'new\n');
    const result = await new SimpleGitReader({ gitPath: 'git', timeoutMs: 5000 }).read(repository.root, never);
    expect(result).toMatchObject({
      ok: true,
      value: { staged: 1, untracked: 1, recentCommits: [{ author: 'Tester' }] },
    });
  });

  it('runs what the repository names where the files reader runs nothing', async () => {
    const monitor = await script('monitor', '#!/bin/sh\necho ran > "$(dirname "$0")/ran"\nexit 1\n');
    await repository.git('config', 'core.fsmonitor', `"${monitor}"`);
    const ran = (): Promise<boolean> =>
      access(join(sandbox.folder, 'ran')).then(
        () => true,
        () => false,
      );
    expect((await new GitFilesReader().read(repository.root, never)).ok).toBe(true);
    expect(await ran()).toBe(false);
    expect((await new SimpleGitReader({ gitPath: 'git', timeoutMs: 5000 }).read(repository.root, never)).ok).toBe(true);
    expect(await ran()).toBe(true);
  });
});
