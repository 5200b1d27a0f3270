/** Answers for the places a work tree can keep its git folder in, each with what git does things to. */
import { join } from 'node:path';
import type { GitSandbox, GitRepository } from '../fakes/gitRepository';

export interface GitPlace {
  /** The work tree that is watched. */
  readonly tree: GitRepository;
  /** A clone of the same remote, where others commit. */
  readonly other: GitRepository;
  /** A submodule in the work tree; null: none. */
  readonly submodule: GitRepository | null;
}

const origin = async (sandbox: GitSandbox): Promise<GitRepository> => {
  const origin = await sandbox.init('origin');
  await origin.diverge();
  await origin.git('branch', 'base');
  await origin.git('checkout', '--quiet', '-b', 'other', 'side~1');
  await origin.commit('file.txt', 'other\n');
  await origin.git('checkout', '--quiet', 'main');
  await origin.git('config', 'receive.denyCurrentBranch', 'ignore');
  return origin;
};

async function clone(sandbox: GitSandbox, name: string): Promise<GitRepository> {
  await sandbox.run(sandbox.folder, ['clone', '--quiet', 'origin', name]);
  return sandbox.at(join(sandbox.folder, name));
}

async function work(tree: GitRepository): Promise<void> {
  for (const branch of ['side', 'other']) await tree.git('branch', '--quiet', branch, `origin/${branch}`);
  await tree.git('push', '--quiet', 'origin', 'HEAD:refs/heads/work');
  await tree.git('checkout', '--quiet', '-B', 'work', '--track', 'origin/work');
  await tree.commit('file.txt', 'work\n');
}

export const gitPlaces: Readonly<Record<string, (sandbox: GitSandbox) => Promise<GitPlace>>> = {
  'a plain repository': async (sandbox) => {
    await origin(sandbox);
    const tree = await clone(sandbox, 'tree');
    await work(tree);
    return { tree, other: await clone(sandbox, 'others'), submodule: null };
  },
  'a linked work tree': async (sandbox) => {
    await origin(sandbox);
    const main = await clone(sandbox, 'main');
    await main.git('worktree', 'add', '--quiet', '--detach', '../tree');
    const tree = sandbox.at(join(sandbox.folder, 'tree'));
    await work(tree);
    return { tree, other: await clone(sandbox, 'others'), submodule: null };
  },
  'a submodule': async (sandbox) => {
    await origin(sandbox);
    const around = await sandbox.init('around');
    await around.commit('a.txt', 'a\n');
    await around.git('submodule', '--quiet', 'add', '../origin', 'libs/tree');
    await around.git('commit', '--quiet', '--message', 'submodule');
    const tree = sandbox.at(join(around.root, 'libs/tree'));
    await work(tree);
    return { tree, other: await clone(sandbox, 'others'), submodule: null };
  },
  'a repository around a submodule': async (sandbox) => {
    const library = await sandbox.init('library');
    await library.commit('a.txt', 'a\n');
    await origin(sandbox);
    const tree = await clone(sandbox, 'tree');
    await work(tree);
    await tree.git('submodule', '--quiet', 'add', '../library', 'libs/inner');
    await tree.git('commit', '--quiet', '--amend', '--no-edit');
    const submodule = sandbox.at(join(tree.root, 'libs/inner'));
    return { tree, other: await clone(sandbox, 'others'), submodule };
  },
};
