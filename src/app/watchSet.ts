/** Answers for which files are watched, for one call after a burst of events, and for watching again what broke. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { FileWatcher, WatchTarget } from '../ports/fileWatcher';
import type { Log } from '../ports/log';
import { Burst, type BurstTimes } from './burst';

/** What is watched under a name, and how. */
export interface WatchWish {
  readonly targets: readonly WatchTarget[];
  readonly times: BurstTimes;
  /** Why the watch may miss changes though it works; null: it tells of all. */
  readonly onlyAHint: string | null;
  /** Called after a burst of events, and once the watch works again. */
  readonly onChange: () => void;
  /** Called when the watch stops working. */
  readonly onBroken: () => void;
}

interface Watch {
  wish: WatchWish;
  readonly watches: Disposable[];
  /** Why it does not work; null: it does. */
  broken: string | null;
  retry: Disposable | null;
  readonly burst: Burst;
  /** How many want that nothing is told, and whether there is something to tell. */
  holds: number;
  isHeldBack: boolean;
}

/** What broke a watch, a limit or a permission, is seldom gone at once. */
const retryMs = 60_000;

export interface WatchPorts {
  /** Null: nothing is watched. */
  readonly fileWatcher: FileWatcher | null;
  readonly clock: Clock;
  readonly log: Log;
}

export class WatchSet implements Disposable {
  private readonly watches = new Map<string, Watch>();
  private disposed = false;

  constructor(private readonly ports: WatchPorts) {}

  /**
   * Watches under `name`; what the name watched before ends unless it is the same.
   * @returns whether a watch was begun by this call, and works
   */
  watch(name: string, wish: WatchWish): boolean {
    if (this.ports.fileWatcher === null || wish.targets.length === 0 || this.disposed) return false;
    const before = this.watches.get(name);
    if (before !== undefined && JSON.stringify(before.wish.targets) === JSON.stringify(wish.targets)) {
      before.wish = wish;
      return false;
    }
    this.drop(name);
    const watch: Watch = {
      wish,
      watches: [],
      broken: null,
      retry: null,
      holds: 0,
      isHeldBack: false,
      burst: new Burst(this.ports.clock, wish.times, () => {
        if (watch.holds > 0) watch.isHeldBack = true;
        else watch.wish.onChange();
      }),
    };
    this.watches.set(name, watch);
    this.begin(name, watch, null);
    return watch.broken === null;
  }

  /** Whether something is watched under `name`, and the watch tells of every change. */
  isWorking(name: string): boolean {
    const watch = this.watches.get(name);
    return watch?.broken === null && watch.wish.onlyAHint === null;
  }

  /** Why what is watched under `name` may change without being told, a sentence; null: nothing speaks for it. */
  whyNotWorking(name: string): string | null {
    const watch = this.watches.get(name);
    return watch === undefined ? null : (watch.broken ?? watch.wish.onlyAHint);
  }

  /** Serves an event from elsewhere together with those of the watch. False: nothing is watched under that name. */
  note(name: string): boolean {
    const watch = this.watches.get(name);
    watch?.burst.note();
    return watch !== undefined;
  }

  /** Says that somebody reads now: what was told before this needs no reading of its own. */
  served(name: string): void {
    const watch = this.watches.get(name);
    if (watch === undefined) return;
    watch.isHeldBack = false;
    watch.burst.dispose();
  }

  /** Keeps what is told under `name` back until the answer is disposed. */
  hold(name: string): Disposable {
    const watch = this.watches.get(name);
    if (watch === undefined) return { dispose: () => undefined };
    watch.holds++;
    let isHeld = true;
    return {
      dispose: () => {
        if (!isHeld) return;
        isHeld = false;
        watch.holds--;
        if (watch.holds > 0 || !watch.isHeldBack) return;
        watch.isHeldBack = false;
        if (this.watches.get(name) === watch) watch.burst.note();
      },
    };
  }

  /** Ends every watch whose name is not in `names`. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of [...this.watches.keys()]) if (!names.has(name)) this.drop(name);
  }

  dispose(): void {
    this.disposed = true;
    this.keepOnly(new Set());
  }

  /** @param complaint what was said last of a watch that could not be begun; null: nothing */
  private begin(name: string, watch: Watch, complaint: string | null): void {
    const { fileWatcher, clock, log } = this.ports;
    watch.broken = null;
    const begun: Disposable[] = [];
    const onChange = (): void => {
      if (watch.broken === null) watch.burst.note();
    };
    const onBroken = (why: string): void => {
      if (watch.broken !== null || this.watches.get(name) !== watch) return;
      watch.broken = why;
      // Half a watch would hold what others may need.
      end(begun);
      end(watch.watches);
      watch.retry = clock.schedule(retryMs, () => {
        this.begin(name, watch, why);
      });
      if (why !== complaint) log.warn(`${name}: not watched. ${why}`);
      if (complaint === null) watch.wish.onBroken();
    };
    for (const target of watch.wish.targets) {
      if (isBroken(watch)) return;
      const each = fileWatcher?.watch(target, onChange, onBroken);
      if (each === undefined) continue;
      // It may have said that it cannot work before it was known.
      if (isBroken(watch)) each.dispose();
      else begun.push(each);
    }
    if (isBroken(watch)) return;
    watch.watches.push(...begun);
    if (complaint === null) return;
    log.info(`${name}: watched again.`);
    watch.wish.onChange();
  }

  private drop(name: string): void {
    const watch = this.watches.get(name);
    if (watch === undefined) return;
    this.watches.delete(name);
    watch.retry?.dispose();
    watch.burst.dispose();
    end(watch.watches);
  }
}

/** Asked for where it may have changed by a callback. */
const isBroken = (watch: Watch): boolean => watch.broken !== null;

function end(watches: Disposable[]): void {
  for (const watch of watches.splice(0)) watch.dispose();
}
