/** Answers for when the pointer asks for a card: it rests on a row. And for when it is done with it. */

/** What is needed of the browser; tests bring their own. */
export interface RestTimer {
  /** Calls back after `delayMs` unless the returned function is called before. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface RestEvents {
  /** The pointer may come to rest: what the card will say can be asked for. */
  readonly onNear: (key: string) => void;
  readonly onRest: (key: string) => void;
  readonly onLeave: () => void;
}

/** As VS Code's own hovers (`workbench.hover.delay`). */
export const restMs = 500;
const nearMs = 200;
/** With a card open, the next row's comes sooner; and there is time to get from the row into the card. */
export const graceMs = 250;

export class PointerRest {
  /** The row under the pointer. */
  #over: string | null = null;
  #isInCard = false;
  /** The row whose card is open. */
  #shown: string | null = null;
  /** The row whose card was sent away: it comes again when the pointer has left the row. */
  #dismissed: string | null = null;
  #cancels: (() => void)[] = [];

  constructor(
    private readonly timer: RestTimer,
    private readonly events: RestEvents,
  ) {}

  /** The pointer is over this row; null: over none, or out of the page. */
  overRow(key: string | null): void {
    if (key === this.#over && !this.#isInCard) return;
    this.#over = key;
    this.#isInCard = false;
    if (key !== this.#dismissed) this.#dismissed = null;
    this.#cancel();
    if (key === this.#shown) return;
    if (this.#shown !== null) {
      this.#after(graceMs, () => {
        this.#switchTo(key);
      });
    } else if (key !== null && key !== this.#dismissed) {
      this.#after(nearMs, () => {
        this.events.onNear(key);
      });
      this.#after(restMs, () => {
        this.#switchTo(key);
      });
    }
  }

  overCard(): void {
    this.#isInCard = true;
    this.#over = null;
    this.#cancel();
  }

  /** Something else is done: the card goes, and does not come back for the row the pointer is on. */
  dismiss(): void {
    this.#dismissed = this.#over ?? this.#shown;
    this.#cancel();
    this.#switchTo(null);
  }

  dispose(): void {
    this.#cancel();
  }

  #switchTo(key: string | null): void {
    if (key === this.#shown) return;
    this.#shown = key;
    if (key === null) this.events.onLeave();
    else this.events.onRest(key);
  }

  #after(delayMs: number, callback: () => void): void {
    this.#cancels.push(this.timer.after(delayMs, callback));
  }

  #cancel(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }
}
