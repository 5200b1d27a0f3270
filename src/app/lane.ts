/** Answers for reading one thing, a source or a repository, until it stood still while it was read. */
import type { RequestPriority } from '../ports/httpClient';
import type { Finding } from './readers';
import { SingleFlight } from './singleFlight';

/** How often a reading is begun anew because what is read moved underneath. */
const maxAttempts = 3;

/** The reason of the abort when a person ended a reading. */
const cancelled = new DOMException('The reading was cancelled', 'AbortError');

export interface LaneEvents {
  onBegin(): void;
  onEnd(): void;
}

/** One reading, as whoever reads sees it. */
export interface LaneCall {
  /** Rises to `user` while the reading goes on, when a person begins to wait for it. */
  readonly priority: RequestPriority;
  readonly signal: AbortSignal;
  /** Whether the signal ended this reading only, on a person's wish. */
  readonly isCancelled: boolean;
}

/** Things are read in lanes of their own, so that a slow one (a database, a server) holds nobody up. */
export abstract class Lane<State> {
  private readonly flight = new SingleFlight(() => this.readUntilStill());
  private mark: string | null = null;
  private reading = false;
  private stoodStill = false;
  private readings = 0;
  private cancellation = new AbortController();
  /** Ends what runs until {@link cancellation} is another one; made once, since a reading may come many times a second. */
  private signal: AbortSignal | null = null;
  /** The run that waits was cancelled with the one under way. */
  private skipsNext = false;
  private urgent = false;
  private nextUrgent = false;

  /** @param ended aborted when nothing is to be read any more */
  constructor(
    private current: State,
    private readonly events: LaneEvents,
    protected readonly ended: AbortSignal,
  ) {}

  get state(): State {
    return this.current;
  }

  get isReading(): boolean {
    return this.reading;
  }

  /** Whether it was ever read, with whatever outcome. */
  get wasRead(): boolean {
    return this.readings > 0;
  }

  /** Whether nothing moved during the last reading. */
  get isSettled(): boolean {
    return this.stoodStill;
  }

  /** Reads anew; shares the reading with all who ask before it begins. */
  ask(priority: RequestPriority = 'refresh'): Promise<void> {
    this.skipsNext = false;
    // Who waits for the next reading waits for the one under way as well.
    if (priority === 'user') this.urgent = this.nextUrgent = true;
    return this.flight.ask();
  }

  /** Ends the reading under way, and forgets the one that waits. What was found by then stays. */
  cancel(): void {
    if (!this.reading && !this.flight.isWaiting) return;
    this.cancellation.abort(cancelled);
    this.cancellation = new AbortController();
    this.signal = null;
    this.skipsNext = this.flight.isWaiting;
    this.nextUrgent = false;
  }

  /** Changes what is known without reading. */
  amend(change: (state: State) => State): void {
    this.current = change(this.current);
  }

  /** Whether it moved since the last reading began. */
  async hasMoved(): Promise<boolean> {
    return (await this.fingerprint()) !== this.mark;
  }

  /** Reads anew; a failure is part of what is found. */
  protected abstract read(call: LaneCall): Promise<Finding<State>>;

  /** A cheap value that moves when what is read moves; null when there is none. */
  protected abstract fingerprint(): Promise<string | null>;

  private async readUntilStill(): Promise<void> {
    if (this.skipsNext) {
      this.skipsNext = false;
      return;
    }
    this.urgent = this.nextUrgent;
    this.nextUrgent = false;
    this.reading = true;
    this.events.onBegin();
    const call = this.call();
    try {
      for (let attempt = 1; attempt <= maxAttempts; attempt++) {
        this.mark = await this.fingerprint();
        const found = await this.read(call);
        this.current = found(this.current);
        this.stoodStill = !(await this.hasMoved());
        if (this.stoodStill || call.isCancelled) break;
      }
      this.readings++;
    } finally {
      this.reading = false;
      this.events.onEnd();
    }
  }

  private call(): LaneCall {
    const signal = (this.signal ??= AbortSignal.any([this.ended, this.cancellation.signal]));
    const priority = (): RequestPriority => (this.urgent ? 'user' : 'refresh');
    return {
      get priority() {
        return priority();
      },
      signal,
      get isCancelled() {
        return signal.aborted && signal.reason === cancelled;
      },
    };
  }
}
