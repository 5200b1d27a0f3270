/** The contract of a tracker: every adapter that reads records from files in a repository passes it. */
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/domain/failure';
import type { Issue, RecordLocation } from '../../src/domain/issue';
import type { SourceReading, Tracker, TrackerSource } from '../../src/ports/tracker';
import { describeEveryTracker, type SampleRecord, type TrackerSetting } from './everyTracker';
import { RecordFolder } from './recordFolder';
import { describeTexts } from './trackerTexts';

/** Where a record stands, and as what. */
export interface PlacedRecord {
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  /** With its line end. Records of one path stand in it one after the other. */
  readonly text: string;
  /** The line of `text` in which a broken record is broken, 1-based; the first unless told. */
  readonly brokenLine?: number;
}

/** One way of running an adapter, and how its records are made. */
export interface TrackerSubject {
  readonly tracker: Tracker;
  /** Ids such as this tracker gives. Records are read in their order when they are placed in it. */
  readonly ids: readonly [string, string, string, string];
  /** Places records: the same ones stand where they stood. One id may come twice, with two titles. */
  place(records: readonly SampleRecord[]): readonly PlacedRecord[];
  /** Puts whatever else is needed into `root`. */
  prepare?(root: string): Promise<void>;
  /** Without these paths the source cannot be read: files or folders, relative to the root. */
  readonly vital: readonly string[];
  /** Another path at which the file of a record could stand as well; absent where there is one file only. */
  elsewhere?(path: string): string;
  /** Lets enough time pass for a change to be looked for again. */
  settle(): void;
  /** True when the files alone tell everything. */
  readonly readsFileOnly: boolean;
}

const never = new AbortController().signal;

export function describeTracker(name: string, makeSubject: (folder: string) => TrackerSubject): void {
  describeEveryTracker(name, async () => settingOf(await RecordFolder.create(makeSubject)));

  describeTexts(name, makeSubject);

  describe(`${name} as a tracker of files`, () => {
    let records: RecordFolder;
    let root: string;
    let subject: TrackerSubject;
    let two: readonly SampleRecord[];

    beforeEach(async () => {
      records = await RecordFolder.create(makeSubject);
      ({ root, subject } = records);
      two = [
        { id: subject.ids[1], title: 'First' },
        { id: subject.ids[2], title: 'Second' },
      ];
    });
    afterEach(() => records.dispose());

    const put = (all: readonly SampleRecord[]): Promise<void> => records.put(all);

    function placesOf(
      records: readonly SampleRecord[],
    ): readonly (RecordLocation & { readonly problemLine: number })[] {
      const lines = new Map<string, number>();
      return subject.place(records).map(({ path, text, brokenLine = 1 }) => {
        const line = lines.get(path) ?? 1;
        lines.set(path, line + text.split('\n').length - 1);
        return { path, line, problemLine: line + brokenLine - 1 };
      });
    }

    /** Absolute path of the file the record stands in. */
    function fileOf(record: SampleRecord | undefined): string {
      const [placed] = record === undefined ? [] : subject.place([record]);
      if (placed === undefined) throw new Error('no such record');
      return join(root, placed.path);
    }

    async function source(): Promise<TrackerSource> {
      const [found] = await subject.tracker.discover({ root, name: 'shop' }, never);
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

    const placed = (reading: SourceReading): unknown =>
      reading.issues.map(({ id, title, location }) => ({ id, title, location }));

    const expected = (records: readonly SampleRecord[]): unknown =>
      placesOf(records)
        .map(({ path, line }, index) => ({ ...records[index], location: { path, line } }))
        .filter((_, index) => records[index]?.title !== null);

    it('watches the files of its records', async () => {
      await put(two);
      expect((await source()).watch.length).toBeGreaterThan(0);
    });

    it('reads the records in order and says where they stand', async () => {
      await put(two);
      const reading = await read(await source());
      expect(placed(reading)).toEqual(expected(two));
      expect(reading.problems).toEqual([]);
      expect(reading.via).not.toBe('');
    });

    it('hands out the same object for a record that did not change, and a new one for one that did', async () => {
      await put(two);
      const from = await source();
      const before = await read(from);
      const file = fileOf(two[1]);
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('Second', 'Changed'));
      const after = await read(from);
      expect(issue(after, subject.ids[1])).toBe(issue(before, subject.ids[1]));
      expect(issue(after, subject.ids[2])).not.toBe(issue(before, subject.ids[2]));
      expect(issue(after, subject.ids[2])?.title).toBe('Changed');
    });

    it('says where every record stands when another came before it', async () => {
      await put(two);
      const from = await source();
      await read(from);
      const three = [{ id: subject.ids[0], title: 'Before' }, ...two];
      await put(three);
      expect(placed(await read(from))).toEqual(expected(three));
    });

    it('keeps both of two records with one id', async () => {
      await put([...two, { id: subject.ids[1], title: 'Again' }]);
      const reading = await read(await source());
      expect(reading.issues.map(({ title }) => title).sort()).toEqual(['Again', 'First', 'Second']);
    });

    it('follows a record whose file has another name', async () => {
      if (subject.elsewhere === undefined) return;
      await put(two);
      const from = await source();
      await read(from);
      const [place] = placesOf(two);
      const path = subject.elsewhere(place?.path ?? '');
      await mkdir(dirname(join(root, path)), { recursive: true });
      await rename(fileOf(two[0]), join(root, path));
      const reading = await read(from);
      expect(reading.issues).toHaveLength(2);
      expect(issue(reading, subject.ids[1])?.location).toEqual({ path, line: 1 });
    });

    it('moves its fingerprint when a file is edited in place', async () => {
      await put(two);
      const from = await source();
      const before = await from.fingerprint(never);
      expect(await from.fingerprint(never)).toBe(before);
      await writeFile(
        fileOf(two[1]),
        (await readFile(fileOf(two[1]), 'utf8')).replaceAll('Second', 'Longer than that'),
      );
      expect(await from.fingerprint(never)).not.toBe(before);
    });

    it('moves its fingerprint when a file is replaced by one of the same size and time', async () => {
      await put(two);
      const from = await source();
      const before = await from.fingerprint(never);
      const file = fileOf(two[0]);
      await writeFile(`${file}.new`, (await readFile(file, 'utf8')).replaceAll('First', 'Other'));
      const { atime, mtime } = await stat(file);
      await utimes(`${file}.new`, atime, mtime);
      await rename(`${file}.new`, file);
      expect(await from.fingerprint(never)).not.toBe(before);
      expect(issue(await read(from), subject.ids[1])?.title).toBe('Other');
    });

    it('moves its fingerprint when a file goes', async () => {
      await put(two);
      const from = await source();
      const before = await from.fingerprint(never);
      await rm(fileOf(two[0]));
      expect(await from.fingerprint(never)).not.toBe(before);
    });

    it('changes nothing on disk by reading', async () => {
      await put(two);
      const before = await stat(fileOf(two[0]), { bigint: true });
      await read(await source());
      const after = await stat(fileOf(two[0]), { bigint: true });
      expect([after.mtimeNs, after.ino, after.size]).toEqual([before.mtimeNs, before.ino, before.size]);
    });

    it('loses only a broken record, and names its line', async () => {
      const [a, b, c, d] = subject.ids;
      const all = [
        { id: a, title: 'First' },
        { id: b, title: null },
        { id: c, title: 'Second' },
        { id: d, title: null },
      ];
      await put(all);
      const reading = await read(await source());
      expect(placed(reading)).toEqual(expected(all));
      expect(reading.problems).toHaveLength(2);
      if (subject.readsFileOnly) {
        const broken = placesOf(all).filter((_, index) => all[index]?.title === null);
        expect(reading.problems.map(({ path: of, line }) => [of, line])).toEqual(
          broken.map(({ path, problemLine }) => [path, problemLine]),
        );
      }
    });

    it('fails with a value when all of it vanished, and reads it again when it is back', async () => {
      await put(two);
      const from = await source();
      await read(from);
      await records.removeVital();
      if (subject.readsFileOnly) expect((await fail(from)).kind).toBe('notFound');
      await put(two);
      expect((await read(from)).issues).toHaveLength(2);
    });

    it('reads the same anew after it was told to forget', async () => {
      await put(two);
      const from = await source();
      await read(from);
      // What was read bit by bit has to be what all of it gives at once.
      const [a, b, c, d] = subject.ids;
      await put([{ id: b, title: 'Edited' }, ...two.slice(1), { id: d, title: null }]);
      await read(from);
      const all = [
        { id: a, title: 'New' },
        { id: c, title: 'Edited as well' },
        { id: d, title: null },
      ];
      await put(all);
      await subject.prepare?.(root);
      const { issues, problems } = await read(from);
      expect(problems).toHaveLength(1);
      from.forget();
      const anew = await read(from);
      expect({ issues: anew.issues, problems: anew.problems }).toEqual({ issues, problems });
      expect(placed(anew)).toEqual(expected(all));
    });
  });
}

/** The same records, for what holds of every tracker. */
function settingOf(records: RecordFolder): TrackerSetting {
  const { root, folder, subject } = records;
  const breakOff = async (): Promise<(all: readonly SampleRecord[]) => Promise<void>> => {
    await records.removeVital();
    return (all) => records.put(all);
  };
  return {
    tracker: subject.tracker,
    home: { root, name: 'shop' },
    gone: { root: join(folder, 'gone'), name: 'gone' },
    ids: subject.ids,
    put: (all) => records.put(all),
    ...(subject.readsFileOnly && { breakOff }),
    restarted: async () => (await records.restarted()).tracker,
    settle: () => {
      subject.settle();
    },
    end: () => records.dispose(),
  };
}
