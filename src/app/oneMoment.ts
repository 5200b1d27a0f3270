/** Answers for whether all that is known of the workspace was so at one moment, and for reading again what was not. */
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import { Alarm } from './alarm';
import { askAll } from './askAll';
import type { AnyLane } from './lanes';

/** How often what moved meanwhile is looked at before it is said that it does not stand still. */
const maxRounds = 3;
/** What did not stand still is read again after this, twice as long after each further time. */
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

export interface OneMomentPorts {
  readonly clock: Clock;
  /** False in a headless run, which ends with what it found. */
  readonly retries: boolean;
}

export interface OneMomentEvents {
  /** It was looked whether all stood still; {@link OneMoment.holds} says what was found. */
  onLooked(): void;
  /** What moved is about to be read: settles when what moves it is done. */
  beforeReading(lane: AnyLane): Promise<void>;
  inBackground(work: Promise<unknown>): void;
}

/**
 * Each lane takes a mark before it reads. When all were read, every mark is compared once more. Where none moved, there
 * was a moment at which all of them held: the one at which the last reading was over.
 */
export class OneMoment implements Disposable {
  /** The readings that belong to one moment: of each lane, how many had begun. */
  private proven: ReadonlyMap<AnyLane, number> = new Map();
  private proving: Promise<void> | null = null;
  /** A lane was read after it was looked last. */
  private isOutrun = false;
  private held = 0;
  private isOver = false;
  private readonly retry: Alarm;
  private retryMs = firstRetryMs;

  /** @param lanes those in the workspace: what servers say has an age of its own */
  constructor(
    private readonly ports: OneMomentPorts,
    private readonly lanes: () => readonly AnyLane[],
    private readonly events: OneMomentEvents,
  ) {
    this.retry = new Alarm(ports.clock, () => {
      this.begin();
    });
  }

  /** Whether all that is known was so at one moment. */
  get holds(): boolean {
    return this.lanes().every(
      (lane) => !lane.isReading && !lane.isUnfinished && this.proven.get(lane) === lane.readings,
    );
  }

  /** Whether it is being looked, or will be at once. */
  get isSoonKnown(): boolean {
    return this.proving !== null || (this.held > 0 && this.isAllRead);
  }

  /** Says that a lane was read. */
  onRead(): void {
    this.isOutrun = true;
    if (this.held === 0 && this.isAllRead) this.begin();
  }

  /**
   * Settles when these were read, and all that is known either was so at one moment or did not stand still.
   * @throws the reason of what ended a reading.
   */
  async reach(lanes: readonly AnyLane[]): Promise<void> {
    this.held++;
    try {
      await askAll(lanes);
      // A repository that was looked at quickly is now read in full.
      await askAll(lanes.filter((lane) => lane.isUnfinished));
    } finally {
      this.held--;
    }
    await this.proving;
    if (!this.holds) await this.prove(maxRounds);
  }

  dispose(): void {
    this.isOver = true;
    this.retry.dispose();
  }

  private get isAllRead(): boolean {
    return !this.lanes().some((lane) => lane.isReading || lane.isUnfinished);
  }

  private begin(): void {
    if (this.proving !== null || this.holds) return;
    // What does not stand still is read when it tells, and now and then; not thrice each time.
    this.events.inBackground(this.prove(this.retry.atMs === null ? maxRounds : 1));
  }

  private prove(rounds: number): Promise<void> {
    this.proving ??= this.look(rounds).finally(() => {
      this.proving = null;
      if (this.isOutrun && this.retry.atMs === null) this.onRead();
    });
    return this.proving;
  }

  private async look(rounds: number): Promise<void> {
    for (let round = 1; round <= rounds; round++) {
      const moved = await this.whatMoved();
      this.events.onLooked();
      if (moved.length === 0) return;
      if (round < rounds) await Promise.all(moved.map((lane) => this.readAgain(lane)));
    }
    this.waitForRest();
  }

  /** Empty also where something cannot be told to have moved: it cannot be told to stand still either. */
  private async whatMoved(): Promise<readonly AnyLane[]> {
    const lanes = this.lanes();
    // A reading that goes on while it is looked may bring what was only so later.
    do await Promise.all(lanes.map((lane) => lane.idle()));
    while (lanes.some((lane) => lane.isReading));
    this.isOutrun = false;
    const readings = new Map(lanes.map((lane) => [lane, lane.readings]));
    const still = await Promise.all(lanes.map((lane) => lane.stoodStill()));
    const moved = lanes.filter((lane, at) => still[at] === false || lane.readings !== readings.get(lane));
    if (moved.length === 0 && still.every((each) => each === true)) {
      this.proven = readings;
      this.retryMs = firstRetryMs;
      this.retry.dispose();
    }
    return moved;
  }

  private async readAgain(lane: AnyLane): Promise<void> {
    await lane.untilReliable();
    await this.events.beforeReading(lane);
    await lane.ask();
  }

  private waitForRest(): void {
    if (this.isOver || !this.ports.retries || this.retry.atMs !== null) return;
    this.retry.set([this.ports.clock.nowMs() + this.retryMs]);
    this.retryMs = Math.min(this.retryMs * 2, longestRetryMs);
  }
}
