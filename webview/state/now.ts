/** Answers for the moment ages are counted from: one timer for all of them, and none while no age is shown. */
import { Observable } from './observable';

/** How often shown ages are looked at again. */
export const tickMs = 30_000;

/** How often what counts down in seconds is. */
export const secondMs = 1_000;

/** What the ticker needs of the browser; tests bring their own. */
export interface TickerHost {
  nowMs(): number;
  /** Calls back every `everyMs` until the returned function is called. */
  every(everyMs: number, callback: () => void): () => void;
}

export class Now {
  readonly #value: Observable<number>;
  #stop: (() => void) | null = null;

  constructor(
    private readonly host: TickerHost,
    private readonly everyMs = tickMs,
  ) {
    this.#value = new Observable(host.nowMs());
  }

  /** Epoch milliseconds of the last tick or {@link Now.refresh}; the same value between two of them. */
  readonly get = (): number => this.#value.get();

  /** Looks at the clock now, as is right when new data arrives. */
  readonly refresh = (): void => {
    this.#value.set(this.host.nowMs());
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    const end = this.#value.subscribe(listener);
    this.#stop ??= this.host.every(this.everyMs, this.refresh);
    return () => {
      end();
      if (this.#value.listenerCount > 0) return;
      this.#stop?.();
      this.#stop = null;
    };
  };
}
