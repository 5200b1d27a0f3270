/** Answers for asking what changed where git refuses, is not there, or the repository moves meanwhile. */
import { access, chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { running } from '../fakes/processes';
import { ChangeProbe, headOf } from './changeProbe';

describe('changes of a work tree in trouble', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let probe: ChangeProbe;

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repo');
    await repository.commit('issues/a.md', 'a\n');
    probe = ChangeProbe.of(repository);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  /** A program in place of git. `real` in the text runs git. */
  async function program(text: string): Promise<GitChangeReader> {
    const path = join(sandbox.folder, 'program');
    await writeFile(path, `#!/bin/sh\nhere="$(dirname "$0")"\nreal() { git "$@"; }\n${text}\n`);
    await chmod(path, 0o755);
    return new GitChangeReader(() => Promise.resolve(path));
  }

  const ask = (
    reader: GitChangeReader,
    since: string | null,
    signal = new AbortController().signal,
  ): ReturnType<GitChangeReader['changes']> =>
    reader.changes({ root: repository.root, paths: ['issues'], since }, signal);

  it('says notARepository outside every work tree: in no repository, a bare one, and a git directory', async () => {
    await sandbox.init('bare.git', '--bare');
    await mkdir(join(sandbox.folder, 'project'));
    await writeFile(join(sandbox.folder, 'project', '.git'), 'gitdir: ../bare.git\n');
    await mkdir(join(sandbox.folder, 'broken'));
    await writeFile(join(sandbox.folder, 'broken', '.git'), 'gitdir: ../nowhere\n');
    for (const name of ['.', 'bare.git', 'bare.git/refs', 'project', 'broken', 'repo/.git', 'repo/.git/objects']) {
      const root = join(sandbox.folder, name);
      expect(await new ChangeProbe(root).failure(), name).toEqual({ kind: 'notARepository', path: root });
    }
  });

  it('says notFound of a folder that is gone or is a file', async () => {
    for (const root of [join(sandbox.folder, 'gone'), join(repository.root, 'issues', 'a.md')]) {
      expect(await new ChangeProbe(root).failure()).toEqual({ kind: 'notFound', path: root });
    }
  });

  it('says programMissing where git is not known, and where it is gone', async () => {
    const nowhere = join(sandbox.folder, 'no git here');
    for (const [path, name] of [
      [null, 'git'],
      [nowhere, nowhere],
    ] as const) {
      expect(await ask(new GitChangeReader(() => Promise.resolve(path)), null)).toEqual({
        ok: false,
        error: { kind: 'programMissing', program: name },
      });
    }
  });

  it('says programFailed of a damaged index, and goes on when it is repaired', async () => {
    expect(await probe.failure()).toBeNull();
    const index = join(repository.root, '.git', 'index');
    const intact = await readFile(index);
    for (const damaged of [Buffer.alloc(0), intact.subarray(0, 20), Buffer.from(intact).fill(0, 0, 8)]) {
      await writeFile(index, damaged);
      expect(await probe.failure()).toMatchObject({ kind: 'programFailed', exitCode: 128 });
    }
    await rm(index);
    await repository.git('reset', '--quiet');
    expect(await probe.changes()).toMatchObject({ dirty: [], unseen: [] });
  });

  it('says programFailed of a damaged HEAD, before and after it was known', async () => {
    expect(await probe.failure()).toBeNull();
    await writeFile(join(repository.root, '.git', 'HEAD'), 'nonsense\n');
    expect(await probe.failure()).toMatchObject({ kind: 'programFailed' });
    expect(await ChangeProbe.of(repository).failure()).toMatchObject({ kind: 'programFailed' });
  });

  it('answers while the index is locked, and leaves no lock and the index as it was', async () => {
    await repository.write('issues/a.md', 'a2\n');
    const index = join(repository.root, '.git', 'index');
    const before = await readFile(index);
    expect((await probe.changes()).dirty).toEqual(['issues/a.md']);
    expect((await readFile(index)).equals(before)).toBe(true);
    await expect(access(`${index}.lock`)).rejects.toMatchObject({ code: 'ENOENT' });
    await writeFile(`${index}.lock`, '');
    expect((await probe.changes()).dirty).toEqual(['issues/a.md']);
  });

  // Only root can give a folder away.
  it.runIf(process.getuid?.() === 0)('says programFailed of a folder of another owner', async () => {
    for (const path of [repository.root, join(repository.root, '.git')]) await chown(path, 12_345, 12_345);
    expect(await probe.failure()).toMatchObject({ kind: 'programFailed', exitCode: 128 });
    await sandbox.run(sandbox.folder, ['config', '--global', 'safe.directory', repository.root]);
    expect(await probe.failure()).toBeNull();
  });

  it('does not take a work tree elsewhere for the folder', async () => {
    expect(await probe.failure()).toBeNull();
    await mkdir(join(sandbox.folder, 'elsewhere'));
    await repository.git('config', 'core.worktree', join(sandbox.folder, 'elsewhere'));
    expect(await probe.failure()).toEqual({ kind: 'notARepository', path: repository.root });
  });

  it('is not misled by the variables a hook is started with', async () => {
    const other = await sandbox.init('other');
    vi.stubEnv('GIT_DIR', join(other.root, '.git'));
    vi.stubEnv('GIT_INDEX_FILE', join(other.root, '.git', 'index'));
    vi.stubEnv('GIT_LITERAL_PATHSPECS', '1');
    expect((await probe.changes()).dirty).toEqual([]);
  });

  it('asks again when HEAD or the index moves meanwhile', async () => {
    const since = await headOf(repository);
    const once = (step: string): string =>
      `case "$*" in *status*) real "$@"; [ -e "$here/done" ] || { touch "$here/done"; ${step}; };; *) real "$@";; esac`;
    const mark = await program(once('real update-index --assume-unchanged issues/a.md'));
    expect(await ask(mark, since)).toMatchObject({ ok: true, value: { unseen: ['issues/a.md'] } });
    await rm(join(sandbox.folder, 'done'));
    await repository.write('issues/b.md', 'b\n');
    const commit = await program(once('real add issues/b.md && real commit --quiet --message b'));
    expect(await ask(commit, since)).toEqual({
      ok: true,
      value: {
        head: await headOf(repository),
        committed: [{ kind: 'added', path: 'issues/b.md' }],
        dirty: [],
        unseen: ['issues/a.md'],
      },
    });
  });

  it('gives up where HEAD moves every time', async () => {
    const restless = await program(
      'case "$*" in *status*) real "$@"; echo >> "$here/asked"; real commit --quiet --allow-empty --message x;; *) real "$@";; esac',
    );
    expect(await ask(restless, null)).toMatchObject({
      ok: false,
      error: { kind: 'unusable', what: repository.root },
    });
    expect(await readFile(join(sandbox.folder, 'asked'), 'utf8')).toBe('\n'.repeat(3));
  });

  it('knows the commit from git where the refs are no files', async () => {
    const since = await headOf(repository);
    await repository.commit('issues/b.md', 'b\n');
    // What a reftable repository looks like from outside; only git knows what is in it.
    await rename(join(repository.root, '.git'), join(sandbox.folder, 'real.git'));
    await repository.write('.git/HEAD', 'ref: refs/heads/.invalid\n');
    await repository.write('.git/refs/heads', 'this repository uses the reftable format\n');
    await repository.write('.git/reftable/tables.list', 'x\n');
    await mkdir(join(repository.root, '.git', 'objects'));
    const reader = await program('export GIT_DIR="$here/real.git" GIT_WORK_TREE="$here/repo"; real "$@"');
    expect(await ask(reader, since)).toMatchObject({
      ok: true,
      value: { committed: [{ kind: 'added', path: 'issues/b.md' }], dirty: [] },
    });
  });

  it('cannot compare when git fails at it, and fails when git fails at the rest', async () => {
    await repository.write('issues/b.md', 'b\n');
    const failing = (command: string): string =>
      `case "$*" in *${command}*) echo "out of order" >&2; exit 3;; *) real "$@";; esac`;
    const since = await headOf(repository);
    await repository.commit('issues/c.md', 'c\n');
    expect(await ask(await program(failing('diff-tree')), since)).toMatchObject({
      ok: true,
      value: { committed: null, dirty: ['issues/b.md'] },
    });
    for (const command of ['status', 'ls-files', 'rev-parse']) {
      expect(await ask(await program(failing(command)), since)).toMatchObject({
        ok: false,
        error: { kind: 'programFailed', exitCode: 3, detail: 'out of order' },
      });
    }
  });

  it('throws the reason of its signal, after every git has ended', async () => {
    const since = await headOf(repository);
    await repository.commit('issues/b.md', 'b\n');
    const hanging = await program(
      'case "$*" in *rev-parse*) real "$@";; *) echo $$ >> "$here/pids"; exec sleep 600;; esac',
    );
    const pids = async (): Promise<number[]> => {
      const text = await readFile(join(sandbox.folder, 'pids'), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean).map(Number);
    };
    const reason = new Error('no longer wanted');
    const controller = new AbortController();
    const asking = ask(hanging, since, controller.signal);
    await expect.poll(pids, { timeout: 10_000 }).toHaveLength(3);
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(await running(await pids())).toEqual([]);
    await expect(ask(hanging, since, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
