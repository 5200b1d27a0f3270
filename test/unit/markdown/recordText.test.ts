import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MarkdownSource } from '../../../src/adapters/trackers/markdown/markdownSource';
import type { Issue } from '../../../src/domain/issue';
import { longestTextBytes, type IssueText } from '../../../src/ports/tracker';
import { readSample, sampleFormat, sampleSource, sampleText } from './sampleFormat';
import { SampleTree } from './sampleTree';

const never = new AbortController().signal;
const path = 'notes/open/a.md';

describe('the text of a record', () => {
  let tree: SampleTree;
  let source: MarkdownSource;
  let issue: Issue;

  beforeEach(async () => {
    tree = await SampleTree.create();
    await tree.record(path);
    source = sampleSource(tree.root);
    const [first] = (await readSample(source)).issues;
    if (first === undefined) throw new Error('it was not read');
    issue = first;
  });
  afterEach(() => tree.remove());

  async function textOf(of: Issue = issue): Promise<IssueText | string> {
    const result = await source.text(of, never);
    return result.ok ? result.value : result.error.kind;
  }

  const at = (elsewhere: string): Issue => ({ ...issue, location: { path: elsewhere, line: 1 } });

  it('is all that stands below the front matter', async () => {
    await tree.write(path, `${sampleText('a')}\r\nMore \u{1f600}\n`);
    expect(await textOf()).toEqual({ markdown: '\n# About a\n\r\nMore \u{1f600}\n', isWhole: true });
  });

  it('is what its format takes for it', async () => {
    source.setFormat({ ...sampleFormat, textIn: (body, title) => `${title}: ${body.trim()}` });
    expect(await textOf()).toEqual({ markdown: 'About a: # About a', isWhole: true });
  });

  it('is cut after a megabyte, and not through a character', async () => {
    await tree.write(path, `${sampleText('a').trimEnd()}${'\u{1f600}'.repeat(longestTextBytes / 4)}`);
    const text = await textOf();
    if (typeof text === 'string') throw new Error(text);
    expect(text.isWhole).toBe(false);
    expect(text.markdown.endsWith('\u{1f600}')).toBe(true);
    expect(Buffer.byteLength(text.markdown)).toBeGreaterThan(longestTextBytes - 4);
  });

  it('is shown though it is no text', async () => {
    await tree.write(path, Buffer.concat([Buffer.from(sampleText('a')), Buffer.from([0, 0xff, 0xfe, 0x80])]));
    expect(await textOf()).toMatchObject({ markdown: '\n# About a\n\0\ufffd\ufffd\ufffd' });
  });

  it.each([
    '../outside.md',
    'notes/open/../../../outside.md',
    'notes/open/../../other.md',
    '/etc/passwd',
    'other.md',
    '',
  ])('is not that of %j, whatever a cache says of where the record is', async (elsewhere) => {
    await writeFile(join(tree.folder, 'outside.md'), sampleText('a'));
    await tree.write('other.md', sampleText('a'));
    expect(await textOf(at(elsewhere))).toBe('notFound');
  });

  it('is not read through a link that leads out of the home, be it of the file or of its folder', async () => {
    await mkdir(join(tree.folder, 'outside'));
    await writeFile(join(tree.folder, 'outside/a.md'), sampleText('a', 'Secret'));
    await rename(tree.path(path), tree.path('notes/kept.md'));
    await symlink(join(tree.folder, 'outside/a.md'), tree.path(path));
    expect(await textOf()).toBe('unusable');
    await rename(tree.path('notes/open'), tree.path('notes/was'));
    await symlink(join(tree.folder, 'outside'), tree.path('notes/open'));
    expect(await textOf()).toBe('unusable');
  });

  it('is read through a link that stays in the home', async () => {
    await rename(tree.path(path), tree.path('notes/kept.md'));
    await symlink(tree.path('notes/kept.md'), tree.path(path));
    expect(await textOf()).toMatchObject({ isWhole: true });
  });

  it.each([
    ['a folder is in its place', 'unusable', () => mkdir(join(tree.root, 'notes/open/b.md'))],
    ['it is no record any more', 'malformed', () => tree.write('notes/open/b.md', 'Only words')],
    ['it is another issue by now', 'notFound', () => tree.record('notes/open/b.md')],
    ['it is gone', 'notFound', () => Promise.resolve()],
  ])('is none where %s', async (_, kind, make) => {
    await make();
    expect(await textOf(at('notes/open/b.md'))).toBe(kind);
  });

  it('is none of an issue that stands in no file', async () => {
    expect(await textOf({ ...issue, location: null })).toBe('notFound');
  });
});
