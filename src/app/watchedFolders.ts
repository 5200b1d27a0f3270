/** Answers for which watched folders are such that a watch of them is but a hint. */
import type { FileWatcher, WatchTarget } from '../ports/fileWatcher';

export class WatchedFolders {
  /** By folder: why its watch is but a hint; null: it is not. */
  private why: ReadonlyMap<string, string | null> = new Map();

  constructor(private readonly fileWatcher: Pick<FileWatcher, 'whyOnlyAHint'> | null) {}

  /** Looks at these folders, and forgets others. */
  async look(folders: readonly string[]): Promise<void> {
    const { fileWatcher } = this;
    if (fileWatcher === null) return;
    const distinct = [...new Set(folders)];
    const answers = await Promise.all(distinct.map((folder) => fileWatcher.whyOnlyAHint(folder)));
    this.why = new Map(distinct.map((folder, at) => [folder, answers[at] ?? null]));
  }

  /** Why a watch of these is but a hint; null: it tells of all. A folder not looked at is as the nearest one above it. */
  whyOnlyAHint(targets: readonly WatchTarget[]): string | null {
    for (const { folder } of targets) {
      const why = this.of(folder);
      if (why !== null) return why;
    }
    return null;
  }

  private of(folder: string): string | null {
    for (let at = folder; at !== ''; at = above(at)) {
      const known = this.why.get(at);
      if (known !== undefined) return known;
    }
    return null;
  }
}

const above = (folder: string): string =>
  folder.slice(0, Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\'), 0));
