/** Answers for finding repositories in folders, and for knowing what to watch in them. */
import { existsSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitFingerprint } from '../../src/adapters/git/gitFingerprint';
import { gitLock } from '../../src/adapters/git/gitLock';
import { gitWatchTargets } from '../../src/adapters/git/gitWatchTargets';
import { findHomes } from '../../src/adapters/git/repositoryFinder';
import { uniqueNames } from '../../src/adapters/git/uniqueNames';
import { GitSandbox } from '../fakes/gitRepository';

const never = new AbortController().signal;

describe('homes of workspace folders', () => {
  let sandbox: GitSandbox;

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
  });

  afterEach(() => sandbox.dispose());

  const at = (...path: string[]): string => join(sandbox.folder, ...path);
  const below = (root: string): string => root.slice(sandbox.folder.length + 1).replaceAll(sep, '/');
  const homes = async (...folders: string[]): Promise<string[]> => {
    const found = await findHomes(
      folders.map((folder) => at(folder)),
      ['.roadmap', 'backlog/tasks'],
      never,
    );
    return found.map(({ root, name, isGit, within }) => {
      const where = within === null ? '' : ` in ${below(within)}`;
      return `${name}: ${below(root)}${where}${isGit ? '' : ' (no git)'}`;
    });
  };

  it('finds the repository a folder lies in, once', async () => {
    await sandbox.init('shop');
    await mkdir(at('shop/src/deep'), { recursive: true });
    expect(await homes('shop/src/deep', 'shop', 'shop/src')).toEqual(['shop: shop']);
  });

  it('keeps a folder outside any repository, and finds those one level below it', async () => {
    for (const name of ['ws/b', 'ws/a', 'ws/node_modules/x', 'ws/node_modules', 'ws/.hidden', 'ws/deep/er']) {
      await sandbox.init(name);
    }
    expect(await homes('ws')).toEqual(['ws: ws (no git)', 'a: ws/a', 'b: ws/b']);
  });

  it('tells two folders of one name apart by the folder above', async () => {
    await sandbox.init('a/shop');
    await sandbox.init('b/shop');
    expect(await homes('a/shop', 'b/shop')).toEqual(['a/shop: a/shop', 'b/shop: b/shop']);
  });

  it('names a repository reached through a symbolic link once, as it was reached first', async () => {
    await sandbox.init('real');
    await mkdir(at('real/sub'));
    await symlink(at('real'), at('link'), 'junction');
    await symlink(at('real/sub'), at('sublink'), 'junction');
    expect(await homes('link', 'real')).toEqual(['link: link']);
    expect(await homes('link/sub')).toEqual(['link: link']);
    expect(await homes('sublink')).toEqual(['real: real']);
  });

  it('finds a bare parent and the work trees in it', async () => {
    const origin = await sandbox.init('origin');
    await origin.commit('a.txt', 'a\n');
    const project = sandbox.at(at('project'));
    await project.write('.git', 'gitdir: ./.bare\n');
    await origin.git('clone', '--quiet', '--bare', '.', at('project/.bare'));
    await project.git('worktree', 'add', '--quiet', '-b', 'one', 'one');
    expect(await homes('project')).toEqual(['project: project', 'one: project/one']);
    expect(await homes('project/.bare')).toEqual(['.bare: project/.bare']);
  });

  it('makes a workspace folder inside a repository a home of its own when it holds a sign', async () => {
    await sandbox.init('mono');
    await mkdir(at('mono/apps/shop/.roadmap'), { recursive: true });
    await mkdir(at('mono/apps/cart/backlog'), { recursive: true });
    expect(await homes('mono/apps/shop')).toEqual(['mono: mono', 'shop: mono/apps/shop in mono (no git)']);
    expect(await homes('mono/apps/cart')).toEqual(['mono: mono']);
    await mkdir(at('mono/apps/cart/backlog/tasks'));
    expect(await homes('mono/apps/cart', 'mono/apps/shop')).toEqual([
      'mono: mono',
      'cart: mono/apps/cart in mono (no git)',
      'shop: mono/apps/shop in mono (no git)',
    ]);
  });

  it('names a repository that holds a sign once', async () => {
    await sandbox.init('shop');
    await mkdir(at('shop/.roadmap'));
    expect(await homes('shop')).toEqual(['shop: shop']);
  });

  it('finds folders with a sign one level below, by name among repositories', async () => {
    await sandbox.init('mono');
    for (const name of ['b/.roadmap', 'a/backlog/tasks', 'c/deep/.roadmap', 'd/backlog', '.e/.roadmap']) {
      await mkdir(at('mono', name), { recursive: true });
    }
    await mkdir(at('mono/node_modules/.roadmap'), { recursive: true });
    await sandbox.init('mono/aa');
    await mkdir(at('mono/aa/.roadmap'));
    expect(await homes('mono')).toEqual([
      'mono: mono',
      'a: mono/a in mono (no git)',
      'aa: mono/aa',
      'b: mono/b in mono (no git)',
    ]);
  });

  it('puts folders with a sign in the workspace folder where there is no repository', async () => {
    await mkdir(at('ws/a/.roadmap'), { recursive: true });
    await mkdir(at('ws/.roadmap'));
    expect(await homes('ws')).toEqual(['ws: ws (no git)', 'a: ws/a in ws (no git)']);
  });

  it('puts everything below a marked folder inside a repository in that repository, as it was reached', async () => {
    await sandbox.init('mono');
    await mkdir(at('mono/apps/.roadmap'), { recursive: true });
    await mkdir(at('mono/apps/shop/.roadmap'), { recursive: true });
    await symlink(at('mono'), at('link'), 'junction');
    const expected = ['link: link', 'apps: link/apps in link (no git)', 'shop: link/apps/shop in link (no git)'];
    expect(await homes('link/apps')).toEqual(expected);
    expect(await homes('link/apps', 'mono/apps', 'mono/apps/shop')).toEqual(expected);
    expect(await homes('link', 'mono/apps/shop')).toEqual([
      'link: link',
      'apps: link/apps in link (no git)',
      'shop: mono/apps/shop in link (no git)',
    ]);
  });

  it('does not follow a link to a folder with a sign', async () => {
    await mkdir(at('outside/.roadmap'), { recursive: true });
    await sandbox.init('shop');
    await symlink(at('outside'), at('shop/link'), 'junction');
    expect(await homes('shop')).toEqual(['shop: shop']);
  });

  it('leaves out folders that do not exist, and takes a broken .git for none', async () => {
    await mkdir(at('plain'));
    await writeFile(at('plain/.git'), 'gitdir: ../nowhere\n');
    expect(await homes('gone', 'plain')).toEqual(['plain: plain (no git)']);
  });

  it('throws the reason of a signal that is aborted', async () => {
    const reason = new Error('no longer wanted');
    await expect(findHomes([sandbox.folder], [], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('unique names', () => {
  it('takes as many folders as it needs and no more', () => {
    expect(uniqueNames(['/x/a/shop', '/y/a/shop', '/z/shop', '/z/cart', '/'])).toEqual([
      'x/a/shop',
      'y/a/shop',
      'z/shop',
      'cart',
      '/',
    ]);
  });
});

describe('what moves in a repository', () => {
  let sandbox: GitSandbox;
  const at = (name: string): string => join(sandbox.folder, name);

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
  });

  afterEach(() => sandbox.dispose());

  it('has a fingerprint that moves with each of git’s steps and stands still between them', async () => {
    const repository = await sandbox.init('repo');
    await repository.diverge();
    const print = (): Promise<string | null> => gitFingerprint(repository.root, never);
    const steps: (() => Promise<unknown>)[] = [
      () => repository.write('new.txt', 'new\n').then(() => repository.git('add', 'new.txt')),
      () => repository.git('commit', '--quiet', '--message', 'new'),
      () => repository.git('update-ref', 'refs/heads/main', 'HEAD~1'),
      () => repository.git('reset', '--quiet', '--hard'),
      () => repository.gitFails('merge', 'side'),
      () => repository.git('merge', '--abort'),
      () => repository.git('checkout', '--quiet', '-b', 'elsewhere'),
      () => repository.git('branch', '--quiet', '--set-upstream-to', 'side'),
      () => repository.git('update-ref', 'refs/heads/side', 'HEAD'),
      () => repository.write('file.txt', 'x\n').then(() => repository.git('stash', 'push', '--quiet')),
    ];
    let before = await print();
    for (const [index, step] of steps.entries()) {
      expect(await print()).toBe(before);
      await step();
      const after = await print();
      expect(after, `step ${index}`).not.toBe(before);
      before = after;
    }
  });

  it('has a fingerprint that does not move when git keeps the same elsewhere', async () => {
    const repository = await sandbox.init('repo');
    await repository.diverge();
    await repository.git('branch', '--quiet', '--set-upstream-to', 'side');
    for (const text of ['one\n', 'two\n']) {
      await repository.write('file.txt', text);
      await repository.git('stash', 'push', '--quiet');
    }
    const before = await gitFingerprint(repository.root, never);
    for (const tidy of ['pack-refs --all', 'repack -a -d --quiet', 'reflog expire --all', 'gc --quiet', 'prune']) {
      await repository.git(...tidy.split(' '));
      expect(await gitFingerprint(repository.root, never), tidy).toBe(before);
    }
    await repository.git('stash', 'drop', '--quiet', 'stash@{1}');
    expect(await gitFingerprint(repository.root, never)).not.toBe(before);
  });

  it('has a fingerprint that moves with updates of tables of refs, not when tables are put together', async () => {
    const repository = await sandbox.init('repo');
    await repository.commit('a.txt', 'a\n');
    const list = async (...tables: string[]): Promise<string | null> => {
      await repository.write('.git/reftable/tables.list', tables.map((table) => `${table}\n`).join(''));
      return gitFingerprint(repository.root, never);
    };
    const one = '0x000000000001-0x000000000002-77d13ab1.ref';
    const apart = await list(one, '0x000000000003-0x000000000003-3d5a1f6e.ref');
    expect(await list('0x000000000001-0x000000000003-0b1c2d3e.ref')).toBe(apart);
    expect(await list(one, '0x000000000003-0x000000000004-3d5a1f6e.ref')).not.toBe(apart);
  });

  it('has a lock while git is at work, the same one until it is done', async () => {
    const repository = await sandbox.init('repo');
    await repository.commit('a.txt', 'a\n');
    await repository.git('worktree', 'add', '--quiet', '../linked');
    const linked = join(sandbox.folder, 'linked');
    const lock = (root = repository.root): Promise<string | null> => gitLock(root, never);
    expect([await lock(), await lock(linked), await lock(sandbox.folder)]).toEqual([null, null, null]);
    // The editor is open for as long as it is waited for, with the lock held.
    const editor = sandbox.run(linked, ['commit', '--all', '--allow-empty'], {
      GIT_EDITOR: `echo x >"${sandbox.folder}/open"; while [ -e "${sandbox.folder}/open" ]; do sleep 0.02; done; echo done >`,
    });
    await expect.poll(() => lock(linked), { timeout: 10_000, interval: 5 }).not.toBeNull();
    const held = await lock(linked);
    expect([await lock(linked), await lock()]).toEqual([held, null]);
    await expect.poll(() => existsSync(at('open')), { timeout: 10_000, interval: 5 }).toBe(true);
    await rm(at('open'));
    await editor;
    expect(await lock(linked)).toBeNull();
  });

  it('watches the git folders of submodules, and where others come', async () => {
    const library = await sandbox.init('library');
    await library.commit('a.txt', 'a\n');
    const repository = await sandbox.init('repo');
    await repository.git('submodule', '--quiet', 'add', '../library', 'libs/deep/library');
    const targets = await gitWatchTargets(repository.root);
    const modules = join(repository.root, '.git', 'modules');
    const inside = join(modules, 'libs', 'deep', 'library');
    expect(targets).toContainEqual({ folder: modules, names: 'all' });
    expect(targets).toContainEqual({ folder: inside, names: ['HEAD', 'index'] });
    expect(targets).toContainEqual({ folder: join(inside, 'logs'), names: ['HEAD'] });
  });

  it('has no fingerprint outside a repository, and only .git to watch there', async () => {
    expect(await gitFingerprint(sandbox.folder, never)).toBeNull();
    expect(await gitWatchTargets(sandbox.folder)).toEqual([{ folder: sandbox.folder, names: ['.git'] }]);
  });

  it('watches the git directory of a linked work tree and the shared one', async () => {
    const repository = await sandbox.init('repo');
    await repository.commit('a.txt', 'a\n');
    await repository.git('worktree', 'add', '--quiet', '../linked');
    const targets = await gitWatchTargets(join(sandbox.folder, 'linked'));
    const namesIn = (folder: string): readonly string[] | string | undefined =>
      targets.find((target) => target.folder === folder)?.names;
    const own = join(repository.root, '.git', 'worktrees', 'linked');
    expect(namesIn(own)).toEqual(expect.arrayContaining(['HEAD', 'index', 'MERGE_HEAD', 'rebase-merge']));
    expect(namesIn(join(repository.root, '.git'))).toEqual(['packed-refs', 'config', 'shallow']);
    expect(namesIn(join(repository.root, '.git', 'refs'))).toBe('below');
    expect(namesIn(join(repository.root, '.git', 'logs', 'refs'))).toEqual(['stash']);
  });
});
