/** The roles of looking at folders: where repositories are, what moved in them, what they call themselves. */
import type { TrackerHome } from './tracker';
import type { WatchTarget } from './fileWatcher';

/** A repository's work tree, or a workspace folder outside any repository. */
export interface Home extends TrackerHome {
  readonly isGit: boolean;
  /**
   * Root of the home this folder lies in (a workspace folder inside a repository, a folder with a tracker one level
   * below a workspace folder); null for a repository and for a folder outside any. Such a home has issues, but its
   * git state is that of the other.
   */
  readonly within: string | null;
}

/** Root of the repository line that a home's issues stand under: its own, or that of the home around it. */
export const repositoryOf = ({ root, within }: Home): string => within ?? root;

export interface WorkspaceReader {
  /**
   * The homes of these folders (absolute paths), in order, each once, with unique names.
   * @param signs names of files and folders that make a folder one level below a home of its own
   */
  findHomes(folders: readonly string[], signs: readonly string[], signal: AbortSignal): Promise<readonly Home[]>;
  /**
   * A cheap value that moves when what a reading of the repository at `root` shows moves, its work tree apart: HEAD, the
   * index, the branch, its upstream, stashes, an operation. Not when the same is only kept elsewhere (`git gc`). Null
   * when unknown.
   */
  gitFingerprint(root: string, signal: AbortSignal): Promise<string | null>;
  /**
   * Moves when HEAD or a ref that the fingerprint tells of was written, also where it says the same, or went and came
   * back; and when the same is kept elsewhere by now. Empty when unknown.
   */
  gitStamps(root: string, signal: AbortSignal): Promise<string>;
  /** What to watch to learn that the repository at `root` moved. */
  gitWatchTargets(root: string, signal: AbortSignal): Promise<readonly WatchTarget[]>;
  /**
   * The identity of the lock by which git says that it is at work in the repository at `root`; null: it is not. A lock
   * stays when a git that held it died.
   */
  gitLock(root: string, signal: AbortSignal): Promise<string | null>;
  /** What the project in `root` calls itself in its manifest; null when nothing says. */
  readProject(
    root: string,
    signal: AbortSignal,
  ): Promise<{ readonly name: string; readonly version: string | null } | null>;
}
