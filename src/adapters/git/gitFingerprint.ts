/** Answers for a cheap value that moves when a repository does. */
import { join } from 'node:path';
import { fileStamp, readSmallFile } from './boundedFile';
import { readGitConfig } from './gitConfig';
import { findGitDirectory, type GitDirectory } from './gitDirectory';
import { OPERATION_MARKERS } from './operation';
import { readHead, refPath, shortBranchName } from './refs';
import { findUpstream } from './upstream';

const MAX_REF_BYTES = 8 * 1024;

/**
 * A value that differs when HEAD, the index, the checked-out branch, its upstream, the packed refs, the stashes
 * or an operation's markers differ; null when `root` is no repository. Other refs do not enter it, and neither
 * do the files of the work tree. It reads a dozen small files and spawns nothing.
 * @throws the signal's reason when aborted.
 */
export async function gitFingerprint(root: string, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const directory = await findGitDirectory(root);
  if (directory === null) return null;
  const { gitDir, commonDir } = directory;
  const parts = await Promise.all([
    readSmallFile(join(gitDir, 'HEAD'), MAX_REF_BYTES),
    fileStamp(join(gitDir, 'index')),
    fileStamp(join(commonDir, 'config')),
    fileStamp(join(commonDir, 'packed-refs')),
    fileStamp(join(commonDir, 'reftable', 'tables.list')),
    fileStamp(join(commonDir, 'logs', 'refs', 'stash')),
    ...OPERATION_MARKERS.map((name) => fileStamp(join(gitDir, name))),
    ...['rebase-merge/head-name', 'rebase-apply/next', 'sequencer/todo'].map((name) => fileStamp(join(gitDir, name))),
    readBranchRefs(directory),
  ]);
  signal.throwIfAborted();
  return parts.map((part) => part?.trim() ?? '-').join('|');
}

async function readBranchRefs(directory: GitDirectory): Promise<string | null> {
  const head = await readHead(directory);
  if (head.kind !== 'branch') return null;
  const upstream = findUpstream(await readGitConfig(directory), shortBranchName(head.ref));
  const refs = upstream === null ? [head.ref] : [head.ref, upstream.ref];
  const loose = await Promise.all(refs.map((ref) => readSmallFile(refPath(directory, ref), MAX_REF_BYTES)));
  return loose.map((text) => text?.trim() ?? '-').join(',');
}
