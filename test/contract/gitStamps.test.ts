import { describe, expect, it } from 'vitest';
import { gitFingerprint } from '../../src/adapters/git/gitFingerprint';
import { gitStamps } from '../../src/adapters/git/gitStamps';
import { youthMs } from '../../src/domain/stamp';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';

const never = new AbortController().signal;

const inRepository = (use: (repository: GitRepository) => Promise<void>): Promise<void> =>
  GitSandbox.use('stamps', async (sandbox) => {
    const repository = await sandbox.init('shop');
    await repository.commit('a.txt', 'a\n');
    await use(repository);
  });

describe('gitStamps', () => {
  it('stays while nothing is written', () =>
    inRepository(async ({ root }) => {
      expect(await gitStamps(root, never)).toBe(await gitStamps(root, never));
    }));

  it('moves when a branch went and came back, of which the fingerprint says nothing', () =>
    inRepository(async (repository) => {
      const { root } = repository;
      const head = (await repository.git('rev-parse', 'HEAD')).trim();
      const tree = (await repository.git('rev-parse', 'HEAD^{tree}')).trim();
      const other = (await repository.git('commit-tree', tree, '-m', 'other')).trim();
      const before = [await gitFingerprint(root, never), await gitStamps(root, never)];
      await repository.git('update-ref', 'refs/heads/main', other);
      await repository.git('update-ref', 'refs/heads/main', head);
      const after = [await gitFingerprint(root, never), await gitStamps(root, never)];
      expect(after[0]).toBe(before[0]);
      expect(after[1]).not.toBe(before[1]);
    }));

  it.for(['HEAD', 'refs/heads/main'])('moves when %s is written with what it says', (name) =>
    inRepository(async (repository) => {
      const { root } = repository;
      const before = await gitStamps(root, never);
      const said = await repository.git(...(name === 'HEAD' ? ['symbolic-ref', name] : ['rev-parse', name]));
      await repository.write(`.git/${name}`, name === 'HEAD' ? `ref: ${said}` : said);
      expect(await gitStamps(root, never)).not.toBe(before);
    }),
  );

  it('is empty where there is no repository', () =>
    GitSandbox.use('stamps', async ({ folder }) => {
      expect(await gitStamps(folder, never)).toBe('');
    }));
});

describe('gitFingerprint', () => {
  it('holds its stamps so that their age is found in it', () =>
    inRepository(async ({ root }) => {
      const print = (await gitFingerprint(root, never)) ?? '';
      // A clock that is behind the file system's.
      expect(youthMs(print, Date.now(), Date.now() - 60_000)).toBeGreaterThan(0);
      expect(youthMs(print, Date.now(), Date.now() + 60_000)).toBe(0);
    }));
});
