/** Answers for the sources on servers: whom to ask when, what they tell unasked, and what commits name of them. */
import type { Disposable } from '../ports/disposable';
import type { RequestPriority } from '../ports/httpClient';
import type { Tracker } from '../ports/tracker';
import { repositoryOf } from '../ports/workspace';
import { AttentivePolling, type AttentivePollingPorts } from './attentivePolling';
import { BranchIssues } from './branchIssues';
import { DisposableStore } from './disposableStore';
import { bringsNews } from './gitNews';
import type { Leading } from './leading';
import { ReferenceBacklog } from './referenceBacklog';
import type { ReferencePorts } from './referencePorts';
import { RemoteSigns } from './remoteSigns';
import type { RepositoryState } from './repositoryState';
import type { SourceLane } from './sourceLane';
import type { SourceState } from './sourceState';

export interface ServersPorts extends AttentivePollingPorts, Omit<ReferencePorts, 'mayResolveUnbidden'> {}

export interface ServersEvents {
  /** Something is told that belongs in the next snapshot; it may come many times a second. */
  onTold(): void;
  /** A source is due at another moment than before. */
  onPlanned(): void;
  /** Sources are to be found anew. */
  onOutdated(): void;
  /** Work that nobody waits for. */
  inBackground(work: Promise<unknown>): void;
}

export class Servers implements Disposable {
  readonly references: ReferenceBacklog;

  private readonly lifetime = new DisposableStore();
  private readonly polling: AttentivePolling;
  private readonly signs: RemoteSigns;
  private readonly branches = new BranchIssues();
  /** Lanes whose commits were looked at; later looks follow what git does. */
  private readonly looked = new WeakSet<SourceLane>();

  /** @param lanes those of sources on servers */
  constructor(
    private readonly ports: ServersPorts,
    private readonly leading: Leading,
    private readonly lanes: () => readonly SourceLane[],
    private readonly events: ServersEvents,
  ) {
    const { attention } = ports;
    this.polling = this.lifetime.add(
      new AttentivePolling(ports, lanes, () => {
        events.onPlanned();
      }),
    );
    this.signs = this.lifetime.add(
      new RemoteSigns({
        onTracker: ({ kind }) => {
          this.readAnew(kind);
        },
        onStatus: () => {
          events.onTold();
        },
      }),
    );
    this.references = this.lifetime.add(
      new ReferenceBacklog({
        ...ports,
        mayResolveUnbidden: (source) => attention !== null && leading.leads(source),
      }),
    );
    this.lifetime.add(
      this.references.onDidChange(() => {
        events.onTold();
      }),
    );
  }

  /** With the moment of the next attempt, where the source is on a server. */
  plan(state: SourceState): SourceState {
    return this.polling.plan(state);
  }

  /** Somebody looks at the source in another window. */
  wanted(lane: SourceLane): void {
    this.polling.wanted(lane);
  }

  /** The machine slept, or its clock was set. */
  onJump(): void {
    this.polling.onJump();
  }

  /** Attends to the sources there are now. */
  follow(trackers: readonly Tracker[]): void {
    if (this.lifetime.isDisposed) return;
    this.signs.listenTo(
      trackers,
      this.lanes().flatMap(({ state }) => state.source.remote ?? []),
    );
  }

  /** Asks those whose time it is, and those that never were; for a person, all. Settles when they answered. */
  async ask(priority: RequestPriority): Promise<void> {
    await Promise.all(
      this.lanes()
        .filter((lane) => priority === 'user' || this.isDue(lane))
        .map(async (lane) => {
          await lane.ask(priority);
          await this.lookFirst(lane);
        }),
    );
  }

  /** Settles when it is known what an earlier run read of those that are asked. */
  async met(): Promise<void> {
    await Promise.all(this.lanes().map(({ met }) => met));
  }

  /** Ends what is being asked. What is known stays. */
  cancel(): void {
    for (const lane of this.lanes()) lane.cancel();
  }

  /** A repository was read. */
  gitRead({ git: before }: RepositoryState, after: RepositoryState): void {
    const { git, home } = after;
    const lacksIssue = this.tellBranch(after);
    if (git === null || before === null || this.lanes().length === 0) return;
    const isNews = bringsNews(before, git) || lacksIssue;
    if (isNews) this.polling.newsOf(home.root);
    if (isNews || before.head !== git.head) this.events.inBackground(this.references.look(home.root));
  }

  /**
   * Tells sources what the branch names, where they were not told.
   * @returns whether one has yet to ask for it
   */
  tellBranch(repository: RepositoryState): boolean {
    return this.branches.tell(this.lanes(), repository).length > 0;
  }

  /** Asks those again that heard too late what a branch names. Settles when they answered. */
  async askForBranches(priority: RequestPriority): Promise<void> {
    const late = this.lanes().filter((lane) => this.lacksIssue(lane));
    await Promise.all(late.map((lane) => lane.ask(priority)));
  }

  /** What was read is known without asking. */
  tellReferences(): void {
    const known = this.lanes().map(({ state: { source, reading } }) => ({ source, issues: reading?.issues ?? [] }));
    this.references.setSources(known);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private isDue({ state, isReading, isOutdated }: SourceLane): boolean {
    if (state.lastAttemptAtMs === null || isOutdated) return true;
    return !isReading && state.nextAttemptAtMs !== null && state.nextAttemptAtMs <= this.ports.clock.nowMs();
  }

  /** Where it went well otherwise, and is ours to ask. */
  private lacksIssue({ state: { source, lastAttemptAtMs, error, cancelled } }: SourceLane): boolean {
    if (lastAttemptAtMs === null || error !== null || cancelled || this.lifetime.isDisposed) return false;
    return source.remote?.lacksFollowed === true && this.leading.leads(source);
  }

  private async lookFirst(lane: SourceLane): Promise<void> {
    if (this.looked.has(lane) || this.lifetime.isDisposed) return;
    this.looked.add(lane);
    this.tellReferences();
    await this.references.look(repositoryOf(lane.state.home));
  }

  /** Finds the sources of a tracker anew, and asks them. */
  private readAnew(kind: string): void {
    for (const lane of this.lanes()) if (lane.state.source.kind === kind) lane.outdate();
    this.events.onOutdated();
  }
}
