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
import { WorkQueue, type Wish, type Work } from './workQueue';
import { WorkspaceWatch } from './workspaceWatch';

export interface ContextScoutPorts extends DiscoveryPorts {
  /** Null: nothing is watched (a headless run reads once). */
  readonly fileWatcher: FileWatcher | null;
  /**
   * Answers for git in the very first snapshot, so that rows do not wait for a process; null: the scope's own
   * reader answers there too.
   */
  readonly quickGitReader: GitReader | null;
}

/** What may change while the window is open. */
export interface ScoutScope {
  /** Absolute paths of the workspace folders. */
  readonly folders: readonly string[];
  readonly trackers: readonly Tracker[];
  readonly gitReader: GitReader;
}

export class ContextScout implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly abort = new AbortController();
  private readonly changes: Emitter<ContextChange>;
  private readonly activity: Emitter<boolean>;
  private readonly queue: WorkQueue<ProjectContext>;
  private readonly builder = new ContextBuilder();
  private readonly watch: WorkspaceWatch;
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
    this.watch = this.lifetime.add(
      new WorkspaceWatch(ports, (wish) => {
        this.want(wish);
      }),
    );
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

  /** Says that the repository at `root` may have moved; without one, or with one that is not known by that name, that any may have. */
  gitMoved(root: string | null): void {
    const known = [...this.reading.repositories.keys()];
    const roots = root !== null && known.includes(root) ? [root] : known;
    for (const each of roots) this.watch.gitMoved(each);
  }

  dispose(): void {
    this.abort.abort(new DOMException('Context Scout was closed', 'AbortError'));
    this.lifetime.dispose();
  }

  private want(wish: Wish): void {
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
      if (this.latest === null && this.ports.quickGitReader !== null) {
        await this.readAndPublish(scope, this.ports.quickGitReader, signal);
        const repositories = new Set(
          [...this.reading.repositories.values()].filter(({ home }) => home.isGit).map(({ home }) => home.root),
        );
        if (repositories.size > 0)
          await this.readAndPublish({ sources: new Set(), repositories }, this.scope.gitReader, signal);
      } else {
        await this.readAndPublish(scope, this.scope.gitReader, signal);
      }
      return this.published();
    } finally {
      this.setBusy(false);
    }
  }

  private async readAndPublish(scope: ReadingScope, gitReader: GitReader, signal: AbortSignal): Promise<void> {
    for (const id of this.reading.sources.keys()) this.noteWatching(id);
    this.reading = await readConsistently(this.reading, scope, { ...this.ports, gitReader }, signal);
    for (const id of this.reading.sources.keys()) this.noteWatching(id);
    const change = this.builder.build(this.homes, this.reading, this.ports.clock.nowMs());
    this.latest = change.context;
    this.scheduleWakeUp();
    this.changes.fire(change);
  }

  private published(): ProjectContext {
    if (this.latest === null) throw new Error('a reading ended without a snapshot');
    return this.latest;
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
    await this.watch.watchWhatIs(sources.values(), repositories.values(), trackers, signal);
  }

  private carryOver(source: TrackerSource, home: Home): SourceState {
    const before = this.reading.sources.get(source.id);
    return before === undefined ? unreadSource(source, home) : { ...before, source, home };
  }

  /** A watch may break at any moment, also while its source is read: the watch itself is asked. */
  private noteWatching(id: string): void {
    const state = this.reading.sources.get(id);
    const watched = this.watch.vouchesFor(id);
    if (state === undefined || state.watched === watched) return;
    this.reading = { ...this.reading, sources: new Map(this.reading.sources).set(id, { ...state, watched }) };
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
    this.wakeUp = this.ports.clock.schedule(Math.max(0, Math.min(...moments) - nowMs), () => {
      this.want({ kind: 'time' });
    });
  }
}
