/** Answers for which files are watched, and for one call after a burst of events. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { FileWatcher, WatchTarget } from '../ports/fileWatcher';
import type { Log } from '../ports/log';

interface Watch {
  /** What is watched, to tell whether a new wish is the old one. */
  readonly fingerprint: string;
  readonly watches: Disposable[];
  working: boolean;
  /** A watch that broke is not tried again before this moment. */
  retryAtMs: number;
}

/** What broke a watch, a limit or a permission, is seldom gone at once. */
const retryMs = 60_000;

export interface WatchEvents {
  readonly onChange: () => void;
  /** Called at most once, when the watch stops working. */
  readonly onBroken: () => void;
}

export interface WatchPorts {
  /** Null: nothing is watched. */
  readonly fileWatcher: FileWatcher | null;
  readonly clock: Clock;
  readonly log: Log;
}

export class WatchSet implements Disposable {
  private readonly watchesByName = new Map<string, Watch>();
  private readonly settling = new Map<string, Disposable>();

  constructor(private readonly ports: WatchPorts) {}

  /**
   * Watches `targets` under `name`; what the name watched before ends unless it is the same.
   * @param settleMs how long after the first event `onChange` is called; events until then are served by that call
   * @returns whether a watch was begun by this call, and works
   */
  watch(name: string, targets: readonly WatchTarget[], settleMs: number, events: WatchEvents): boolean {
    const { fileWatcher, clock, log } = this.ports;
    if (fileWatcher === null || targets.length === 0) return false;
    const fingerprint = JSON.stringify(targets);
    const before = this.watchesByName.get(name);
    const same = before?.fingerprint === fingerprint;
    if (same && (before.working || clock.nowMs() < before.retryAtMs)) return false;
    this.drop(name);
    const entry: Watch = { fingerprint, watches: [], working: true, retryAtMs: 0 };
    this.watchesByName.set(name, entry);
    const changed = (): void => {
      this.settle(name, settleMs, events.onChange);
    };
    const broken = (why: string): void => {
      if (!entry.working) return;
      entry.working = false;
      entry.retryAtMs = clock.nowMs() + retryMs;
      log.warn(`${name}: not watched (${why})`);
      events.onBroken();
    };
    for (const target of targets) entry.watches.push(fileWatcher.watch(target, changed, broken));
    return entry.working;
  }

  /** Whether something is watched under `name`, and the watch works. */
  isWorking(name: string): boolean {
    return this.watchesByName.get(name)?.working === true;
  }

  /** Calls `action` once, `delayMs` after the first of a burst of calls with this name. */
  settle(name: string, delayMs: number, action: () => void): void {
    if (this.settling.has(name)) return;
    const timer = this.ports.clock.schedule(delayMs, () => {
      this.settling.delete(name);
      action();
    });
    this.settling.set(name, timer);
  }

  /** Ends every watch whose name is not in `names`. */
  keepOnly(names: ReadonlySet<string>): void {
    for (const name of [...this.watchesByName.keys()]) if (!names.has(name)) this.drop(name);
  }

  dispose(): void {
    for (const name of [...this.watchesByName.keys()]) this.drop(name);
    for (const timer of this.settling.values()) timer.dispose();
    this.settling.clear();
  }

  private drop(name: string): void {
    this.settling.get(name)?.dispose();
    this.settling.delete(name);
    for (const watch of this.watchesByName.get(name)?.watches ?? []) watch.dispose();
    this.watchesByName.delete(name);
  }
}
