/** A clock that goes from alarm to alarm, so that hours pass in seconds while what is asked for really travels. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../src/ports/clock';
import type { Disposable } from '../../../src/ports/disposable';

interface Alarm {
  readonly atMs: number;
  readonly callback: () => void;
}

export class SimulatedClock implements Clock {
  private readonly alarms = new Set<Alarm>();

  constructor(private timeMs = Date.parse('2026-01-10T10:00:00.000Z')) {}

  nowMs(): number {
    return this.timeMs;
  }

  /** When the next alarm rings; null: none is set. */
  get nextAlarmMs(): number | null {
    let next: number | null = null;
    for (const { atMs } of this.alarms) if (next === null || atMs < next) next = atMs;
    return next;
  }

  schedule(delayMs: number, callback: () => void): Disposable {
    const alarm: Alarm = { atMs: this.timeMs + Math.max(0, delayMs), callback };
    this.alarms.add(alarm);
    return { dispose: () => void this.alarms.delete(alarm) };
  }

  nextTurn(): Promise<void> {
    return nextTurn();
  }

  /** It is this moment now: what was due by then rings, what is set meanwhile does not. */
  advanceTo(atMs: number): void {
    this.timeMs = Math.max(this.timeMs, atMs);
    const due = [...this.alarms].filter((alarm) => alarm.atMs <= this.timeMs).sort((a, b) => a.atMs - b.atMs);
    for (const alarm of due) {
      // One that rang may have disposed of another.
      if (this.alarms.delete(alarm)) alarm.callback();
    }
  }
}
