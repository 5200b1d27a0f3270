/** A repository whose files are the records a tracker reads. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SampleRecord } from './everyTracker';
import type { TrackerSubject } from './trackerContract';

export class RecordFolder {
  private written: ReadonlyMap<string, string> = new Map();

  private constructor(
    /** For what belongs to the test, and not to the repository. */
    readonly folder: string,
    readonly root: string,
    readonly subject: TrackerSubject,
    private readonly makeSubject: (folder: string) => TrackerSubject,
  ) {}

  static async create(makeSubject: (folder: string) => TrackerSubject): Promise<RecordFolder> {
    const folder = await mkdtemp(join(tmpdir(), 'tracker '));
    const root = await mkdtemp(join(folder, 'repository ü '));
    return new RecordFolder(folder, root, makeSubject(folder), makeSubject);
  }

  /** Writes the files of these records, where they differ from those written before; removes those of others. */
  async put(records: readonly SampleRecord[]): Promise<void> {
    const { root, subject, written } = this;
    const files = new Map<string, string>();
    for (const { path, text } of subject.place(records)) files.set(path, (files.get(path) ?? '') + text);
    for (const [path, text] of files) {
      if (written.get(path) === text) continue;
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    for (const path of written.keys()) if (!files.has(path)) await rm(join(root, path));
    if (written.size === 0) await subject.prepare?.(root);
    this.written = files;
  }

  /** Without these no source can be read. */
  async removeVital(): Promise<void> {
    for (const path of this.subject.vital) await rm(join(this.root, path), { recursive: true });
    this.written = new Map();
  }

  /** The same as another process would have it. */
  async restarted(): Promise<TrackerSubject> {
    const another = this.makeSubject(this.folder);
    await another.prepare?.(this.root);
    return another;
  }

  dispose(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
