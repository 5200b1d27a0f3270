/** Answers for what git does in a terminal, one deed after the other, and what each shows. */
import type { GitState } from '../../src/domain/git';
import type { GitRepository } from '../fakes/gitRepository';
import type { GitPlace } from './gitPlaces';

export interface GitDeed {
  readonly name: string;
  readonly act: (place: GitPlace) => Promise<unknown>;
  /** What is different afterwards. */
  readonly shows: (before: GitState, after: GitState) => boolean;
  /** Where it can be done; everywhere unless told. */
  readonly isPossible?: (place: GitPlace) => boolean;
}

const movesHead = (before: GitState, after: GitState): boolean => before.head !== after.head;
const changes =
  (...keys: readonly (keyof GitState)[]) =>
  (before: GitState, after: GitState): boolean =>
    keys.every((key) => before[key] !== after[key]);
const begins =
  (operation: GitState['state']) =>
  (_: GitState, after: GitState): boolean =>
    after.state === operation;
const nothing = (): boolean => true;
const hasSubmodule = ({ submodule }: GitPlace): boolean => submodule !== null;
const inSubmodule = ({ submodule, tree }: GitPlace): GitRepository => submodule ?? tree;

/** In this order: each begins where the one before ended. */
export const gitDeeds: readonly GitDeed[] = [
  {
    name: 'add',
    act: ({ tree }) => tree.write('a.txt', 'a\n').then(() => tree.git('add', 'a.txt')),
    shows: changes('staged'),
  },
  {
    name: 'rm --cached',
    act: ({ tree }) => tree.git('rm', '--quiet', '--cached', 'a.txt'),
    shows: changes('staged', 'untracked'),
  },
  { name: 'commit', act: ({ tree }) => tree.commit('a.txt', 'a\n'), shows: changes('head', 'ahead') },
  {
    name: 'commit --allow-empty',
    act: ({ tree }) => tree.git('commit', '--quiet', '--allow-empty', '-m', 'x'),
    shows: movesHead,
  },
  {
    name: 'commit --amend',
    act: ({ tree }) => tree.git('commit', '--quiet', '--amend', '--allow-empty', '-m', 'y'),
    shows: movesHead,
  },
  { name: 'rm', act: ({ tree }) => tree.git('rm', '--quiet', 'a.txt'), shows: changes('staged') },
  {
    name: 'reset --hard',
    act: ({ tree }) => tree.git('reset', '--quiet', '--hard', 'HEAD~1'),
    shows: changes('head', 'staged'),
  },
  {
    name: 'checkout -b',
    act: ({ tree }) => tree.git('checkout', '--quiet', '-b', 'topic'),
    shows: changes('branch', 'upstream'),
  },
  {
    name: 'branch --set-upstream-to',
    act: ({ tree }) => tree.git('branch', '--quiet', '--set-upstream-to', 'origin/base'),
    shows: changes('upstream'),
  },
  {
    name: 'config',
    act: ({ tree }) => tree.git('config', '--unset', 'branch.topic.merge'),
    shows: changes('upstream'),
  },
  { name: 'branch -m', act: ({ tree }) => tree.git('branch', '-m', 'theme'), shows: changes('branch') },
  { name: 'checkout', act: ({ tree }) => tree.git('checkout', '--quiet', 'work'), shows: changes('branch') },
  {
    name: 'checkout --detach',
    act: ({ tree }) => tree.git('checkout', '--quiet', '--detach'),
    shows: changes('detached'),
  },
  { name: 'switch', act: ({ tree }) => tree.git('switch', '--quiet', 'work'), shows: changes('detached') },
  { name: 'merge with a conflict', act: ({ tree }) => tree.gitFails('merge', 'side'), shows: begins('merge') },
  { name: 'merge --abort', act: ({ tree }) => tree.git('merge', '--abort'), shows: begins('clean') },
  {
    name: 'rebase that stops',
    act: ({ tree }) => tree.gitFails('rebase', '--quiet', '--onto', 'side', 'HEAD~2'),
    shows: begins('rebase'),
  },
  { name: 'rebase --abort', act: ({ tree }) => tree.git('rebase', '--abort'), shows: begins('clean') },
  {
    name: 'rebase that stops again',
    act: ({ tree }) => tree.gitFails('rebase', '--quiet', '--onto', 'side', 'HEAD~2'),
    shows: begins('rebase'),
  },
  {
    name: 'rebase --continue',
    act: async ({ tree }) => {
      await tree.write('file.txt', 'both\n');
      await tree.git('add', 'file.txt');
      await tree.git('rebase', '--continue');
    },
    shows: (before, after) => after.state === 'clean' && before.head !== after.head,
  },
  {
    name: 'cherry-pick that stops',
    act: ({ tree }) => tree.gitFails('cherry-pick', 'other'),
    shows: begins('cherry-pick'),
  },
  { name: 'cherry-pick --abort', act: ({ tree }) => tree.git('cherry-pick', '--abort'), shows: begins('clean') },
  { name: 'revert', act: ({ tree }) => tree.git('revert', '--no-edit', 'HEAD'), shows: movesHead },
  { name: 'revert --no-commit', act: ({ tree }) => tree.git('revert', '--no-commit', 'HEAD'), shows: begins('revert') },
  { name: 'revert --abort', act: ({ tree }) => tree.git('revert', '--abort'), shows: begins('clean') },
  { name: 'bisect start', act: ({ tree }) => tree.git('bisect', 'start', 'HEAD', 'HEAD~2'), shows: begins('bisect') },
  { name: 'bisect reset', act: ({ tree }) => tree.git('bisect', 'reset'), shows: begins('clean') },
  {
    name: 'stash push',
    act: ({ tree }) => tree.write('file.txt', 'later\n').then(() => tree.git('stash', 'push', '--quiet')),
    shows: changes('stashes'),
  },
  {
    name: 'stash push, again',
    act: ({ tree }) => tree.write('file.txt', 'much later\n').then(() => tree.git('stash', 'push', '--quiet')),
    shows: changes('stashes'),
  },
  {
    name: 'stash drop in the middle',
    act: ({ tree }) => tree.git('stash', 'drop', '--quiet', 'stash@{1}'),
    shows: changes('stashes'),
  },
  { name: 'stash pop', act: ({ tree }) => tree.git('stash', 'pop', '--quiet'), shows: changes('stashes', 'unstaged') },
  { name: 'restore', act: ({ tree }) => tree.git('reset', '--quiet', '--hard'), shows: changes('unstaged') },
  { name: 'tag', act: ({ tree }) => tree.git('tag', 'v1'), shows: nothing },
  {
    name: 'push',
    act: ({ tree }) => tree.git('push', '--quiet', '--force', 'origin', 'work'),
    shows: changes('ahead'),
  },
  {
    name: 'fetch',
    act: async ({ tree, other }) => {
      await other.git('pull', '--quiet', '--rebase=false', '--strategy-option', 'theirs', 'origin', 'work');
      await other.commit('far.txt', 'far\n');
      await other.git('push', '--quiet', 'origin', 'HEAD:work');
      await tree.git('fetch', '--quiet');
    },
    shows: changes('behind'),
  },
  { name: 'pull', act: ({ tree }) => tree.git('pull', '--quiet', '--ff-only'), shows: changes('behind', 'head') },
  { name: 'update-ref', act: ({ tree }) => tree.git('update-ref', 'refs/heads/work', 'HEAD~1'), shows: movesHead },
  { name: 'reset --soft', act: ({ tree }) => tree.git('reset', '--quiet', '--soft', 'HEAD~1'), shows: movesHead },
  {
    name: 'worktree add',
    act: ({ tree }) => tree.git('worktree', 'add', '--quiet', '--detach', '../added'),
    shows: changes('worktrees'),
  },
  {
    name: 'worktree remove',
    act: ({ tree }) => tree.git('worktree', 'remove', '--force', '../added'),
    shows: changes('worktrees'),
  },
  {
    name: 'commit in a submodule',
    isPossible: hasSubmodule,
    act: (place) => inSubmodule(place).git('commit', '--quiet', '--allow-empty', '-m', 'inner'),
    shows: changes('unstaged'),
  },
  {
    name: 'submodule update',
    isPossible: hasSubmodule,
    act: ({ tree }) => tree.git('submodule', '--quiet', 'update'),
    shows: changes('unstaged'),
  },
];
