/** Answers for telling listeners; a listener that throws costs only itself. */
import type { Disposable } from '../ports/disposable';

export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  /** @param onError is told what a listener threw. */
  constructor(private readonly onError: (error: unknown) => void) {}

  readonly event = (listener: (value: T) => void): Disposable => {
    const entry = (value: T): void => {
      listener(value);
    };
    this.listeners.add(entry);
    return { dispose: () => void this.listeners.delete(entry) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.onError(error);
      }
    }
  }

  dispose(): void {
    this.listeners.clear();
  }
}
