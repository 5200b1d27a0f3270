/** Answers for the requests of one resource and one priority that wait, and for how many of them may go. */
import Bottleneck from 'bottleneck';
import type { Failure } from '../../domain/failure';
import type { RequestPriority } from '../../ports/httpClient';
import type { Ticket } from './ticket';

/** Of bottleneck, where 0 is the most urgent. */
const bottleneckPriority: Readonly<Record<RequestPriority, number>> = { user: 0, refresh: 4, backlog: 8 };

export interface LaneOptions {
  readonly priority: RequestPriority;
  /** The limiter shared with other lanes, behind this one. */
  readonly next: Bottleneck;
  /** How many may be past this lane at once. */
  readonly maxConcurrent: number;
  /** How many may go now; null: as many as one likes. */
  readonly allowance: () => number | null;
  /** A turn came and nobody took it. */
  readonly onUnused: () => void;
}

/**
 * What is queued in bottleneck is a turn, and whoever waits longest takes it. So a request that is given up leaves at
 * once and without a trace, which a job in bottleneck cannot, and a thousand that wait cost no more than those that
 * could run.
 */
export class Lane {
  private readonly first = new Set<Ticket>();
  private readonly waiting = new Set<Ticket>();
  private readonly limiter: Bottleneck;
  /** Asked for and not come yet. */
  private turns = 0;
  /** Of these, past this lane's limiter: they took their part of the allowance, and wait in the next limiter. */
  private passed = 0;

  constructor(private readonly options: LaneOptions) {
    const { next, maxConcurrent, allowance } = options;
    this.limiter = new Bottleneck({ maxConcurrent, reservoir: allowance() });
    this.limiter.on('scheduled', () => {
      this.passed++;
    });
    this.limiter.chain(next);
  }

  get size(): number {
    return this.first.size + this.waiting.size;
  }

  add(ticket: Ticket): void {
    (ticket.wish.again ? this.first : this.waiting).add(ticket);
    this.ask();
  }

  remove(ticket: Ticket): void {
    this.first.delete(ticket);
    this.waiting.delete(ticket);
  }

  failAll(failure: Failure): void {
    for (const ticket of [...this.first, ...this.waiting]) {
      this.remove(ticket);
      ticket.fail(failure);
    }
  }

  /** After anything that changes how many may go. */
  update(): void {
    this.ask();
    const allowance = this.options.allowance();
    const reservoir = allowance === null ? null : Math.max(0, allowance - this.passed);
    this.limiter.updateSettings({ reservoir });
  }

  /** Nothing has a turn any more. */
  stop(): Promise<void> {
    return this.limiter.stop({ dropWaitingJobs: true });
  }

  private ask(): void {
    const priority = bottleneckPriority[this.options.priority];
    while (this.turns < Math.min(this.size, this.options.maxConcurrent)) {
      this.turns++;
      // Rejected only when the limiter is stopped.
      this.limiter.schedule({ priority }, () => this.take()).catch(() => undefined);
    }
  }

  private take(): Promise<void> {
    this.turns--;
    this.passed--;
    const [ticket] = this.first.size > 0 ? this.first : this.waiting;
    // The reservoir follows the allowance a moment late; this does not.
    if (ticket === undefined || this.options.allowance() === 0) {
      this.options.onUnused();
      // It took its part of the reservoir for nothing.
      this.update();
      return Promise.resolve();
    }
    this.remove(ticket);
    this.ask();
    return ticket.grant();
  }
}
