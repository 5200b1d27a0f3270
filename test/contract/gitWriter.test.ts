import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitProcessWriter } from '../../src/adapters/git/gitWriter';
import { findProgram } from '../../src/adapters/process/programPath';
import type { WorkTreeLook } from '../../src/ports/gitWriter';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

describe('the git writer', () => {
  let sandbox: GitSandbox;
  let repository: GitRepository;
  const writer = new GitProcessWriter(() => findProgram('git', process.env));

  beforeEach(async () => {
    sandbox = await GitSandbox.create('writer ä');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('shop ü');
    await repository.commit('file.txt', 'base\n');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  async function look(root = repository.root): Promise<WorkTreeLook> {
    const looked = await writer.look(root);
    if (!looked.ok) throw new Error(JSON.stringify(looked.error));
    return looked.value;
  }
  const head = async (): Promise<string> => (await repository.git('rev-parse', 'HEAD')).trim();

  it('names changed files as they are called, and no untracked ones', async () => {
    await repository.commit('old name.txt', 'to be moved\n');
    await repository.commit('ü → "x".txt', 'a\n');
    await repository.git('mv', 'old name.txt', 'new  name.txt');
    await repository.write('ü → "x".txt', 'b\n');
    await repository.write('added.txt', 'c\n');
    await repository.git('add', 'added.txt');
    await repository.write('untracked.txt', 'd\n');
    expect([...(await look()).changed].sort()).toEqual(['added.txt', 'new  name.txt', 'ü → "x".txt']);
  });

  it('names files in conflict, and the operation', async () => {
    await repository.git('checkout', '--quiet', '-b', 'side');
    await repository.commit('file.txt', 'side\n');
    await repository.git('checkout', '--quiet', 'main');
    await repository.commit('file.txt', 'main\n');
    await repository.gitFails('merge', 'side');
    expect(await look()).toMatchObject({ changed: ['file.txt'], operation: 'merge', branch: 'main' });
  });

  it('knows where one came from, and the work trees', async () => {
    expect(await look()).toMatchObject({ before: null, head: await head(), branch: 'main' });
    await repository.git('checkout', '--quiet', '-b', 'feature');
    await repository.git('worktree', 'add', '--quiet', '--detach', '../tree ö');
    const { before, trees } = await look();
    expect(before).toBe('main');
    expect(trees).toEqual([
      { path: repository.root, branch: 'feature' },
      { path: `${sandbox.folder}/tree ö`, branch: null },
    ]);
    await repository.git('branch', '-D', 'main');
    expect((await look()).before).toBeNull();
  });

  it('takes for the main branch what the remote says, else one of a usual name', async () => {
    expect((await look()).mainBranch).toMatchObject({ name: 'main', remote: null });
    await repository.git('branch', '-m', 'main', 'trunk');
    expect((await look()).mainBranch).toBeNull();
    await sandbox.run(sandbox.folder, ['clone', '--quiet', 'shop ü', 'clone']);
    const clone = `${sandbox.folder}/clone`;
    expect((await look(clone)).mainBranch).toMatchObject({ name: 'origin/trunk', remote: 'origin' });
    expect((await look(clone)).branches.map(({ name }) => name).sort()).toEqual(['origin/trunk', 'trunk']);
    await repository.git('branch', 'main');
    await sandbox.run(clone, ['fetch', '--quiet']);
    await sandbox.run(clone, ['remote', 'set-head', 'origin', '--delete']);
    expect((await look(clone)).mainBranch).toMatchObject({ name: 'origin/main' });
  });

  it('tells of a repository without a commit, and of a detached one', async () => {
    const empty = await sandbox.init('empty');
    expect(await look(empty.root)).toMatchObject({ head: null, branch: 'main', branches: [], mainBranch: null });
    await repository.git('checkout', '--quiet', '--detach');
    expect(await look()).toMatchObject({ branch: null, head: await head() });
  });

  it('compares commits', async () => {
    const base = await head();
    await repository.commit('file.txt', 'more\n');
    const more = await head();
    await repository.git('checkout', '--quiet', '-b', 'side', base);
    await repository.commit('other.txt', 'other\n');
    const { root } = repository;
    expect(await writer.compare(root, more, base)).toEqual({ ok: true, value: 'ahead' });
    expect(await writer.compare(root, base, more)).toEqual({ ok: true, value: 'behind' });
    expect(await writer.compare(root, base, base)).toEqual({ ok: true, value: 'same' });
    expect(await writer.compare(root, more, await head())).toEqual({ ok: true, value: 'apart' });
  });

  it.each(['-f', '--upload-pack=touch x', '@{-1}', '-', 'a..b', 'a b', '', 'HEAD'])(
    'refuses %j as the name of a branch, and does nothing',
    async (name) => {
      await repository.git('checkout', '--quiet', '-b', 'feature');
      const commit = await head();
      const refused = { ok: false, error: { kind: 'unusable' } };
      const { root } = repository;
      expect(await writer.create(root, name, commit)).toMatchObject(refused);
      expect(await writer.switchTo(root, name)).toMatchObject(refused);
      expect(await writer.addTree(root, `${sandbox.folder}/tree`, name, { kind: 'existing' })).toMatchObject(refused);
      expect(await look()).toMatchObject({ branch: 'feature' });
      expect((await look()).branches).toHaveLength(2);
    },
  );

  it('says in git’s words what git refuses, and where there is no git', async () => {
    const twice = await writer.create(repository.root, 'main', await head());
    expect(twice).toMatchObject({ ok: false, error: { kind: 'programFailed' } });
    expect(!twice.ok && 'detail' in twice.error && twice.error.detail).toContain('main');
    expect(await writer.look(`${sandbox.folder}/gone`)).toEqual({
      ok: false,
      error: { kind: 'notFound', path: `${sandbox.folder}/gone` },
    });
    expect(await writer.look(sandbox.folder)).toMatchObject({ ok: false, error: { kind: 'notARepository' } });
    const none = new GitProcessWriter(() => Promise.resolve(null));
    expect(await none.look(repository.root)).toMatchObject({ ok: false, error: { kind: 'programMissing' } });
  });
});
