/** Answers for which git operation was begun and not finished, by the marker files it leaves. */
import { join } from 'node:path';
import type { GitOperation } from '../../domain/git';
import { fileExists, readSmallFile } from './boundedFile';
import { isObjectId, shortBranchName } from './refs';

const MAX_MARKER_BYTES = 8 * 1024;
const MAX_SEQUENCE_BYTES = 4 * 1024 * 1024;

/** The names in a git directory that come and go with operations, for watching. */
export const OPERATION_MARKERS = [
  'MERGE_HEAD',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
  'REBASE_HEAD',
  'BISECT_LOG',
  'BISECT_START',
  'rebase-merge',
  'rebase-apply',
  'sequencer',
] as const;

/**
 * The unfinished operation. Where several are nested (a conflict in the middle of a rebase) the outer one
 * is named, in the order of git's own prompt:
 * https://github.com/git/git/blob/master/contrib/completion/git-prompt.sh
 *
 * @param names what lies in `gitDir`.
 */
export async function readOperation(gitDir: string, names: ReadonlySet<string>): Promise<GitOperation> {
  if (names.has('rebase-merge')) return 'rebase';
  if (names.has('rebase-apply')) return (await fileExists(join(gitDir, 'rebase-apply', 'applying'))) ? 'am' : 'rebase';
  if (names.has('MERGE_HEAD')) return 'merge';
  if (names.has('CHERRY_PICK_HEAD')) return 'cherry-pick';
  if (names.has('REVERT_HEAD')) return 'revert';
  const sequencer = names.has('sequencer') ? await readSequencer(gitDir) : null;
  return sequencer ?? (names.has('BISECT_LOG') ? 'bisect' : 'clean');
}

/**
 * The short name of the branch a rebase or bisect returns to; null when it was begun on a detached HEAD,
 * and for every other operation.
 */
export async function readReturnsTo(gitDir: string, operation: GitOperation): Promise<string | null> {
  if (operation === 'rebase') {
    const name =
      (await readMarker(join(gitDir, 'rebase-merge', 'head-name'))) ??
      (await readMarker(join(gitDir, 'rebase-apply', 'head-name')));
    return name?.startsWith('refs/') === true ? shortBranchName(name) : null;
  }
  if (operation === 'bisect') {
    const start = await readMarker(join(gitDir, 'BISECT_START'));
    return start === null || isObjectId(start) ? null : shortBranchName(start);
  }
  return null;
}

/** Between two picks of a series the sequencer's list alone tells what is going on. */
async function readSequencer(gitDir: string): Promise<GitOperation | null> {
  const todo = await readSmallFile(join(gitDir, 'sequencer', 'todo'), MAX_SEQUENCE_BYTES);
  const command = /^\s*([a-z]+)\s/.exec(todo ?? '')?.[1];
  if (command === 'pick' || command === 'p') return 'cherry-pick';
  return command === 'revert' ? 'revert' : null;
}

async function readMarker(path: string): Promise<string | null> {
  const text = (await readSmallFile(path, MAX_MARKER_BYTES))?.trim();
  return text === undefined || text === '' ? null : text;
}
