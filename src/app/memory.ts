/** Answers for remembering readings for the next start: later, once, and never after the end. */
import { describeFailure } from '../domain/failure';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { IssueStore } from '../ports/issueStore';
import type { Log } from '../ports/log';
import type { SourceReading, TrackerSource } from '../ports/tracker';

export interface MemoryPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Where readings are remembered; null: nowhere. */
  readonly store: IssueStore | null;
  /** Whether new readings are remembered, or the store is only asked when a source fails. */
  readonly remember: () => boolean;
  /** How long after a reading it is remembered: first the rows, then the housekeeping. */
  readonly rememberAfterMs: number;
}

export class Memory implements Disposable {
  private readonly waiting = new Map<string, Disposable>();

  constructor(private readonly ports: MemoryPorts) {}

  /** Remembers the latest reading of a source; an earlier one that still waits is forgotten. */
  remember(source: TrackerSource, reading: SourceReading, confirmedAtMs: number): void {
    const { clock, store, remember, rememberAfterMs } = this.ports;
    if (store === null || !remember()) return;
    const write = (): void => {
      this.waiting.delete(source.id);
      void this.write(store, source, reading, confirmedAtMs);
    };
    this.waiting.get(source.id)?.dispose();
    if (rememberAfterMs === 0) write();
    else this.waiting.set(source.id, clock.schedule(rememberAfterMs, write));
  }

  dispose(): void {
    for (const timer of this.waiting.values()) timer.dispose();
    this.waiting.clear();
  }

  private async write(
    store: IssueStore,
    { id, root }: TrackerSource,
    { issues, problems, via }: SourceReading,
    confirmedAtMs: number,
  ): Promise<void> {
    const saved = await store.save({ id, root }, { issues, problems, via, confirmedAtMs });
    if (!saved.ok && saved.error.kind !== 'closed') {
      this.ports.log.warn(`${id}: not remembered for the next start. ${describeFailure(saved.error)}`);
    }
  }
}
