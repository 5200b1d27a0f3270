/** Answers for remembering readings for the next start: when one is written, and what is found again. */
import { describeFailure } from '../domain/failure';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { IssueStore, StoredReading, StoredSource } from '../ports/issueStore';
import type { Log } from '../ports/log';
import type { SourceReading, TrackerSource } from '../ports/tracker';

export interface MemoryPorts {
  readonly clock: Clock;
  readonly log: Log;
  /** Where readings are remembered; null: nowhere. */
  readonly store: IssueStore | null;
  /** Whether this reading is remembered. */
  readonly remember: (reading: SourceReading, source: TrackerSource) => boolean;
  /** Called once, with a sentence, when a reading could not be remembered: this run works from memory then. */
  readonly onNotRemembered: (why: string) => void;
  /** How long after a reading it is remembered: first the rows, then the housekeeping. */
  readonly rememberAfterMs: number;
  /** A reading that only confirms what is stored is written this seldom: a file is always written whole. */
  readonly confirmEveryMs: (source: TrackerSource) => number;
}

interface Waiting {
  readonly source: TrackerSource;
  readonly reading: SourceReading;
  readonly confirmedAtMs: number;
  readonly timer: Disposable;
}

interface Stored {
  readonly reading: SourceReading;
  readonly confirmedAtMs: number;
}

export class Memory implements Disposable {
  private readonly waiting = new Map<string, Waiting>();
  /** What the store holds, as far as this process knows. */
  private readonly stored = new Map<string, Stored>();
  /** The last thing the store said of a source when it failed, so that it is logged once. */
  private readonly complaints = new Map<string, string>();
  private told = false;

  constructor(private readonly ports: MemoryPorts) {}

  /** What an earlier run remembered of a source; null when there is nothing, or it cannot be had. */
  async recall({ id, root }: TrackerSource): Promise<StoredReading | null> {
    const found = await this.ports.store?.load({ id, root });
    if (found === undefined) return null;
    if (!found.ok) {
      this.complain(id, `${id}: the cache could not be read. ${describeFailure(found.error)}`);
      return null;
    }
    if (found.value !== null)
      this.stored.set(keyOf({ id, root }), { reading: found.value, confirmedAtMs: found.value.confirmedAtMs });
    return found.value;
  }

  /**
   * Takes the latest reading of a source; one that still waits to be written is forgotten. It is written when that one
   * would have been: readings that come quicker than that are written all the same.
   */
  remember(source: TrackerSource, reading: SourceReading, confirmedAtMs: number): void {
    const { clock, store, remember, rememberAfterMs, confirmEveryMs } = this.ports;
    if (store === null || !remember(reading, source)) return;
    const key = keyOf(source);
    const stored = this.stored.get(key);
    const due = (stored?.confirmedAtMs ?? 0) + confirmEveryMs(source) <= confirmedAtMs;
    const waiting = this.waiting.get(key);
    if (!due && stored !== undefined && sayTheSame(stored.reading, reading)) {
      waiting?.timer.dispose();
      this.waiting.delete(key);
      return;
    }
    const timer = waiting?.timer ?? clock.schedule(rememberAfterMs, () => void this.write(key));
    this.waiting.set(key, { source, reading, confirmedAtMs, timer });
  }

  /** Writes at once what waits: of one source, or of all. Settles when it is on disk, or cannot be. */
  async flush(source?: TrackerSource): Promise<void> {
    const keys = source === undefined ? [...this.waiting.keys()] : [keyOf(source)];
    await Promise.all(keys.map((key) => this.write(key)));
  }

  /** The store was emptied: what comes next is written whatever was there. */
  forget(): void {
    this.stored.clear();
  }

  /** What waits is not written any more. */
  dispose(): void {
    for (const { timer } of this.waiting.values()) timer.dispose();
    this.waiting.clear();
  }

  private async write(key: string): Promise<void> {
    const entry = this.waiting.get(key);
    if (entry === undefined || this.ports.store === null) return;
    this.waiting.delete(key);
    entry.timer.dispose();
    const { source, reading, confirmedAtMs } = entry;
    const { issues, problems, via, checkpoint, phases } = reading;
    const saved = await this.ports.store.save(
      { id: source.id, root: source.root },
      {
        issues,
        problems,
        via,
        confirmedAtMs,
        checkpoint,
        ...(phases === undefined ? {} : { phases }),
      },
    );
    if (saved.ok) {
      this.stored.set(key, { reading, confirmedAtMs });
      this.complaints.delete(source.id);
    } else if (saved.error.kind !== 'closed') {
      const why = describeFailure(saved.error);
      this.complain(source.id, `${source.id}: not remembered for the next start. ${why}`);
      if (!this.told) this.ports.onNotRemembered(why);
      this.told = true;
    }
  }

  private complain(sourceId: string, message: string): void {
    if (this.complaints.get(sourceId) === message) return;
    this.complaints.set(sourceId, message);
    this.ports.log.warn(message);
  }
}

/** The same id in two folders is two sources. */
const keyOf = ({ id, root }: StoredSource): string => JSON.stringify([root, id]);

/** Whether writing `after` where `before` is would change nothing but the moment it was confirmed. */
function sayTheSame(before: SourceReading, after: SourceReading): boolean {
  return (
    before === after ||
    (before.via === after.via &&
      before.issues.length === after.issues.length &&
      before.issues.every((issue, index) => issue === after.issues[index]) &&
      JSON.stringify(before.problems) === JSON.stringify(after.problems) &&
      JSON.stringify(before.phases ?? []) === JSON.stringify(after.phases ?? []) &&
      before.checkpoint === after.checkpoint)
  );
}
