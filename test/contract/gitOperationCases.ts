/** Answers for the cases of the git contract about HEAD, changes and unfinished operations. */
import { join } from 'node:path';
import type { GitCase } from './gitReaderContract';

export const gitOperationCases: readonly GitCase[] = [
  {
    fact: 'reads a branch without commits as unborn',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.write('a.txt', 'a\n');
      await repository.git('add', 'a.txt');
      await repository.write('folder/b.txt', 'b\n');
      await check(repository, { branch: 'main', head: null, unborn: true, staged: 1, untracked: 1, recentCommits: [] });
    },
  },
  {
    fact: 'reads the ten newest commits with whole messages',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      for (let i = 0; i < 11; i++)
        await repository.commit('a.txt', `${i}\n`, `feat: ${i}\n\nBody ${i}: ä ✓\n\nLast: line`);
      await check(repository, { branch: 'main', staged: 0, unstaged: 0, untracked: 0, conflicted: 0, worktrees: 1 });
    },
  },
  {
    fact: 'counts staged, unstaged and untracked changes, and a rename once',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      for (const name of ['a', 'b', 'c', 'old']) await repository.commit(`${name}.txt`, `${name}\n`.repeat(20));
      await repository.commit('.gitignore', 'ignored/\n');
      await repository.write('a.txt', 'staged\n');
      await repository.git('add', 'a.txt');
      await repository.write('a.txt', 'staged, then edited\n');
      await repository.write('b.txt', 'edited\n');
      await repository.remove('c.txt');
      await repository.git('mv', 'old.txt', '1 new.txt');
      await repository.write('folder/one.txt', '1\n');
      await repository.write('folder/deep/two.txt', '2\n');
      await repository.write('ignored/three.txt', '3\n');
      await check(repository, { staged: 2, unstaged: 3, untracked: 2 });
    },
  },
  {
    fact: 'reads a detached HEAD',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.commit('a.txt', '1\n');
      await repository.commit('a.txt', '2\n');
      await repository.git('checkout', '--quiet', '--detach', 'HEAD~1');
      await check(repository, { branch: null, detached: true, unborn: false });
    },
  },
  {
    fact: 'reads a merge with a conflict',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.diverge();
      await repository.gitFails('merge', 'side');
      await check(repository, { state: 'merge', branch: 'main', conflicted: 1, staged: 0, unstaged: 0 });
    },
  },
  ...(['--merge', '--apply'] as const).map((backend): GitCase => ({
    fact: `reads a rebase that stopped (${backend})`,
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.diverge();
      await repository.git('checkout', '--quiet', '-b', 'feat/4be1-Größe');
      await repository.gitFails('rebase', backend, 'side');
      await check(repository, {
        state: 'rebase',
        branch: null,
        detached: true,
        returnsTo: 'feat/4be1-Größe',
        conflicted: 1,
      });
    },
  })),
  {
    fact: 'names no branch to return to when a rebase began on a detached HEAD',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.diverge();
      await repository.git('checkout', '--quiet', '--detach');
      await repository.gitFails('rebase', 'side');
      await check(repository, { state: 'rebase', detached: true, returnsTo: null });
    },
  },
  {
    fact: 'reads a cherry-pick with a conflict',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.diverge();
      await repository.gitFails('cherry-pick', 'side');
      await check(repository, { state: 'cherry-pick', branch: 'main', conflicted: 1 });
    },
  },
  {
    fact: 'reads a series of cherry-picks between two picks',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.diverge();
      await repository.git('checkout', '--quiet', 'side');
      await repository.commit('other.txt', 'other\n');
      await repository.git('checkout', '--quiet', 'main');
      await repository.gitFails('cherry-pick', 'side~1', 'side');
      await repository.write('file.txt', 'both\n');
      await repository.git('commit', '--quiet', '--all', '--message', 'both');
      await check(repository, { state: 'cherry-pick', branch: 'main', conflicted: 0, staged: 0 });
    },
  },
  {
    fact: 'reads a revert with a conflict',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      for (const text of ['1\n', '2\n', '3\n']) await repository.commit('a.txt', text);
      await repository.gitFails('revert', '--no-edit', 'HEAD~1');
      await check(repository, { state: 'revert', branch: 'main', conflicted: 1 });
    },
  },
  {
    fact: 'reads a bisect and the branch it returns to',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      for (const text of ['1\n', '2\n', '3\n', '4\n']) await repository.commit('a.txt', text);
      await repository.git('bisect', 'start', 'HEAD', 'HEAD~3');
      await check(repository, { state: 'bisect', branch: null, detached: true, returnsTo: 'main' });
    },
  },
  {
    fact: 'reads a bisect in a linked work tree, and none in the main one',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      for (const text of ['1\n', '2\n', '3\n', '4\n']) await repository.commit('a.txt', text);
      await repository.git('worktree', 'add', '--quiet', '-b', 'hunt', '../hunt');
      const linked = sandbox.at(join(sandbox.folder, 'hunt'));
      await linked.git('bisect', 'start', 'HEAD', 'HEAD~3');
      await check(linked, { state: 'bisect', detached: true, returnsTo: 'hunt', worktrees: 2 });
      await check(repository, { state: 'clean', branch: 'main', worktrees: 2 });
    },
  },
  {
    fact: 'reads patches that are being applied from mails',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.diverge();
      const patch = await repository.git('format-patch', '--stdout', 'side~1..side');
      await repository.write('../side.patch', patch);
      await repository.gitFails('am', '../side.patch');
      await check(repository, { state: 'am', branch: 'main', detached: false, returnsTo: null });
    },
  },
  {
    fact: 'counts stashes',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.commit('a.txt', 'a\n');
      for (const text of ['b\n', 'c\n', 'd\n']) {
        await repository.write('a.txt', text);
        await repository.git('stash', 'push', '--quiet', '--message', text);
      }
      await repository.git('stash', 'drop', '--quiet');
      await check(repository, { stashes: 2, unstaged: 0 });
    },
  },
];
