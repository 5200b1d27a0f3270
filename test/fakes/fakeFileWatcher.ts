/** A watcher whose events the test makes. */
import type { Disposable } from '../../src/ports/disposable';
import type { FileWatcher, WatchTarget } from '../../src/ports/fileWatcher';

interface Entry {
  readonly target: WatchTarget;
  readonly onChange: () => void;
  readonly onBroken: (why: string) => void;
}

export class FakeFileWatcher implements FileWatcher {
  private entries: Entry[] = [];
  /** Folders whose watch breaks as soon as it is begun. */
  readonly unwatchable = new Set<string>();
  /** Folders whose watch is but a hint, and why. */
  readonly hints = new Map<string, string>();
  /** How often a watch was begun. */
  begun = 0;

  watch(target: WatchTarget, onChange: () => void, onBroken: (why: string) => void): Disposable {
    const entry = { target, onChange, onBroken };
    this.begun++;
    this.entries.push(entry);
    if (this.unwatchable.has(target.folder)) onBroken('no more watches');
    return {
      dispose: () => {
        this.entries = this.entries.filter((other) => other !== entry);
      },
    };
  }

  whyOnlyAHint(folder: string): Promise<string | null> {
    return Promise.resolve(this.hints.get(folder) ?? null);
  }

  /** Folders watched now, each once. */
  get folders(): readonly string[] {
    return [...new Set(this.entries.map(({ target }) => target.folder))].sort();
  }

  /** Names watched in a folder; `all` and `below` stand for themselves. */
  namesIn(folder: string): readonly string[] {
    return this.entries.filter(({ target }) => target.folder === folder).flatMap(({ target }) => target.names);
  }

  change(folder: string): void {
    for (const { onChange } of this.entries.filter(({ target }) => target.folder === folder)) onChange();
  }

  break(folder: string): void {
    for (const { onBroken } of this.entries.filter(({ target }) => target.folder === folder))
      onBroken('no more watches');
  }
}
