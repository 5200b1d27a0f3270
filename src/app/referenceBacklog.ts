/** Answers for the numbers that commits name: found when commits come, looked up newest first, never twice. */
import type { CommitReference, ReferenceCounts } from '../domain/commitReference';
import type { Issue } from '../domain/issue';
import type { Disposable } from '../ports/disposable';
import type { TrackerSource } from '../ports/tracker';
import { DisposableStore } from './disposableStore';
import { Emitter } from './emitter';
import type { ReferencePorts, ResolveOptions, ResolveOutcome } from './referencePorts';
import { SourceBacklog } from './referenceSource';

/** A source, and what was read of it: what is known needs no request. */
export interface ReferencedSource {
  readonly source: TrackerSource;
  readonly issues: readonly Issue[];
}

export class ReferenceBacklog implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly abort = new AbortController();
  private readonly changes: Emitter<string>;
  private readonly sources = new Map<string, SourceBacklog>();

  constructor(private readonly ports: ReferencePorts) {
    this.changes = this.lifetime.add(
      new Emitter<string>((error) => {
        ports.log.error('a listener failed', error);
      }),
    );
  }

  /** Tells the id of a source whose references or counts changed. */
  get onDidChange(): Emitter<string>['event'] {
    return this.changes.event;
  }

  /**
   * Says which sources there are and what was read of them; those that are not remote are passed over. Cheap when
   * nothing changed. A new source is looked at when {@link look} is called.
   */
  setSources(sources: readonly ReferencedSource[]): void {
    const present = new Set<string>();
    for (const { source, issues } of sources) {
      const { remote } = source;
      if (remote === undefined) continue;
      present.add(source.id);
      const known = this.sources.get(source.id);
      const same = known?.root === source.root;
      if (!same) known?.dispose();
      const backlog = same ? known : new SourceBacklog(this.ports, source, remote, this.changes, this.abort.signal);
      this.sources.set(source.id, backlog);
      backlog.know(source, remote, issues);
    }
    for (const [id, backlog] of this.sources) {
      if (present.has(id)) continue;
      backlog.dispose();
      this.sources.delete(id);
    }
  }

  /**
   * Looks at commits that came since the last look. Looks of one source share a run.
   * @param root of the repository; null: of all
   * @throws an `AbortError` once disposed.
   */
  async look(root: string | null): Promise<void> {
    const concerned = [...this.sources.values()].filter((backlog) => root === null || backlog.root === root);
    await Promise.all(concerned.map((backlog) => backlog.look()));
  }

  /**
   * Takes in what other processes found of a source meanwhile.
   * @throws an `AbortError` once disposed, or when the source is gone.
   */
  async reload(sourceId: string): Promise<void> {
    await this.sources.get(sourceId)?.reload();
  }

  /**
   * Looks up what is due, newest first, a batch after the other; every batch is saved before the next is asked for.
   * @throws the signal's reason when aborted; what was looked up before stays.
   */
  async resolve(options: ResolveOptions): Promise<ResolveOutcome> {
    const outcomes: ResolveOutcome[] = [];
    const chosen = this.chosen(options.source);
    await Promise.all(chosen.map((backlog) => backlog.load()));
    const total = chosen.reduce((count, backlog) => count + backlog.dueCount(options.limit), 0);
    let before = 0;
    for (const backlog of chosen) {
      const outcome = await backlog.resolve(options.limit, options.signal, (done) => {
        options.onProgress?.({ done: before + done, total: Math.max(total, before + done) });
      });
      outcomes.push(outcome);
      before += outcome.resolved + outcome.failed;
    }
    return outcomes.reduce(together, nothingDone);
  }

  /** Of one source, or of all together. */
  counts(sourceId?: string): ReferenceCounts {
    return this.chosen(sourceId)
      .map((backlog) => backlog.counts())
      .reduce(sum, noReferences);
  }

  /** Newest first; the same array until something changed. */
  references(sourceId: string): readonly CommitReference[] {
    return this.sources.get(sourceId)?.references ?? nothing;
  }

  /** Forgets everything, also what is remembered; the next look begins anew. */
  async forget(): Promise<void> {
    await Promise.all([...this.sources.values()].map((backlog) => backlog.forget()));
  }

  dispose(): void {
    this.abort.abort(new DOMException('Context Scout was closed', 'AbortError'));
    for (const backlog of this.sources.values()) backlog.dispose();
    this.sources.clear();
    this.lifetime.dispose();
  }

  private chosen(sourceId: string | undefined): readonly SourceBacklog[] {
    return [...this.sources].filter(([id]) => sourceId === undefined || sourceId === id).map(([, backlog]) => backlog);
  }
}

const nothing: readonly CommitReference[] = [];
const noReferences: ReferenceCounts = { pending: 0, resolved: 0, errors: 0, cacheHits: 0, estimateMs: 0 };
const nothingDone: ResolveOutcome = { resolved: 0, failed: 0, left: 0, stoppedBy: null, goesOnAtMs: null };

const together = (a: ResolveOutcome, b: ResolveOutcome): ResolveOutcome => ({
  resolved: a.resolved + b.resolved,
  failed: a.failed + b.failed,
  left: a.left + b.left,
  stoppedBy: a.stoppedBy ?? b.stoppedBy,
  goesOnAtMs: earliest(a.goesOnAtMs, b.goesOnAtMs),
});

const sum = (a: ReferenceCounts, b: ReferenceCounts): ReferenceCounts => ({
  pending: a.pending + b.pending,
  resolved: a.resolved + b.resolved,
  errors: a.errors + b.errors,
  cacheHits: a.cacheHits + b.cacheHits,
  // One source after the other.
  estimateMs: a.estimateMs === null || b.estimateMs === null ? null : a.estimateMs + b.estimateMs,
});

const earliest = (a: number | null, b: number | null): number | null => {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
};
