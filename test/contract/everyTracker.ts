/** The contract of every tracker, wherever its records are: in files of a repository or on a server. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/domain/failure';
import type { Issue } from '../../src/domain/issue';
import type { SourceReading, Tracker, TrackerHome, TrackerSource } from '../../src/ports/tracker';

export interface SampleRecord {
  readonly id: string;
  /** Null: the record is broken beyond reading. */
  readonly title: string | null;
  /** What it says in words, markdown; nothing unless told. */
  readonly text?: string;
}

/** One tracker and what it finds, for one test. */
export interface TrackerSetting {
  readonly tracker: Tracker;
  /** Does not use the tracker before records are put. */
  readonly home: TrackerHome;
  /** A folder that does not exist. */
  readonly gone: TrackerHome;
  /** Ids such as this tracker gives. Records are read in their order when they are put in it. */
  readonly ids: readonly [string, string, string, string];
  /** Makes these the records there are. */
  put(records: readonly SampleRecord[]): Promise<void>;
  /** Makes the source unreadable, where it can be. @returns what brings it back with these records */
  breakOff?(): Promise<(records: readonly SampleRecord[]) => Promise<void>>;
  /** The same tracker as another process would have it. */
  restarted(): Promise<Tracker>;
  /** Lets enough time pass for a change to be looked for again. */
  settle(): void;
  end(): Promise<void>;
}

const never = new AbortController().signal;

export function describeEveryTracker(name: string, begin: () => Promise<TrackerSetting>): void {
  describe(`${name} as any tracker`, () => {
    let setting: TrackerSetting;
    let two: readonly SampleRecord[];

    beforeEach(async () => {
      setting = await begin();
      two = [
        { id: setting.ids[1], title: 'First' },
        { id: setting.ids[2], title: 'Second' },
      ];
    });
    afterEach(() => setting.end());

    async function source(tracker = setting.tracker): Promise<TrackerSource> {
      const [found] = await tracker.discover(setting.home, never);
      if (found === undefined) throw new Error('no source was found');
      return found;
    }

    async function read(from: TrackerSource): Promise<SourceReading> {
      setting.settle();
      const result = await from.read(never);
      if (!result.ok) throw new Error(`not read: ${JSON.stringify(result.error)}`);
      return result.value;
    }

    async function fail(from: TrackerSource): Promise<Failure> {
      setting.settle();
      const result = await from.read(never);
      if (result.ok) throw new Error('it was read');
      return result.error;
    }

    const issue = (reading: SourceReading, id: string): Issue | undefined =>
      reading.issues.find((each) => each.id === id);

    const said = ({ issues }: SourceReading): unknown => issues.map(({ id, title }) => ({ id, title }));

    it('finds nothing in a folder that does not use it', async () => {
      expect(await setting.tracker.discover(setting.home, never)).toEqual([]);
    });

    it('finds nothing in a folder that is not there', async () => {
      expect(await setting.tracker.discover(setting.gone, never)).toEqual([]);
    });

    it('finds one source, named after kind and home', async () => {
      await setting.put(two);
      const found = await setting.tracker.discover(setting.home, never);
      const { kind } = setting.tracker;
      expect(found.map(({ id, kind: of, root }) => ({ id, kind: of, root }))).toEqual([
        { id: `${kind}:${setting.home.name}`, kind, root: setting.home.root },
      ]);
      expect(found[0]?.aliases).toContain(setting.home.name);
    });

    it('keeps a source, with what it knows, over later discoveries', async () => {
      await setting.put(two);
      const first = await read(await source());
      const second = await read(await source());
      expect(second.issues[0]).toBe(first.issues[0]);
      expect((await source()).rules).toBe((await source()).rules);
      expect((await source()).watch).toBe((await source()).watch);
    });

    it('reads the records in order', async () => {
      await setting.put(two);
      const reading = await read(await source());
      expect(said(reading)).toEqual(two);
      expect(reading.problems).toEqual([]);
      expect(reading.via).not.toBe('');
    });

    it('hands out the very same reading while nothing changes', async () => {
      await setting.put(two);
      const from = await source();
      expect(await read(from)).toBe(await read(from));
    });

    it('hands out the same object for a record that did not change, and a new one for one that did', async () => {
      await setting.put(two);
      const from = await source();
      const before = await read(from);
      await setting.put([...two.slice(0, 1), { id: setting.ids[2], title: 'Changed' }]);
      const after = await read(from);
      expect(issue(after, setting.ids[1])).toBe(issue(before, setting.ids[1]));
      expect(issue(after, setting.ids[2])).not.toBe(issue(before, setting.ids[2]));
      expect(issue(after, setting.ids[2])?.title).toBe('Changed');
    });

    it('follows a record that comes before the others, and one that goes', async () => {
      await setting.put(two);
      const from = await source();
      await read(from);
      const three = [{ id: setting.ids[0], title: 'Before' }, ...two];
      await setting.put(three);
      expect(said(await read(from))).toEqual(three);
      await setting.put(three.slice(0, 2));
      expect(said(await read(from))).toEqual(three.slice(0, 2));
    });

    it('keeps the beginning of what a record says, without comments, and nothing of one that says nothing', async () => {
      const [, first, second, third] = setting.ids;
      const text = '<!-- Thank you! -->\n\nIt stops at `<!--`.\n\n- Seen **twice**.';
      await setting.put([
        { id: first, title: 'First', text },
        { id: second, title: 'Second', text: 'word '.repeat(400) },
        { id: third, title: 'Third' },
      ]);
      const { issues } = await read(await source());
      expect(issues[0]?.excerpt).toEqual({ text: 'It stops at `<!--`.\n\n- Seen **twice**.', isWhole: true });
      expect(issues[1]?.excerpt).toEqual({ text: 'word '.repeat(120).trimEnd(), isWhole: false });
      expect(issues[2]).not.toHaveProperty('excerpt');
    });

    it('hands out a new object where only the text is another', async () => {
      const [, id] = setting.ids;
      await setting.put([{ id, title: 'First', text: 'Seen once.' }]);
      const from = await source();
      const before = await read(from);
      await setting.put([{ id, title: 'First', text: 'Seen twice.' }]);
      const after = await read(from);
      expect(after.issues[0]).not.toBe(before.issues[0]);
      expect(after.issues[0]?.excerpt?.text).toBe('Seen twice.');
    });

    it('throws the reason of an aborted reading', async () => {
      await setting.put(two);
      const from = await source();
      const reason = new Error('enough');
      await expect(from.read(AbortSignal.abort(reason))).rejects.toBe(reason);
      await expect(setting.tracker.discover(setting.home, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it('fails with a value when it cannot be read, and reads again when it can', async () => {
      await setting.put(two);
      const from = await source();
      await read(from);
      const bringBack = await setting.breakOff?.();
      if (bringBack === undefined) return;
      expect(await fail(from)).toHaveProperty('kind');
      await bringBack(two);
      expect((await read(from)).issues).toHaveLength(2);
    });

    it('gives after a restart what it gives from scratch', async () => {
      await setting.put(two);
      const earlier = structuredClone(await read(await source()));
      await setting.put([
        { id: setting.ids[1], title: 'Edited meanwhile' },
        ...two.slice(1),
        { id: setting.ids[3], title: 'New' },
      ]);
      const resumed = await source(await setting.restarted());
      resumed.resume(earlier);
      const fromScratch = await read(await source(await setting.restarted()));
      const reading = await read(resumed);
      expect([reading.issues, reading.problems]).toEqual([fromScratch.issues, fromScratch.problems]);
      expect(reading.issues).toHaveLength(3);
    });

    it('ignores a checkpoint it does not understand', async () => {
      await setting.put(two);
      const from = await source();
      from.resume({ issues: [], problems: [], checkpoint: '{"version":' });
      expect((await read(from)).issues).toHaveLength(2);
    });

    it('reads the same anew after it was told to forget', async () => {
      await setting.put(two);
      const from = await source();
      await read(from);
      const records = [
        { id: setting.ids[0], title: 'New' },
        { id: setting.ids[2], title: 'Edited' },
      ];
      await setting.put(records);
      const { issues, problems } = await read(from);
      from.forget();
      const anew = await read(from);
      expect({ issues: anew.issues, problems: anew.problems }).toEqual({ issues, problems });
      expect(said(anew)).toEqual(records);
    });
  });
}
