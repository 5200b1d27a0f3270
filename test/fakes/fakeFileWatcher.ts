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

  watch(target: WatchTarget, onChange: () => void, onBroken: (why: string) => void): Disposable {
    const entry = { target, onChange, onBroken };
    this.entries.push(entry);
    return {
      dispose: () => {
        this.entries = this.entries.filter((other) => other !== entry);
      },
    };
  }

  /** Folders watched now, each once. */
  get folders(): readonly string[] {
    return [...new Set(this.entries.map(({ target }) => target.folder))].sort();
  }

  change(folder: string): void {
    for (const { onChange } of this.entries.filter(({ target }) => target.folder === folder)) onChange();
  }

  break(folder: string): void {
    for (const { onBroken } of this.entries.filter(({ target }) => target.folder === folder))
      onBroken('no more watches');
  }
}
