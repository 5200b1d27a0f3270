/** Answers for whose turn it is: lanes by resource and priority, one window for all but what a person waits for. */
import Bottleneck from 'bottleneck';
import type { Failure } from '../../domain/failure';
import { err, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import type { RequestPriority } from '../../ports/httpClient';
import type { AdaptiveWindow } from './adaptiveWindow';
import type { Gate } from './gate';
import type { HttpLimits } from './httpOptions';
import { Lane } from './lane';
import { Refill } from './refill';
import { Ticket, type Turn, type Wish } from './ticket';
import { untilAborted } from './untilAborted';

export interface SchedulerOptions {
  /** Host and port, for failures. */
  readonly host: string;
  readonly clock: Clock;
  readonly limits: HttpLimits;
  readonly gate: Gate;
  readonly window: AdaptiveWindow;
  readonly onError: (error: unknown) => void;
}

type LaneKind = Pick<Wish, 'resource' | 'priority'>;

export class Scheduler implements Disposable {
  private readonly lanes = new Map<string, { readonly kind: LaneKind; readonly lane: Lane }>();
  private readonly windowed: Bottleneck;
  private readonly beside: Bottleneck;
  private readonly points: Refill;
  private readonly userPoints: Refill;
  private windowSize: number;

  constructor(private readonly options: SchedulerOptions) {
    const { limits, clock, onError } = options;
    this.windowSize = options.window.size;
    this.windowed = new Bottleneck({ maxConcurrent: this.windowSize, reservoir: limits.points.burst });
    this.beside = new Bottleneck({ maxConcurrent: limits.userConcurrency, reservoir: limits.userPoints.burst });
    this.points = new Refill(this.windowed, clock, limits.points, onError);
    this.userPoints = new Refill(this.beside, clock, limits.userPoints, onError);
  }

  get queued(): number {
    return [...this.lanes.values()].reduce((sum, { lane }) => sum + lane.size, 0);
  }

  /** Resolves when the turn has come, which ends with its `release`, or will not come; `aborted` at once. */
  async turn(wish: Wish, signal: AbortSignal): Promise<Result<Turn, Failure> | 'aborted'> {
    const refused = this.refusal(wish);
    if (refused !== null) return err(refused);
    const lane = this.lane(wish);
    const ticket = new Ticket(wish);
    lane.add(ticket);
    const turn = await untilAborted(ticket.turn, signal);
    if (turn !== 'aborted') return turn;
    lane.remove(ticket);
    // It may have come in the same moment.
    ticket.fail({ kind: 'busy', host: this.options.host });
    void ticket.turn.then((granted) => {
      if (granted.ok) granted.value.release();
    });
    return turn;
  }

  /** A turn led to a request: it takes its point. */
  sent(priority: RequestPriority): void {
    if (priority === 'user') {
      this.userPoints.taken();
      // A minute's points are for all: the others go without the ones a person took.
      this.change(this.windowed.incrementReservoir(-1));
    }
    this.points.taken();
  }

  /** After anything that changes what may go: an answer, a pause that began or is over. */
  update(): void {
    const { window } = this.options;
    if (window.size !== this.windowSize) {
      this.windowSize = window.size;
      this.windowed.updateSettings({ maxConcurrent: window.size });
    }
    for (const { lane, kind } of this.lanes.values()) {
      const refused = this.heldTooLong(kind);
      if (refused !== null) lane.failAll(refused);
      lane.update();
    }
  }

  /** Everything that waits fails, what a person waits for apart. */
  failWaiting(failure: Failure): void {
    for (const { lane, kind } of this.lanes.values()) {
      if (kind.priority !== 'user') lane.failAll(failure);
    }
  }

  dispose(): void {
    this.points.dispose();
    this.userPoints.dispose();
    for (const { lane } of this.lanes.values()) this.change(lane.stop());
    for (const limiter of [this.windowed, this.beside]) this.change(limiter.stop({ dropWaitingJobs: true }));
  }

  private refusal(wish: Wish): Failure | null {
    const { host, limits } = this.options;
    const held = this.heldTooLong(wish);
    if (held !== null) return held;
    const waiting = [...this.lanes.values()]
      .filter(({ kind }) => kind.priority === wish.priority)
      .reduce((sum, { lane }) => sum + lane.size, 0);
    return waiting >= limits.maxWaiting[wish.priority] ? { kind: 'busy', host } : null;
  }

  private heldTooLong({ resource, priority }: LaneKind): Failure | null {
    const { host, clock, limits, gate } = this.options;
    const hold = gate.hold(resource, priority);
    if (hold === null || hold.untilMs - clock.nowMs() <= limits.patienceMs[priority]) return null;
    return { kind: 'rateLimited', host, resource, secondary: hold.secondary, retryAtMs: hold.untilMs };
  }

  private lane({ resource, priority }: LaneKind): Lane {
    const key = `${priority} ${resource}`;
    const known = this.lanes.get(key);
    if (known !== undefined) return known.lane;
    const { limits, gate } = this.options;
    const isUser = priority === 'user';
    const next = isUser ? this.beside : this.windowed;
    const lane = new Lane({
      priority,
      next,
      maxConcurrent: isUser ? limits.userConcurrency : limits.maxWindow,
      allowance: () => gate.allowance(resource, priority),
      onUnused: () => {
        this.change(next.incrementReservoir(1));
      },
    });
    this.lanes.set(key, { kind: { resource, priority }, lane });
    return lane;
  }

  /** Bottleneck takes every change a turn later; none of them is waited for. */
  private change(changing: Promise<unknown>): void {
    changing.catch(this.options.onError);
  }
}
