/** Answers for reading a source that another process asks its server for: what that one wrote is the reading. */
import type { Clock } from '../ports/clock';
import type { Random } from '../ports/random';
import type { LaneCall } from './lane';
import { LeaderSigns } from './leaderSigns';
import type { Leading } from './leading';
import type { Memory } from './memory';
import type { Finding } from './readers';
import type { SourceReadingEvents, SourceSubject } from './sourceReader';
import { followed, succeeding, type SourceState } from './sourceState';

/** A leader that gives no sign for so long is not waited for by a person: what is there is the reading. */
const patienceMs = 10_000;
/** What came to be led together is not asked together. */
const longestDelayMs = 2_000;

export interface FollowingPorts {
  readonly clock: Clock;
  readonly random: Random;
}

export class Following {
  constructor(
    private readonly subject: SourceSubject,
    private readonly memory: Memory,
    private readonly leading: Leading,
    private readonly ports: FollowingPorts,
    private readonly events: Pick<SourceReadingEvents, 'onPartial' | 'plan'>,
  ) {}

  /**
   * Reads what the leader wrote. It is asked for more where it is time by the plan, and where a person waits: then its
   * answer is waited for.
   * @returns null when this process came to lead meanwhile, and the person waits still
   * @throws the signal's reason when aborted.
   */
  async read({ priority, signal }: LaneCall): Promise<Finding<SourceState> | null> {
    if (priority === 'user') {
      if (await this.readForPerson(signal)) return this.asItIs();
      this.subject.amend(succeeding);
      return null;
    }
    const isDue = this.isDue();
    const isNew = await this.adopt();
    if (isDue && !isNew) await this.leading.request(this.source, 'refresh');
    return this.asItIs();
  }

  /**
   * Takes what is written over as it is, and asks nobody.
   * @returns whether it is another reading than before
   */
  async adopt(): Promise<boolean> {
    const { state } = this.subject;
    const stored = await this.memory.recall(this.source, state.reading?.issues);
    const after = followed(this.subject.state, stored, this.ports.clock.nowMs());
    const isNew = after.reading !== state.reading || after.confirmedAtMs !== state.confirmedAtMs;
    // What it asked itself until now, others know better by the time it asks again.
    const ceases = !state.following && state.lastAttemptAtMs !== null;
    if (stored !== null && ceases) this.source.forget();
    // Should this process come to lead, it goes on from here.
    if (stored !== null && (isNew || ceases)) this.source.resume(stored);
    this.subject.amend((latest) => followed(latest, stored, this.ports.clock.nowMs()));
    return isNew;
  }

  /**
   * This process leads by now: goes on from what the one before wrote last, and asks when it is time. Many sources come
   * at once this way, and are not asked at once.
   * @returns null when the source is to be asked now
   */
  async succeed({ priority }: LaneCall): Promise<Finding<SourceState> | null> {
    const { clock, random } = this.ports;
    await this.adopt();
    this.subject.amend((latest) => this.events.plan(succeeding(latest)));
    const { state } = this.subject;
    if (priority === 'user' || state.confirmedAtMs === null) return null;
    const soonestMs = clock.nowMs() + Math.round(random.next() * longestDelayMs);
    return (latest) => {
      const { nextAttemptAtMs } = latest;
      return { ...latest, nextAttemptAtMs: nextAttemptAtMs === null ? null : Math.max(nextAttemptAtMs, soonestMs) };
    };
  }

  private get source(): SourceState['source'] {
    return this.subject.state.source;
  }

  /** @returns false when this process leads, and nobody confirmed the reading since */
  private async readForPerson(signal: AbortSignal): Promise<boolean> {
    const sinceMs = this.ports.clock.nowMs();
    const isNewer = (): boolean => {
      const { confirmedAtMs } = this.subject.state;
      // A moment to come is one of a clock that was set back since.
      return confirmedAtMs !== null && confirmedAtMs >= sinceMs && confirmedAtMs <= this.ports.clock.nowMs();
    };
    const signs = new LeaderSigns(this.leading, this.source, this.ports.clock);
    try {
      let waits = await this.leading.request(this.source, 'user');
      await this.adopt();
      while (waits && !isNewer() && !this.leading.leads(this.source)) {
        waits = await signs.next(patienceMs, signal);
        if (waits && (await this.adopt())) this.events.onPartial();
      }
      return isNewer() || !this.leading.leads(this.source);
    } finally {
      signs.dispose();
    }
  }

  /** Whether the one who leads may not have asked for longer than somebody looks here. */
  private isDue(): boolean {
    const { lastAttemptAtMs, nextAttemptAtMs } = this.subject.state;
    if (lastAttemptAtMs === null) return true;
    return nextAttemptAtMs !== null && nextAttemptAtMs <= this.ports.clock.nowMs();
  }

  private asItIs(): Finding<SourceState> {
    return (latest) => this.events.plan(latest);
  }
}
