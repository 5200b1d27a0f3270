/** Answers for the one snapshot everybody reads: what is read for it, and when. */
import type { ProjectContext } from '../domain/context';
import type { Disposable } from '../ports/disposable';
import type { FileWatcher } from '../ports/fileWatcher';
import type { RequestPriority } from '../ports/httpClient';
import type { ContextChange, Knowledge } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { DueReadings } from './dueReadings';
import { Emitter } from './emitter';
import { IssueWriting } from './issueWriting';
import { Lanes, type AnyLane, type LanesEvents, type LanesPorts, type ScoutScope } from './lanes';
import { Memory } from './memory';
import { Publishing } from './publishing';
import type { ReferenceBacklog } from './referenceBacklog';
import { Servers, type ServersPorts } from './servers';
import { SingleFlight } from './singleFlight';
import type { SourceState } from './sourceState';
import { WorkspaceWatch, type WorkspaceWatchPorts, type Wish } from './workspaceWatch';

export interface ContextScoutPorts extends LanesPorts, ServersPorts {
  /** Null: nothing is watched (a headless run reads once). */
  readonly fileWatcher: FileWatcher | null;
  /** Tells where remotes of repositories are written down; null: that they change is not noticed. */
  readonly remotes: WorkspaceWatchPorts['remotes'];
  /** After so many days without a commit an issue in progress is quiet; 0: none ever is. */
  readonly quietAfterDays: () => number;
}

/** How often a full reading is repeated because something moved before it was over. */
const maxRounds = 3;

export class ContextScout implements Disposable {
  /** Writes issues on a person's act. */
  readonly writing: IssueWriting;

  private readonly lifetime = new DisposableStore();
  private readonly abort = new AbortController();
  private readonly activity: Emitter<boolean>;
  private readonly publishing: Publishing;
  private readonly watch: WorkspaceWatch;
  private readonly memory: Memory;
  private readonly lanes: Lanes;
  private readonly servers: Servers;
  private readonly refreshing = new SingleFlight(() => this.readAll());
  private readonly due: DueReadings;
  private busy = false;
  /** Somebody waits for the next full reading. */
  private urgent = false;

  constructor(
    private readonly ports: ContextScoutPorts,
    private scope: ScoutScope,
  ) {
    const { log } = ports;
    const { signal } = this.abort;
    this.activity = this.lifetime.add(
      new Emitter<boolean>((error) => {
        log.error('a listener failed', error);
      }),
    );
    this.publishing = this.lifetime.add(
      new Publishing(ports, {
        // In a headless run nobody else waits for the thread.
        inPortions: ports.fileWatcher !== null,
        signal,
        sourceStates: () => this.lanes.sourceStates,
        knowledge: () => this.knowledge(),
        hasSomethingToShow: () => this.hasSomethingToShow(),
        onPublished: () => {
          this.waitForWhatIsDue();
        },
      }),
    );
    this.watch = this.lifetime.add(
      new WorkspaceWatch(ports, (wish) => {
        this.fulfil(wish);
      }),
    );
    this.memory = this.lifetime.add(new Memory(ports));
    this.lanes = new Lanes(ports, this.memory, this.laneEvents(), signal, scope);
    this.servers = this.lifetime.add(
      new Servers(ports, () => this.lanes.remote, {
        onTold: () => {
          this.publishing.calmly();
        },
        onPlanned: () => {
          this.waitForWhatIsDue();
          this.publishing.calmly();
        },
        onOutdated: () => {
          this.inBackground(this.refresh());
        },
        inBackground: (work) => {
          this.inBackground(work);
        },
      }),
    );
    this.due = this.lifetime.add(
      new DueReadings(ports, () => this.lanes, {
        vouchesForGit: (root) => this.watch.vouchesForGit(root),
        nextChangeAtMs: () => this.publishing.nextChangeAtMs,
        onDue: (lane) => {
          this.inBackground(lane.ask());
        },
        onChange: () => {
          this.publishing.inTime();
        },
      }),
    );
    this.writing = new IssueWriting({
      lanes: this.lanes,
      trackers: () => this.scope.trackers,
      refresh: () => this.refreshing.ask(),
      publish: () => {
        if (this.publishing.isBehind) this.publishing.now();
      },
      flush: (source) => this.memory.flush(source),
    });
  }

  /** What commits name. */
  get references(): ReferenceBacklog {
    return this.servers.references;
  }

  /** The latest snapshot; null until the first reading is done. */
  get context(): ProjectContext | null {
    return this.publishing.latest;
  }

  /** True while sources or repositories are being read. */
  get syncing(): boolean {
    return this.busy;
  }

  /** Tells every published snapshot and what differs from the one before. */
  get onDidChange(): Emitter<ContextChange>['event'] {
    return this.publishing.onDidChange;
  }

  /** Tells when reading begins (true) and ends (false). */
  get onDidChangeActivity(): Emitter<boolean>['event'] {
    return this.activity.event;
  }

  /**
   * Reads everything again, repositories and trackers that came or went included. Servers are asked where it is time;
   * for a person, at once.
   * @param priority `user`: a person waits for it
   * @throws an `AbortError` once disposed.
   */
  async refresh(priority: RequestPriority = 'refresh'): Promise<ProjectContext> {
    if (priority === 'user') this.urgent = true;
    const { answered } = await this.refreshing.ask();
    await answered;
    this.abort.signal.throwIfAborted();
    return this.publishing.current();
  }

  /** Ends what is being asked of servers. What is known stays, and they are asked again when it is time. */
  cancel(): void {
    this.servers.cancel();
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
    await this.references.forget();
    const context = await this.refresh('user');
    await this.references.look(null);
    await this.memory.flush();
    return context;
  }

  /** Tells that what was remembered was deleted by somebody. */
  async memoryCleared(): Promise<void> {
    this.memory.forget();
    await this.references.forget();
    await this.references.look(null);
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

  /** Settles when all that is in the workspace was read; what servers say may come later. */
  private async readAll(): Promise<{ readonly answered: Promise<void> }> {
    const { signal } = this.abort;
    signal.throwIfAborted();
    const priority = this.urgent ? 'user' : 'refresh';
    this.urgent = false;
    await this.findAll(signal);
    const answered = this.servers.ask(priority);
    this.inBackground(answered);
    let todo: readonly AnyLane[] = this.lanes.local;
    for (let round = 1; todo.length > 0 && round <= maxRounds; round++) {
      await askAll(todo);
      const moved = await Promise.all(todo.map((lane) => lane.hasMoved()));
      // A repository that was looked at quickly is now read in full.
      todo = todo.filter((lane, at) => this.needsFullLook(lane) || (lane.isSettled && moved[at] === true));
    }
    // What an earlier run read of them is at hand in a moment, and belongs to the first rows.
    await Promise.race([answered, this.servers.met()]);
    signal.throwIfAborted();
    // Branches are known by now.
    const whole = answered.then(() => this.servers.askForBranches(priority));
    this.inBackground(whole);
    await this.publishing.current();
    return { answered: whole };
  }

  private async findAll(signal: AbortSignal): Promise<void> {
    await this.lanes.find(this.scope);
    this.publishing.note();
    this.servers.follow(this.scope.trackers);
    for (const { state } of this.lanes.repositories.values()) this.servers.tellBranch(state);
    await this.watch.watchWhatIs(this.lanes.sourceStates, this.lanes.homes, this.scope.trackers, signal);
  }

  private needsFullLook(lane: AnyLane): boolean {
    return [...this.lanes.repositories.values()].some((each) => each === lane && each.state.quick);
  }

  private laneEvents(): LanesEvents {
    return {
      isWatched: (sourceId) => this.watch.vouchesFor(sourceId),
      plan: (state) => this.servers.plan(state),
      onBegin: () => {
        this.publishing.note();
        this.setBusy(true);
      },
      onRecalled: () => {
        this.publishing.note();
        this.publishing.soon();
      },
      onPartial: () => {
        this.publishing.calmly();
      },
      onEnd: () => {
        if (this.abort.signal.aborted) return;
        const busy = this.lanes.isReading;
        this.setBusy(busy);
        if (busy) this.publishing.soon();
        else if (this.hasSomethingToShow()) this.publishing.inTime();
      },
      onSourceRead: ({ state: { source } }) => {
        if (this.watch.watchSource(source)) this.fulfil({ kind: 'source', id: source.id });
      },
      onRepositoryRead: (before, after) => {
        this.servers.gitRead(before, after);
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
    if (this.publishing.latest !== null) return true;
    const sources = [...this.lanes.sources.values()];
    const repositoriesRead = [...this.lanes.repositories.values()].every((lane) => lane.wasRead);
    const known = sources.some(({ wasRead, state }) => wasRead || state.reading !== null);
    return repositoriesRead && (sources.length === 0 || known);
  }

  private knowledge(): Knowledge {
    for (const lane of this.lanes.sources.values()) {
      lane.amend((state) => withWatching(state, this.watch.vouchesFor(state.source.id)));
    }
    this.servers.tellReferences();
    return {
      homes: this.lanes.homes,
      sources: this.lanes.sourceStates,
      repositories: new Map([...this.lanes.repositories].map(([root, { state }]) => [root, state])),
      references: (sourceId) => this.references.references(sourceId),
      quietAfterDays: this.ports.quietAfterDays(),
      // Servers do not stand still with the workspace: how old their answers are is told by itself.
      settled: this.lanes.local.every((lane) => lane.isSettled && !lane.isReading),
    };
  }

  private waitForWhatIsDue(): void {
    // A headless run reads once.
    if (this.ports.fileWatcher !== null) this.due.wait();
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
