/** Answers for reading one thing, a source or a repository, and for whether it is still as it was read. */
import type { Clock } from '../ports/clock';
import type { RequestPriority } from '../ports/httpClient';
import { ReadingMarks, type Mark } from './mark';
import type { Finding } from './readers';
import { SingleFlight } from './singleFlight';

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
  private readonly flight = new SingleFlight(() => this.readOnce());
  private readonly marks: ReadingMarks;
  private reading = false;
  private begun = 0;
  private over = 0;
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
    clock: Clock,
    private readonly events: LaneEvents,
    protected readonly ended: AbortSignal,
  ) {
    this.marks = new ReadingMarks(clock, ended, (wholly) => this.takeMark(wholly));
  }

  get state(): State {
    return this.current;
  }

  get isReading(): boolean {
    return this.reading;
  }

  /** Whether it was ever read, with whatever outcome. */
  get wasRead(): boolean {
    return this.over > 0;
  }

  /** How many readings began: tells whether one did since. */
  get readings(): number {
    return this.begun;
  }

  /** Whether what is known is not all there is, and a reading is to follow. */
  get isUnfinished(): boolean {
    return !this.wasRead;
  }

  /** Settles when what is being read now, and what waits for that, is over. */
  idle(): Promise<unknown> {
    return this.flight.idle;
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

  /** Whether it may say something else than when the last reading began. */
  hasMoved(): Promise<boolean> {
    return this.marks.saySomethingElse();
  }

  /**
   * Whether nothing was written since the last reading began: then what is known was so all the time until now.
   * `unknown`: nothing tells.
   */
  stoodStill(): Promise<boolean | 'unknown'> {
    return this.marks.stoodStill();
  }

  /** Settles when a mark that was taken now could be relied upon; two seconds at most. */
  untilReliable(): Promise<void> {
    return this.marks.untilReliable();
  }

  /** Reads anew; a failure is part of what is found. */
  protected abstract read(call: LaneCall): Promise<Finding<State>>;

  /**
   * Null when nothing tells whether what is read moves.
   * @param wholly it is compared with one from before the last reading
   */
  protected abstract takeMark(wholly: boolean): Promise<Mark | null>;

  private async readOnce(): Promise<void> {
    if (this.skipsNext) {
      this.skipsNext = false;
      return;
    }
    this.urgent = this.nextUrgent;
    this.nextUrgent = false;
    this.reading = true;
    this.events.onBegin();
    const call = this.call();
    this.begun++;
    try {
      const mark = await this.marks.beforeReading();
      const found = await this.read(call);
      this.current = found(this.current);
      this.marks.adopt(mark);
    } finally {
      this.over++;
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
