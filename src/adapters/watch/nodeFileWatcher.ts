/** Answers for telling that files moved, with the operating system's own notifications (Node's `fs.watch`). */
import { existsSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disposable } from '../../ports/disposable';
import type { FileWatcher, WatchTarget } from '../../ports/fileWatcher';

/** Watches folders, not files, so that a file replaced by rename is still watched. */
export const nodeFileWatcher: FileWatcher = {
  watch: (target, onChange, onBroken) => new FolderWatch(target, onChange, onBroken),
};

class FolderWatch implements Disposable {
  private watcher: FSWatcher | null = null;
  private disposed = false;
  /** Identity of the watched folder, to notice that another one took its place. */
  private inode: bigint | null = null;

  constructor(
    private readonly target: WatchTarget,
    private readonly onChange: () => void,
    private readonly onBroken: (why: string) => void,
  ) {
    this.arm();
  }

  dispose(): void {
    this.disposed = true;
    this.watcher?.close();
    this.watcher = null;
  }

  /** Watches the folder, or, while it does not exist, the nearest folder above it. */
  private arm(): void {
    this.watcher?.close();
    this.watcher = null;
    if (this.disposed) return;
    const { folder, names } = this.target;
    try {
      this.inode = inodeOf(folder);
      if (this.inode === null) {
        this.awaitFolder();
        return;
      }
      this.listen(watch(folder, { recursive: names === null, persistent: false }), (name) => {
        if (name === basename(folder) && inodeOf(folder) !== this.inode) {
          this.arm();
          this.onChange();
        } else if (names === null || name === null || names.includes(name)) {
          this.onChange();
        }
      });
    } catch (error) {
      this.broken(error);
    }
  }

  private awaitFolder(): void {
    const above = nearestExisting(this.target.folder);
    this.listen(watch(above, { persistent: false }), () => {
      if (existsSync(this.target.folder)) {
        this.arm();
        this.onChange();
      } else if (nearestExisting(this.target.folder) !== above) {
        this.arm();
      }
    });
    // The folder may have come between the look and the watch.
    if (existsSync(this.target.folder)) this.arm();
  }

  private listen(watcher: FSWatcher, onEvent: (name: string | null) => void): void {
    this.watcher = watcher;
    watcher.on('change', (_event, name: string | Buffer | null) => {
      if (this.watcher === watcher) onEvent(name === null ? null : name.toString());
    });
    watcher.on('error', (error) => {
      // Some systems report the removal of the folder as an error.
      if (this.watcher !== watcher) return;
      if (inodeOf(this.target.folder) === this.inode) this.broken(error);
      else this.arm();
    });
  }

  private broken(error: unknown): void {
    this.dispose();
    this.onBroken(error instanceof Error ? error.message : String(error));
  }
}

function inodeOf(folder: string): bigint | null {
  return statSync(folder, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}

function nearestExisting(folder: string): string {
  let above = dirname(folder);
  while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
  return above;
}
