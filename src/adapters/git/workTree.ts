/** Answers for the work tree a folder lies in, and for the moment it is at. */
import { dirname, join } from 'node:path';
import { fileStamp, pathExists, realPathOrNull } from './boundedFile';
import { findGitDirectory, type GitDirectory } from './gitDirectory';
import { readHead, resolveRef } from './refs';

/** The repository that git would find from a folder. Whether the folder is in its work tree only git can say. */
export interface EnclosingRepository {
  /** Real path of the folder that was asked about. */
  readonly folder: string;
  readonly directory: GitDirectory;
}

/** Null when there is none; `gone` when the folder itself does not exist. */
export async function findEnclosingRepository(folder: string): Promise<EnclosingRepository | 'gone' | null> {
  const real = await realPathOrNull(folder);
  if (real === null) return 'gone';
  for (let at = real; ; at = dirname(at)) {
    const directory = at === real || (await pathExists(join(at, '.git'))) ? await findGitDirectory(at) : null;
    if (directory !== null) return { folder: real, directory };
    if (dirname(at) === at) return null;
  }
}

/** Two looks at one moment saw the same HEAD and the same index. */
export interface Moment {
  /** The commit checked out; null when there is none, and where the refs are not kept as files. */
  readonly head: string | null;
  /** Moves when the index does; null when there is none. */
  readonly index: string | null;
  /** Moves when any of it does. */
  readonly key: string;
}

/** @throws the signal's reason when aborted. */
export async function readMoment(directory: GitDirectory, signal: AbortSignal): Promise<Moment> {
  const [head, index, reftable, ownReftable] = await Promise.all([
    readHead(directory),
    fileStamp(join(directory.gitDir, 'index')),
    fileStamp(join(directory.commonDir, 'reftable', 'tables.list')),
    fileStamp(join(directory.gitDir, 'reftable', 'tables.list')),
  ]);
  let oid = head.kind === 'detached' ? head.oid : null;
  if (head.kind === 'branch') oid = await resolveRef(directory, head.ref, signal);
  signal.throwIfAborted();
  return { head: oid, index, key: JSON.stringify([head, oid, index, reftable, ownReftable]) };
}

/** True where `a` and `A` name one file: what git asks of a new repository, see `core.ignoreCase` in git-config. */
export const ignoresCase = ({ commonDir }: GitDirectory): Promise<boolean> => pathExists(join(commonDir, 'CoNfIg'));
