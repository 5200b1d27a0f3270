/** Answers for whether HEAD or a ref was written, whatever it says. */
import { join } from 'node:path';
import { fileStamp } from './boundedFile';
import { readGitConfig } from './gitConfig';
import { findGitDirectory } from './gitDirectory';
import { readHead, refPath, shortBranchName } from './refs';
import { findUpstream } from './upstream';

/**
 * The stamps of HEAD, of the files of its branch, of the branch's upstream and of the stashes, and of what refs are
 * packed in. A fingerprint alone says nothing of a branch that was moved and moved back while it was read.
 * @returns empty when `root` is no repository
 * @throws the signal's reason when aborted.
 */
export async function gitStamps(root: string, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const directory = await findGitDirectory(root);
  if (directory === null) return '';
  const { gitDir, commonDir } = directory;
  const [head, config] = await Promise.all([readHead(directory), readGitConfig(directory)]);
  const branch = head.kind === 'branch' ? head.ref : null;
  const upstream = branch === null ? null : findUpstream(config, shortBranchName(branch));
  const refs = [branch, upstream?.ref ?? null, 'refs/stash'].filter((ref) => ref !== null);
  const tables = join('reftable', 'tables.list');
  const files = [
    join(gitDir, 'HEAD'),
    join(commonDir, 'packed-refs'),
    join(commonDir, tables),
    join(gitDir, tables),
    ...refs.map((ref) => refPath(directory, ref)),
  ];
  const stamps = await Promise.all(files.map(fileStamp));
  signal.throwIfAborted();
  return stamps.map((stamp) => stamp ?? '-').join(' ');
}
