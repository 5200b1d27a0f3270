import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beadsTracker } from '../../../src/adapters/trackers/beads';
import { decodeRecord } from '../../../src/adapters/trackers/beads/record';
import type { Excerpt, Issue } from '../../../src/domain/issue';
import type { CommandRunner } from '../../../src/ports/commandRunner';
import type { IssueText, TrackerSource } from '../../../src/ports/tracker';
import { fakeBd } from '../../fakes/bd/fakeBd';
import { FakeClock } from '../../fakes/fakeClock';

const never = new AbortController().signal;

function excerptOf(fields: Readonly<Record<string, unknown>>): Excerpt | undefined {
  const decoded = decodeRecord({ id: 'tea-1', ...fields });
  if (decoded.kind !== 'issue') throw new Error(decoded.kind);
  return decoded.facts.excerpt;
}

describe('the text of a Beads record', () => {
  it('is its description, with what stands in the other fields below their names', () => {
    expect(excerptOf({ description: 'Seen once.' })).toEqual({ text: 'Seen once.', isWhole: true });
    expect(
      excerptOf({ notes: 'Ask Dana.', description: 'Seen once.', acceptance_criteria: ' ', design: 'A queue.' })?.text,
    ).toBe('Seen once.\n\n## Design\n\nA queue.\n\n## Notes\n\nAsk Dana.');
    expect(excerptOf({ description: '', design: 'A queue.' })?.text).toBe('## Design\n\nA queue.');
  });

  it('is none where no field is a text', () => {
    for (const description of [undefined, null, '', 7, {}, ['x']]) expect(excerptOf({ description })).toBeUndefined();
  });
});

describe('the whole text of a Beads issue', () => {
  let folder: string;
  let root: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bd-'));
    root = join(folder, 'tea');
    await mkdir(join(root, '.beads'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const put = (description: string): Promise<void> =>
    writeFile(join(root, '.beads/issues.jsonl'), `\ufeff${JSON.stringify({ id: 'tea-1', description })}\r\n`);

  async function readOne(runner: CommandRunner | null): Promise<{ source: TrackerSource; issue: Issue }> {
    const [source] = await beadsTracker({ clock: new FakeClock(), runner }).discover({ root, name: 'tea' }, never);
    const reading = await source?.read(never);
    const issue = reading?.ok === true ? reading.value.issues[0] : undefined;
    if (source === undefined || issue === undefined) throw new Error('it was not read');
    return { source, issue };
  }

  async function textOf({ source, issue }: { source: TrackerSource; issue: Issue }): Promise<IssueText | string> {
    const result = await source.text?.(issue, never);
    if (result === undefined) throw new Error('the source tells no texts');
    return result.ok ? result.value : result.error.kind;
  }

  it('is what bd says, and what the export says where bd fails', async () => {
    await put('From the export');
    const recordings = join(folder, 'recordings');
    await mkdir(recordings);
    await writeFile(join(recordings, 'version.txt'), 'bd version 1.0.0\n');
    await writeFile(join(recordings, 'issues.jsonl'), '{"id":"tea-1","description":"From the database"}\n');
    let mode = '';
    const one = await readOne(fakeBd(recordings, join(folder, 'calls'), () => mode).runner);
    expect(await textOf(one)).toEqual({ markdown: 'From the database', isWhole: true });
    mode = 'no-show';
    expect(await textOf(one)).toEqual({ markdown: 'From the export', isWhole: true });
  });

  it('is not read from an export that leads out of a folder nobody trusts', async () => {
    await put('Inside');
    const one = await readOne(null);
    expect(await textOf(one)).toEqual({ markdown: 'Inside', isWhole: true });
    await rename(join(root, '.beads/issues.jsonl'), join(folder, 'elsewhere.jsonl'));
    await symlink(join(folder, 'elsewhere.jsonl'), join(root, '.beads/issues.jsonl'));
    expect(await textOf(one)).toBe('unusable');
  });

  it('is never asked for under a name that looks like an option', async () => {
    await put('Inside');
    const calls = join(folder, 'calls');
    const bd = fakeBd(join(root, '.beads'), calls);
    await writeFile(join(root, '.beads/version.txt'), 'bd version 1.0.0\n');
    const { source, issue } = await readOne(bd.runner);
    expect(await textOf({ source, issue: { ...issue, id: '--delete' } })).toBe('notFound');
    expect(bd.calls().flat()).not.toContain('--delete');
  });
});
