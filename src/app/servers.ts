/** Answers for the sources on servers: whom to ask when, what they tell unasked, and what commits name of them. */
import type { Disposable } from '../ports/disposable';
import type { RequestPriority } from '../ports/httpClient';
import type { PollLeadership } from '../ports/leadership';
import type { Tracker } from '../ports/tracker';
import { repositoryOf } from '../ports/workspace';
import { AttentivePolling, type AttentivePollingPorts } from './attentivePolling';
import { DisposableStore } from './disposableStore';
import { bringsNews } from './gitNews';
import { ReferenceBacklog } from './referenceBacklog';
import type { ReferencePorts } from './referencePorts';
import { RemoteSigns } from './remoteSigns';
import type { RepositoryState } from './repositoryState';
import type { SourceLane } from './sourceLane';
import type { SourceState } from './sourceState';

export interface ServersPorts extends AttentivePollingPorts, Omit<ReferencePorts, 'mayResolveUnbidden'> {
  readonly leadership: PollLeadership;
}

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
  /** Lanes whose commits were looked at; later looks follow what git does. */
  private readonly looked = new WeakSet<SourceLane>();

  /** @param lanes those of sources on servers */
  constructor(
    private readonly ports: ServersPorts,
    private readonly lanes: () => readonly SourceLane[],
    private readonly events: ServersEvents,
  ) {
    const { attention, leadership } = ports;
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
        mayResolveUnbidden: (sourceId) => attention !== null && leadership.leads(sourceId),
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

  /** Attends to the sources there are now. */
  follow(trackers: readonly Tracker[]): void {
    if (this.lifetime.isDisposed) return;
    this.polling.follow();
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
  gitRead({ git: before }: RepositoryState, { git, home }: RepositoryState): void {
    if (git === null || before === null || this.lanes().length === 0) return;
    const isNews = bringsNews(before, git);
    if (isNews) this.polling.newsOf(home.root);
    if (isNews || before.head !== git.head) this.events.inBackground(this.references.look(home.root));
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
