/** Answers for leaving a server alone that failed several times in a row, and for finding out when it is back. */
import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  handleWhenResult,
  isBrokenCircuitError,
  type CircuitBreakerPolicy,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import type { Failure } from '../../domain/failure';
import type { HostStatus } from '../../domain/requests';
import type { Clock } from '../../ports/clock';
import type { HttpLimits } from './httpOptions';
import type { Exchanged } from './transport';

const troubles: ReadonlySet<Failure['kind']> = new Set([
  'offline',
  'insecure',
  'timeout',
  'serverFailed',
  'notTheServer',
]);

/** How an exchange ended that says nothing about the server any more, and is passed by the breaker. */
class Unjudged extends Error {
  constructor(readonly exchanged: Exchanged) {
    super('not judged');
  }
}

export class Circuit {
  private readonly policy: CircuitBreakerPolicy;
  private openedAtMs = 0;
  private waitMs = 0;
  private probeNow = false;
  private timesOpened = 0;

  private wasClosed = true;

  /** @param onOpen it opened, `again` after a probe that failed. @param onClose a probe succeeded. */
  constructor(
    private readonly clock: Clock,
    { failures, probeAfterMs }: HttpLimits['circuit'],
    onOpen: (again: boolean) => void,
    onClose: () => void,
  ) {
    this.policy = circuitBreaker(
      handleWhenResult((exchanged) => isTrouble(exchanged as Exchanged)),
      { breaker: new ConsecutiveBreaker(failures), halfOpenAfter: { next: () => this.wait(probeAfterMs, 0) } },
    );
    this.policy.onBreak(() => {
      this.openedAtMs = clock.nowMs();
      this.timesOpened++;
      const again = !this.wasClosed;
      this.wasClosed = false;
      onOpen(again);
    });
    this.policy.onReset(() => {
      this.wasClosed = true;
      onClose();
    });
  }

  get state(): HostStatus['circuit'] {
    switch (this.policy.state) {
      case CircuitState.Closed:
        return 'closed';
      case CircuitState.HalfOpen:
        return 'halfOpen';
      case CircuitState.Open:
      case CircuitState.Isolated:
        return 'open';
    }
  }

  /** When a probe is let through, epoch milliseconds; null: it is not open. */
  get probeAtMs(): number | null {
    if (this.state !== 'open') return null;
    return this.probeNow ? this.clock.nowMs() : this.openedAtMs + this.waitMs;
  }

  /** Until when requests are refused, epoch milliseconds; null: the next one may go. */
  get refusesUntilMs(): number | null {
    const atMs = this.probeAtMs;
    return atMs !== null && this.clock.nowMs() < atMs ? atMs : null;
  }

  /** The next request is let through to find out. */
  probe(): void {
    if (this.state === 'open') this.probeNow = true;
  }

  /** Sends where the circuit lets it; `refused` when it does not. While a probe is under way, waits for its end. */
  async run(send: () => Promise<Exchanged>): Promise<Exchanged | 'refused'> {
    try {
      return await this.policy.execute(async () => {
        const isProbe = this.state !== 'closed';
        const { timesOpened } = this;
        const exchanged = await send();
        // Given up by us, or sent before the circuit opened: neither good nor bad news. A probe has to come to an end.
        if (!isProbe && (exchanged === 'aborted' || timesOpened !== this.timesOpened)) throw new Unjudged(exchanged);
        return exchanged;
      });
    } catch (error) {
      if (error instanceof Unjudged) return error.exchanged;
      if (isBrokenCircuitError(error)) return 'refused';
      throw error;
    }
  }

  /** The breaker asks for the duration at each request: a getter lets a probe through ahead of time. */
  private wait(probeAfterMs: readonly number[], index: number): Wait {
    const waitMs = probeAfterMs[Math.min(index, probeAfterMs.length - 1)] ?? 0;
    this.waitMs = waitMs;
    this.probeNow = false;
    const isDue = (): boolean => this.probeNow || this.clock.nowMs() >= this.openedAtMs + waitMs;
    return {
      get duration() {
        return isDue() ? -1 : Infinity;
      },
      // A probe that was given up found out nothing.
      next: ({ result }) =>
        this.wait(probeAfterMs, 'value' in result && result.value === 'aborted' ? index : index + 1),
    };
  }
}

interface Wait {
  readonly duration: number;
  next(context: IHalfOpenAfterBackoffContext): Wait;
}

/** A server that cannot be reached or says itself that it failed; what it says about us, limits included, is not. */
function isTrouble(exchanged: Exchanged): boolean {
  if (exchanged === 'aborted') return true;
  return !exchanged.ok && troubles.has(exchanged.error.kind);
}
