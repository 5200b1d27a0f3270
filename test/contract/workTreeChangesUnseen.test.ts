/** Answers for which files git is said to tell nothing about. */
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { ChangeProbe, headOf } from './changeProbe';

describe('what git does not see', () => {
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

  const unseen = async (...paths: string[]): Promise<readonly string[]> =>
    (await probe.changes(paths.length === 0 ? {} : { paths })).unseen;

  it('is an ignored file, and an ignored folder as a whole', async () => {
    await repository.write('.gitignore', '*.tmp\ndrafts/\n');
    await repository.write('issues/deep/x.tmp', 'x\n');
    await repository.write('issues/drafts/deep/x.md', 'x\n');
    expect(await probe.changes()).toMatchObject({ dirty: [], unseen: ['issues/deep/x.tmp', 'issues/drafts/'] });
  });

  it('is each ignored file of an ignored folder in which others are tracked', async () => {
    await repository.commit('issues/drafts/tracked.md', 'x\n');
    await repository.write('.git/info/exclude', 'drafts/\n');
    await repository.write('issues/drafts/tracked.md', 'y\n');
    await repository.write('issues/drafts/own.md', 'x\n');
    expect(await probe.changes()).toMatchObject({
      dirty: ['issues/drafts/tracked.md'],
      unseen: ['issues/drafts/own.md'],
    });
  });

  it('is the path itself when a folder above it is ignored, also above the root', async () => {
    await repository.write('.gitignore', '/.roadmap/\n/apps/\n');
    await repository.write('.roadmap/issues/x.md', 'x\n');
    await repository.write('.roadmap/config.yml', 'x\n');
    await repository.write('apps/shop/issues/x.md', 'x\n');
    expect(await unseen('.roadmap/issues', '.roadmap/config.yml', '.roadmap/archive', 'issues')).toEqual([
      '.roadmap/config.yml',
      '.roadmap/issues/',
    ]);
    expect((await new ChangeProbe(join(repository.root, 'apps/shop')).changes()).unseen).toEqual(['issues/']);
  });

  it('is a file marked as unchanged or to be skipped, from the mark on and until it is taken away', async () => {
    await repository.commit('issues/b.md', 'b\n');
    expect(await unseen()).toEqual([]);
    await repository.git('update-index', '--assume-unchanged', 'issues/a.md');
    await repository.git('update-index', '--skip-worktree', 'issues/b.md');
    await repository.write('issues/a.md', 'a2\n');
    await repository.write('issues/b.md', 'b2\n');
    expect(await probe.changes()).toMatchObject({ dirty: [], unseen: ['issues/a.md', 'issues/b.md'] });
    await repository.git('update-index', '--no-assume-unchanged', 'issues/a.md');
    await repository.git('update-index', '--no-skip-worktree', 'issues/b.md');
    expect(await probe.changes()).toMatchObject({ dirty: ['issues/a.md', 'issues/b.md'], unseen: [] });
  });

  it('is a marked file also below a folder inside the work tree', async () => {
    await repository.commit('apps/shop/issues/b.md', 'b\n');
    await repository.git('update-index', '--assume-unchanged', 'apps/shop/issues/b.md');
    expect((await new ChangeProbe(join(repository.root, 'apps/shop')).changes()).unseen).toEqual(['issues/b.md']);
  });

  it.each(['--no-sparse-index', '--sparse-index'])('is what a sparse checkout leaves out (%s)', async (kind) => {
    await repository.commit('issues/deep/b.md', 'b\n');
    await repository.commit('kept/c.md', 'c\n');
    await repository.git('sparse-checkout', 'set', '--cone', kind, 'kept');
    expect(await probe.changes()).toMatchObject({ dirty: [], unseen: ['issues/a.md', 'issues/deep/b.md'] });
    expect(await unseen('kept')).toEqual([]);
  });

  it('is a file that a sparse checkout leaves out also while it is there', async () => {
    await repository.commit('kept/c.md', 'c\n');
    await repository.git('sparse-checkout', 'set', '--cone', 'kept');
    await repository.write('issues/a.md', 'by hand\n');
    expect(await unseen()).toEqual(['issues/a.md']);
    await repository.remove('issues/a.md');
    expect(await unseen()).toEqual(['issues/a.md']);
  });

  it('is a nested repository, without commits, with some, and in an ignored folder', async () => {
    await sandbox.init('repo/issues/unborn');
    await (await sandbox.init('repo/issues/born')).commit('b.md', 'b\n');
    await repository.write('.gitignore', 'drafts/\n');
    await sandbox.init('repo/issues/drafts/own');
    expect(await probe.changes()).toMatchObject({
      dirty: [],
      unseen: ['issues/born/', 'issues/drafts/', 'issues/unborn/'],
    });
    expect(await unseen('issues/born', 'issues/born/b.md', 'issues/born/none.md')).toEqual([
      'issues/born/',
      'issues/born/b.md',
    ]);
  });

  it('is not a folder with tracked files that became a repository: both track it', async () => {
    await repository.commit('issues/deep/b.md', 'b\n');
    await sandbox.init('repo/issues/deep');
    await repository.write('issues/deep/b.md', 'b2\n');
    await repository.write('issues/deep/c.md', 'c\n');
    expect(await probe.changes()).toMatchObject({ dirty: ['issues/deep/b.md', 'issues/deep/c.md'], unseen: [] });
  });

  it('is a submodule, cloned or not, and a path in it', async () => {
    const other = await sandbox.init('other');
    await other.commit('tasks/a.md', 'a\n');
    const since = await headOf(repository);
    await repository.git('submodule', '--quiet', 'add', '../other', 'issues/sub');
    await repository.git('commit', '--quiet', '--message', 'submodule');
    await repository.write('issues/sub/tasks/new.md', 'new\n');
    expect(await probe.changes({ since })).toMatchObject({ committed: [], dirty: [], unseen: ['issues/sub/'] });
    expect(await unseen('issues/sub/tasks')).toEqual(['issues/sub/tasks/']);
    await repository.git('submodule', '--quiet', 'deinit', '--force', 'issues/sub');
    await repository.write('issues/sub/tasks/own.md', 'own\n');
    expect(await unseen()).toEqual(['issues/sub/']);
    expect(await unseen('issues/sub/tasks', 'issues/sub/none')).toEqual(['issues/sub/tasks/']);
  });

  it('is told of a file that a submodule took the place of, and the other way round', async () => {
    const other = await sandbox.init('other');
    await other.commit('a.md', 'a\n');
    await repository.commit('issues/b', 'b\n');
    const file = await headOf(repository);
    await repository.git('rm', '--quiet', 'issues/b');
    await repository.git('submodule', '--quiet', 'add', '../other', 'issues/b');
    expect(await probe.changes()).toMatchObject({ dirty: ['issues/b'], unseen: ['issues/b/'] });
    await repository.git('commit', '--quiet', '--message', 'submodule');
    const submodule = await headOf(repository);
    expect((await probe.changes({ since: file })).committed).toEqual([{ kind: 'deleted', path: 'issues/b' }]);
    await repository.git('checkout', '--quiet', '--force', file);
    expect((await probe.changes({ since: submodule })).committed).toEqual([{ kind: 'added', path: 'issues/b' }]);
  });

  it('sees the work tree of a submodule from inside', async () => {
    const other = await sandbox.init('other');
    await other.commit('issues/a.md', 'a\n');
    await repository.git('submodule', '--quiet', 'add', '../other', 'sub');
    await repository.write('sub/issues/b.md', 'b\n');
    const inside = new ChangeProbe(join(repository.root, 'sub'));
    expect(await inside.changes()).toEqual({
      head: await headOf(other),
      committed: null,
      dirty: ['issues/b.md'],
      unseen: [],
    });
  });

  it('is a symbolic link, tracked or not, to a file, a folder or nothing', async () => {
    await mkdir(join(sandbox.folder, 'outside'));
    await sandbox.at(sandbox.folder).write('outside/x.md', 'x\n');
    const link = (target: string, name: string): Promise<void> =>
      symlink(target, join(repository.root, 'issues', name));
    await link('a.md', 'tracked.md');
    await link('../../outside', 'tracked');
    await repository.git('add', '.');
    await repository.git('commit', '--quiet', '--message', 'links');
    await link('../../outside', 'untracked');
    await link('../../outside/x.md', 'untracked.md');
    await link('../nowhere', 'dangling.md');
    await repository.remove('issues/a.md');
    await link('../../outside/x.md', 'a.md');
    expect(await probe.changes()).toMatchObject({
      dirty: ['issues/a.md', 'issues/dangling.md', 'issues/untracked', 'issues/untracked.md'],
      unseen: [
        'issues/a.md',
        'issues/dangling.md',
        'issues/tracked.md',
        'issues/tracked/',
        'issues/untracked.md',
        'issues/untracked/',
      ],
    });
  });

  it('finds one link among very many untracked files', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `issues/${i}.md`);
    await Promise.all(names.map((name) => repository.write(name, 'x\n')));
    await symlink('a.md', join(repository.root, 'issues', 'link.md'));
    expect(await unseen()).toEqual(['issues/link.md']);
  });

  it('is a path that is a link or lies behind one, for as long as it does', async () => {
    await repository.commit('real/tasks/b.md', 'b\n');
    await symlink('real', join(repository.root, 'backlog'));
    await symlink('real/tasks/b.md', join(repository.root, 'file.md'));
    await repository.write('real/tasks/b.md', 'b2\n');
    expect(await probe.changes({ paths: ['backlog/tasks', 'backlog/none', 'file.md', 'issues'] })).toMatchObject({
      dirty: [],
      unseen: ['backlog/tasks/', 'file.md'],
    });
    await rm(join(repository.root, 'backlog'));
    await repository.write('backlog/tasks/c.md', 'c\n');
    expect(await probe.changes({ paths: ['backlog/tasks'] })).toMatchObject({
      dirty: ['backlog/tasks/c.md'],
      unseen: [],
    });
  });
});
