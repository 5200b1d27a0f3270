/** Answers for telling that something below a folder moved, by a watch on each folder of the tree. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Disposable } from '../../ports/disposable';
import { FolderWatch } from './folderWatch';

/** A tree with more folders is not watched: somebody has to look now and then. */
const mostFolders = 1_000;

export class TreeWatch implements Disposable {
  private readonly watches = new Map<string, FolderWatch>();
  private disposed = false;

  constructor(
    private readonly root: string,
    private readonly onChange: () => void,
    private readonly onBroken: (why: string) => void,
  ) {
    this.grow(root);
  }

  dispose(): void {
    this.disposed = true;
    for (const watch of this.watches.values()) watch.dispose();
    this.watches.clear();
  }

  /** Watches a folder, and all there are in it. What comes into being in them meanwhile is told of by the one above. */
  private grow(folder: string): void {
    const waiting = [folder];
    for (let next = waiting.pop(); next !== undefined && !this.isOver(); next = waiting.pop()) {
      if (this.watches.size >= mostFolders) {
        this.break(`There are more than ${mostFolders} folders below ${this.root}: too many to watch.`);
        return;
      }
      const own = next;
      const watch = new FolderWatch(
        { folder: own, names: 'all' },
        () => {
          this.notice(own);
        },
        (why) => {
          this.break(why);
        },
      );
      this.watches.set(own, watch);
      // It may have told that it cannot work before it was known.
      if (this.isOver()) watch.dispose();
      waiting.push(...foldersIn(own));
    }
  }

  private notice(folder: string): void {
    if (this.disposed) return;
    const present = new Set(foldersIn(folder));
    for (const known of [...this.watches.keys()]) {
      if (dirname(known) === folder && known !== this.root && !present.has(known)) this.prune(known);
    }
    for (const child of present) if (!this.watches.has(child)) this.grow(child);
    this.onChange();
  }

  private isOver(): boolean {
    return this.disposed;
  }

  private prune(folder: string): void {
    for (const [known, watch] of this.watches) {
      if (known !== folder && !known.startsWith(join(folder, '/'))) continue;
      watch.dispose();
      this.watches.delete(known);
    }
  }

  private break(why: string): void {
    if (this.disposed) return;
    this.dispose();
    this.onBroken(why);
  }
}

/** Links are not followed: they may lead round. Nothing where there is no such folder. */
function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
