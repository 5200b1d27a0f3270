/** The contract of a tracker: every adapter that reads records from files in a repository passes it. */
import { appendFile, mkdtemp, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/domain/failure';
import type { Issue } from '../../src/domain/issue';
import type { SourceReading, Tracker, TrackerSource } from '../../src/ports/tracker';

/** One way of running an adapter, and how its records are made. */
export interface TrackerSubject {
  readonly tracker: Tracker;
  /** Puts a repository of that tracker with these issues into `root`. */
  create(root: string, issues: readonly { readonly id: string; readonly title: string }[]): Promise<void>;
  /** The file that is read or that stands for what is read, relative to the root. */
  readonly file: string;
  /** One record as text, with its line end. */
  record(id: string, title: string): string;
  /** Something that is no record, as one line of text, with its line end. */
  readonly brokenRecord: string;
  /** Lets enough time pass for a change to be looked for again. */
  settle(): void;
  /** True when the file alone tells everything. */
  readonly readsFileOnly: boolean;
}

const never = new AbortController().signal;
const twoIssues = [
  { id: 'x-1', title: 'First' },
  { id: 'x-2', title: 'Second' },
];

export function describeTracker(name: string, makeSubject: (folder: string) => TrackerSubject): void {
  describe(`${name} as a tracker`, () => {
    let folder: string;
    let root: string;
    let subject: TrackerSubject;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tracker '));
      root = await mkdtemp(join(folder, 'repository ü '));
      subject = makeSubject(folder);
    });
    afterEach(() => rm(folder, { recursive: true, force: true }));

    const home = (): { root: string; name: string } => ({ root, name: 'shop' });
    const path = (): string => join(root, subject.file);

    async function source(): Promise<TrackerSource> {
      const [found] = await subject.tracker.discover(home(), never);
      if (found === undefined) throw new Error('no source was found');
      return found;
    }

    async function read(from: TrackerSource): Promise<SourceReading> {
      subject.settle();
      const result = await from.read(never);
      if (!result.ok) throw new Error(`not read: ${JSON.stringify(result.error)}`);
      return result.value;
    }

    async function fail(from: TrackerSource): Promise<Failure> {
      subject.settle();
      const result = await from.read(never);
      if (result.ok) throw new Error('it was read');
      return result.error;
    }

    const issue = (reading: SourceReading, id: string): Issue | undefined =>
      reading.issues.find((each) => each.id === id);

    it('finds nothing in a folder that does not use it', async () => {
      expect(await subject.tracker.discover(home(), never)).toEqual([]);
    });

    it('finds nothing in a folder that is not there', async () => {
      expect(await subject.tracker.discover({ root: join(root, 'gone'), name: 'gone' }, never)).toEqual([]);
    });

    it('finds one source, named after kind and home', async () => {
      await subject.create(root, twoIssues);
      const found = await subject.tracker.discover(home(), never);
      expect(found.map(({ id, kind, root: of }) => ({ id, kind, root: of }))).toEqual([
        { id: `${subject.tracker.kind}:shop`, kind: subject.tracker.kind, root },
      ]);
      expect(found[0]?.aliases).toContain('shop');
      expect(found[0]?.watch.length).toBeGreaterThan(0);
    });

    it('keeps a source, with what it knows, over later discoveries', async () => {
      await subject.create(root, twoIssues);
      const first = await read(await source());
      const second = await read(await source());
      expect(second.issues[0]).toBe(first.issues[0]);
      expect((await source()).rules).toBe((await source()).rules);
    });

    it('reads the records in order and says where they stand', async () => {
      await subject.create(root, twoIssues);
      const reading = await read(await source());
      expect(reading.issues.map(({ id, title, location }) => ({ id, title, location }))).toEqual([
        { id: 'x-1', title: 'First', location: { path: subject.file, line: 1 } },
        { id: 'x-2', title: 'Second', location: { path: subject.file, line: 2 } },
      ]);
      expect(reading.problems).toEqual([]);
      expect(reading.via).not.toBe('');
    });

    it('hands out the very same reading while nothing changes', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      expect(await read(from)).toBe(await read(from));
    });

    it('hands out the same object for a record that did not change, and a new one for one that did', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      const before = await read(from);
      await writeFile(path(), (await readFile(path(), 'utf8')).replace('Second', 'Changed'));
      const after = await read(from);
      expect(issue(after, 'x-1')).toBe(issue(before, 'x-1'));
      expect(issue(after, 'x-2')).not.toBe(issue(before, 'x-2'));
      expect(issue(after, 'x-2')?.title).toBe('Changed');
    });

    it('says the new place of a record that moved', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      await read(from);
      await writeFile(path(), subject.record('x-0', 'Before') + (await readFile(path(), 'utf8')));
      expect(issue(await read(from), 'x-1')?.location?.line).toBe(2);
    });

    it('keeps both of two records with one id', async () => {
      await subject.create(root, [...twoIssues, { id: 'x-1', title: 'Again' }]);
      const reading = await read(await source());
      expect(reading.issues.map(({ title }) => title)).toEqual(['First', 'Second', 'Again']);
    });

    it('moves its fingerprint when a file is edited in place', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      const before = await from.fingerprint(never);
      expect(await from.fingerprint(never)).toBe(before);
      await appendFile(path(), subject.record('x-3', 'Third'));
      expect(await from.fingerprint(never)).not.toBe(before);
    });

    it('moves its fingerprint when a file is replaced by one of the same size and time', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      const before = await from.fingerprint(never);
      await writeFile(`${path()}.new`, (await readFile(path(), 'utf8')).replace('First', 'Other'));
      const { atime, mtime } = await stat(path());
      await utimes(`${path()}.new`, atime, mtime);
      await rename(`${path()}.new`, path());
      expect(await from.fingerprint(never)).not.toBe(before);
      expect(issue(await read(from), 'x-1')?.title).toBe('Other');
    });

    it('moves its fingerprint when a file goes', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      const before = await from.fingerprint(never);
      await rm(path());
      expect(await from.fingerprint(never)).not.toBe(before);
    });

    it('throws the reason of an aborted reading', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      const reason = new Error('enough');
      await expect(from.read(AbortSignal.abort(reason))).rejects.toBe(reason);
      await expect(subject.tracker.discover(home(), AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it('changes nothing on disk by reading', async () => {
      await subject.create(root, twoIssues);
      const before = await stat(path(), { bigint: true });
      await read(await source());
      const after = await stat(path(), { bigint: true });
      expect([after.mtimeNs, after.ino, after.size]).toEqual([before.mtimeNs, before.ino, before.size]);
    });

    it('loses only a broken record, and names its line', async () => {
      await subject.create(root, twoIssues);
      await writeFile(
        path(),
        subject.record('x-1', 'First') + subject.brokenRecord + subject.record('x-2', 'Second') + subject.brokenRecord,
      );
      const reading = await read(await source());
      expect(reading.issues.map(({ id, location }) => [id, location?.line])).toEqual([
        ['x-1', 1],
        ['x-2', 3],
      ]);
      expect(reading.problems).toHaveLength(2);
      if (subject.readsFileOnly) {
        expect(reading.problems.map(({ path: of, line }) => [of, line])).toEqual([
          [subject.file, 2],
          [subject.file, 4],
        ]);
      }
    });

    it('fails with a value when the file vanished, and reads it again when it is back', async () => {
      await subject.create(root, twoIssues);
      const from = await source();
      await read(from);
      const text = await readFile(path(), 'utf8');
      await rm(path());
      if (subject.readsFileOnly) expect((await fail(from)).kind).toBe('notFound');
      await writeFile(path(), text);
      expect((await read(from)).issues).toHaveLength(2);
    });
  });
}
