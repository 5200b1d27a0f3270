/** Answers for the cases of the git contract about where a repository keeps things, and whom it follows. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GitRepository, GitSandbox } from '../fakes/gitRepository';
import type { GitCase } from './gitReaderContract';

async function clone(
  sandbox: GitSandbox,
  from: GitRepository,
  name: string,
  ...options: string[]
): Promise<GitRepository> {
  await from.git('clone', '--quiet', ...options, pathToFileURL(from.root).href, join(sandbox.folder, name));
  return sandbox.at(join(sandbox.folder, name));
}

export const gitLayoutCases: readonly GitCase[] = [
  {
    fact: 'reads how far a branch is from its upstream',
    async run({ sandbox, check }) {
      const origin = await sandbox.init('origin');
      await origin.commit('a.txt', '1\n');
      const repository = await clone(sandbox, origin, 'repo');
      await check(repository, { upstream: 'origin/main', ahead: 0, behind: 0 });
      await origin.commit('a.txt', '2\n');
      await repository.git('fetch', '--quiet');
      for (const name of ['b', 'c']) await repository.commit(`${name}.txt`, 'x\n');
      await check(repository, { upstream: 'origin/main', ahead: 2, behind: 1 });
    },
  },
  {
    fact: 'keeps the name of an upstream that is gone, without a distance',
    async run({ sandbox, check }) {
      const origin = await sandbox.init('origin');
      await origin.commit('a.txt', '1\n');
      const repository = await clone(sandbox, origin, 'repo');
      await repository.git('update-ref', '-d', 'refs/remotes/origin/main');
      await check(repository, { upstream: 'origin/main', ahead: null, behind: null });
    },
  },
  {
    fact: 'reads an upstream with another name, another place, and a local one',
    async run({ sandbox, check }) {
      const origin = await sandbox.init('origin');
      await origin.commit('a.txt', '1\n');
      await origin.git('branch', 'team/next');
      const repository = await clone(sandbox, origin, 'repo', '--origin', 'up/stream');
      await repository.git('checkout', '--quiet', '-b', 'mine', '--track', 'up/stream/team/next');
      await check(repository, { branch: 'mine', upstream: 'up/stream/team/next', ahead: 0, behind: 0 });
      await repository.git('checkout', '--quiet', '-b', 'local', '--track', 'main');
      await repository.commit('b.txt', 'b\n');
      await check(repository, { branch: 'local', upstream: 'main', ahead: 1, behind: 0 });
      await repository.git('config', 'remote.up/stream.fetch', '+refs/heads/*:refs/remotes/elsewhere/*');
      await repository.git('fetch', '--quiet', 'up/stream');
      await repository.git('checkout', '--quiet', 'mine');
      await check(repository, { branch: 'mine', upstream: 'elsewhere/team/next', ahead: 0, behind: 0 });
    },
  },
  {
    fact: 'has no upstream on a branch that follows none',
    async run({ sandbox, check }) {
      const origin = await sandbox.init('origin');
      await origin.commit('a.txt', '1\n');
      const repository = await clone(sandbox, origin, 'repo');
      await repository.git('checkout', '--quiet', '--no-track', '-b', 'alone');
      await check(repository, { branch: 'alone', upstream: null, ahead: null, behind: null });
    },
  },
  {
    fact: 'reads refs that are packed, and a loose one before a packed one',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.commit('a.txt', '1\n');
      await repository.git('tag', '--annotate', '--message', 'tag', 'v1');
      await repository.git('branch', 'main-2');
      await repository.git('pack-refs', '--all', '--prune');
      await check(repository, { branch: 'main', unborn: false });
      await repository.commit('a.txt', '2\n');
      await check(repository, { branch: 'main' });
    },
  },
  {
    fact: 'reads a linked work tree and counts the living ones',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      await repository.commit('a.txt', '1\n');
      await repository.write('a.txt', 'stashed\n');
      await repository.git('stash', 'push', '--quiet');
      for (const name of ['one', 'two', 'gone'])
        await repository.git('worktree', 'add', '--quiet', '-b', name, `../${name}`);
      await rm(join(sandbox.folder, 'gone'), { recursive: true });
      const linked = sandbox.at(join(sandbox.folder, 'one'));
      await linked.write('new.txt', 'new\n');
      await check(linked, { branch: 'one', worktrees: 3, untracked: 1, stashes: 1 });
      await check(repository, { branch: 'main', worktrees: 3, untracked: 0, stashes: 1 });
    },
  },
  {
    fact: 'reads a submodule',
    async run({ sandbox, check }) {
      const library = await sandbox.init('library');
      await library.commit('lib.txt', 'lib\n');
      const repository = await sandbox.init('repo');
      await repository.commit('a.txt', 'a\n');
      await repository.git('submodule', '--quiet', 'add', pathToFileURL(library.root).href, 'deps/lib');
      const submodule = sandbox.at(join(repository.root, 'deps/lib'));
      await check(submodule, { branch: 'main', upstream: 'origin/main', worktrees: 1 });
      await check(repository, { branch: 'main', staged: 2 });
    },
  },
  {
    fact: 'reads a bare parent and the work trees in it',
    needs: 'bare',
    async run({ sandbox, check }) {
      const origin = await sandbox.init('origin');
      await origin.commit('a.txt', '1\n');
      const project = sandbox.at(join(sandbox.folder, 'project'));
      await project.write('.git', 'gitdir: ./.bare\n');
      await origin.git('clone', '--quiet', '--bare', pathToFileURL(origin.root).href, join(project.root, '.bare'));
      await project.git('worktree', 'add', '--quiet', '-b', 'feature', 'feature');
      await check(sandbox.at(join(project.root, 'feature')), { branch: 'feature', worktrees: 2, staged: 0 });
      await check(project, {
        branch: 'main',
        staged: null,
        unstaged: null,
        untracked: null,
        conflicted: null,
        worktrees: 2,
      });
      await check(sandbox.at(join(project.root, '.bare')), { branch: 'main', staged: null, worktrees: 2 });
    },
  },
  {
    fact: 'reads paths and branches with spaces, quotes and letters of any script',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('My Projekt – größer \u{1F680}');
      await repository.commit('Übersicht "eins".txt', '1\n', 'Überschrift: 漢字');
      await repository.git('checkout', '--quiet', '-b', 'feat/漢字-#12;"x"');
      await repository.git('config', 'branch.feat/漢字-#12;"x".remote', '.');
      await repository.git('config', 'branch.feat/漢字-#12;"x".merge', 'refs/heads/main');
      await repository.write('neue Datei.txt', 'x\n');
      await check(repository, { branch: 'feat/漢字-#12;"x"', upstream: 'main', ahead: 0, behind: 0, untracked: 1 });
    },
  },
  {
    fact: 'does not count files left out of a sparse checkout',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo');
      for (const path of ['in/a.txt', 'out/b.txt']) await repository.commit(path, 'x\n');
      await repository.git('sparse-checkout', 'set', '--cone', 'in');
      await repository.write('in/a.txt', 'edited\n');
      await check(repository, { unstaged: 1, staged: 0, untracked: 0 });
    },
  },
  {
    fact: 'reads a shallow clone',
    async run({ sandbox, check }) {
      const origin = await sandbox.init('origin');
      for (const text of ['1\n', '2\n', '3\n']) await origin.commit('a.txt', text);
      const repository = await clone(sandbox, origin, 'repo', '--depth', '1');
      await check(repository, { branch: 'main', upstream: 'origin/main', ahead: 0, behind: 0 });
    },
  },
  {
    fact: 'reads a repository with SHA-256 names',
    needs: 'sha256',
    async run({ sandbox, check }) {
      const repository = await sandbox.init('repo', '--object-format=sha256');
      await repository.commit('a.txt', '1\n');
      await repository.write('a.txt', '2\n');
      await check(repository, { branch: 'main', unstaged: 1, unborn: false });
    },
  },
];
