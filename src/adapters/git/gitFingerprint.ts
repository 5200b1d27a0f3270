/** Answers for a cheap value that moves when a repository does. */
import { join } from 'node:path';
import { fileSize, fileStamp, listNames, readSmallFile } from './boundedFile';
import { readGitConfig } from './gitConfig';
import { findGitDirectory, type GitDirectory } from './gitDirectory';
import { readOperation, readReturnsTo } from './operation';
import { readHead, resolveRef, shortBranchName } from './refs';
import { submoduleDirectories } from './submodules';
import { findUpstream } from './upstream';
import { countWorktrees } from './worktrees';

const MAX_TABLES_BYTES = 64 * 1024;

/**
 * A value that differs when HEAD, the index, the configuration, the commits of the checked-out branch, of its upstream
 * or of a submodule, the stashes, the number of work trees or the unfinished operation differ; null when `root` is no
 * repository. It says what refs are, not where they are kept, so that `git gc` does not move it. Other refs do not enter
 * it, and neither do the files of the work tree. It reads a few dozen small files, however many refs there are, and
 * spawns nothing.
 * @throws the signal's reason when aborted.
 */
export async function gitFingerprint(root: string, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const directory = await findGitDirectory(root);
  if (directory === null) return null;
  const { gitDir, commonDir } = directory;
  const names = await listNames(gitDir);
  const shared = gitDir === commonDir ? names : await listNames(commonDir);
  const parts = await Promise.all([
    readHeads(directory, signal),
    fileStamp(join(gitDir, 'index')),
    fileStamp(join(commonDir, 'config')),
    names.has('config.worktree') ? fileStamp(join(gitDir, 'config.worktree')) : null,
    shared.has('shallow') ? fileStamp(join(commonDir, 'shallow')) : null,
    shared.has('reftable') ? readUpdates(commonDir) : null,
    gitDir !== commonDir && names.has('reftable') ? readUpdates(gitDir) : null,
    readOperationMark(gitDir, names),
    shared.has('worktrees') ? countWorktrees(commonDir) : null,
    names.has('modules') ? readSubmodules(gitDir, signal) : null,
  ]);
  signal.throwIfAborted();
  return JSON.stringify(parts);
}

/** What HEAD, its branch, the branch's upstream and the stashes are. */
async function readHeads(directory: GitDirectory, signal: AbortSignal): Promise<readonly unknown[]> {
  const [head, config] = await Promise.all([readHead(directory), readGitConfig(directory)]);
  const branch = head.kind === 'branch' ? head.ref : null;
  const upstream = branch === null ? null : findUpstream(config, shortBranchName(branch));
  const refs = [branch, upstream?.ref ?? null, 'refs/stash'].filter((ref) => ref !== null);
  const commits = await Promise.all(refs.map((ref) => resolveRef(directory, ref, signal)));
  // Each stash is a line there; that a line goes from the middle shows nowhere else.
  return [head, commits, await fileSize(join(directory.commonDir, 'logs', 'refs', 'stash'))];
}

/** A submodule is one change of the work tree around it, or none, by its commit and its own changes. */
async function readSubmodules(gitDir: string, signal: AbortSignal): Promise<readonly unknown[]> {
  const directories = await submoduleDirectories(gitDir);
  return Promise.all(
    directories.map(async (own) => {
      const directory: GitDirectory = { gitDir: own, commonDir: own };
      const [head, index] = await Promise.all([readHead(directory), fileStamp(join(own, 'index'))]);
      return [own, head.kind === 'branch' ? await resolveRef(directory, head.ref, signal) : head, index];
    }),
  );
}

async function readOperationMark(gitDir: string, names: ReadonlySet<string>): Promise<readonly unknown[]> {
  const operation = await readOperation(gitDir, names);
  return [operation, await readReturnsTo(gitDir, operation)];
}

/**
 * The number of the last update of refs in tables, which putting tables together does not change. Each line of the list
 * names a table, `<first update>-<last update>-<random>.ref`: https://git-scm.com/docs/reftable#_layout
 */
async function readUpdates(folder: string): Promise<string | null> {
  const list = await readSmallFile(join(folder, 'reftable', 'tables.list'), MAX_TABLES_BYTES);
  const updates = [...(list ?? '').matchAll(/^0x[0-9a-f]+-0x([0-9a-f]+)-\S+\.ref\s*$/gm)].map(
    (match) => match[1] ?? '',
  );
  return updates.length === 0 ? list : (updates.sort().at(-1) ?? null);
}
