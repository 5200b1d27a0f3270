/** Answers for the one snapshot everybody reads: what is read for it, and when. */
import type { ProjectContext } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { Issue } from '../domain/issue';
import type { Result } from '../domain/result';
import type { Disposable } from '../ports/disposable';
import type { FileWatcher } from '../ports/fileWatcher';
import type { RequestPriority } from '../ports/httpClient';
import type { IssueText } from '../ports/tracker';
import { repositoryOf } from '../ports/workspace';
import type { ContextChange, Knowledge } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { Emitter } from './emitter';
import { FullReading } from './fullReading';
import { Heartbeat } from './heartbeat';
import { Invalidation } from './invalidation';
import { IssueWriting } from './issueWriting';
import { Lanes, type LanesEvents, type LanesPorts, type ScoutScope } from './lanes';
import { Leading, type LeadingPorts } from './leading';
import { Memory } from './memory';
import { OneMoment } from './oneMoment';
import { Peers } from './peers';
import { Publishing } from './publishing';
import type { ReferenceBacklog } from './referenceBacklog';
import { Servers, type ServersPorts } from './servers';
import type { RepositoryActivity } from './repositoryActivity';
import { Staleness, type StalenessPorts } from './staleness';
import { WorkspaceWatch, type WorkspaceWatchPorts } from './workspaceWatch';

export interface ContextScoutPorts extends LanesPorts, LeadingPorts, ServersPorts, StalenessPorts {
  /** Null: nothing is watched (a headless run reads once). */
  readonly fileWatcher: FileWatcher | null;
  /** Tells where remotes of repositories are written down; null: that they change is not noticed. */
  readonly remotes: WorkspaceWatchPorts['remotes'];
  /** After so many days without a commit an issue in progress is quiet; 0: none ever is. */
  readonly quietAfterDays: () => number;
}

export class ContextScout implements Disposable {
  /** Writes issues on a person's act. */
  readonly writing: IssueWriting;

  private readonly lifetime = new DisposableStore();
  private readonly abort = new AbortController();
  private readonly activity: Emitter<boolean>;
  private readonly publishing: Publishing;
  private readonly watch: WorkspaceWatch;
  private readonly invalidation: Invalidation;
  private readonly memory: Memory;
  private readonly lanes: Lanes;
  private readonly moment: OneMoment;
  private readonly servers: Servers;
  private readonly reading: FullReading;
  private readonly staleness: Staleness;
  private busy = false;

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
        hasSomethingToShow: () => this.hasSomethingToShow,
        onPublished: () => {
          this.staleness.wait();
        },
      }),
    );
    this.watch = this.lifetime.add(
      new WorkspaceWatch(ports, (wish) => {
        this.invalidation.fulfil(wish);
      }),
    );
    this.invalidation = this.lifetime.add(
      new Invalidation(
        ports,
        () => this.lanes,
        {
          refresh: () => this.refresh(),
          onServed: ({ state }) => {
            if ('source' in state) this.watch.served(state.source.id);
            else this.watch.gitServed(state.home.root);
          },
          inBackground: (work) => {
            this.inBackground(work);
          },
        },
        signal,
      ),
    );
    const heartbeat = this.lifetime.add(
      new Heartbeat(ports.clock, (byMs) => {
        this.onJump(byMs);
      }),
    );
    if (ports.attention !== null) {
      // Who opens the lid looks before the next beat.
      this.lifetime.add(
        ports.attention.onDidChange(() => {
          heartbeat.look();
        }),
      );
    }
    const leading = new Leading(ports);
    const memory = (this.memory = this.lifetime.add(new Memory(ports, leading)));
    this.lanes = new Lanes(ports, { memory, leading }, this.laneEvents(), signal, scope);
    this.moment = this.lifetime.add(
      new OneMoment({ clock: ports.clock, retries: ports.fileWatcher !== null }, () => this.lanes.local, {
        onLooked: () => {
          this.publishing.note();
          this.show();
        },
        beforeReading: (lane) => this.invalidation.beforeReading(lane),
        inBackground: (work) => {
          this.inBackground(work);
        },
      }),
    );
    this.servers = this.lifetime.add(
      new Servers(ports, leading, () => this.lanes.remote, {
        onTold: () => {
          this.publishing.calmly();
        },
        onPlanned: () => {
          this.staleness.wait();
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
    this.lifetime.add(
      new Peers(ports, leading, memory, {
        lanes: () => this.lanes.sources,
        onWanted: (lane) => {
          this.servers.wanted(lane);
        },
        onReferences: (sourceId) => this.references.reload(sourceId),
        inBackground: (work) => {
          this.inBackground(work);
        },
      }),
    );
    this.staleness = this.lifetime.add(
      new Staleness(ports, () => this.lanes, this.watch, {
        latest: () => this.publishing.latest,
        nextChangeAtMs: () => this.publishing.nextChangeAtMs,
        inBackground: (work) => {
          this.inBackground(work);
        },
        onChange: () => {
          this.publishing.timePassed();
        },
      }),
    );
    const { lanes, moment, servers, watch, staleness, publishing } = this;
    this.reading = new FullReading(
      {
        ...{ lanes, moment, servers, watch, leading, heartbeat, staleness, publishing },
        scope: () => this.scope,
        stays: ports.fileWatcher !== null,
        inBackground: (work) => {
          this.inBackground(work);
        },
      },
      signal,
    );
    this.writing = new IssueWriting({
      lanes: this.lanes,
      trackers: () => this.scope.trackers,
      refresh: () => this.reading.ask(),
      hold: (sourceId) => this.watch.hold(sourceId),
      served: (sourceId) => {
        this.watch.served(sourceId);
      },
      publish: () => {
        if (this.publishing.isBehind) this.publishing.now();
      },
      flush: (source) => this.memory.flush(source),
    });
  }

  /** The key of the issue a branch of this name would be taken for, in the repository at `root`; null: of none. */
  issueNamed(root: string, branch: string): string | null {
    const own = this.lanes.sourceStates.filter(({ home }) => repositoryOf(home) === root);
    return this.publishing.issueNamed(branch, own);
  }

  /**
   * The text of an issue from its own record, as that is at this moment; null where its source has no more at hand than
   * the issue says.
   * @throws an `AbortError` once disposed.
   */
  async textOf(sourceId: string, issue: Issue): Promise<Result<IssueText, Failure> | null> {
    const source = this.lanes.sources.get(sourceId)?.state.source;
    return (await source?.text?.(issue, this.abort.signal)) ?? null;
  }

  /** What commits name. */
  get references(): ReferenceBacklog {
    return this.servers.references;
  }

  /** Hears of what people and programs do where, and knows which repositories are used. */
  get uses(): RepositoryActivity {
    return this.staleness.uses;
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
    const { answered } = await this.reading.ask(priority);
    await answered;
    this.abort.signal.throwIfAborted();
    return this.publishing.current();
  }

  /**
   * Reads for a person, or for a program in place of one.
   * @param sourceId of this source only; absent, or not known: everything
   * @returns a snapshot that contains what was read
   * @throws an `AbortError` once disposed.
   */
  async sync(sourceId?: string): Promise<ProjectContext> {
    const lane = sourceId === undefined ? undefined : this.lanes.sources.get(sourceId);
    if (lane === undefined) return await this.refresh('user');
    this.abort.signal.throwIfAborted();
    this.uses.used(repositoryOf(lane.state.home));
    await (lane.isRemote ? lane.ask('user') : this.moment.reach([lane]));
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

  /** Tells that what was remembered and can be fetched again was deleted by somebody. */
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
        this.publishing.note();
        this.setBusy(this.lanes.isReading);
        this.moment.onRead();
        if (this.moment.isSoonKnown) this.publishing.whenProven();
        else this.show();
      },
      onSourceRead: ({ state: { source } }) => {
        if (this.watch.watchSource(source)) this.invalidation.fulfil({ kind: 'source', id: source.id });
      },
      onRepositoryRead: (before, after) => {
        this.servers.gitRead(before, after);
        this.staleness.repositoryRead(before, after);
      },
    };
  }

  private show(): void {
    if (this.lanes.isReading && this.invalidation.isCatchingUp) this.publishing.together();
    else if (this.lanes.isReading) this.publishing.soon();
    else if (this.hasSomethingToShow) this.publishing.inTime();
  }

  /** @param byMs how far the clock jumped: negative when it was set back */
  private onJump(byMs: number): void {
    // What was confirmed at a moment still to come would count as new until then.
    this.invalidation.compare(byMs < 0);
    this.servers.onJump();
    this.publishing.timePassed();
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

  private get hasSomethingToShow(): boolean {
    return this.publishing.latest !== null || this.lanes.hasSomethingToShow;
  }

  private knowledge(): Knowledge {
    const staleness = this.staleness.note();
    this.servers.tellReferences();
    return {
      ...staleness,
      homes: this.lanes.homes,
      sources: this.lanes.sourceStates,
      repositories: new Map([...this.lanes.repositories].map(([root, { state }]) => [root, state])),
      references: (sourceId) => this.references.references(sourceId),
      quietAfterDays: this.ports.quietAfterDays(),
      // Servers do not stand still with the workspace: how old their answers are is told by itself.
      ofOneMoment: this.moment.holds,
    };
  }
}
