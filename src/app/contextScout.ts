/** Answers for the one snapshot everybody reads: when it is read again, and that readers hear of it. */
import type { ProjectContext } from '../domain/context';
import type { Disposable } from '../ports/disposable';
import type { FileWatcher } from '../ports/fileWatcher';
import type { GitReader } from '../ports/gitReader';
import type { Tracker, TrackerSource } from '../ports/tracker';
import type { Home } from '../ports/workspace';
import { ContextBuilder, type ContextChange } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { readConsistently, type DiscoveryPorts, type Reading, type ReadingScope } from './discovery';
import { Emitter } from './emitter';
import { unreadRepository, type RepositoryState } from './repositoryState';
import { unreadSource, type SourceState } from './sourceState';
import { WatchSet } from './watchSet';
import { WorkQueue, type Work } from './workQueue';

export interface ContextScoutPorts extends DiscoveryPorts {
  /** Null: nothing is watched (a headless run reads once). */
  readonly fileWatcher: FileWatcher | null;
}

/** What may change while the window is open. */
export interface ScoutScope {
  /** Absolute paths of the workspace folders. */
  readonly folders: readonly string[];
  readonly trackers: readonly Tracker[];
  readonly gitReader: GitReader;
}

/** A git change often comes as a burst of file events; they are served as one. */
const gitSettleMs = 60;
/** Long enough for a writer's second `write` call, short enough not to be felt. */
const fileSettleMs = 12;

export class ContextScout implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly abort = new AbortController();
  private readonly changes: Emitter<ContextChange>;
  private readonly activity: Emitter<boolean>;
  private readonly queue: WorkQueue<ProjectContext>;
  private readonly builder = new ContextBuilder();
  private readonly watches: WatchSet;
  private reading: Reading = { sources: new Map(), repositories: new Map(), settled: true };
  private homes: readonly Home[] = [];
  private latest: ProjectContext | null = null;
  private wakeUp: Disposable | null = null;
  private busy = false;

  constructor(
    private readonly ports: ContextScoutPorts,
    private scope: ScoutScope,
  ) {
    const report = (error: unknown): void => {
      ports.log.error('a listener failed', error);
    };
    this.changes = this.lifetime.add(new Emitter<ContextChange>(report));
    this.activity = this.lifetime.add(new Emitter<boolean>(report));
    this.queue = new WorkQueue((work) => this.serve(work));
    this.watches = this.lifetime.add(new WatchSet(ports.fileWatcher, ports.clock, ports.log));
    this.lifetime.add({ dispose: () => this.wakeUp?.dispose() });
  }

  /** The latest snapshot; null until the first reading is done. */
  get context(): ProjectContext | null {
    return this.latest;
  }

  /** True while sources or repositories are being read. */
  get syncing(): boolean {
    return this.busy;
  }

  /** Tells every published snapshot and what differs from the one before. */
  get onDidChange(): Emitter<ContextChange>['event'] {
    return this.changes.event;
  }

  /** Tells when reading begins (true) and ends (false). */
  get onDidChangeActivity(): Emitter<boolean>['event'] {
    return this.activity.event;
  }

  /** Reads everything again, repositories and trackers that came or went included. */
  refresh(): Promise<ProjectContext> {
    return this.queue.ask({ kind: 'workspace' });
  }

  /** Works on other folders or with other trackers (trust was given, a setting changed) from now on. */
  rescope(scope: ScoutScope): Promise<ProjectContext> {
    this.scope = scope;
    return this.refresh();
  }

  /** Says that the repository at `root` (or, without one, every repository) may have moved. */
  gitMoved(root: string | null): void {
    const roots = root === null ? [...this.reading.repositories.keys()] : [root];
    for (const each of roots)
      this.watches.settle(`git ${each}`, gitSettleMs, () => this.want({ kind: 'repository', root: each }));
  }

  dispose(): void {
    this.abort.abort(new DOMException('Context Scout was closed', 'AbortError'));
    this.lifetime.dispose();
  }

  private want(wish: Parameters<WorkQueue<ProjectContext>['ask']>[0]): void {
    this.queue.ask(wish).catch((error: unknown) => {
      if (!this.abort.signal.aborted) this.ports.log.error('reading failed', error);
    });
  }

  private async serve(work: Work): Promise<ProjectContext> {
    const { signal } = this.abort;
    signal.throwIfAborted();
    this.setBusy(true);
    try {
      if (work.workspace) await this.findSources(signal);
      const scope = this.scopeOf(work);
      this.reading = await readConsistently(
        this.reading,
        scope,
        { ...this.ports, gitReader: this.scope.gitReader },
        signal,
      );
      const change = this.builder.build(this.homes, this.reading, this.ports.clock.nowMs());
      this.latest = change.context;
      this.scheduleWakeUp();
      this.setBusy(false);
      this.changes.fire(change);
      return change.context;
    } finally {
      this.setBusy(false);
    }
  }

  private setBusy(busy: boolean): void {
    if (this.busy === busy) return;
    this.busy = busy;
    this.activity.fire(busy);
  }

  private scopeOf(work: Work): ReadingScope {
    const { sources, repositories } = this.reading;
    if (work.everything) return { sources: new Set(sources.keys()), repositories: new Set(repositories.keys()) };
    const nowMs = this.ports.clock.nowMs();
    const due = [...sources].filter(([, state]) => state.nextAttemptAtMs !== null && state.nextAttemptAtMs <= nowMs);
    return {
      sources: new Set([...work.sources, ...due.map(([id]) => id)]),
      repositories: work.repositories,
    };
  }

  /** Finds homes and sources anew; what stays keeps its state, what went is dropped and no longer watched. */
  private async findSources(signal: AbortSignal): Promise<void> {
    const { folders, trackers } = this.scope;
    this.homes = await this.ports.workspace.findHomes(folders, signal);
    const found = await Promise.all(
      this.homes.map(async (home) => {
        const sources = await Promise.all(trackers.map((tracker) => tracker.discover(home, signal)));
        return { home, sources: sources.flat() };
      }),
    );
    const sources = new Map<string, SourceState>();
    const repositories = new Map<string, RepositoryState>();
    for (const { home, sources: ofHome } of found) {
      repositories.set(home.root, { ...(this.reading.repositories.get(home.root) ?? unreadRepository(home)), home });
      for (const source of ofHome) sources.set(source.id, this.carryOver(source, home));
    }
    this.reading = { sources, repositories, settled: true };
    await this.watchAll(signal);
  }

  private carryOver(source: TrackerSource, home: Home): SourceState {
    const before = this.reading.sources.get(source.id);
    return before === undefined ? unreadSource(source, home) : { ...before, source, home };
  }

  private async watchAll(signal: AbortSignal): Promise<void> {
    if (this.ports.fileWatcher === null) return;
    const kept = new Set<string>();
    for (const [id, { source }] of this.reading.sources) {
      kept.add(`source ${id}`);
      const working = this.watches.watch(
        `source ${id}`,
        source.watch,
        fileSettleMs,
        () => this.want({ kind: 'source', id }),
        () => this.watcherBroke(id),
      );
      this.updateSource(id, (state) => ({ ...state, watched: working }));
    }
    const signs = ['.git', ...this.scope.trackers.flatMap((tracker) => tracker.signs)];
    for (const [root, { home }] of this.reading.repositories) {
      kept.add(`home ${root}`);
      this.watches.watch(
        `home ${root}`,
        [{ folder: root, names: signs }],
        gitSettleMs,
        () => this.want({ kind: 'workspace' }),
        () => undefined,
      );
      if (home.isGit) {
        kept.add(`git ${root}`);
        const targets = await this.ports.workspace.gitWatchTargets(root, signal);
        this.watches.watch(
          `git ${root}`,
          targets,
          gitSettleMs,
          () => this.want({ kind: 'repository', root }),
          () => undefined,
        );
      }
    }
    this.watches.keepOnly(kept);
  }

  private watcherBroke(id: string): void {
    this.updateSource(id, (state) => ({ ...state, watched: false }));
    this.want({ kind: 'source', id });
  }

  private updateSource(id: string, update: (state: SourceState) => SourceState): void {
    const state = this.reading.sources.get(id);
    if (state === undefined) return;
    this.reading = { ...this.reading, sources: new Map(this.reading.sources).set(id, update(state)) };
  }

  /** One timer for the next moment at which the snapshot changes by itself or a source is due. */
  private scheduleWakeUp(): void {
    this.wakeUp?.dispose();
    this.wakeUp = null;
    if (this.ports.fileWatcher === null) return;
    const nowMs = this.ports.clock.nowMs();
    const moments = [
      this.builder.nextChangeAtMs(this.reading, nowMs),
      ...[...this.reading.sources.values()].map((s) => s.nextAttemptAtMs),
    ].filter((moment) => moment !== null);
    if (moments.length === 0) return;
    this.wakeUp = this.ports.clock.schedule(Math.max(0, Math.min(...moments) - nowMs), () =>
      this.want({ kind: 'time' }),
    );
  }
}
