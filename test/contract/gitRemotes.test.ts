/** Answers for remotes being read as git reads them, by files and by git. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitRemotes } from '../../src/adapters/git/gitRemotes';
import { findProgram } from '../../src/adapters/process/programPath';
import type { GitRemote } from '../../src/ports/repositoryReader';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

const never = new AbortController().signal;
const secret = 'ghp_recognisable0123456789';

/** An included file is what makes the reader run git. */
const ways = [
  { name: 'files', include: false },
  { name: 'git', include: true },
];

describe.each(ways)('remotes by $name', ({ include }) => {
  let sandbox: GitSandbox;
  let repository: GitRepository;

  const reader = (): GitRemotes =>
    new GitRemotes({
      locate: () => (include ? findProgram('git', process.env) : Promise.resolve(null)),
      environment: process.env,
    });
  const remotes = (root = repository.root): Promise<readonly GitRemote[]> => reader().remotes(root, never);
  const global = (...args: string[]): Promise<string> => repository.git('config', '--global', ...args);

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repo');
    if (include) {
      await writeFile(join(sandbox.folder, 'home', 'more'), '[url "https://github.com/"]\n  insteadOf = included:\n');
      await global('include.path', 'more');
    }
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it('tells several in the order of the configuration, and which one the main branch follows', async () => {
    await repository.git('remote', 'add', 'zoe', 'https://github.com/zoe/shop.git');
    await repository.git('remote', 'add', 'acme', 'git@github.com:acme/shop.git');
    await repository.git('config', 'branch.side.remote', 'zoe');
    await repository.git('config', 'branch.main.remote', 'acme');
    expect(await remotes()).toEqual([
      { name: 'zoe', url: 'https://github.com/zoe/shop.git' },
      { name: 'acme', url: 'git@github.com:acme/shop.git', followed: true },
    ]);
  });

  it('follows the first branch where none is main or master', async () => {
    await repository.git('remote', 'add', 'fork', 'https://github.com/dana/shop.git');
    await repository.git('remote', 'add', 'acme', 'https://github.com/acme/shop.git');
    await repository.git('config', 'branch.trunk.remote', 'acme');
    await repository.git('config', 'branch.side.remote', 'fork');
    expect((await remotes()).filter(({ followed }) => followed).map(({ name }) => name)).toEqual(['acme']);
  });

  it('rewrites by the longest prefix, also one from outside the repository', async () => {
    await global('url.git@github.com:.insteadOf', 'gh:');
    await global('--add', 'url.git@github.com:.insteadOf', 'https://example.com/');
    await repository.git('config', 'url.https://github.com/acme/.insteadOf', 'gh:acme/');
    await repository.git('remote', 'add', 'short', 'gh:dana/shop');
    await repository.git('remote', 'add', 'long', 'gh:acme/shop.git');
    await repository.git('remote', 'add', 'web', 'https://example.com/dana/shop.git');
    const told = await remotes();
    expect(told.map(({ url }) => url)).toEqual([
      'git@github.com:dana/shop',
      'https://github.com/acme/shop.git',
      'git@github.com:dana/shop.git',
    ]);
    const asGit = await Promise.all(told.map(({ name }) => repository.git('remote', 'get-url', name)));
    expect(told.map(({ url }) => url)).toEqual(asGit.map((url) => url.trim()));
  });

  it('tells the address it is fetched from, not the one it is pushed to', async () => {
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    await repository.git('remote', 'set-url', '--push', 'origin', 'https://github.com/dana/shop.git');
    await repository.git('remote', 'set-url', '--add', 'origin', 'https://example.com/mirror.git');
    await global('url.https://example.com/.pushInsteadOf', 'https://github.com/');
    expect(await remotes()).toEqual([{ name: 'origin', url: 'https://github.com/acme/shop.git' }]);
  });

  it.each([
    [`https://dana:${secret}@github.com/acme/shop.git`, 'https://github.com/acme/shop.git'],
    [`https://${secret}@github.com/acme/shop.git`, 'https://github.com/acme/shop.git'],
    [`https://github.com/acme/shop.git?access_token=${secret}`, 'https://github.com/acme/shop.git'],
    [`ssh://dana:${secret}@github.com:22/acme/shop.git`, 'ssh://github.com:22/acme/shop.git'],
    [`ssh://git@github.com/acme/shop.git`, 'ssh://git@github.com/acme/shop.git'],
    [`${secret}@github.com:acme/shop.git`, 'github.com:acme/shop.git'],
    [`dana:${secret}@github.com:acme/shop.git`, 'github.com:acme/shop.git'],
  ])('shows nobody who is in the address %s', async (written, told) => {
    await repository.git('remote', 'add', 'origin', written);
    expect(await remotes()).toEqual([{ name: 'origin', url: told }]);
  });

  it('shows nobody who a rewriting rule adds', async () => {
    await global(`url.https://x:${secret}@github.com/.insteadOf`, 'https://github.com/');
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    expect(await remotes()).toEqual([{ name: 'origin', url: 'https://github.com/acme/shop.git' }]);
  });

  it('reads a linked work tree, its own configuration included', async () => {
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    await repository.commit('a.txt', 'a\n');
    await repository.git('config', 'extensions.worktreeConfig', 'true');
    await repository.git('worktree', 'add', '--quiet', '../linked');
    const linked = sandbox.at(join(sandbox.folder, 'linked'));
    await linked.git('config', '--worktree', 'remote.own.url', 'https://github.com/dana/shop.git');
    expect((await remotes(linked.root)).map(({ name }) => name)).toEqual(['origin', 'own']);
    expect((await remotes()).map(({ name }) => name)).toEqual(['origin']);
    expect(await reader().watchTargets(linked.root, never)).toEqual([
      { folder: join(repository.root, '.git'), names: ['config'] },
      { folder: join(repository.root, '.git', 'worktrees', 'linked'), names: ['config.worktree'] },
    ]);
  });

  it('reads a submodule as a repository of its own', async () => {
    const other = await sandbox.init('other');
    await other.commit('a.txt', 'a\n');
    await repository.git('submodule', '--quiet', 'add', '../other', 'sub');
    const sub = sandbox.at(join(repository.root, 'sub'));
    await sub.git('remote', 'set-url', 'origin', 'https://github.com/acme/parts.git');
    expect((await remotes(sub.root)).map(({ url }) => url)).toEqual(['https://github.com/acme/parts.git']);
    expect(await remotes()).toEqual([]);
  });

  it('knows the host an ssh configuration gives another name', async () => {
    await mkdir(join(sandbox.folder, 'home', '.ssh'));
    await writeFile(
      join(sandbox.folder, 'home', '.ssh', 'config'),
      [
        '# two accounts',
        'Host github-work github-* !github-not',
        '  HostName=github.com',
        '  HostName ignored.example.com',
        'Match host other',
        '  HostName nowhere.example.com',
        'Host "ghe-?"',
        '\tHostname %h.example.com',
        'Host *',
        '  User git',
      ].join('\n'),
    );
    const written = ['git@github-work:acme/shop.git', 'ssh://git@github-x:22/a/b', 'git@ghe-1:a/b', 'github-not:a/b'];
    for (const [index, url] of written.entries()) await repository.git('remote', 'add', `r${index}`, url);
    await repository.git('remote', 'add', 'web', 'https://github-work/acme/shop');
    expect((await remotes()).map(({ url }) => url)).toEqual([
      'git@github.com:acme/shop.git',
      'ssh://git@github.com:22/a/b',
      'git@ghe-1.example.com:a/b',
      'github-not:a/b',
      'https://github-work/acme/shop',
    ]);
  });

  it('finds none where none is configured, and none outside a repository', async () => {
    expect(await remotes()).toEqual([]);
    await mkdir(join(sandbox.folder, 'plain'));
    await mkdir(join(repository.root, 'deep'));
    for (const folder of ['plain', 'gone', 'repo/deep']) {
      expect(await remotes(join(sandbox.folder, folder))).toEqual([]);
      expect(await reader().watchTargets(join(sandbox.folder, folder), never)).toEqual([]);
    }
  });

  it('reads a configuration that is broken as far as it goes', async () => {
    await repository.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    await repository.write(
      '.git/config',
      `[core]\n  bare = false\n[remote "origin"]\n  url = https://github.com/a/b\n[[[\n`,
    );
    expect(await remotes()).toEqual([{ name: 'origin', url: 'https://github.com/a/b' }]);
  });

  it('throws the reason of a signal that is aborted', async () => {
    const reason = new Error('no longer wanted');
    await expect(reader().remotes(repository.root, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('remotes with included configuration', () => {
  let sandbox: GitSandbox;

  beforeAll(async () => {
    sandbox = await GitSandbox.create();
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it('follows it, and asks git once as long as the files stay as they are', async () => {
    const repository = await sandbox.init('repo');
    await repository.git('remote', 'add', 'origin', 'work:shop');
    await repository.write('../work', '[url "git@github.com:acme/"]\n  insteadOf = work:\n');
    await repository.git(
      'config',
      '--global',
      `includeIf.gitdir:${sandbox.folder}/.path`,
      join(sandbox.folder, 'work'),
    );
    const locate = vi.fn(() => findProgram('git', process.env));
    const remotes = new GitRemotes({ locate, environment: process.env });
    const expected = [{ name: 'origin', url: 'git@github.com:acme/shop' }];
    expect(await remotes.remotes(repository.root, never)).toEqual(expected);
    expect(await remotes.remotes(repository.root, never)).toEqual(expected);
    expect(locate).toHaveBeenCalledTimes(1);
    await repository.git('remote', 'add', 'more', 'work:parts');
    expect(await remotes.remotes(repository.root, never)).toHaveLength(2);
    expect(locate).toHaveBeenCalledTimes(2);
  });

  it('sees what variables configure', async () => {
    const repository = await sandbox.init('numbered');
    await repository.git('remote', 'add', 'origin', 'short:acme/shop');
    vi.stubEnv('GIT_CONFIG_COUNT', '1');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'url.https://github.com/.insteadOf');
    vi.stubEnv('GIT_CONFIG_VALUE_0', 'short:');
    const remotes = new GitRemotes({ locate: () => findProgram('git', process.env), environment: process.env });
    expect(await remotes.remotes(repository.root, never)).toEqual([
      { name: 'origin', url: 'https://github.com/acme/shop' },
    ]);
  });
});
