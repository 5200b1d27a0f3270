/** Answers for telling those who listen, none of whom keeps the others from being told. */
import type { Disposable } from '../../../ports/disposable';
import type { Log } from '../../../ports/log';

export class Listeners<T extends readonly unknown[]> {
  private readonly entries = new Set<{ readonly listener: (...facts: T) => void }>();

  constructor(private readonly log: Log) {}

  add(listener: (...facts: T) => void): Disposable {
    const entry = { listener };
    this.entries.add(entry);
    return { dispose: () => void this.entries.delete(entry) };
  }

  tell(...facts: T): void {
    for (const { listener } of [...this.entries]) {
      try {
        listener(...facts);
      } catch (error) {
        this.log.error('A listener to the leadership of a source failed.', error);
      }
    }
  }

  clear(): void {
    this.entries.clear();
  }
}
