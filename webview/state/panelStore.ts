/** Answers for keeping the panel's data in step with the host. */
import type { HostEvent, PanelState } from '../../src/protocol/messages';
import { RequestCancelledError } from '../../src/protocol/messenger';
import { Observable } from './observable';
import { applyPatch, dataOfState, type PanelData } from './panelData';

/** A wish of the host to see a row; each wish is its own object. */
export interface RevealWish {
  readonly key: string;
}

export class PanelStore {
  /** Null until the first state is here. */
  readonly data = new Observable<PanelData | null>(null);
  /** One sentence when the host does not hand out its state; the data, if any, stays. */
  readonly connectionFailure = new Observable<string | null>(null);
  readonly reveal = new Observable<RevealWish | null>(null);
  #asking = false;

  /** @param askState asks the host for its whole state. */
  constructor(
    initial: PanelState | null,
    private readonly askState: () => Promise<PanelState>,
    private readonly onNewData: () => void = () => undefined,
  ) {
    if (initial !== null) this.#adopt(initial);
  }

  /** Takes one event of the host. A patch that does not fit makes the store ask for everything. */
  handle(event: HostEvent): void {
    switch (event.type) {
      case 'state':
        this.#adopt(event.state);
        return;
      case 'patch': {
        const before = this.data.get();
        const after = before === null ? null : applyPatch(before, event.patch);
        if (after === null) void this.resync();
        else this.#publish(after);
        return;
      }
      case 'reveal':
        this.reveal.set({ key: event.key });
        return;
    }
  }

  /** Asks for the whole state, once at a time; a failure is kept as a sentence to show. */
  async resync(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#adopt(await this.askState());
    } catch (cause) {
      if (cause instanceof RequestCancelledError) return;
      this.connectionFailure.set(cause instanceof Error ? cause.message : String(cause));
    } finally {
      this.#asking = false;
    }
  }

  #adopt(state: PanelState): void {
    this.connectionFailure.set(null);
    const held = this.data.get();
    // The answer to the question asked at start is usually what the page already shows.
    const known = held?.revision === state.revision && held.header.snapshotAtMs === state.header.snapshotAtMs;
    if (known && held.header.syncing === state.header.syncing && held.header.phase === state.header.phase) return;
    this.#publish(dataOfState(state));
  }

  #publish(data: PanelData): void {
    this.onNewData();
    this.data.set(data);
  }
}
