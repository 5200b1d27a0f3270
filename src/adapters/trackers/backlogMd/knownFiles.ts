/** Answers for what small files of a home say, each read and understood anew only when it moved. */
import type { RecordFiles } from '../markdown/recordFile';

/** What a file says. The same object as long as the file stays. */
export interface FileSays<T> {
  /** False where nothing is there, or a folder. */
  readonly isThere: boolean;
  /** Null when it is not there, cannot be read or is not understood. */
  readonly value: T | null;
}

interface Known<T> {
  /** Null: the file may change and keep its stamp. */
  readonly stamp: string | null;
  readonly says: FileSays<T>;
}

const missing: FileSays<never> = { isThere: false, value: null };
const unreadable: FileSays<never> = { isThere: true, value: null };

export class KnownFiles<T> {
  private readonly known = new Map<string, Known<T>>();

  /** @param parse must not keep `head`, which is valid until the next file is read */
  constructor(
    private readonly files: RecordFiles,
    private readonly parse: (path: string, head: Buffer, isWhole: boolean) => T | null,
  ) {}

  /** @param path relative to the home; whoever asks has made sure that its folder does not lead out */
  look(path: string): FileSays<T> {
    const known = this.known.get(path);
    const look = this.files.look(path, known?.stamp ?? null);
    if (look.kind === 'unchanged' && known !== undefined) return known.says;
    if (look.kind !== 'read') {
      this.known.delete(path);
      return look.kind === 'missing' ? missing : unreadable;
    }
    const says = { isThere: true, value: this.parse(path, look.head, look.isWhole) };
    this.known.set(path, { stamp: look.racy ? null : look.stamp, says });
    return says;
  }

  forget(): void {
    this.known.clear();
  }

  /** Forgets what is not among these. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.known.keys()) if (!paths.has(path)) this.known.delete(path);
  }
}
