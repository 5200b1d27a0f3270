/** Answers for keeping the panel's data in step with the host. */
import {
  portionRows,
  type HostEvent,
  type PanelOutline,
  type PanelPatch,
  type PanelState,
  type Row,
} from '../../src/protocol/messages';
import { RequestCancelledError } from '../../src/protocol/messenger';
import { Observable } from './observable';
import { applyPatch, dataOf, dataOfState, type PanelData } from './panelData';

/** A wish of the host to see a row; each wish is its own object. */
export interface RevealWish {
  readonly key: string;
}

/** Where a whole state is asked for. Both throw when the host says no. */
export interface StateSupply {
  /** The latest without its rows; null when `known` is the latest. */
  outline(known: number | null): Promise<PanelOutline | null>;
  /** A portion of its rows; null when the host has begun to hand over another. */
  rows(revision: number, from: number): Promise<readonly Row[] | null>;
}

/** Portions that are asked for before the first of them is here. */
const portionsAtOnce = 3;

export class PanelStore {
  /** Null until the first state is here. */
  readonly data: Observable<PanelData | null>;
  /** One sentence when the host does not hand out its state; the data, if any, stays. */
  readonly connectionFailure = new Observable<string | null>(null);
  readonly reveal = new Observable<RevealWish | null>(null);
  #asking = false;
  #askAgain = false;
  /** Whether the data is the whole of its revision. */
  #isWhole = true;
  /** Patches that came while a state was on its way: those after its revision belong to it. */
  #meanwhile: PanelPatch[] = [];

  constructor(
    initial: PanelData | null,
    private readonly supply: StateSupply,
    private readonly onNewData: () => void = () => undefined,
    /** Hears of each portion as it comes, before all of them are here. */
    private readonly onPortion: (rows: ReadonlyMap<string, Row>, portion: readonly Row[]) => void = () => undefined,
  ) {
    this.data = new Observable(initial);
  }

  /** Takes one event of the host. A patch that does not fit makes the store ask for everything. */
  handle(event: HostEvent): void {
    switch (event.type) {
      case 'state':
        this.#adopt(event.state);
        return;
      case 'patch':
        this.#patch(event.patch);
        return;
      case 'behind':
        void this.resync();
        return;
      case 'reveal':
        this.reveal.set({ key: event.key });
        return;
    }
  }

  /** Shows a part of a state where there is nothing to show: better than none, and never taken for the whole. */
  showPart(part: PanelData): void {
    if (this.data.get() !== null) return;
    this.#publish(part);
    this.#isWhole = false;
  }

  /** Asks for what the host has that is not here, once at a time; a failure is kept as a sentence to show. */
  async resync(): Promise<void> {
    this.#askAgain = true;
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#askAgain) {
        this.#askAgain = false;
        await this.#ask();
      }
      this.connectionFailure.set(null);
    } catch (cause) {
      if (cause instanceof RequestCancelledError) return;
      this.connectionFailure.set(cause instanceof Error ? cause.message : String(cause));
    } finally {
      this.#asking = false;
    }
  }

  async #ask(): Promise<void> {
    this.#meanwhile = [];
    const known = this.#isWhole ? (this.data.get()?.revision ?? null) : null;
    const outline = await this.supply.outline(known);
    if (outline === null) return;
    const fresh = await this.#receive(outline);
    if (fresh === null) this.#askAgain = true;
    else if (!this.#isWhole || fresh.revision !== this.data.get()?.revision) this.#publish(fresh);
  }

  #patch(patch: PanelPatch): void {
    const before = this.data.get();
    const after = before === null || !this.#isWhole ? null : applyPatch(before, patch);
    if (after !== null) this.#publish(after);
    // What is on its way may be older than the patch, or newer.
    if (this.#asking) this.#meanwhile.push(patch);
    else if (after === null) void this.resync();
  }

  /**
   * Gathers the rows; null when the host began to hand over another state. Each portion is a task of its own, here and in
   * the host, and few are asked for at once, so that neither is held up.
   */
  async #receive({ rowCount, ...outline }: PanelOutline): Promise<PanelData | null> {
    const rows = new Map<string, Row>();
    for (let from = 0; from < rowCount; from += portionsAtOnce * portionRows) {
      const places = Array.from({ length: portionsAtOnce }, (_, at) => from + at * portionRows);
      const asked = places
        .filter((place) => place < rowCount)
        .map((place) => this.supply.rows(outline.revision, place));
      for (const portion of await Promise.all(asked)) {
        if (portion === null) return null;
        for (const row of portion) rows.set(row.key, row);
        this.onPortion(rows, portion);
      }
    }
    let data = dataOf(outline, rows);
    for (const patch of this.#meanwhile) data = applyPatch(data, patch) ?? data;
    return data;
  }

  #adopt(state: PanelState): void {
    this.connectionFailure.set(null);
    this.#publish(dataOfState(state));
  }

  #publish(data: PanelData): void {
    this.#isWhole = true;
    this.onNewData();
    this.data.set(data);
  }
}
