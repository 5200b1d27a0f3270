/** Answers for waiting until git is done in a repository, so that what it does is read once, when it is over. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import type { WorkspaceReader } from '../ports/workspace';

export interface GitPausesPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: Pick<WorkspaceReader, 'gitLock'>;
}

/** How often the lock is looked at while it is there, and how often at most: five seconds. */
const lookEveryMs = 50;
const mostLooks = 100;
/** Signs that follow each other so closely under a lock that was waited for say that somebody does hold it. */
const closelyMs = 500;
const mostLooksAgain = 40;
/** HEAD moves after the lock went, and another step of a rebase may begin. */
const afterwardsMs = 60;

interface LeftBehind {
  readonly lock: string;
  /** When a wait under it was over last. */
  lastMs: number;
}

export class GitPauses implements Disposable {
  /** By root: the lock that was there to the end of a wait. Who left it may be dead, or wait for a person. */
  private readonly leftBehind = new Map<string, LeftBehind>();
  private readonly waiting = new Map<Disposable, () => void>();

  constructor(
    private readonly ports: GitPausesPorts,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Settles at once when git is not at work in the repository at `root`; else when it is done, in five seconds at most.
   * For a lock that was waited for in vain it is not waited again, unless signs keep coming: then for two seconds.
   * @returns whether git was at work
   * @throws the signal's reason when aborted.
   */
  async untilDone(root: string): Promise<boolean> {
    const ignored = await this.ignored(root);
    const looks = this.leftBehind.has(root) ? mostLooksAgain : mostLooks;
    let lock: string | null = null;
    // Counted, since the clock may be set meanwhile.
    for (let look = 1; look <= looks; look++) {
      const found = await this.look(root, ignored);
      if (found !== null) {
        lock = found;
        await this.pause(lookEveryMs);
        continue;
      }
      if (lock === null) return false;
      await this.pause(afterwardsMs);
      if ((await this.look(root, ignored)) === null) return true;
    }
    if (lock !== null) this.giveUp(root, lock);
    return true;
  }

  dispose(): void {
    for (const [timer, resolve] of this.waiting) {
      timer.dispose();
      resolve();
    }
    this.waiting.clear();
  }

  /** The lock that is not worth waiting for; null: any is. */
  private async ignored(root: string): Promise<string | null> {
    const left = this.leftBehind.get(root);
    if (left === undefined) return null;
    const nowMs = this.ports.clock.nowMs();
    const isClosely = Math.abs(nowMs - left.lastMs) < closelyMs;
    if ((await this.look(root, null)) !== left.lock) {
      this.leftBehind.delete(root);
      return null;
    }
    left.lastMs = nowMs;
    return isClosely ? null : left.lock;
  }

  private giveUp(root: string, lock: string): void {
    if (this.leftBehind.get(root)?.lock !== lock) {
      this.ports.log.info(`${root}: git holds its lock for long; it is not waited for any longer.`);
    }
    this.leftBehind.set(root, { lock, lastMs: this.ports.clock.nowMs() });
  }

  private async look(root: string, ignored: string | null): Promise<string | null> {
    this.signal.throwIfAborted();
    const lock = await this.ports.workspace.gitLock(root, this.signal);
    return lock === ignored ? null : lock;
  }

  private async pause(delayMs: number): Promise<void> {
    this.signal.throwIfAborted();
    await new Promise<void>((resolve) => {
      const timer = this.ports.clock.schedule(delayMs, () => {
        this.waiting.delete(timer);
        resolve();
      });
      this.waiting.set(timer, resolve);
    });
    this.signal.throwIfAborted();
  }
}
