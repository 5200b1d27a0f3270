/** Answers for reading one source: first what an earlier run read of it, then the source itself. */
import type { SourceReading } from '../ports/tracker';
import { Following, type FollowingPorts } from './following';
import { Lane, type LaneCall, type LaneEvents } from './lane';
import type { Leading } from './leading';
import type { Mark } from './mark';
import type { Memory } from './memory';
import type { Finding } from './readers';
import { readSource, type SourceReaderPorts, type SourceReadingEvents } from './sourceReader';
import { recalled, type SourceState } from './sourceState';

export interface SourceLaneEvents extends LaneEvents {
  /** Whether a working watch tells of every change of this source. */
  isWatched(sourceId: string): boolean;
  /** What an earlier run read is there, and the source itself is still to be read. */
  onRecalled(): void;
  /** A reading under way brought something. */
  onPartial(): void;
  /** When the source is to be read again is told by this. */
  plan(state: SourceState): SourceState;
}

/** What lanes of sources share. */
export interface SourceLaneMeans {
  readonly memory: Memory;
  readonly leading: Leading;
}

export type SourceLanePorts = SourceReaderPorts & FollowingPorts;

export class SourceLane extends Lane<SourceState> {
  /** Settles when it is known what an earlier run read, once the lane was asked. */
  readonly met: Promise<void>;
  private meet: (() => void) | null;
  private outdated = false;
  /** The source forgot what it knew: it goes on from what is stored. */
  private isLetGo = false;
  private readonly following: Following;
  private takesOver = false;
  /** Somebody waits elsewhere: the next good reading is written at once. */
  private owed = false;

  constructor(
    first: SourceState,
    private readonly ports: SourceLanePorts,
    private readonly means: SourceLaneMeans,
    private readonly sourceEvents: SourceLaneEvents,
    ended: AbortSignal,
  ) {
    super(first, ports.clock, sourceEvents, ended);
    let meet = (): void => undefined;
    this.met = new Promise((resolve) => {
      meet = resolve;
    });
    this.meet = meet;
    this.following = new Following(this, means.memory, means.leading, ports, sourceEvents);
  }

  get isRemote(): boolean {
    return this.state.source.remote !== undefined;
  }

  /** Whether what is known, or being read, is another's: of an account before, or of settings before. */
  get isOutdated(): boolean {
    return this.outdated;
  }

  override get isUnfinished(): boolean {
    return super.isUnfinished || this.outdated;
  }

  /** Says that the source is to be read anew, whatever the plan is. */
  outdate(): void {
    this.outdated = true;
  }

  /** Frees what the source holds. What is shown of it stays, and the next reading goes on from what is stored. */
  letGo(): void {
    this.state.source.forget();
    this.isLetGo = true;
  }

  /** This process leads the source by now: goes on from what the one before wrote. */
  async takeOver(): Promise<void> {
    if (!this.state.following) return;
    this.takesOver = true;
    await this.ask();
  }

  /** Another process leads the source by now: ends what is being asked, and follows. */
  async cede(): Promise<void> {
    if (this.state.following || !(this.isReading || this.wasRead)) return;
    this.cancel();
    await this.ask();
  }

  /**
   * Another process, where a person waits, wants a reading: it is written as soon as there is one. What is being asked
   * already answers that: a run of the command line is over by the time it could be asked again.
   */
  async serve(): Promise<void> {
    this.owed = true;
    if (!this.isReading || this.state.following) await this.ask('user');
  }

  protected async read(call: LaneCall): Promise<Finding<SourceState>> {
    this.outdated = false;
    const { takesOver } = this;
    this.takesOver = false;
    // Who waited for the former leader asked already.
    if (takesOver && !this.state.following && call.priority !== 'user') return (latest) => latest;
    if (this.meet !== null) {
      await this.recall();
      this.meet();
      this.meet = null;
    } else if (this.isLetGo) await this.resume();
    this.isLetGo = false;
    const events: SourceReadingEvents = {
      isWatched: (sourceId) => this.sourceEvents.isWatched(sourceId),
      onPartial: () => {
        this.sourceEvents.onPartial();
      },
      onConfirmed: (reading, atMs) => {
        this.remember(reading, atMs);
      },
      plan: (state) => this.sourceEvents.plan(state),
    };
    return readSource(this, call, { ...this.means, following: this.following }, this.ports, events);
  }

  protected async takeMark(wholly: boolean): Promise<Mark | null> {
    const says = await this.state.source.fingerprint(this.ended, wholly);
    return says === null ? null : { says, written: '' };
  }

  /** The source goes on from what an earlier run read, and that is shown until it was read itself. */
  private async recall(): Promise<void> {
    const { source } = this.state;
    const earlier = await this.means.memory.recall(source);
    if (earlier === null) return;
    source.resume(earlier);
    this.amend((state) => recalled(state, earlier));
    this.sourceEvents.onRecalled();
  }

  private async resume(): Promise<void> {
    const { source, reading } = this.state;
    const earlier = await this.means.memory.recall(source, reading?.issues);
    if (earlier !== null) source.resume(earlier);
  }

  private remember(reading: SourceReading, atMs: number): void {
    const { memory } = this.means;
    memory.remember(this.state.source, reading, atMs, this.owed ? 'now' : this.isRemote ? 'soon' : 'inTime');
    this.owed = false;
  }
}
