/** The contract of a tracker whose records are files, about the whole texts of its issues. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/domain/failure';
import type { Issue } from '../../src/domain/issue';
import { longestTextBytes, type IssueText, type TrackerSource } from '../../src/ports/tracker';
import type { SampleRecord } from './everyTracker';
import { RecordFolder } from './recordFolder';
import type { TrackerSubject } from './trackerContract';

const never = new AbortController().signal;

export function describeTexts(name: string, makeSubject: (folder: string) => TrackerSubject): void {
  describe(`the texts of ${name}`, () => {
    let records: RecordFolder;
    let one: SampleRecord;

    beforeEach(async () => {
      records = await RecordFolder.create(makeSubject);
      one = { id: records.subject.ids[1], title: 'First', text: 'Seen once.' };
    });
    afterEach(() => records.dispose());

    /** The source, and the first of its issues. */
    async function readOne(): Promise<{ readonly source: TrackerSource; readonly issue: Issue }> {
      const { root, subject } = records;
      const [source] = await subject.tracker.discover({ root, name: 'shop' }, never);
      subject.settle();
      const reading = await source?.read(never);
      const issue = reading?.ok === true ? reading.value.issues[0] : undefined;
      if (source === undefined || issue === undefined) throw new Error('it was not read');
      return { source, issue };
    }

    async function textOf({ source, issue }: Awaited<ReturnType<typeof readOne>>): Promise<IssueText | Failure> {
      const result = await source.text?.(issue, never);
      if (result === undefined) throw new Error('the source tells no texts');
      return result.ok ? result.value : result.error;
    }

    it('are what the file says at the moment they are asked for', async () => {
      await records.put([one]);
      const read = await readOne();
      await records.put([{ ...one, text: `Seen twice.\n\n${'word '.repeat(400)}end` }]);
      expect(await textOf(read)).toEqual({
        markdown: expect.stringMatching(/Seen twice\.\n\n(?:word )+end/) as string,
        isWhole: true,
      });
    });

    it('are cut after a megabyte', async () => {
      await records.put([{ ...one, text: `Seen twice. ${'日本 '.repeat(400_000)}` }]);
      const text = await textOf(await readOne());
      if (!('markdown' in text)) throw new Error(JSON.stringify(text));
      expect([text.isWhole, text.markdown.includes('Seen twice. 日本')]).toEqual([false, true]);
      expect(text.markdown.length).toBeLessThanOrEqual(longestTextBytes);
      expect(text.markdown).toMatch(/[日本 ]$/);
    });

    it('are none once the record is gone', async () => {
      await records.put([one]);
      const read = await readOne();
      const { path } = read.issue.location ?? { path: '' };
      await rm(join(records.root, path));
      expect(await textOf(read)).toHaveProperty('kind', 'notFound');
    });

    it('are none where the record is of another issue by now', async () => {
      await records.put([one]);
      const read = await readOne();
      const file = join(records.root, read.issue.location?.path ?? '');
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll(one.id, records.subject.ids[3]));
      expect(await textOf(read)).toHaveProperty('kind', 'notFound');
    });

    it('are asked for until that is aborted', async () => {
      await records.put([one]);
      const { source, issue } = await readOne();
      const reason = new Error('enough');
      await expect(source.text?.(issue, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });
}
