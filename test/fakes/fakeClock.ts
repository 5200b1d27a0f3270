/** A clock that stands still until it is told to go on. */
import type { Clock } from '../../src/ports/clock';
import type { Disposable } from '../../src/ports/disposable';

interface Alarm {
  atMs: number;
  readonly callback: () => void;
}

export class FakeClock implements Clock {
  private alarms: Alarm[] = [];

  constructor(private timeMs = Date.parse('2026-01-10T10:00:00.000Z')) {}

  nowMs(): number {
    return this.timeMs;
  }

  /** Number of alarms not yet rung or disposed. */
  get pending(): number {
    return this.alarms.length;
  }

  schedule(delayMs: number, callback: () => void): Disposable {
    const alarm: Alarm = { atMs: this.timeMs + Math.max(0, delayMs), callback };
    this.alarms.push(alarm);
    return {
      dispose: () => {
        this.alarms = this.alarms.filter((other) => other !== alarm);
      },
    };
  }

  nextTurn(): Promise<void> {
    return Promise.resolve();
  }

  /** Lets time pass; alarms ring in their order, those set meanwhile included. */
  advance(byMs: number): void {
    const untilMs = this.timeMs + byMs;
    for (;;) {
      const next = this.alarms.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.alarms = this.alarms.filter((other) => other !== next);
      this.timeMs = next.atMs;
      next.callback();
    }
    this.timeMs = untilMs;
  }

  /** The machine sleeps for so long, or somebody sets its clock (negative: back): alarms ring as if nothing was. */
  leap(byMs: number): void {
    this.timeMs += byMs;
    for (const alarm of this.alarms) alarm.atMs += byMs;
  }
}
