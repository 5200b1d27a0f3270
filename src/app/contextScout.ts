/** Answers for the one snapshot everybody reads: when it is made anew, and that readers hear of it. */
import type { ProjectContext } from '../domain/context';
import type { Disposable } from '../ports/disposable';
import type { FileWatcher } from '../ports/fileWatcher';
import type { GitReader } from '../ports/gitReader';
import type { Tracker } from '../ports/tracker';
import type { Home } from '../ports/workspace';
import { ContextBuilder, type ContextChange } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { Emitter } from './emitter';
import { Lane } from './lane';
import { Memory } from './memory';
import { readRepository, readSource, type ReaderPorts } from './readers';
import { unreadRepository, type RepositoryState } from './repositoryState';
import { SingleFlight } from './singleFlight';
import { unreadSource, type SourceState } from './sourceState';
import { WorkspaceWatch, type Wish } from './workspaceWatch';

export interface ContextScoutPorts extends ReaderPorts {
  /** Null: nothing is watched (a headless run reads once). */
  readonly fileWatcher: FileWatcher | null;
  /**
   * Answers for the first look at a repository, so that rows do not wait for a process; null: the scope's own
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

/** How often a full reading is repeated because something moved before it was over. */
const maxRounds = 3;
/** What is read at the same time is shown together, but nobody waits longer than this for a slower one. */
const gatherMs = 25;

type AnyLane = Lane<SourceState> | Lane<RepositoryState>;

export class ContextScout implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly abort = new AbortController();
  private readonly changes: Emitter<ContextChange>;
  private readonly activity: Emitter<boolean>;
  private readonly builder = new ContextBuilder();
  private readonly watch: WorkspaceWatch;
  private readonly memory: Memory;
  private readonly refreshing = new SingleFlight(() => this.readAll());
  private homes: readonly Home[] = [];
  private sources: ReadonlyMap<string, Lane<SourceState>> = new Map();
  private repositories: ReadonlyMap<string, Lane<RepositoryState>> = new Map();
  private latest: ProjectContext | null = null;
  private wakeUp: Disposable | null = null;
  private gathering: Disposable | null = null;
  private busy = false;
  /** Something changed since the latest snapshot. */
  private unpublished = false;

  constructor(
    private readonly ports: ContextScoutPorts,
    private scope: ScoutScope,
  ) {
    const report = (error: unknown): void => {
      ports.log.error('a listener failed', error);
    };
    this.changes = this.lifetime.add(new Emitter<ContextChange>(report));
    this.activity = this.lifetime.add(new Emitter<boolean>(report));
    this.watch = this.lifetime.add(
      new WorkspaceWatch(ports, (wish) => {
        this.fulfil(wish);
      }),
    );
    this.memory = this.lifetime.add(new Memory(ports));
    this.lifetime.add({ dispose: () => this.wakeUp?.dispose() });
    this.lifetime.add({ dispose: () => this.gathering?.dispose() });
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

  /**
   * Reads everything again, repositories and trackers that came or went included.
   * @throws an `AbortError` once disposed.
   */
  refresh(): Promise<ProjectContext> {
    return this.refreshing.ask();
  }

  /** Works on other folders or with other trackers (trust was given, a setting changed) from now on. */
  rescope(scope: ScoutScope): Promise<ProjectContext> {
    this.scope = scope;
    return this.refresh();
  }

  /** Says that the repository at `root` may have moved; without a root, or with one not known by that name, that any may have. */
  gitMoved(root: string | null): void {
    const roots = root !== null && this.repositories.has(root) ? [root] : this.repositories.keys();
    for (const each of roots) this.watch.gitMoved(each);
  }

  dispose(): void {
    this.abort.abort(new DOMException('Context Scout was closed', 'AbortError'));
    this.lifetime.dispose();
  }

  private async readAll(): Promise<ProjectContext> {
    const { signal } = this.abort;
    signal.throwIfAborted();
    await this.findSources(signal);
    let todo: readonly AnyLane[] = this.lanes();
    for (let round = 1; todo.length > 0 && round <= maxRounds; round++) {
      await askAll(todo);
      const moved = await Promise.all(todo.map((lane) => lane.hasMoved()));
      // A repository that was looked at quickly is now read in full.
      todo = todo.filter((lane, at) => this.needsFullLook(lane) || (lane.isSettled && moved[at] === true));
    }
    signal.throwIfAborted();
    return this.latest === null || this.unpublished ? this.publish() : this.latest;
  }

  private lanes(): readonly AnyLane[] {
    return [...this.sources.values(), ...this.repositories.values()];
  }

  private needsFullLook(lane: AnyLane): boolean {
    return [...this.repositories.values()].some((each) => each === lane && each.state.quick);
  }

  /** Finds homes and sources anew; what stays keeps its state, what went is dropped and no longer watched. */
  private async findSources(signal: AbortSignal): Promise<void> {
    const { folders, trackers } = this.scope;
    const homes = await this.ports.workspace.findHomes(folders, signal);
    const found = await Promise.all(
      homes.map(async (home) => {
        const sources = await Promise.all(trackers.map((tracker) => tracker.discover(home, signal)));
        return sources.flat().map((source) => ({ source, home }));
      }),
    );
    this.sources = new Map(
      found.flat().map(({ source, home }) => {
        const known = this.sources.get(source.id);
        known?.amend((state) => ({ ...state, source, home }));
        return [source.id, known ?? this.sourceLane(unreadSource(source, home))];
      }),
    );
    this.repositories = new Map(
      homes.map((home) => {
        const known = this.repositories.get(home.root);
        known?.amend((state) => ({ ...state, home }));
        return [home.root, known ?? this.repositoryLane(unreadRepository(home))];
      }),
    );
    this.homes = homes;
    this.unpublished = true;
    await this.watch.watchWhatIs(this.sourceStates(), homes, trackers, signal);
  }

  private sourceLane(first: SourceState): Lane<SourceState> {
    const signal = this.laneSignal();
    const { id } = first.source;
    const lane = new Lane<SourceState>(first, {
      read: (known) => readSource({ ...known, watched: this.watch.vouchesFor(id) }, this.memory, this.ports, signal),
      fingerprint: ({ source }) => source.fingerprint(signal),
      onBegin: () => {
        this.onReadingBegan();
      },
      onEnd: () => {
        this.onReadingEnded();
        // A file that was found by this reading was not watched while it was read.
        const current = this.sources.get(id) === lane && !this.abort.signal.aborted;
        if (current && this.watch.watchSource(lane.state.source)) this.fulfil({ kind: 'source', id });
      },
    });
    return lane;
  }

  private repositoryLane(first: RepositoryState): Lane<RepositoryState> {
    const signal = this.laneSignal();
    const { quickGitReader, workspace } = this.ports;
    return new Lane(first, {
      read: async (known) => {
        const quick = known.git === null && !known.quick && quickGitReader !== null && known.home.isGit;
        const reader = quick ? quickGitReader : this.scope.gitReader;
        const found = await readRepository(known, reader, this.ports, signal);
        return (latest) => ({ ...found(latest), quick });
      },
      fingerprint: ({ home }) => (home.isGit ? workspace.gitFingerprint(home.root, signal) : Promise.resolve(null)),
      onBegin: () => {
        this.onReadingBegan();
      },
      onEnd: () => {
        this.onReadingEnded();
      },
    });
  }

  /** One for each lane: hundreds of repositories must not hang all their listeners on one signal. */
  private laneSignal(): AbortSignal {
    return AbortSignal.any([this.abort.signal]);
  }

  private fulfil(wish: Wish): void {
    switch (wish.kind) {
      case 'workspace':
        this.inBackground(this.refresh());
        return;
      case 'source':
        this.inBackground(this.sources.get(wish.id)?.ask());
        return;
      case 'repository':
        this.inBackground(this.repositories.get(wish.root)?.ask());
    }
  }

  private inBackground(reading: Promise<unknown> | undefined): void {
    reading?.catch((error: unknown) => {
      if (!this.abort.signal.aborted) this.ports.log.error('reading failed', error);
    });
  }

  private onReadingBegan(): void {
    this.unpublished = true;
    this.setBusy(true);
  }

  private onReadingEnded(): void {
    if (this.abort.signal.aborted) return;
    const busy = this.lanes().some((lane) => lane.isReading);
    this.setBusy(busy);
    if (!this.hasSomethingToShow()) return;
    if (busy) this.gathering ??= this.ports.clock.schedule(gatherMs, () => this.publish());
    else this.publish();
  }

  private setBusy(busy: boolean): void {
    if (this.busy === busy) return;
    this.busy = busy;
    this.activity.fire(busy);
  }

  /** Before the first snapshot: every repository was looked at, and a source was read, if there is any. */
  private hasSomethingToShow(): boolean {
    if (this.latest !== null) return true;
    const sources = [...this.sources.values()];
    const repositoriesRead = [...this.repositories.values()].every((lane) => lane.wasRead);
    return repositoriesRead && (sources.length === 0 || sources.some((lane) => lane.wasRead));
  }

  private publish(): ProjectContext {
    this.unpublished = false;
    this.gathering?.dispose();
    this.gathering = null;
    for (const lane of this.sources.values()) {
      lane.amend((state) => withWatching(state, this.watch.vouchesFor(state.source.id)));
    }
    const change = this.builder.build(
      {
        homes: this.homes,
        sources: this.sourceStates(),
        repositories: new Map([...this.repositories].map(([root, { state }]) => [root, state])),
        settled: this.lanes().every((lane) => lane.isSettled && !lane.isReading),
      },
      this.ports.clock.nowMs(),
    );
    this.latest = change.context;
    this.scheduleWakeUp();
    this.changes.fire(change);
    return change.context;
  }

  private sourceStates(): readonly SourceState[] {
    return [...this.sources.values()].map(({ state }) => state);
  }

  /** One timer for the next moment at which the snapshot changes by itself or a source is due. */
  private scheduleWakeUp(): void {
    this.wakeUp?.dispose();
    this.wakeUp = null;
    if (this.ports.fileWatcher === null) return;
    const states = this.sourceStates();
    const nowMs = this.ports.clock.nowMs();
    const moments = [
      this.builder.nextChangeAtMs(states, nowMs),
      ...states.map((state) => state.nextAttemptAtMs),
      ...[...this.repositories.values()].map((lane) => this.gitDueAtMs(lane)),
    ];
    const known = moments.filter((moment) => moment !== null);
    if (known.length === 0) return;
    this.wakeUp = this.ports.clock.schedule(Math.max(0, Math.min(...known) - nowMs), () => {
      this.onWakeUp();
    });
  }

  /** When a repository that no watcher vouches for is to be read again. */
  private gitDueAtMs({ state }: Lane<RepositoryState>): number | null {
    const pollMs = this.ports.pollMs();
    const { home, readAtMs } = state;
    if (!home.isGit || pollMs === null || readAtMs === null || this.watch.vouchesForGit(home.root)) return null;
    return readAtMs + pollMs;
  }

  private onWakeUp(): void {
    const nowMs = this.ports.clock.nowMs();
    const isDue = (atMs: number | null): boolean => atMs !== null && atMs <= nowMs;
    const due: readonly AnyLane[] = [
      ...[...this.sources.values()].filter(({ state, isReading }) => !isReading && isDue(state.nextAttemptAtMs)),
      ...[...this.repositories.values()].filter((lane) => !lane.isReading && isDue(this.gitDueAtMs(lane))),
    ];
    for (const lane of due) this.inBackground(lane.ask());
    if (due.length === 0) this.publish();
  }
}

const withWatching = (state: SourceState, watched: boolean): SourceState =>
  state.watched === watched ? state : { ...state, watched };

/** How many lanes a full reading has under way at once. */
const fullReadingLanes = 8;

async function askAll(lanes: readonly AnyLane[]): Promise<void> {
  const waiting = [...lanes];
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) await lane.ask();
  };
  await Promise.all(Array.from({ length: fullReadingLanes }, work));
}
