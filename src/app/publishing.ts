/** Answers for when what is known becomes the next snapshot, and that readers hear of it. */
import type { ProjectContext } from '../domain/context';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import { Alarm } from './alarm';
import { ContextBuilder, type ContextChange, type Knowledge } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { Emitter } from './emitter';
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
  private unpublished = false;

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

  /** Whether something changed since the latest snapshot. */
  get isBehind(): boolean {
    return this.unpublished;
  }

  /** Says that something changed, or is about to. */
  note(): void {
    this.unpublished = true;
  }

  /** Publishes with what else is known by then. */
  soon(): void {
    this.gatherUntil(this.ports.clock.nowMs() + gatherMs);
  }

  /** As {@link soon}, for what may come many times a second. */
  calmly(): void {
    this.unpublished = true;
    this.gatherUntil(Math.max(this.ports.clock.nowMs() + gatherMs, this.publishedAtMs + calmMs));
  }

  /** At once, or, when there is much to take in, as soon as that was done in between other work. */
  inTime(): void {
    if (this.what.signal.aborted || this.feeding) return;
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
    if (this.snapshot !== null && !this.unpublished) return this.snapshot;
    return this.isMuch() ? await this.takingIn.ask() : this.now();
  }

  now(): ProjectContext {
    this.unpublished = false;
    this.gathering.dispose();
    const nowMs = this.ports.clock.nowMs();
    const change = this.builder.build(this.what.knowledge(), nowMs);
    this.snapshot = change.context;
    this.publishedAtMs = nowMs;
    this.what.onPublished();
    this.changes.fire(change);
    return change.context;
  }

  /** First moment at which the snapshot changes though nothing is read; null when none. */
  get nextChangeAtMs(): number | null {
    return this.builder.nextChangeAtMs(this.what.sourceStates(), this.ports.clock.nowMs());
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
