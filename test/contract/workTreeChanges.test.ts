/** Answers for which files git is said to have changed: commits, the index and the disk, in every state of a repository. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { ChangeProbe, headOf } from './changeProbe';

const long = (text: string): string => `${'a line of its own\n'.repeat(20)}${text}\n`;

describe('changes of a work tree', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  let probe: ChangeProbe;

  beforeEach(async () => {
    sandbox = await GitSandbox.create();
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('repo');
    probe = ChangeProbe.of(repository);
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it('finds nothing in a clean repository, and cannot tell of commits without an earlier look', async () => {
    await repository.commit('issues/a.md', 'a\n');
    const head = await headOf(repository);
    expect(await probe.changes()).toEqual({ head, committed: null, dirty: [], unseen: [] });
    expect(await probe.changes({ since: head })).toEqual({ head, committed: [], dirty: [], unseen: [] });
  });

  it('names what commits added, changed, deleted and renamed, below the paths only', async () => {
    await repository.commit('issues/a.md', 'a\n');
    await repository.commit('issues/b.md', 'b\n');
    await repository.commit('issues/c.md', long('c'));
    await repository.commit('issues/kept.md', 'kept\n');
    const since = await headOf(repository);
    await repository.commit('issues/a.md', 'a2\n');
    await repository.git('rm', '--quiet', 'issues/b.md');
    await repository.git('mv', 'issues/c.md', 'issues/new name.md');
    await repository.commit('issues/new name.md', long('renamed and edited'));
    await repository.commit('issues/deep/d.md', 'd\n');
    await repository.commit('elsewhere/e.md', 'e\n');
    expect((await probe.changes({ since })).committed).toEqual([
      { kind: 'changed', path: 'issues/a.md' },
      { kind: 'deleted', path: 'issues/b.md' },
      { kind: 'added', path: 'issues/deep/d.md' },
      { kind: 'renamed', from: 'issues/c.md', path: 'issues/new name.md' },
    ]);
  });

  it('names what is staged, edited, deleted and untracked, both names of a rename, and each path once', async () => {
    for (const name of ['clean', 'edited', 'gone', 'staged', 'both', 'moved', 'dropped']) {
      await repository.commit(`issues/${name}.md`, long(name));
    }
    await repository.write('issues/edited.md', 'x\n');
    await repository.remove('issues/gone.md');
    await repository.write('issues/staged.md', 'x\n');
    await repository.write('issues/both.md', 'x\n');
    await repository.git('add', 'issues/staged.md', 'issues/both.md');
    await repository.write('issues/both.md', 'y\n');
    await repository.git('mv', 'issues/moved.md', 'issues/there.md');
    await repository.git('rm', '--quiet', '--cached', 'issues/dropped.md');
    await repository.write('issues/new/untracked.md', 'x\n');
    await repository.write('issues/intended.md', 'x\n');
    await repository.git('add', '--intent-to-add', 'issues/intended.md');
    await repository.write('elsewhere/untracked.md', 'x\n');
    const names = ['both', 'dropped', 'edited', 'gone', 'intended', 'moved', 'new/untracked', 'staged', 'there'];
    expect((await probe.changes()).dirty).toEqual(names.map((name) => `issues/${name}.md`));
  });

  it('finds an edit of the same length right after the commit', async () => {
    await repository.commit('issues/a.md', 'one\n');
    await repository.write('issues/a.md', 'two\n');
    expect((await probe.changes()).dirty).toEqual(['issues/a.md']);
  });

  it('knows no commit before the first one, and then sees the files', async () => {
    await repository.write('issues/a.md', 'a\n');
    expect(await probe.changes()).toEqual({ head: null, committed: null, dirty: ['issues/a.md'], unseen: [] });
    await repository.git('add', '.');
    expect((await probe.changes()).dirty).toEqual(['issues/a.md']);
  });

  it('cannot tell of commits on a branch without any', async () => {
    await repository.commit('issues/a.md', 'a\n');
    const since = await headOf(repository);
    await repository.git('checkout', '--quiet', '--orphan', 'fresh');
    expect(await probe.changes({ since })).toMatchObject({ head: null, committed: null, dirty: ['issues/a.md'] });
  });

  it('follows a detached HEAD backwards, and a branch switch', async () => {
    await repository.commit('issues/a.md', 'a\n');
    await repository.commit('issues/b.md', 'b\n');
    const since = await headOf(repository);
    await repository.git('checkout', '--quiet', '--detach', 'HEAD~1');
    const before = await headOf(repository);
    expect(await probe.changes({ since })).toMatchObject({
      head: before,
      committed: [{ kind: 'deleted', path: 'issues/b.md' }],
    });
    await repository.git('checkout', '--quiet', '-b', 'side');
    await repository.commit('issues/c.md', 'c\n');
    await repository.git('checkout', '--quiet', 'main');
    expect((await probe.changes({ since: before })).committed).toEqual([{ kind: 'added', path: 'issues/b.md' }]);
  });

  it('compares with a commit that an amendment replaced, as long as it is there', async () => {
    await repository.commit('issues/a.md', 'a\n');
    const since = await headOf(repository);
    await repository.write('issues/a.md', 'a2\n');
    await repository.git('commit', '--quiet', '--all', '--amend', '--no-edit');
    expect((await probe.changes({ since })).committed).toEqual([{ kind: 'changed', path: 'issues/a.md' }]);
    await repository.git('reflog', 'expire', '--expire=now', '--all');
    await repository.git('gc', '--quiet', '--prune=now');
    expect((await probe.changes({ since })).committed).toBeNull();
  });

  it('cannot compare with what is no commit or was never there', async () => {
    await repository.commit('issues/a.md', 'a\n');
    const blob = (await repository.git('rev-parse', 'HEAD:issues/a.md')).trim();
    const tree = (await repository.git('rev-parse', 'HEAD^{tree}')).trim();
    for (const since of [blob, tree, 'a'.repeat(40), 'HEAD', '--output=x', '']) {
      expect((await probe.changes({ since })).committed, since).toBeNull();
    }
  });

  it('cannot compare with what a shallow clone cut off', async () => {
    await repository.commit('issues/a.md', 'a\n');
    const since = await headOf(repository);
    await repository.commit('issues/a.md', 'a2\n');
    await sandbox.run(sandbox.folder, ['clone', '--quiet', '--depth=1', `file://${repository.root}`, 'shallow']);
    const shallow = new ChangeProbe(join(sandbox.folder, 'shallow'));
    expect(await shallow.changes({ since })).toMatchObject({ committed: null, dirty: [], unseen: [] });
  });

  it('fetches nothing in a partial clone, where it finds exact renames only', async () => {
    await repository.commit('issues/a.md', long('a'));
    await repository.commit('issues/b.md', long('b'));
    const since = await headOf(repository);
    await repository.git('mv', 'issues/a.md', 'issues/exact.md');
    await repository.git('rm', '--quiet', 'issues/b.md');
    await repository.commit('issues/edited.md', long('b2'));
    await repository.git('config', 'uploadpack.allowFilter', 'true');
    const url = `file://${repository.root}`;
    await sandbox.run(sandbox.folder, ['clone', '--quiet', '--filter=blob:none', url, 'partial']);
    await rm(repository.root, { recursive: true });
    expect((await new ChangeProbe(join(sandbox.folder, 'partial')).changes({ since })).committed).toEqual([
      { kind: 'deleted', path: 'issues/b.md' },
      { kind: 'added', path: 'issues/edited.md' },
      { kind: 'renamed', from: 'issues/a.md', path: 'issues/exact.md' },
    ]);
  });

  it('names unmerged files in a merge that stopped', async () => {
    await repository.diverge();
    await repository.gitFails('merge', 'side');
    expect((await probe.changes({ paths: ['file.txt'] })).dirty).toEqual(['file.txt']);
  });

  it('belongs to the commit a rebase stands on', async () => {
    await repository.diverge();
    const since = await headOf(repository);
    await repository.gitFails('rebase', 'side');
    expect(await probe.changes({ paths: ['file.txt'], since })).toEqual({
      head: (await repository.git('rev-parse', 'side')).trim(),
      committed: [{ kind: 'changed', path: 'file.txt' }],
      dirty: ['file.txt'],
      unseen: [],
    });
  });

  it('tells of each work tree by itself', async () => {
    await repository.commit('issues/a.md', 'a\n');
    const since = await headOf(repository);
    await repository.git('worktree', 'add', '--quiet', '-b', 'linked', '../linked');
    const linked = sandbox.at(join(sandbox.folder, 'linked'));
    await linked.commit('issues/b.md', 'b\n');
    await linked.write('issues/c.md', 'c\n');
    expect(await probe.changes({ since })).toMatchObject({ head: since, committed: [], dirty: [] });
    expect(await ChangeProbe.of(linked).changes({ since })).toEqual({
      head: await headOf(linked),
      committed: [{ kind: 'added', path: 'issues/b.md' }],
      dirty: ['issues/c.md'],
      unseen: [],
    });
  });

  it('answers relative to a folder inside the work tree, also to one reached by a link of another name', async () => {
    await repository.commit('apps/a shop/issues/a.md', 'a\n');
    const since = await headOf(repository);
    await repository.commit('apps/a shop/issues/b.md', 'b\n');
    await repository.write('apps/a shop/issues/c.md', 'c\n');
    await repository.commit('issues/top.md', 'top\n');
    const expected = { committed: [{ kind: 'added', path: 'issues/b.md' }], dirty: ['issues/c.md'], unseen: [] };
    const below = new ChangeProbe(join(repository.root, 'apps', 'a shop'));
    expect(await below.changes({ since })).toMatchObject(expected);
    await sandbox.link('apps/a shop', repository.root, 'short');
    expect(await new ChangeProbe(join(sandbox.folder, 'short')).changes({ since })).toMatchObject(expected);
  });

  it('takes several paths, a file among them, and such that are not there', async () => {
    await repository.commit('backlog/config.yml', 'a: 1\n');
    await repository.write('backlog/config.yml', 'a: 2\n');
    await repository.write('backlog/config.yml.orig', 'a: 2\n');
    await repository.write('backlog/tasks/a.md', 'a\n');
    const paths = ['backlog/tasks/', './backlog/config.yml', 'backlog/drafts', 'none/at/all'];
    expect((await probe.changes({ paths })).dirty).toEqual(['backlog/config.yml', 'backlog/tasks/a.md']);
  });

  it('lists nothing when nothing is asked about', async () => {
    await repository.commit('a.md', 'a\n');
    const since = await headOf(repository);
    await repository.commit('b.md', 'b\n');
    await repository.write('c.md', 'c\n');
    const head = await headOf(repository);
    expect(await probe.changes({ paths: [], since })).toEqual({ head, committed: [], dirty: [], unseen: [] });
    expect(await probe.changes({ paths: ['.'], since })).toMatchObject({ dirty: ['c.md'] });
  });
});
