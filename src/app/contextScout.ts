/** Answers for the one snapshot everybody reads: when it is made anew, and that readers hear of it. */
import type { ProjectContext } from '../domain/context';
import type { Disposable } from '../ports/disposable';
import type { FileWatcher } from '../ports/fileWatcher';
import { Alarm } from './alarm';
import { ContextBuilder, type ContextChange } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { Emitter } from './emitter';
import { IssueWriting } from './issueWriting';
import { Lanes, type AnyLane, type LanesEvents, type LanesPorts, type ScoutScope } from './lanes';
import { Memory } from './memory';
import type { RepositoryState } from './repositoryState';
import { SingleFlight } from './singleFlight';
import type { SourceState } from './sourceState';
import { WorkspaceWatch, type Wish } from './workspaceWatch';

export interface ContextScoutPorts extends LanesPorts {
  /** Null: nothing is watched (a headless run reads once). */
  readonly fileWatcher: FileWatcher | null;
}

/** How often a full reading is repeated because something moved before it was over. */
const maxRounds = 3;
/** What is read at the same time is shown together, but nobody waits longer than this for a slower one. */
const gatherMs = 25;

export class ContextScout implements Disposable {
  /** Writes issues on a person's act. */
  readonly writing: IssueWriting;

  private readonly lifetime = new DisposableStore();
  private readonly abort = new AbortController();
  private readonly changes: Emitter<ContextChange>;
  private readonly activity: Emitter<boolean>;
  private readonly builder = new ContextBuilder();
  private readonly watch: WorkspaceWatch;
  private readonly memory: Memory;
  private readonly lanes: Lanes;
  private readonly refreshing = new SingleFlight(() => this.readAll());
  private readonly takingIn = new SingleFlight(() => this.takeIn());
  private readonly gathering: Alarm;
  private readonly wakeUp: Alarm;
  private latest: ProjectContext | null = null;
  private busy = false;
  /** What was read is being taken in; a snapshot follows. */
  private feeding = false;
  /** Something changed since the latest snapshot. */
  private unpublished = false;

  constructor(
    private readonly ports: ContextScoutPorts,
    private scope: ScoutScope,
  ) {
    const { clock, log } = ports;
    const report = (error: unknown): void => {
      log.error('a listener failed', error);
    };
    this.changes = this.lifetime.add(new Emitter<ContextChange>(report));
    this.activity = this.lifetime.add(new Emitter<boolean>(report));
    this.watch = this.lifetime.add(
      new WorkspaceWatch(ports, (wish) => {
        this.fulfil(wish);
      }),
    );
    this.memory = this.lifetime.add(new Memory(ports));
    this.gathering = this.lifetime.add(
      new Alarm(clock, () => {
        this.publishInTime();
      }),
    );
    this.wakeUp = this.lifetime.add(
      new Alarm(clock, () => {
        this.onWakeUp();
      }),
    );
    this.lanes = new Lanes(ports, this.memory, this.laneEvents(), this.abort.signal, scope);
    this.writing = new IssueWriting({
      lanes: this.lanes,
      trackers: () => this.scope.trackers,
      refresh: () => this.refresh(),
      publish: () => {
        if (this.unpublished) this.publish();
      },
      flush: (source) => this.memory.flush(source),
    });
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

  /** Forgets what is known of every file, reads all from scratch, and remembers that in place of what was. */
  async rebuild(): Promise<ProjectContext> {
    for (const { source } of this.lanes.sourceStates) source.forget();
    this.memory.forget();
    const context = await this.refresh();
    await this.memory.flush();
    return context;
  }

  /** Tells that what was remembered was deleted by somebody. */
  memoryCleared(): void {
    this.memory.forget();
  }

  /** Writes what waits to be remembered. For the end of a window. */
  flush(): Promise<void> {
    return this.memory.flush();
  }

  /** Says that the repository at `root` may have moved; without a root, or with one not known by that name, that any may have. */
  gitMoved(root: string | null): void {
    const { repositories } = this.lanes;
    const roots = root !== null && repositories.has(root) ? [root] : repositories.keys();
    for (const each of roots) this.watch.gitMoved(each);
  }

  dispose(): void {
    this.abort.abort(new DOMException('Context Scout was closed', 'AbortError'));
    this.lifetime.dispose();
  }

  private async readAll(): Promise<ProjectContext> {
    const { signal } = this.abort;
    signal.throwIfAborted();
    await this.findAll(signal);
    let todo: readonly AnyLane[] = this.lanes.all;
    for (let round = 1; todo.length > 0 && round <= maxRounds; round++) {
      await askAll(todo);
      const moved = await Promise.all(todo.map((lane) => lane.hasMoved()));
      // A repository that was looked at quickly is now read in full.
      todo = todo.filter((lane, at) => this.needsFullLook(lane) || (lane.isSettled && moved[at] === true));
    }
    signal.throwIfAborted();
    if (this.latest !== null && !this.unpublished) return this.latest;
    return this.isMuch() ? await this.takingIn.ask() : this.publish();
  }

  private async findAll(signal: AbortSignal): Promise<void> {
    await this.lanes.find(this.scope);
    this.unpublished = true;
    await this.watch.watchWhatIs(this.lanes.sourceStates, this.lanes.homes, this.scope.trackers, signal);
  }

  private needsFullLook(lane: AnyLane): boolean {
    return [...this.lanes.repositories.values()].some((each) => each === lane && each.state.quick);
  }

  private laneEvents(): LanesEvents {
    return {
      isWatched: (sourceId) => this.watch.vouchesFor(sourceId),
      onBegin: () => {
        this.unpublished = true;
        this.setBusy(true);
      },
      onRecalled: () => {
        this.unpublished = true;
        this.publishSoon();
      },
      onEnd: () => {
        if (this.abort.signal.aborted) return;
        const busy = this.lanes.all.some((lane) => lane.isReading);
        this.setBusy(busy);
        if (busy) this.publishSoon();
        else if (this.hasSomethingToShow()) this.publishInTime();
      },
      onSourceRead: ({ source }) => {
        if (this.watch.watchSource(source)) this.fulfil({ kind: 'source', id: source.id });
      },
    };
  }

  private fulfil(wish: Wish): void {
    switch (wish.kind) {
      case 'workspace':
        this.inBackground(this.refresh());
        return;
      case 'source':
        this.inBackground(this.lanes.sources.get(wish.id)?.ask());
        return;
      case 'repository':
        this.inBackground(this.lanes.repositories.get(wish.root)?.ask());
    }
  }

  private inBackground(reading: Promise<unknown> | undefined): void {
    reading?.catch((error: unknown) => {
      if (!this.abort.signal.aborted) this.ports.log.error('reading failed', error);
    });
  }

  private setBusy(busy: boolean): void {
    if (this.busy === busy) return;
    this.busy = busy;
    this.activity.fire(busy);
  }

  /** Before the first snapshot: every repository was looked at, and there is something of a source, if there is any. */
  private hasSomethingToShow(): boolean {
    if (this.latest !== null) return true;
    const sources = [...this.lanes.sources.values()];
    const repositoriesRead = [...this.lanes.repositories.values()].every((lane) => lane.wasRead);
    const known = sources.some(({ wasRead, state }) => wasRead || state.reading !== null);
    return repositoriesRead && (sources.length === 0 || known);
  }

  /** Publishes with what else is known by then. */
  private publishSoon(): void {
    if (this.abort.signal.aborted || this.gathering.isSet || !this.hasSomethingToShow()) return;
    this.gathering.set([this.ports.clock.nowMs() + gatherMs]);
  }

  /** At once, or, when there is much to take in, as soon as that was done in between other work. */
  private publishInTime(): void {
    if (this.feeding) return;
    if (this.isMuch()) this.inBackground(this.takingIn.ask());
    else this.publish();
  }

  private isMuch(): boolean {
    // In a headless run nobody else waits for the thread.
    return this.ports.fileWatcher !== null && this.builder.hasMuchToTakeIn(this.lanes.sourceStates);
  }

  private async takeIn(): Promise<ProjectContext> {
    const { clock } = this.ports;
    this.feeding = true;
    try {
      await this.builder.feed(this.lanes.sourceStates, clock.nowMs(), async () => {
        await clock.nextTurn();
        this.abort.signal.throwIfAborted();
      });
    } finally {
      this.feeding = false;
    }
    return this.publish();
  }

  private publish(): ProjectContext {
    this.unpublished = false;
    this.gathering.dispose();
    for (const lane of this.lanes.sources.values()) {
      lane.amend((state) => withWatching(state, this.watch.vouchesFor(state.source.id)));
    }
    const change = this.builder.build(
      {
        homes: this.lanes.homes,
        sources: this.lanes.sourceStates,
        repositories: new Map([...this.lanes.repositories].map(([root, { state }]) => [root, state])),
        settled: this.lanes.all.every((lane) => lane.isSettled && !lane.isReading),
      },
      this.ports.clock.nowMs(),
    );
    this.latest = change.context;
    this.setWakeUp();
    this.changes.fire(change);
    return change.context;
  }

  /** For the next moment at which the snapshot changes by itself or a source is due. */
  private setWakeUp(): void {
    if (this.ports.fileWatcher === null) return;
    const states = this.lanes.sourceStates;
    this.wakeUp.set([
      this.builder.nextChangeAtMs(states, this.ports.clock.nowMs()),
      ...states.map((state) => state.nextAttemptAtMs),
      ...[...this.lanes.repositories.values()].map(({ state }) => this.gitDueAtMs(state)),
    ]);
  }

  /** When a repository that no watcher vouches for is to be read again. */
  private gitDueAtMs({ home, readAtMs }: RepositoryState): number | null {
    const pollMs = this.ports.pollMs();
    if (!home.isGit || pollMs === null || readAtMs === null || this.watch.vouchesForGit(home.root)) return null;
    return readAtMs + pollMs;
  }

  private onWakeUp(): void {
    const nowMs = this.ports.clock.nowMs();
    const isDue = (atMs: number | null): boolean => atMs !== null && atMs <= nowMs;
    const { sources, repositories } = this.lanes;
    const due: readonly AnyLane[] = [
      ...[...sources.values()].filter(({ state, isReading }) => !isReading && isDue(state.nextAttemptAtMs)),
      ...[...repositories.values()].filter(({ state, isReading }) => !isReading && isDue(this.gitDueAtMs(state))),
    ];
    for (const lane of due) this.inBackground(lane.ask());
    if (due.length === 0) this.publishInTime();
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
