/** Answers for counting what becomes of requests: a fixed, small set. */
import type { RequestStatistics } from '../../domain/requests';

export class RequestCounts {
  private readonly counts = {
    sent: 0,
    unchanged: 0,
    failed: 0,
    retried: 0,
    limited: 0,
    longestQueue: 0,
    circuitOpened: 0,
    receivedBytes: 0,
  };
  private readonly waitedMs = { total: 0, longest: 0 };

  get statistics(): RequestStatistics {
    return { ...this.counts, waitedMs: { ...this.waitedMs } };
  }

  count(what: 'sent' | 'unchanged' | 'failed' | 'retried' | 'limited' | 'circuitOpened'): void {
    this.counts[what]++;
  }

  received(bytes: number): void {
    this.counts.receivedBytes += bytes;
  }

  queued(length: number): void {
    this.counts.longestQueue = Math.max(this.counts.longestQueue, length);
  }

  waited(ms: number): void {
    this.waitedMs.total += ms;
    this.waitedMs.longest = Math.max(this.waitedMs.longest, ms);
  }
}
