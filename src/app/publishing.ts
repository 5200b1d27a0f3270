/** Answers for when what is known becomes the next snapshot, and that readers hear of it. */
import type { ProjectContext } from '../domain/context';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import { Alarm } from './alarm';
import { ContextBuilder, type ContextChange, type Knowledge } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { Emitter } from './emitter';
import { isNews } from './news';
import { SingleFlight } from './singleFlight';
import type { SourceState } from './sourceState';

export interface PublishingPorts {
  readonly clock: Clock;
  readonly log: Log;
}

/** What there is to publish. */
export interface Publishable {
  /** Whether others wait for the thread: then much is taken in bit by bit. */
  readonly inPortions: boolean;
  readonly signal: AbortSignal;
  sourceStates(): readonly SourceState[];
  knowledge(): Knowledge;
  /** Before the first snapshot: whether there is enough to show. */
  hasSomethingToShow(): boolean;
  onPublished(): void;
}

/** What is read at the same time is shown together, but nobody waits longer than this for a slower one. */
const gatherMs = 25;
/** Where much comes in a row (pages, progress), snapshots are this far apart. */
const calmMs = 250;
/** Rows do not wait longer to be called of one moment: they are shown before, and called so when it is known. */
const proofMs = 10;

export class Publishing implements Disposable {
  private readonly lifetime = new DisposableStore();
  private readonly changes: Emitter<ContextChange>;
  private readonly builder = new ContextBuilder();
  private readonly gathering: Alarm;
  private readonly takingIn = new SingleFlight(() => this.takeIn());
  private snapshot: ProjectContext | null = null;
  private publishedAtMs = -Infinity;
  /** What was read is being taken in; a snapshot follows. */
  private feeding = false;
  /** Something is to be said that the latest snapshot does not say. */
  private unpublished = false;
  /** Something was read since. */
  private isRead = false;
  /** What the latest snapshot was made of. */
  private published: Knowledge | null = null;

  constructor(
    private readonly ports: PublishingPorts,
    private readonly what: Publishable,
  ) {
    this.changes = this.lifetime.add(
      new Emitter<ContextChange>((error) => {
        ports.log.error('a listener failed', error);
      }),
    );
    this.gathering = this.lifetime.add(
      new Alarm(ports.clock, () => {
        this.inTime();
      }),
    );
  }

  /** The latest snapshot; null until there is one. */
  get latest(): ProjectContext | null {
    return this.snapshot;
  }

  get onDidChange(): Emitter<ContextChange>['event'] {
    return this.changes.event;
  }

  /** Whether there is something to say that the latest snapshot does not say. */
  get isBehind(): boolean {
    if (this.unpublished || this.published === null) return true;
    if (!this.isRead) return false;
    const known = this.what.knowledge();
    const isProven = known.ofOneMoment && !this.published.ofOneMoment && this.snapshot?.consistency === 'eventual';
    this.isRead = isProven || isNews(this.published, known);
    return this.isRead;
  }

  /** Says that something was read, or looked at, or is about to be. */
  note(): void {
    this.isRead = true;
  }

  /** Says that the time alone makes a difference. */
  timePassed(): void {
    this.unpublished = true;
    this.inTime();
  }

  /** Publishes with what else is known by then. */
  soon(): void {
    this.gatherUntil(this.ports.clock.nowMs() + gatherMs);
  }

  /** Publishes when what moved together was read, and in a quarter of a second in any case. */
  together(): void {
    this.gatherUntil(this.ports.clock.nowMs() + calmMs);
  }

  /** Publishes as soon as it is known whether all is of one moment, and soon in any case. */
  whenProven(): void {
    this.gatherUntil(this.ports.clock.nowMs() + proofMs);
  }

  /** As {@link soon}, for what may come many times a second. */
  calmly(): void {
    this.unpublished = true;
    this.gatherUntil(Math.max(this.ports.clock.nowMs() + gatherMs, this.publishedAtMs + calmMs));
  }

  /** At once, or, when there is much to take in, as soon as that was done in between other work. */
  inTime(): void {
    if (this.what.signal.aborted || this.feeding || !this.isBehind) return;
    if (!this.isMuch()) {
      this.now();
      return;
    }
    this.takingIn.ask().catch((error: unknown) => {
      if (!this.what.signal.aborted) this.ports.log.error('taking in what was read failed', error);
    });
  }

  /** The snapshot of all that is known. */
  async current(): Promise<ProjectContext> {
    if (this.snapshot !== null && !this.isBehind) return this.snapshot;
    return this.isMuch() ? await this.takingIn.ask() : this.now();
  }

  now(): ProjectContext {
    this.unpublished = false;
    this.isRead = false;
    this.gathering.dispose();
    const nowMs = this.ports.clock.nowMs();
    const known = this.what.knowledge();
    const change = this.builder.build(known, nowMs);
    this.published = known;
    this.snapshot = change.context;
    this.publishedAtMs = nowMs;
    this.what.onPublished();
    this.changes.fire(change);
    return change.context;
  }

  /** First moment at which issues or their drift change though nothing is read and nothing ages; null when none. */
  get nextChangeAtMs(): number | null {
    return this.builder.nextChangeAtMs;
  }

  /** As {@link ContextBuilder.issueNamed}. */
  issueNamed(branch: string, own: readonly SourceState[]): string | null {
    return this.builder.issueNamed(branch, own);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private gatherUntil(atMs: number): void {
    if (!this.what.signal.aborted && this.what.hasSomethingToShow()) this.gathering.setSooner(atMs);
  }

  private isMuch(): boolean {
    return this.what.inPortions && this.builder.hasMuchToTakeIn(this.what.sourceStates());
  }

  private async takeIn(): Promise<ProjectContext> {
    const { clock } = this.ports;
    this.feeding = true;
    try {
      await this.builder.feed(this.what.sourceStates(), clock.nowMs(), async () => {
        await clock.nextTurn();
        this.what.signal.throwIfAborted();
      });
    } finally {
      this.feeding = false;
    }
    return this.now();
  }
}
