/** Answers for asking servers as closely as a person looks, and at once where something says that it is worth while. */
import type { FreshnessPolicy } from '../domain/freshness';
import type { Attention, AttentionLevel } from '../ports/attention';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { Random } from '../ports/random';
import { repositoryOf } from '../ports/workspace';
import { DisposableStore } from './disposableStore';
import { nextPollAtMs, soonestPollAtMs, type PollFacts, type Sign } from './pollPlan';
import type { SourceLane } from './sourceLane';
import type { SourceState } from './sourceState';

export interface AttentivePollingPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Null: nobody is there, and nothing is polled. */
  readonly attention: Attention | null;
  /** How old facts may be, as it is set by now. */
  readonly freshnessPolicy: () => FreshnessPolicy;
}

export class AttentivePolling implements Disposable {
  private readonly lifetime = new DisposableStore();
  private level: AttentionLevel | null;
  /** Sources something was told of while they were read. */
  private readonly toldMeanwhile = new Map<string, Sign>();

  /**
   * @param lanes those of sources on servers
   * @param onPlanned called when a source is due at another moment than before, though it was not read
   */
  constructor(
    private readonly ports: AttentivePollingPorts,
    private readonly lanes: () => readonly SourceLane[],
    private readonly onPlanned: () => void,
  ) {
    const { attention } = ports;
    this.level = attention?.level ?? null;
    if (attention !== null) {
      this.lifetime.add(
        attention.onDidChange(() => {
          this.onAttention(attention.level);
        }),
      );
    }
  }

  /** With the moment of the next attempt, where the source is on a server. */
  plan(state: SourceState): SourceState {
    const { source, lastAttemptAtMs } = state;
    if (source.remote === undefined) return state;
    if (this.level === null || lastAttemptAtMs === null) return { ...state, nextAttemptAtMs: null };
    const facts = this.factsOf(state, lastAttemptAtMs);
    const planned = nextPollAtMs(facts, this.level, this.ports.random.next(), this.ports.freshnessPolicy());
    const sign = this.toldMeanwhile.get(source.id);
    this.toldMeanwhile.delete(source.id);
    const soonest = sign === undefined ? null : soonestPollAtMs(facts, sign, this.ports.clock.nowMs());
    return { ...state, nextAttemptAtMs: soonest === null ? planned : Math.min(planned, soonest) };
  }

  /** The repository at `root` was pushed or fetched, or a commit names an issue. */
  newsOf(root: string): void {
    this.ask(
      'news',
      this.lanes().filter(({ state }) => repositoryOf(state.home) === root),
    );
  }

  /** Somebody looks at the source in another window, whose leader this process is. */
  wanted(lane: SourceLane): void {
    this.ask('look', [lane]);
  }

  /** The machine slept, or its clock was set: moments planned before mean little, and servers may have much to say. */
  onJump(): void {
    this.replan();
    this.onConnection();
    this.ask('news', this.lanes());
    this.onPlanned();
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private onAttention(level: AttentionLevel): void {
    const before = this.level;
    if (level === before) return;
    this.level = level;
    this.replan();
    if (before === 'away') this.onConnection();
    this.onPlanned();
  }

  private replan(): void {
    for (const lane of this.lanes()) if (!lane.isReading) lane.amend((state) => this.plan(state));
  }

  private onConnection(): void {
    const remote = this.lanes();
    for (const { state } of remote) state.source.remote?.probe();
    this.ask(
      'connection',
      remote.filter(({ state }) => state.error !== null),
    );
  }

  /** As soon as is decent. */
  private ask(sign: Sign, lanes: readonly SourceLane[]): void {
    if (this.level === null) return;
    let isPlanned = false;
    for (const lane of lanes) {
      const { source, lastAttemptAtMs, nextAttemptAtMs } = lane.state;
      // What a reading under way asked before this is not in it; how it ends decides.
      if (lane.isReading && sign !== 'look') this.toldMeanwhile.set(source.id, sign);
      if (lane.isReading || lastAttemptAtMs === null) continue;
      const facts = this.factsOf(lane.state, lastAttemptAtMs);
      const soonest = soonestPollAtMs(facts, sign, this.ports.clock.nowMs());
      if (soonest === null || (nextAttemptAtMs !== null && nextAttemptAtMs <= soonest)) continue;
      lane.amend((state) => ({ ...state, nextAttemptAtMs: soonest }));
      isPlanned = true;
    }
    if (isPlanned) this.onPlanned();
  }

  private factsOf({ error, failures, cancelled, reading }: SourceState, lastAttemptAtMs: number): PollFacts {
    return {
      // Where the clock was set back, the last attempt is not to come.
      lastAttemptAtMs: Math.min(lastAttemptAtMs, this.ports.clock.nowMs()),
      failure: error?.failure ?? null,
      failures,
      cancelled,
      readAgainInMs: error === null ? (reading?.readAgainInMs ?? null) : null,
    };
  }
}
