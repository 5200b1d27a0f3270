import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GitFilesIdentity, GitProcessIdentity } from '../../src/adapters/git/gitIdentity';
import { findProgram } from '../../src/adapters/process/programPath';
import { nobody, type IdentityReader } from '../../src/ports/identityReader';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

const never = new AbortController().signal;

const readers: Readonly<Record<string, () => IdentityReader>> = {
  'by git': () => new GitProcessIdentity(() => findProgram('git', process.env), process.env),
  'by files alone': () => new GitFilesIdentity(process.env),
};

describe.each(Object.entries(readers))('who commits, read %s', (_, makeReader) => {
  let sandbox: GitSandbox;
  let repository: GitRepository;

  beforeEach(async () => {
    sandbox = await GitSandbox.create('who ä');
    for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
    repository = await sandbox.init('shop');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await sandbox.dispose();
  });

  it('is who the person is everywhere, unless the repository says otherwise', async () => {
    expect(await makeReader().identity(repository.root, never)).toEqual({
      name: 'Tester',
      email: 'tester@example.invalid',
    });
    await repository.git('config', 'user.email', 'work@example.invalid');
    expect(await makeReader().identity(repository.root, never)).toEqual({
      name: 'Tester',
      email: 'work@example.invalid',
    });
  });

  it('is nobody where nothing says', async () => {
    await writeFile(join(sandbox.folder, 'home', '.gitconfig'), '[user]\n  name =\n');
    expect(await makeReader().identity(repository.root, never)).toEqual(nobody);
    expect(await makeReader().identity(join(sandbox.folder, 'gone'), never)).toEqual(nobody);
  });
});

describe('who commits where other files are included', () => {
  it('is asked of git, and again only when the files say something else', async () => {
    await GitSandbox.use('who', async (sandbox) => {
      for (const [name, value] of Object.entries(sandbox.isolation)) vi.stubEnv(name, value);
      const repository = await sandbox.init('shop');
      await writeFile(join(sandbox.folder, 'work.config'), '[user]\n  email = work@example.invalid\n');
      await repository.git('config', 'include.path', join(sandbox.folder, 'work.config'));
      let asked = 0;
      const locate = (): Promise<string | null> => {
        asked++;
        return findProgram('git', process.env);
      };
      const reader = new GitProcessIdentity(locate, process.env);
      const work = { name: 'Tester', email: 'work@example.invalid' };
      expect(await reader.identity(repository.root, never)).toEqual(work);
      expect(await reader.identity(repository.root, never)).toEqual(work);
      expect(asked).toBe(1);
      await repository.git('config', 'user.name', 'Dana');
      expect(await reader.identity(repository.root, never)).toEqual({ ...work, name: 'Dana' });
      vi.unstubAllEnvs();
    });
  });
});

describe('who commits in a linked work tree', () => {
  it('is read by files as git reads it', async () => {
    await GitSandbox.use('who', async (sandbox) => {
      const repository = await sandbox.init('shop');
      await repository.git('config', 'user.name', 'Dana');
      await repository.commit('a.txt', 'a\n');
      await repository.git('worktree', 'add', '--quiet', '--detach', '../tree');
      const files = new GitFilesIdentity({ HOME: join(sandbox.folder, 'home') });
      expect(await files.identity(join(sandbox.folder, 'tree'), never)).toEqual({
        name: 'Dana',
        email: 'tester@example.invalid',
      });
    });
  });
});
