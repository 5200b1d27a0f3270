/** Answers for the files reader staying calm in damaged and hostile git directories. */
import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GitFilesReader } from '../../src/adapters/git/gitFiles';
import type { GitState } from '../../src/domain/git';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

const oid = 'a'.repeat(40);

describe('files reader in damaged git directories', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
    repository = await sandbox.init('repo');
    await repository.commit('a.txt', 'a\n');
  });

  afterEach(() => sandbox.dispose());

  const inGit = (...path: string[]): string => join(repository.root, '.git', ...path);
  const read = async (): Promise<GitState | string> => {
    const result = await new GitFilesReader().read(repository.root, new AbortController().signal);
    return result.ok ? result.value : result.error.kind;
  };

  it.each(['', 'nonsense', 'ref: ', 'ref: ../../secret', 'ref: refs/heads/../../../secret', `${oid}00`, '\0\0\0'])(
    'knows neither branch nor commit from the HEAD %j',
    async (text) => {
      await writeFile(join(sandbox.folder, 'secret'), oid);
      await writeFile(inGit('HEAD'), text);
      expect(await read()).toMatchObject({ branch: null, head: null, detached: false, unborn: false, state: 'clean' });
    },
  );

  it('does not follow refs in a circle', async () => {
    await writeFile(inGit('refs/heads/main'), 'ref: refs/heads/b\n');
    await writeFile(inGit('refs/heads/b'), 'ref: refs/heads/main\n');
    expect(await read()).toMatchObject({ branch: 'main', head: null });
  });

  it('follows a symbolic ref', async () => {
    await writeFile(inGit('refs/heads/real'), `${oid}\n`);
    await writeFile(inGit('refs/heads/main'), 'ref: refs/heads/real\n');
    expect(await read()).toMatchObject({ branch: 'main', head: oid });
  });

  it('does not read a HEAD of many megabytes', async () => {
    await writeFile(inGit('HEAD'), `ref: refs/heads/${'x'.repeat(8_000_000)}`);
    expect(await read()).toMatchObject({ branch: null, head: null });
  });

  it('finds a ref among a hundred thousand packed ones, garbage between them', async () => {
    await rm(inGit('refs/heads/main'));
    const lines = Array.from({ length: 100_000 }, (_, i) => `${'b'.repeat(40)} refs/heads/x-${i}`);
    const garbage = ['not a line', 'z'.repeat(3_000_000), `short refs/heads/main`];
    await writeFile(
      inGit('packed-refs'),
      ['# pack-refs with: peeled', ...lines, ...garbage, `${oid} refs/heads/main`].join('\n'),
    );
    expect(await read()).toMatchObject({ branch: 'main', head: oid });
  });

  it('is not held up by a pipe in the place of a file', async () => {
    for (const name of ['MERGE_HEAD', 'packed-refs', 'config']) {
      await rm(inGit(name), { force: true });
      await promisify(execFile)('mkfifo', [inGit(name)]);
    }
    expect(await read()).toMatchObject({ branch: 'main', state: 'merge' });
  });

  it.each(['gitdir: .git\n', 'gitdir: ../nowhere\n', 'gitdir:\n', '', 'gitdir: /\n'])(
    'says notARepository of the .git file %j',
    async (text) => {
      await rm(inGit(), { recursive: true });
      await writeFile(inGit(), text);
      expect(await read()).toBe('notARepository');
    },
  );

  it('says notARepository of a .git that is a link to itself', async () => {
    await rm(inGit(), { recursive: true });
    await symlink('.git', inGit());
    expect(await read()).toBe('notARepository');
  });

  it('reads an upstream from configuration in every spelling, garbage between it', async () => {
    const config = [
      '\uFEFF[core]',
      '  bare',
      '[broken',
      '= value',
      '[Branch "ma\\in"] Remote = "up" # comment',
      '\tmerge = refs/heads/\\',
      'x ; comment',
      '[branch "main"] REMOTE = "up"; comment',
      '\tmerge = refs/heads/\\',
      'trunk',
      '[remote "up"]',
      '  fetch = +refs/heads/rel/*:refs/remotes/rel/*',
      '  fetch = "+refs/heads/*:refs/remotes/up/*" # comment',
    ];
    await writeFile(inGit('config'), config.join('\r\n'));
    expect(await read()).toMatchObject({ upstream: 'up/trunk' });
  });

  it('names nothing it cannot know where refs are kept as a reftable', async () => {
    await writeFile(inGit('HEAD'), 'ref: refs/heads/.invalid\n');
    await rm(inGit('refs/heads'), { recursive: true });
    await writeFile(inGit('refs/heads'), 'this repository uses the reftable format\n');
    await mkdir(inGit('reftable'));
    expect(await read()).toMatchObject({ branch: null, head: null, detached: false, unborn: false, stashes: null });
  });
});
