import { execFileSync } from 'node:child_process';
import { chmod, mkdir, open, symlink } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SourceReading } from '../../../src/ports/tracker';
import { readSample, sampleSource, sampleText } from './sampleFormat';
import { SampleTree } from './sampleTree';

const isRoot = process.getuid?.() === 0;

describe('files that nobody meant to be records', () => {
  let tree: SampleTree;
  beforeEach(async () => {
    tree = await SampleTree.create();
    await tree.record('notes/open/good.md');
  });
  afterEach(() => tree.remove());

  const read = (): Promise<SourceReading> => readSample(sampleSource(tree.root));

  /** What became of `notes/open/bad.md`, while the good one was read. */
  async function problem(): Promise<readonly [number | null, string] | null> {
    const { issues, problems } = await read();
    expect(issues.map(({ id }) => id)).toEqual(['good']);
    expect(problems.length).toBeLessThan(2);
    const [only] = problems;
    if (only !== undefined) expect(only.path).toBe('notes/open/bad.md');
    return only === undefined ? null : [only.line, only.message];
  }

  it.each([
    ['broken YAML', '---\nid: [x\n---\n', 3, 'This record is not valid YAML: deficient indentation.'],
    ['NUL bytes', '---\nid: x\0\n---\n', 2, 'This record holds NUL bytes: the file was damaged.'],
    ['nothing', '', 1, 'This record is an empty file.'],
    ['no front matter', '# x\n', 1, 'This record has no front matter: its first line is not ---.'],
    ['no id', '---\ntitle: x\n---\n', 1, 'This record has no id.'],
    [
      'deep nesting',
      `---\nid: ${'['.repeat(5000)}\n---\n`,
      2,
      'This record is not valid YAML: nesting exceeded maxDepth (32).',
    ],
  ])('loses only the record with %s, and says why', async (_, text, line, message) => {
    await tree.write('notes/open/bad.md', text);
    expect(await problem()).toEqual([line, message]);
  });

  it('reads a record around fields it does not understand, and lists them', async () => {
    await tree.record('notes/open/odd.md', 'Odd', 'created: never\nlabels: {a: 1}\n');
    const { issues, problems } = await read();
    expect(issues.map(({ id }) => id)).toEqual(['good', 'odd']);
    expect(problems).toEqual([
      {
        path: 'notes/open/odd.md',
        line: 6,
        message: 'This record (odd) was read, except: labels is not a list of texts; created is not a date or time.',
      },
    ]);
  });

  it('says no more of a record than anybody reads', async () => {
    await tree.write('notes/open/odd.md', `---\nid: ${'x'.repeat(5000)}\ncreated: never\n---\n`);
    const { issues, problems } = await read();
    expect(issues).toHaveLength(2);
    expect(problems[0]?.message).toMatch(/^This record \(x{300,}…\.$/);
    expect(problems[0]?.message.length).toBeLessThan(500);
  });

  it('leaves no trace of files that are no records', async () => {
    await tree.write('notes/open/readme.md', 'hello');
    await tree.write('notes/open/picture.png', 'hello');
    await tree.write('notes/open/page.md', '---\nkind: page\n---\n');
    expect(await problem()).toBeNull();
  });

  it('reads no more than the front matter of a huge file', async () => {
    await tree.record('notes/open/huge.md');
    const file = await open(tree.path('notes/open/huge.md'), 'a');
    await file.truncate(3 * 1024 ** 4).catch(() => file.truncate(50 * 1024 ** 2));
    await file.close();
    expect((await read()).issues.map(({ id }) => id)).toEqual(['good', 'huge']);
  });

  it('gives up on a line of 50 MB', async () => {
    await tree.write('notes/open/bad.md', `---\nid: ${'x'.repeat(50 * 1024 ** 2)}\n---\n`);
    expect(await problem()).toEqual([1, 'This record has front matter longer than 256 KiB.']);
  });

  it('reads front matter that is longer than one read', async () => {
    await tree.record('notes/open/long.md', 'Long', `text: ${'x'.repeat(200 * 1024)}\n`);
    expect((await read()).issues.map(({ title }) => title)).toEqual(['About good', 'Long']);
  });

  it('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [tree.path('notes/open/bad.md')]);
    expect(await problem()).toEqual([null, 'This record is not a regular file.']);
  });

  it('looks for records in a folder that is called as if it were one', async () => {
    await tree.record('notes/open/bad.md/inner.md');
    expect((await read()).issues.map(({ id }) => id)).toEqual(['inner', 'good']);
  });

  it('follows a symbolic link inside the home, and no other', async () => {
    await tree.write('elsewhere/target.md', sampleText('linked'));
    await tree.write('../outside.md', sampleText('secret'));
    await symlink('../../elsewhere/target.md', tree.path('notes/open/link.md'));
    await symlink('../../../outside.md', tree.path('notes/open/out.md'));
    await symlink('/dev/zero', tree.path('notes/open/zero.md'));
    await symlink('../../elsewhere', tree.path('notes/open/folder.md'));
    await symlink('nowhere.md', tree.path('notes/open/broken.md'));
    await symlink('loop.md', tree.path('notes/open/loop.md'));
    const { issues, problems } = await read();
    expect(issues.map(({ id, location }) => [id, location?.path])).toEqual([
      ['good', 'notes/open/good.md'],
      ['linked', 'notes/open/link.md'],
    ]);
    const out = 'is a symbolic link that leads out of the folder; it is not followed';
    expect(problems.map(({ path, message }) => [path, message])).toEqual(
      [
        ['broken', 'is a symbolic link that leads nowhere'],
        ['folder', 'is a symbolic link to a folder; it is not followed'],
        ['loop', 'is a symbolic link that leads nowhere'],
        ['out', out],
        ['zero', out],
      ].map(([name, clause]) => [`notes/open/${String(name)}.md`, `This record ${String(clause)}.`]),
    );
  });

  it('does not go round in linked folders', async () => {
    await symlink('..', tree.path('notes/open/up'));
    await symlink('.', tree.path('notes/open/here'));
    expect(await problem()).toBeNull();
  });

  it('does not follow a whole folder out of the home', async () => {
    await mkdir(tree.path('../others'));
    await tree.write('../others/secret.md', sampleText('secret'));
    await symlink('../../others', tree.path('notes/done'));
    const { issues, problems } = await read();
    expect(issues.map(({ id }) => id)).toEqual(['good']);
    expect(problems).toEqual([
      {
        path: 'notes/done',
        line: null,
        message: 'This folder is a symbolic link that leads out of the folder; it is not followed.',
      },
    ]);
  });

  it.skipIf(isRoot)('loses only a file and a folder that may not be read', async () => {
    await tree.record('notes/open/bad.md');
    await chmod(tree.path('notes/open/bad.md'), 0);
    expect(await problem()).toEqual([null, 'This record cannot be read: permission denied.']);
    await tree.record('notes/open/closed/inner.md');
    await chmod(tree.path('notes/open/closed'), 0);
    const { problems } = await read();
    await chmod(tree.path('notes/open/closed'), 0o700);
    expect(problems.map(({ message }) => message)).toContain('This folder cannot be read: permission denied.');
  });

  it('pays nothing for aliases that explode', async () => {
    const levels = Array.from({ length: 40 }, (_, level) =>
      level === 0 ? 'l0: &l0 [x]' : `l${level}: &l${level} [${`*l${level - 1},`.repeat(9)}]`,
    );
    await tree.write('notes/open/bomb.md', `---\nid: bomb\n${levels.join('\n')}\nlabels: *l39\n---\n`);
    const { issues, problems } = await read();
    expect(issues.map(({ id }) => id)).toEqual(['bomb', 'good']);
    expect(problems[0]?.message).toContain('labels is not a list of texts');
  });
});
