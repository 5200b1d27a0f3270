/** Answers for letting go of what sources hold in memory and nobody confirms or uses any more. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';
import { Alarm } from './alarm';
import type { SourceLane } from './sourceLane';
import { isLive, type SourceState } from './sourceState';

export interface RetentionPorts {
  readonly clock: Clock;
  readonly log: Log;
}

export class Retention implements Disposable {
  private readonly alarm: Alarm;
  /** What was let go, and of which attempt: another one brings it back. */
  private readonly letGo = new WeakMap<SourceLane, number | null>();

  /** @param keptUntilMs until when what a source holds is kept; null: for good */
  constructor(
    private readonly ports: RetentionPorts,
    private readonly lanes: () => Iterable<SourceLane>,
    private readonly keptUntilMs: (state: SourceState) => number | null,
  ) {
    this.alarm = new Alarm(ports.clock, () => {
      this.onAlarm();
    });
  }

  /** Waits for the next moment at which something is let go. */
  wait(): void {
    this.alarm.set(this.held().map(({ state }) => this.keptUntilMs(state)));
  }

  dispose(): void {
    this.alarm.dispose();
  }

  private onAlarm(): void {
    const nowMs = this.ports.clock.nowMs();
    for (const lane of this.held()) {
      const { state } = lane;
      const untilMs = this.keptUntilMs(state);
      if (untilMs === null || untilMs > nowMs) continue;
      this.letGo.set(lane, state.lastAttemptAtMs);
      lane.letGo();
      this.ports.log.debug(`${state.source.id}: let go, for nobody used or confirmed it`);
    }
    this.wait();
  }

  /** What holds something that no watch confirms. */
  private held(): readonly SourceLane[] {
    return [...this.lanes()].filter((lane) => {
      const { state, isReading } = lane;
      if (isReading || state.reading === null || state.lastAttemptAtMs === null || isLive(state)) return false;
      return this.letGo.get(lane) !== state.lastAttemptAtMs;
    });
  }
}
