/** The roles of looking at folders: where repositories are, what moved in them, what they call themselves. */
import type { TrackerHome } from './tracker';
import type { WatchTarget } from './fileWatcher';

/** A repository's work tree, or a workspace folder outside any repository. */
export interface Home extends TrackerHome {
  readonly isGit: boolean;
}

export interface WorkspaceReader {
  /** The homes of these folders (absolute paths), in order, each once, with unique names. */
  findHomes(folders: readonly string[], signal: AbortSignal): Promise<readonly Home[]>;
  /** A cheap value that moves when HEAD, the index or a ref of the repository at `root` moves; null when unknown. */
  gitFingerprint(root: string, signal: AbortSignal): Promise<string | null>;
  /** What to watch to learn that the repository at `root` moved. */
  gitWatchTargets(root: string, signal: AbortSignal): Promise<readonly WatchTarget[]>;
  /** What the project in `root` calls itself in its manifest; null when nothing says. */
  readProject(
    root: string,
    signal: AbortSignal,
  ): Promise<{ readonly name: string; readonly version: string | null } | null>;
}
