/** Answers for what people, editors and git do to the records of a repository, as steps that a property can combine. */
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { GitRepository } from '../../fakes/gitRepository';
import { sampleText } from './sampleFormat';

/** What a step is done to; the numbers choose among what is there. */
export interface Stage {
  readonly repository: GitRepository;
  /** An absolute path outside the repository, of a record. */
  readonly outside: string;
  /** Looks at the tree in the middle of a step. */
  look(): Promise<void>;
  a: number;
  b: number;
}

export type Step = (stage: Stage) => Promise<unknown>;

const places = [
  'notes/open/one.md',
  'notes/open/two.md',
  'notes/open/three.md',
  'notes/open/deep/four.md',
  'notes/open/deep/er/five.md',
  'notes/done/six.md',
  'notes/done/seven.md',
  'notes/done/kept/eight.md',
  'notes/open/readme.md',
  'elsewhere/nine.md',
] as const;
const branches = ['main', 'side', 'third'] as const;

const pick = <T>(from: readonly T[], number: number): T => {
  const item = from[number % from.length];
  if (item === undefined) throw new Error('nothing to choose from');
  return item;
};

let counter = 0;
const id = (): string => `n${100_000 + counter++}`;

const path = ({ a }: Stage): string => pick(places, a);
const other = ({ b }: Stage): string => pick(places, b);
const file = (stage: Stage): string => join(stage.repository.root, path(stage));

async function write(stage: Stage, text: string): Promise<void> {
  await mkdir(dirname(file(stage)), { recursive: true });
  await writeFile(file(stage), text);
}

/** Swaps digits, so that the size stays. */
async function flip(stage: Stage): Promise<void> {
  const text = await readFile(file(stage), 'utf8');
  await writeFile(
    file(stage),
    text.replace(/\d/g, (digit) => String(9 - Number(digit))),
  );
}

async function commitAll({ repository }: Stage): Promise<void> {
  await repository.git('add', '-A');
  await repository.git('commit', '--quiet', '-m', id());
}

/** Every place has a record, and all of them are committed. */
export async function beginTree(repository: GitRepository): Promise<void> {
  for (const place of places) await repository.write(place, sampleText(id()));
  await repository.git('add', '-A');
  await repository.git('commit', '--quiet', '-m', 'first');
}

const git =
  (...args: readonly string[]): Step =>
  ({ repository }) =>
    repository.git(...args);

const onPath =
  (...args: readonly string[]): Step =>
  (stage) =>
    stage.repository.git(...args, '--', path(stage));

const onBranch =
  (...args: readonly string[]): Step =>
  (stage) =>
    stage.repository.git(...args, pick(branches, stage.a));

const ignore =
  (lines: string): Step =>
  ({ repository }) =>
    writeFile(join(repository.root, '.gitignore'), lines);

/** A step that cannot be done where the tree stands is left out: git says so, or the file is not there. */
export const steps = {
  write: (stage) => write(stage, sampleText(id())),
  writeWithFields: (stage) => write(stage, sampleText(id(), 'With more', 'labels: [x, y]\ncreated: never\n')),
  writeBroken: (stage) => write(stage, `---\nid: [${id()}\n---\n`),
  writeNoRecord: (stage) => write(stage, '---\nkind: page\n---\n'),
  writePlain: (stage) => write(stage, '# No front matter\n'),
  flip,
  flipAtOnce: async (stage) => {
    await flip(stage);
    await stage.look();
    await flip(stage);
  },
  flipAndKeepTime: async (stage) => {
    const { atime, mtime } = await lstat(file(stage));
    await flip(stage);
    await utimes(file(stage), atime, mtime);
  },
  replaceByRename: async (stage) => {
    await writeFile(`${file(stage)}.tmp`, sampleText(id()));
    await rename(`${file(stage)}.tmp`, file(stage));
  },
  editAndTakeBack: async (stage) => {
    const before = await readFile(file(stage));
    await writeFile(file(stage), sampleText(id()));
    await stage.look();
    await writeFile(file(stage), before);
  },
  remove: (stage) => rm(file(stage)),
  removeAndPutBack: async (stage) => {
    const before = await readFile(file(stage));
    await rm(file(stage));
    await stage.look();
    await writeFile(file(stage), before);
  },
  move: async (stage) => {
    await mkdir(dirname(join(stage.repository.root, other(stage))), { recursive: true });
    await rename(file(stage), join(stage.repository.root, other(stage)));
  },
  copy: (stage) => cp(file(stage), join(stage.repository.root, other(stage))),
  moveFolder: ({ repository: { root } }) => rename(join(root, 'notes/open/deep'), join(root, 'notes/done/deep')),
  moveFolderBack: ({ repository: { root } }) => rename(join(root, 'notes/done/deep'), join(root, 'notes/open/deep')),
  removeFolder: (stage) => rm(dirname(file(stage)), { recursive: true }),
  folderForFile: async (stage) => {
    await rm(file(stage), { force: true, recursive: true });
    await mkdir(file(stage));
    await writeFile(join(file(stage), 'inner.md'), sampleText(id()));
  },
  removeWhatever: (stage) => rm(file(stage), { recursive: true }),
  linkInside: async (stage) => {
    await rm(file(stage), { force: true });
    await symlink(join(stage.repository.root, other(stage)), file(stage));
  },
  linkOutside: async (stage) => {
    await rm(file(stage), { force: true });
    await symlink(stage.outside, file(stage));
  },
  linkFolder: async ({ repository: { root } }) => {
    await rename(join(root, 'notes/open/deep'), join(root, 'elsewhere/deep'));
    await symlink('../../elsewhere/deep', join(root, 'notes/open/deep'));
  },
  unlinkFolder: async ({ repository: { root } }) => {
    if ((await lstat(join(root, 'notes/open/deep'))).isSymbolicLink()) await rm(join(root, 'notes/open/deep'));
  },
  linkRoot: async ({ repository: { root } }) => {
    await rename(join(root, 'notes/done'), join(root, 'elsewhere/done'));
    await symlink('../elsewhere/done', join(root, 'notes/done'));
  },
  unlinkRoot: async ({ repository: { root } }) => {
    if (!(await lstat(join(root, 'notes/done'))).isSymbolicLink()) return;
    await rm(join(root, 'notes/done'));
    await rename(join(root, 'elsewhere/done'), join(root, 'notes/done'));
  },
  makeExecutable: (stage) => chmod(file(stage), 0o755),
  nestRepository: async ({ repository }) => {
    const nested = repository.sandbox.at(join(repository.root, 'notes/open/nested'));
    await mkdir(nested.root, { recursive: true });
    await nested.git('init', '--quiet');
    await nested.write('ten.md', sampleText(id()));
  },
  editNested: (stage) => writeFile(join(stage.repository.root, 'notes/open/nested/ten.md'), sampleText(id())),
  commitNested: async ({ repository }) => {
    const nested = repository.sandbox.at(join(repository.root, 'notes/open/nested'));
    if (!(await readdir(nested.root)).includes('.git')) return;
    await nested.git('add', '-A');
    await nested.git('commit', '--quiet', '-m', 'nested');
  },
  ignoreDone: ignore('notes/done/\n'),
  ignoreSome: ignore('notes/open/t*.md\n*/deep/er\n'),
  ignoreAll: ignore('notes/\n'),
  ignoreNothing: ignore(''),
  add: onPath('add', '-f'),
  addAll: git('add', '-A'),
  unstage: git('reset', '--quiet'),
  untrack: onPath('rm', '--cached', '--quiet'),
  gitMove: (stage) => stage.repository.git('mv', '-f', path(stage), other(stage)),
  commit: (stage) => commitAll(stage),
  commitStaged: (stage) => stage.repository.git('commit', '--quiet', '-m', id()),
  commitPath: (stage) => stage.repository.git('commit', '--quiet', '-m', id(), '--', path(stage)),
  amend: git('commit', '--quiet', '--amend', '--all', '--no-edit', '--allow-empty'),
  amendAndForget: async ({ repository }) => {
    await repository.git('commit', '--quiet', '--amend', '--all', '-m', id(), '--allow-empty');
    await repository.git('reflog', 'expire', '--expire=now', '--all');
    await repository.git('gc', '--quiet', '--prune=now');
  },
  revert: git('revert', '--no-edit', 'HEAD'),
  resetHard: git('reset', '--quiet', '--hard', 'HEAD~1'),
  resetSoft: git('reset', '--quiet', '--soft', 'HEAD~1'),
  discard: git('checkout', '--quiet', '--', '.'),
  discardPath: onPath('checkout', '--quiet', 'HEAD'),
  branch: onBranch('checkout', '--quiet', '-B'),
  switch: onBranch('checkout', '--quiet'),
  switchByForce: onBranch('checkout', '--quiet', '--force'),
  detach: git('checkout', '--quiet', '--detach', 'HEAD~1'),
  orphan: git('checkout', '--quiet', '--orphan', 'bare-start'),
  merge: onBranch('merge', '--no-edit', '--quiet'),
  abortMerge: git('merge', '--abort'),
  rebase: onBranch('rebase', '--quiet'),
  continueRebase: async ({ repository }) => {
    await repository.git('add', '-A');
    await repository.git('rebase', '--continue');
  },
  abortRebase: git('rebase', '--abort'),
  cherryPick: onBranch('cherry-pick'),
  abortCherryPick: git('cherry-pick', '--abort'),
  editAndCommit: async (stage) => {
    await write(stage, sampleText(id()));
    await commitAll(stage);
  },
  moveAndCommit: async (stage) => {
    await stage.repository.git('mv', '-f', path(stage), other(stage));
    await commitAll(stage);
  },
  removeAndCommit: async (stage) => {
    await rm(file(stage));
    await commitAll(stage);
  },
  moveFolderAndCommit: async (stage) => {
    await rename(join(stage.repository.root, 'notes/done'), join(stage.repository.root, 'notes/open/was-done'));
    await commitAll(stage);
  },
  untrackAndIgnore: async (stage) => {
    await stage.repository.git('rm', '--cached', '--quiet', '-r', '--', 'notes/done', path(stage));
    await writeFile(join(stage.repository.root, '.gitignore'), `notes/done/\n${path(stage)}\n`);
    await stage.look();
    await flip(stage);
  },
  flipTheIgnored: (stage) => flip({ ...stage, a: 5 }),
  flipAssumedUnchanged: async (stage) => {
    await stage.repository.git('update-index', '--assume-unchanged', '--', path(stage));
    await stage.look();
    await flip(stage);
  },
  flipSkipped: async (stage) => {
    await stage.repository.git('update-index', '--skip-worktree', '--', path(stage));
    await stage.look();
    await flip(stage);
    await stage.look();
    await flip(stage);
    await stage.repository.git('update-index', '--no-skip-worktree', '--', path(stage));
  },
  flipBehindLink: async (stage) => {
    const target = join(stage.repository.root, 'elsewhere/nine.md');
    await writeFile(target, sampleText(id()));
    await rm(file(stage), { force: true });
    await symlink(target, file(stage));
    await commitAll(stage);
    await stage.look();
    await writeFile(target, sampleText(id()));
    await commitAll(stage);
  },
  flipBehindRootLink: async (stage) => {
    await rename(join(stage.repository.root, 'notes/done'), join(stage.repository.root, 'elsewhere/done'));
    await symlink('../elsewhere/done', join(stage.repository.root, 'notes/done'));
    await commitAll(stage);
    await stage.look();
    await flip({ ...stage, a: 5 });
  },
  stash: git('stash', '--quiet'),
  stashUntracked: git('stash', '--quiet', '--include-untracked'),
  unstash: git('stash', 'pop', '--quiet'),
  assumeUnchanged: onPath('update-index', '--assume-unchanged'),
  noAssumeUnchanged: onPath('update-index', '--no-assume-unchanged'),
  skipWorkTree: onPath('update-index', '--skip-worktree'),
  noSkipWorkTree: onPath('update-index', '--no-skip-worktree'),
  refreshIndex: git('status', '--short'),
} satisfies Record<string, Step>;

export type StepName = keyof typeof steps;
export const stepNames = Object.keys(steps) as readonly StepName[];
