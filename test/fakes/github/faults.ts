/** Answers for what goes wrong on purpose at the loopback GitHub. */
import type { SeenRequest } from './seenRequests';

export interface Fault {
  /** Which requests it is for; without: the next ones, whatever they are. */
  readonly match?: (request: SeenRequest) => boolean;
  /** How many requests; 1 where it is not said. */
  readonly times?: number;
  /** Answered instead of the real answer, which is not even made and costs nothing. */
  readonly status?: number;
  /** Added to the answer, or put over its own. Lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON; with a status or instead of the real body. */
  readonly body?: unknown;
  /** Changes the body of the real answer, parsed. */
  readonly rewrite?: (body: unknown) => unknown;
  /** Of real time, before the answer. */
  readonly delayMs?: number;
  /** The answer waits for this to settle. */
  readonly until?: Promise<unknown>;
  readonly cut?: 'beforeHeaders' | 'midBody';
  /**
   * `html`: the page of a captive portal. `json`: half of one. `endless`: a body that never ends. `huge`: 64 MB of
   * blanks. `linkLoop`: the real answer whose `Link` leads to itself.
   */
  readonly garbage?: 'html' | 'json' | 'endless' | 'huge' | 'linkLoop';
}

export interface Listening {
  stopListening(): void;
  listenAgain(): Promise<void>;
}

export class Faults {
  /** Every answer takes as long, in milliseconds of real time. */
  latencyMs = 0;
  private waiting: { readonly fault: Fault; left: number }[] = [];
  private isDown = false;
  private change: Promise<void> = Promise.resolve();

  constructor(private readonly listening: Listening) {}

  /** Adds a fault: each request gets the first that is for it. */
  next(fault: Fault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** How many answers are still to go wrong. */
  get left(): number {
    return this.waiting.reduce((sum, { left }) => sum + left, 0);
  }

  clear(): void {
    this.waiting = [];
    this.latencyMs = 0;
  }

  /** While true connections are refused; those that were open are cut. */
  get down(): boolean {
    return this.isDown;
  }

  set down(down: boolean) {
    if (down === this.isDown) return;
    this.isDown = down;
    if (down) {
      this.listening.stopListening();
      return;
    }
    this.change = this.change
      .then(() => (this.isDown ? undefined : this.listening.listenAgain()))
      .then(() => {
        // It was told to stop while it was still beginning.
        if (this.isDown) this.listening.stopListening();
      });
  }

  /** Settles when what was last said of {@link down} is so. */
  settled(): Promise<void> {
    return this.change;
  }

  /** For the server: what to do with this request. */
  take(request: SeenRequest): Fault | null {
    const found = this.waiting.find(({ fault }) => fault.match?.(request) ?? true);
    if (found === undefined) return null;
    found.left--;
    if (found.left <= 0) this.waiting = this.waiting.filter((one) => one !== found);
    return found.fault;
  }
}
