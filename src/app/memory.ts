/** Answers for remembering readings for the next start: when one is written, and what is found again. */
import { spareable } from '../domain/eviction';
import { describeFailure } from '../domain/failure';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { IssueStore, StoredReading } from '../ports/issueStore';
import type { Log } from '../ports/log';
import type { SourceReading, TrackerSource } from '../ports/tracker';
import type { Issue } from '../domain/issue';
import type { Leading } from './leading';
import { keepingKnown, sayTheSame } from './sameReading';
import { sourceKey } from './sourceKey';

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

/** How soon a reading is written. */
type Urgency = 'inTime' | 'soon' | 'now';

/** Long enough for the rows to be painted first. */
const soonMs = 300;

export class Memory implements Disposable {
  private readonly waiting = new Map<string, Waiting>();
  /** What the store holds, as far as this process knows. */
  private readonly stored = new Map<string, Stored>();
  /** The last thing the store said of a source when it failed, so that it is logged once. */
  private readonly complaints = new Map<string, string>();
  /** Sources this process wrote. */
  private readonly written = new Set<string>();
  /** Sources something was not written of because another process leads them. */
  private readonly withheld = new Set<string>();
  /** What is being written. */
  private readonly writing = new Set<Promise<void>>();
  private told = false;

  constructor(
    private readonly ports: MemoryPorts,
    private readonly leading: Leading,
  ) {}

  /**
   * What was remembered of a source, by whichever process; null when there is nothing, or it cannot be had.
   * @param known issues of before: those that say the same are handed out again
   */
  async recall({ id, root }: TrackerSource, known: readonly Issue[] = []): Promise<StoredReading | null> {
    const found = await this.ports.store?.load({ id, root });
    if (found === undefined) return null;
    if (!found.ok) {
      this.complain(id, `${id}: the cache could not be read. ${describeFailure(found.error)}`);
      return null;
    }
    if (found.value === null) return null;
    const issues = await keepingKnown(known, found.value.issues, () => this.ports.clock.nextTurn());
    const reading = { ...found.value, issues };
    this.stored.set(sourceKey({ id, root }), { reading, confirmedAtMs: reading.confirmedAtMs });
    return reading;
  }

  /**
   * Takes the latest reading of a source; one that still waits to be written is forgotten. It is written when that one
   * would have been: readings that come quicker than that are written all the same.
   * @param when `soon`: others show it as soon as it is written, and it will not come again at once. `now`: another
   *   process waits for it, also where it only confirms what is stored
   */
  remember(source: TrackerSource, reading: SourceReading, confirmedAtMs: number, when: Urgency = 'inTime'): void {
    const { store, remember, confirmEveryMs } = this.ports;
    if (store === null || !remember(reading, source)) return;
    const key = sourceKey(source);
    const stored = this.stored.get(key);
    const due = when === 'now' || (stored?.confirmedAtMs ?? 0) + confirmEveryMs(source) <= confirmedAtMs;
    const waiting = this.waiting.get(key);
    if (!due && stored !== undefined && sayTheSame(stored.reading, reading)) {
      waiting?.timer.dispose();
      this.waiting.delete(key);
      return;
    }
    this.waiting.set(key, { source, reading, confirmedAtMs, timer: this.timerOf(key, when) });
    if (when === 'now') this.write(key);
  }

  /** This process leads the source by now: says whether something was not written while it did not. */
  takeOver(source: TrackerSource): boolean {
    const key = sourceKey(source);
    if (!this.withheld.delete(key)) return false;
    // Another process wrote what is stored.
    this.stored.delete(key);
    return true;
  }

  /** Writes at once what waits: of one source, or of all. Settles when it is on disk, or cannot be. */
  async flush(source?: TrackerSource): Promise<void> {
    for (const key of source === undefined ? [...this.waiting.keys()] : [sourceKey(source)]) this.write(key);
    await Promise.all(this.writing);
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

  private timerOf(key: string, when: Urgency): Disposable {
    const { clock, rememberAfterMs } = this.ports;
    const timer = this.waiting.get(key)?.timer;
    const isSoon = when === 'soon' && this.written.has(key);
    if (timer !== undefined && !isSoon) return timer;
    timer?.dispose();
    return clock.schedule(isSoon ? Math.min(soonMs, rememberAfterMs) : rememberAfterMs, () => {
      this.write(key);
    });
  }

  private write(key: string): void {
    const entry = this.waiting.get(key);
    if (entry === undefined || this.ports.store === null) return;
    this.waiting.delete(key);
    entry.timer.dispose();
    const writing = this.save(key, entry, this.ports.store).finally(() => this.writing.delete(writing));
    this.writing.add(writing);
  }

  private async save(key: string, { source, reading, confirmedAtMs }: Waiting, store: IssueStore): Promise<void> {
    // Another may lead by now.
    if (!(await this.leading.stand(source))) {
      this.withheld.add(key);
      return;
    }
    const { issues, problems, via, checkpoint, phases } = reading;
    const saved = await store.save(
      { id: source.id, root: source.root },
      {
        issues,
        problems,
        via,
        confirmedAtMs,
        checkpoint,
        ...(phases === undefined ? {} : { phases }),
      },
      {
        issues: () => spareable(issues, source.rules),
        // From a server the rest is told by and by; files that did not change would never be read again.
        checkpoint: source.remote === undefined ? null : checkpoint,
      },
    );
    if (saved.ok && saved.value === 'left') this.withheld.add(key);
    else if (saved.ok) {
      this.stored.set(key, { reading, confirmedAtMs });
      this.written.add(key);
      if (this.complaints.delete(source.id)) this.ports.log.info(`${source.id}: remembered for the next start again.`);
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
