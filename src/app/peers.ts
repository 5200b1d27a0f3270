/** Answers for what other processes on the same sources do: which of them leads, what it wrote, who waits there. */
import type { Disposable } from '../ports/disposable';
import type { RequestPriority } from '../ports/httpClient';
import type { StoredSource } from '../ports/issueStore';
import type { Leadership } from '../ports/leadership';
import { DisposableStore } from './disposableStore';
import type { Leading } from './leading';
import type { Memory } from './memory';
import { sourceKey } from './sourceKey';
import type { SourceLane } from './sourceLane';

export interface PeersPorts {
  readonly leadership: Leadership;
}

export interface PeersEvents {
  /** By source id. */
  lanes(): ReadonlyMap<string, SourceLane>;
  /** Somebody looks at a source on a server in another window. */
  onWanted(lane: SourceLane): void;
  /** What commits name may have been looked up elsewhere. */
  onReferences(sourceId: string): Promise<void>;
  /** Work that nobody waits for. */
  inBackground(work: Promise<unknown>): void;
}

export class Peers implements Disposable {
  private readonly lifetime = new DisposableStore();

  constructor(
    { leadership }: PeersPorts,
    private readonly leading: Leading,
    private readonly memory: Memory,
    private readonly events: PeersEvents,
  ) {
    const { lifetime } = this;
    lifetime.add(
      leadership.onDidChange((source) => {
        this.onChange(source);
      }),
    );
    lifetime.add(
      leadership.onDidWrite((source) => {
        this.onWrite(source);
      }),
    );
    lifetime.add(
      leadership.onDidRequest((source, priority) => {
        this.onRequest(source, priority);
      }),
    );
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private onChange(source: StoredSource): void {
    const lane = this.laneOf(source);
    if (lane === undefined) return;
    const leads = this.leading.leads(source);
    if (lane.isRemote) this.events.inBackground(leads ? lane.takeOver() : lane.cede());
    else if (leads) this.rememberLocal(lane);
  }

  private onWrite(source: StoredSource): void {
    const lane = this.laneOf(source);
    if (lane?.isRemote !== true) return;
    if (lane.state.following) this.events.inBackground(lane.ask());
    this.events.inBackground(this.events.onReferences(source.id));
  }

  private onRequest(source: StoredSource, priority: RequestPriority): void {
    const lane = this.laneOf(source);
    if (lane?.isRemote !== true || !this.leading.leads(source)) return;
    if (priority === 'user') this.events.inBackground(lane.serve());
    else this.events.onWanted(lane);
  }

  /** What the former leader did not come to write. */
  private rememberLocal({ state: { source, reading, confirmedAtMs, error } }: SourceLane): void {
    if (!this.memory.takeOver(source) || reading === null || confirmedAtMs === null || error !== null) return;
    this.memory.remember(source, reading, confirmedAtMs);
  }

  private laneOf(source: StoredSource): SourceLane | undefined {
    const lane = this.events.lanes().get(source.id);
    return lane !== undefined && sourceKey(lane.state.source) === sourceKey(source) ? lane : undefined;
  }
}
