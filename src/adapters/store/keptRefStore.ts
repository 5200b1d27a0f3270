/** Answers for the references of a source's commits, kept as records of which each process writes what it found. */
import type { Failure } from '../../domain/failure';
import { ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { StoredSource } from '../../ports/issueStore';
import type { KeptRecord, KeptStore } from '../../ports/keptStore';
import type { Log } from '../../ports/log';
import type { RefStore, StoredReferences } from '../../ports/refStore';
import { JobQueue } from './jobQueue';
import { factsOf, isMomentOfCommit, referencesOf } from './referenceRecords';

/** What this process knows of the records of a source. */
interface Remembered {
  /** Calls of one source go one after the other. */
  readonly queue: JobQueue;
  /** By key: as loaded or written last, those it deleted included. */
  known: ReadonlyMap<string, KeptRecord>;
  /** By key: the values it was handed last. */
  handed: ReadonlyMap<string, string>;
  /** It was logged that some are of no use. */
  complained: boolean;
}

/**
 * Facts, results and the tips are records of their own, so that processes that find different things, or hear of
 * different results, lose nothing of each other.
 */
export class KeptRefStore implements RefStore {
  private readonly sources = new Map<string, Remembered>();

  constructor(
    private readonly store: KeptStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  loadReferences(source: StoredSource): Promise<Result<StoredReferences | null, Failure>> {
    const remembered = this.rememberedOf(source);
    return remembered.queue.run(async () => {
      const loaded = await this.store.loadKept(source);
      if (!loaded.ok) return loaded;
      // What this process deleted is not among what holds; it goes on to be known.
      const deleted = [...remembered.known].filter(([, { value }]) => value === null);
      remembered.known = new Map([...deleted, ...loaded.value]);
      const { references, unusable } = referencesOf(loaded.value);
      if (unusable > 0 && !remembered.complained) {
        remembered.complained = true;
        this.log.warn(`${source.id}: ${unusable} records of references are of no use and are passed over.`);
      }
      return ok(references);
    });
  }

  saveReferences(source: StoredSource, references: StoredReferences): Promise<Result<void, Failure>> {
    const remembered = this.rememberedOf(source);
    return remembered.queue.run(async () => {
      const facts = factsOf(references);
      const records = [...this.changed(remembered, facts), ...this.deleted(remembered, facts)];
      const kept = await this.store.keep(source, records);
      if (!kept.ok) return kept;
      remembered.known = new Map([...remembered.known, ...records.map((record) => [record.key, record] as const)]);
      remembered.handed = new Map([...facts].map(([key, { value }]) => [key, value]));
      return kept;
    });
  }

  /** What is neither as it was handed over last nor as it is stored. */
  private changed(
    { known, handed }: Remembered,
    facts: ReadonlyMap<string, { readonly value: string; readonly atMs: number | null }>,
  ): readonly KeptRecord[] {
    const records: KeptRecord[] = [];
    for (const [key, { value, atMs }] of facts) {
      const before = known.get(key);
      if (handed.get(key) === value || before?.value === value) continue;
      records.push({ key, value, atMs: this.momentOf(key, atMs, before) });
    }
    return records;
  }

  /**
   * What was handed over before and is not any more. What others keep, and this process was never handed, stays;
   * unless all is handed over as gone.
   */
  private deleted({ known, handed }: Remembered, facts: ReadonlyMap<string, unknown>): readonly KeptRecord[] {
    const keys = facts.size === 0 ? new Set([...handed.keys(), ...known.keys()]) : handed.keys();
    return [...keys].flatMap((key): readonly KeptRecord[] => {
      const before = known.get(key);
      if (facts.has(key) || before === undefined || before.value === null) return [];
      return [{ key, value: null, atMs: this.momentOf(key, before.atMs + 1, before) }];
    });
  }

  /**
   * When a fact came to be. What a commit says is of the commit's moment, so that of two processes the one holds that
   * knows the newer commit. All else is of now, and later than what it replaces, whatever the clock says.
   */
  private momentOf(key: string, atMs: number | null, before: KeptRecord | undefined): number {
    if (atMs === null || !isMomentOfCommit(key)) {
      return Math.max(this.clock.nowMs(), (before?.atMs ?? -Infinity) + 1);
    }
    return before?.value === null ? Math.max(atMs, before.atMs + 1) : atMs;
  }

  private rememberedOf({ id, root }: StoredSource): Remembered {
    const name = JSON.stringify([root, id]);
    let remembered = this.sources.get(name);
    if (remembered === undefined) {
      remembered = { queue: new JobQueue(Promise.resolve()), known: new Map(), handed: new Map(), complained: false };
      this.sources.set(name, remembered);
    }
    return remembered;
  }
}
