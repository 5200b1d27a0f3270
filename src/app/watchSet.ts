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
   * @param onChange called after a change, and once when a watch stops working
   */
  watch(name: string, targets: readonly WatchTarget[], settleMs: number, onChange: () => void): void {
    const { fileWatcher } = this.ports;
    if (fileWatcher === null || targets.length === 0) return;
    const fingerprint = JSON.stringify(targets);
    const before = this.watchesByName.get(name);
    if (before?.fingerprint === fingerprint && before.working) return;
    this.drop(name);
    const entry: Watch = { fingerprint, watches: [], working: true };
    this.watchesByName.set(name, entry);
    const changed = (): void => {
      this.settle(name, settleMs, onChange);
    };
    const broken = (why: string): void => {
      if (!entry.working) return;
      entry.working = false;
      this.ports.log.warn(`${name}: no longer watched (${why}); it is polled instead`);
      onChange();
    };
    for (const target of targets) entry.watches.push(fileWatcher.watch(target, changed, broken));
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
