/** A person who looks as closely as the test says. */
import type { Attention, AttentionLevel } from '../../src/ports/attention';
import type { Disposable } from '../../src/ports/disposable';

export class FakeAttention implements Attention {
  private readonly listeners = new Set<() => void>();

  constructor(public level: AttentionLevel) {}

  /** Number of those who listen. */
  get listening(): number {
    return this.listeners.size;
  }

  becomes(level: AttentionLevel): void {
    this.level = level;
    for (const listener of [...this.listeners]) listener();
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }
}
