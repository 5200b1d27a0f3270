/** Answers for what must not be heard of engines that share a cache. */
import { Acknowledged } from '../engine/acknowledged';
import { sources } from '../engine/content';
import type { EngineLine } from '../engine/engineMessages';

/**
 * A suspended leader is missed after three to four beats of two seconds, and engines on a busy machine take their time.
 */
const longestWithoutLeader = 14_000;

export class Watchman {
  readonly acknowledged = new Acknowledged();
  readonly troubles: string[] = [];
  loads = 0;
  longestWithoutLeaderMs = 0;
  newestEpoch = 0;
  private readonly leading = new Map<string, readonly string[]>();
  /** By life and source: the newest revision it knows to be on disk. */
  private readonly known = new Map<string, number>();
  /** By source: since when nobody awake led it. */
  private readonly leaderless = new Map<string, number>();

  hear(life: string, line: EngineLine): void {
    switch (line.kind) {
      case 'failed':
        this.troubles.push(`${life}: ${line.what}`);
        break;
      case 'warned':
        this.troubles.push(`${life} was warned: ${line.message}`);
        break;
      case 'found':
      case 'loaded':
      case 'saved':
        this.see(life, line);
        break;
      case 'leads':
        this.leading.set(life, line.sources);
        break;
    }
    if (line.kind === 'saved') this.newestEpoch = Math.max(this.newestEpoch, line.epoch ?? 0);
    this.acknowledged.hear(line);
  }

  /** Whether it leads anything, as far as it said. */
  isLeading(life: string): boolean {
    return (this.leading.get(life)?.length ?? 0) > 0;
  }

  gone(life: string): void {
    this.leading.delete(life);
  }

  /** @param awake lives that run now */
  lookWhoLeads(awake: readonly string[]): void {
    const nowMs = performance.now();
    for (const { id } of sources) {
      const isLed = awake.some((life) => this.leading.get(life)?.includes(id) === true);
      if (isLed || awake.length === 0) {
        this.leaderless.delete(id);
        continue;
      }
      const sinceMs = this.leaderless.get(id) ?? nowMs;
      this.leaderless.set(id, sinceMs);
      const missedMs = nowMs - sinceMs;
      if (this.longestWithoutLeaderMs <= longestWithoutLeader && missedMs > longestWithoutLeader) {
        this.troubles.push(`nobody led ${id} for ${Math.round(missedMs / 1000)} s, though ${awake.join(', ')} ran`);
      }
      this.longestWithoutLeaderMs = Math.max(this.longestWithoutLeaderMs, missedMs);
    }
  }

  /** What one life loads never goes back, not even behind what it was told is on disk. */
  private see(
    life: string,
    { source, revision }: { readonly source: string; readonly revision: number | string },
  ): void {
    this.loads++;
    if (typeof revision === 'string') {
      this.troubles.push(`${life}: ${source}: ${revision}`);
      return;
    }
    const key = `${life} ${source}`;
    const before = this.known.get(key) ?? 0;
    if (revision < before) this.troubles.push(`${life}: ${source} went back from revision ${before} to ${revision}`);
    this.known.set(key, Math.max(before, revision));
  }
}
