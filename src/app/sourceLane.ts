/** Answers for reading one source: first what an earlier run read of it, then the source itself. */
import { Lane, type LaneCall, type LaneEvents } from './lane';
import type { Memory } from './memory';
import type { Finding } from './readers';
import { readSource, type SourceReaderPorts } from './sourceReader';
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

export class SourceLane extends Lane<SourceState> {
  /** Settles when it is known what an earlier run read, once the lane was asked. */
  readonly met: Promise<void>;
  private meet: (() => void) | null;
  private outdated = false;

  constructor(
    first: SourceState,
    private readonly ports: SourceReaderPorts,
    private readonly memory: Memory,
    private readonly sourceEvents: SourceLaneEvents,
    ended: AbortSignal,
  ) {
    super(first, sourceEvents, ended);
    let meet = (): void => undefined;
    this.met = new Promise((resolve) => {
      meet = resolve;
    });
    this.meet = meet;
  }

  get isRemote(): boolean {
    return this.state.source.remote !== undefined;
  }

  /** Whether what is known, or being read, is another's: of an account before, or of settings before. */
  get isOutdated(): boolean {
    return this.outdated;
  }

  /** Says that the source is to be read anew, whatever the plan is. */
  outdate(): void {
    this.outdated = true;
  }

  protected async read(call: LaneCall): Promise<Finding<SourceState>> {
    this.outdated = false;
    if (this.meet !== null) {
      await this.recall();
      this.meet();
      this.meet = null;
    }
    return readSource(this, call, this.memory, this.ports, this.sourceEvents);
  }

  protected fingerprint(): Promise<string | null> {
    return this.state.source.fingerprint(this.ended);
  }

  /** The source goes on from what an earlier run read, and that is shown until it was read itself. */
  private async recall(): Promise<void> {
    const { source } = this.state;
    const earlier = await this.memory.recall(source);
    if (earlier === null) return;
    source.resume(earlier);
    this.amend((state) => recalled(state, earlier));
    this.sourceEvents.onRecalled();
  }
}
