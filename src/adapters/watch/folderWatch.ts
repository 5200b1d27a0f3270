/** Answers for telling that files in one folder moved, wherever the folder comes from and goes to. */
import { existsSync, statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disposable } from '../../ports/disposable';
import type { WatchTarget } from '../../ports/fileWatcher';
import { whyNotWatched } from './watchFailure';

/** How often a watch is begun anew when folders come and go while it is begun. */
const MAX_ATTEMPTS = 20;

/** Watches a folder, not files, so that a file replaced by rename is still watched. */
export class FolderWatch implements Disposable {
  private watcher: FSWatcher | null = null;
  /** Beside a recursive watch, which does not tell that its own folder went: the folder above. */
  private guard: FSWatcher | null = null;
  private disposed = false;
  /** The folder listened to: the target's, or, while that does not exist, the nearest one above it. */
  private at = '';
  /** Identity of the folder listened to, to notice that another one took its place. */
  private identity: string | null = null;

  constructor(
    private readonly target: WatchTarget,
    private readonly onChange: () => void,
    private readonly onBroken: (why: string) => void,
  ) {
    this.arm();
  }

  dispose(): void {
    this.disposed = true;
    this.stop();
  }

  private stop(): void {
    this.watcher?.close();
    this.guard?.close();
    this.watcher = null;
    this.guard = null;
  }

  private arm(): void {
    try {
      for (let attempt = 1; !this.disposed; attempt++) {
        if (this.tryToListen()) return;
        if (attempt === MAX_ATTEMPTS) throw new Error(`${this.at} kept coming and going`);
      }
    } catch (error) {
      this.broken(error);
    }
  }

  /** False when folders moved meanwhile, so that it may be the wrong one, or gone. */
  private tryToListen(): boolean {
    this.stop();
    const { folder, names } = this.target;
    this.at = nearestExisting(folder);
    this.identity = identityOf(this.at);
    if (this.identity === null) return false;
    try {
      const recursive = names === 'below' && this.at === folder;
      this.listen(watch(this.at, { recursive, persistent: false }));
      if (recursive) this.listenAbove(watch(dirname(folder), { persistent: false }));
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
    return !this.isElsewhere();
  }

  private isElsewhere(): boolean {
    return nearestExisting(this.target.folder) !== this.at || identityOf(this.at) !== this.identity;
  }

  private listen(watcher: FSWatcher): void {
    this.watcher = watcher;
    watcher.on('change', (event, name: string | Buffer | null) => {
      if (this.watcher === watcher) this.notice(event, name === null ? null : name.toString());
    });
    watcher.on('error', (error) => {
      if (this.watcher !== watcher) return;
      // Some systems report the removal of the folder as an error.
      if (isGone(error) || this.isElsewhere()) this.follow();
      else this.broken(error);
    });
  }

  private listenAbove(guard: FSWatcher): void {
    this.guard = guard;
    const onEvent = (): void => {
      if (this.guard === guard && this.isElsewhere()) this.follow();
    };
    guard.on('change', onEvent);
    guard.on('error', onEvent);
  }

  private notice(event: string, name: string | null): void {
    const isTarget = this.at === this.target.folder;
    if (this.mayBeGone(event, name) || (!isTarget && this.isElsewhere())) this.follow();
    else if (isTarget && this.matters(name)) this.onChange();
  }

  /** A folder that goes tells by its own name. The number of a new one in its place may be that of the old one. */
  private mayBeGone(event: string, name: string | null): boolean {
    const isOwnName = name === null || name === basename(this.at);
    return isOwnName && (event === 'rename' || this.isElsewhere());
  }

  private matters(name: string | null): boolean {
    const { names } = this.target;
    return name === null || typeof names === 'string' || names.includes(name);
  }

  /** Goes after the folder, and tells of it unless there was and is none. */
  private follow(): void {
    const wasTarget = this.at === this.target.folder;
    this.arm();
    if (!this.disposed && (wasTarget || this.at === this.target.folder)) this.onChange();
  }

  private broken(error: unknown): void {
    if (this.disposed) return;
    this.dispose();
    this.onBroken(whyNotWatched(error));
  }
}

function identityOf(folder: string): string | null {
  const info = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return info === undefined ? null : `${info.dev}:${info.ino}:${info.birthtimeNs}`;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

function nearestExisting(folder: string): string {
  let at = folder;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}
