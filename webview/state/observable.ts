/** Answers for values that components can watch with `useSyncExternalStore`. */

/** One value and those who want to hear of its changes. Setting the same value is silent. */
export class Observable<T> {
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(initial: T) {
    this.#value = initial;
  }

  readonly get = (): T => this.#value;

  readonly set = (value: T): void => {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  };

  /** Calls back after each change; the returned function ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** How many listen; a store that runs a timer stops it at none. */
  get listenerCount(): number {
    return this.#listeners.size;
  }
}
