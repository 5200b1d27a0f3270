/** Answers for reading again what is due, when it is. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import { Alarm } from './alarm';
import type { AnyLane, Lanes } from './lanes';
import type { RepositoryState } from './repositoryState';

export interface DueReadingsPorts {
  readonly clock: Clock;
  /** How often what no watcher vouches for is polled; null: not at all. */
  readonly pollMs: () => number | null;
}

export interface DueReadingsEvents {
  /** Whether a working watch tells when the repository at `root` moves. */
  vouchesForGit(root: string): boolean;
  /** First moment at which the snapshot changes though nothing is read; null when none. */
  nextChangeAtMs(): number | null;
  onDue(lane: AnyLane): void;
  /** Nothing is due but a new snapshot. */
  onChange(): void;
}

export class DueReadings implements Disposable {
  private readonly wakeUp: Alarm;

  constructor(
    private readonly ports: DueReadingsPorts,
    private readonly lanes: () => Lanes,
    private readonly events: DueReadingsEvents,
  ) {
    this.wakeUp = new Alarm(ports.clock, () => {
      this.onWakeUp();
    });
  }

  /** Waits for the next moment at which the snapshot changes by itself or something is due. */
  wait(): void {
    const { sources, repositories } = this.lanes();
    this.wakeUp.set([
      this.events.nextChangeAtMs(),
      // What is being read is due again when that is over.
      ...[...sources.values()].map(({ state, isReading }) => (isReading ? null : state.nextAttemptAtMs)),
      ...[...repositories.values()].map(({ state, isReading }) => (isReading ? null : this.gitDueAtMs(state))),
    ]);
  }

  dispose(): void {
    this.wakeUp.dispose();
  }

  /** When a repository that no watcher vouches for is to be read again. */
  private gitDueAtMs({ home, readAtMs }: RepositoryState): number | null {
    const pollMs = this.ports.pollMs();
    if (!home.isGit || pollMs === null || readAtMs === null || this.events.vouchesForGit(home.root)) return null;
    return readAtMs + pollMs;
  }

  private onWakeUp(): void {
    const nowMs = this.ports.clock.nowMs();
    const isDue = (atMs: number | null): boolean => atMs !== null && atMs <= nowMs;
    const { sources, repositories } = this.lanes();
    const due: readonly AnyLane[] = [
      ...[...sources.values()].filter(({ state, isReading }) => !isReading && isDue(state.nextAttemptAtMs)),
      ...[...repositories.values()].filter(({ state, isReading }) => !isReading && isDue(this.gitDueAtMs(state))),
    ];
    for (const lane of due) this.events.onDue(lane);
    if (due.length === 0) this.events.onChange();
  }
}
