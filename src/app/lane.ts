/** Answers for reading one thing, a source or a repository, until it stood still while it was read. */
import type { Finding } from './readers';
import { SingleFlight } from './singleFlight';

/** How often a reading is begun anew because what is read moved underneath. */
const maxAttempts = 3;

export interface LaneWork<State> {
  /** Reads anew; a failure is part of what is found. */
  read(state: State): Promise<Finding<State>>;
  /** A cheap value that moves when what is read moves; null when there is none. */
  fingerprint(state: State): Promise<string | null>;
  onBegin(): void;
  onEnd(): void;
}

/** Things are read in lanes of their own, so that a slow one (a database, a huge repository) holds nobody up. */
export class Lane<State> {
  private readonly flight: SingleFlight<void>;
  private fingerprint: string | null = null;
  private reading = false;
  private stoodStill = false;
  private readings = 0;

  constructor(
    private current: State,
    private readonly work: LaneWork<State>,
  ) {
    this.flight = new SingleFlight(() => this.readUntilStill());
  }

  get state(): State {
    return this.current;
  }

  get isReading(): boolean {
    return this.reading;
  }

  /** Whether it was ever read, with whatever outcome. */
  get wasRead(): boolean {
    return this.readings > 0;
  }

  /** Whether nothing moved during the last reading. */
  get isSettled(): boolean {
    return this.stoodStill;
  }

  /** Reads anew; shares the reading with all who ask before it begins. */
  ask(): Promise<void> {
    return this.flight.ask();
  }

  /** Changes what is known without reading. */
  amend(change: (state: State) => State): void {
    this.current = change(this.current);
  }

  /** Whether it moved since the last reading began. */
  async hasMoved(): Promise<boolean> {
    return (await this.work.fingerprint(this.current)) !== this.fingerprint;
  }

  private async readUntilStill(): Promise<void> {
    this.reading = true;
    this.work.onBegin();
    try {
      for (let attempt = 1; attempt <= maxAttempts; attempt++) {
        this.fingerprint = await this.work.fingerprint(this.current);
        const found = await this.work.read(this.current);
        this.current = found(this.current);
        this.stoodStill = !(await this.hasMoved());
        if (this.stoodStill) break;
      }
      this.readings++;
    } finally {
      this.reading = false;
      this.work.onEnd();
    }
  }
}
