import { describe, expect, it } from 'vitest';
import {
  parseFrontMatter,
  type FrontMatterReading,
  type Value,
} from '../../../src/adapters/trackers/markdown/frontMatter';

/** Values without their lines: a text that is plain as it is, a quoted one in a list `[text, 'quoted']`. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.plain ? value.text : { quoted: value.text };
    case 'list':
      return value.items.map(plain);
    case 'table':
      return Object.fromEntries([...value.fields].map(([key, below]) => [key, plain(below)]));
  }
}

function fieldsOf(content: string | Buffer): Record<string, unknown> {
  const reading = parseFrontMatter(content);
  if (reading.kind !== 'fields') throw new Error(JSON.stringify(reading));
  return Object.fromEntries([...reading.frontMatter.fields].map(([key, value]) => [key, plain(value)]));
}

function linesOf(content: string): Record<string, number> {
  const reading = parseFrontMatter(content);
  if (reading.kind !== 'fields') throw new Error(JSON.stringify(reading));
  return Object.fromEntries([...reading.frontMatter.fields].map(([key, { line }]) => [key, line]));
}

const read = (...lines: readonly string[]): FrontMatterReading => parseFrontMatter(lines.join('\n'));

describe('front matter', () => {
  it('keeps every scalar as the text it is', () => {
    expect(
      fieldsOf('---\na: 1e234567\nb: 012345678\nc: 2025-08-26\nd: null\ne: "null"\nf: 0x1F\ng: ~\nh:\n---\n'),
    ).toEqual({
      a: '1e234567',
      b: '012345678',
      c: '2025-08-26',
      d: 'null',
      e: { quoted: 'null' },
      f: '0x1F',
      g: '~',
      h: '',
    });
  });

  it('reads lists and tables of every style, and texts of several lines', () => {
    expect(
      fieldsOf(
        '---\na: [x, "y", {z: 1}]\nb:\n- x\n-   - y\nc:\n  d: {e: f}\ng: |\n  one\n  two\nh: >-\n  one\n  two\n---\n',
      ),
    ).toEqual({
      a: ['x', { quoted: 'y' }, { z: '1' }],
      b: ['x', ['y']],
      c: { d: { e: 'f' } },
      g: { quoted: 'one\ntwo\n' },
      h: { quoted: 'one two' },
    });
  });

  it('says the line of every value in the file', () => {
    expect(linesOf('---\na: 1\n\n# remark\nb:\n  - x\nc: |\n  y\nd:\ne: "1\n  2"\nf: {}\n---\n')).toEqual({
      a: 2,
      b: 6,
      c: 8,
      d: 9,
      e: 10,
      f: 12,
    });
  });

  it('says the same lines whatever ends them', () => {
    const text = '---\na: 1\nb:\n  - x\n# é\nc: 2\n---\nbody\n';
    const expected = { a: 2, b: 4, c: 6 };
    expect(linesOf(text)).toEqual(expected);
    expect(linesOf(text.replaceAll('\n', '\r\n'))).toEqual(expected);
    expect(linesOf(text.replaceAll('\n', '\r'))).toEqual(expected);
    expect(linesOf(`\ufeff${text}`)).toEqual(expected);
  });

  it.each([
    '---\na: 1\n---\n',
    '---  \na: 1\n---\t \nbody',
    '---\na: 1\n...\nbody',
    '---\na: 1\n---',
    '---\r\na: 1\r\n---\r\n',
  ])('finds the end of %j', (text) => {
    expect(fieldsOf(text)).toEqual({ a: '1' });
  });

  it('takes empty front matter as one without fields', () => {
    expect(fieldsOf('---\n---\n')).toEqual({});
    expect(fieldsOf('---\n# nothing\n\n---\n')).toEqual({});
  });

  it.each(['', '# Title\n', '----\na: 1\n---\n', '--- a\nb: 1\n---\n', '\n---\na: 1\n---\n'])(
    'finds none in %j',
    (text) => {
      expect(parseFrontMatter(text)).toEqual({ kind: 'none' });
    },
  );

  it('takes the last value of a key that stands twice', () => {
    expect(fieldsOf('---\na: 1\na: 2\n---\n')).toEqual({ a: '2' });
  });

  it('shares the value an alias names, and takes merge keys as any other', () => {
    const reading = read('---', 'a: &x [one]', 'b: *x', '<<: *x', '---');
    if (reading.kind !== 'fields') throw new Error('not read');
    const { fields } = reading.frontMatter;
    expect(fields.get('b')).toBe(fields.get('a'));
    expect([...fields.keys()]).toEqual(['a', 'b', '<<']);
  });

  it('pays nothing for aliases that would explode', () => {
    const lines = Array.from({ length: 60 }, (_, level) =>
      level === 0
        ? 'l0: &l0 [x]'
        : `l${level}: &l${level} [${Array.from({ length: 9 }, () => `*l${level - 1}`).join(', ')}]`,
    );
    const reading = read('---', ...lines, '---');
    if (reading.kind !== 'fields') throw new Error('not read');
    const last = reading.frontMatter.fields.get('l59');
    expect(last?.kind === 'list' ? last.items.length : null).toBe(9);
  });

  it('reads people as Backlog.md writes them, without quotes', () => {
    expect(
      fieldsOf(
        "---\nassignee: @dana\nreporter: @o'hara # lead\nothers:\n  - @one\n  -  `two`\nmore: [@a, b, @c-d]\n---\n",
      ),
    ).toEqual({
      assignee: { quoted: '@dana' },
      reporter: { quoted: "@o'hara" },
      others: [{ quoted: '@one' }, { quoted: '`two`' }],
      more: [{ quoted: '@a' }, 'b', { quoted: '@c-d' }],
    });
  });

  it('leaves blocks of text alone when it reads people without quotes', () => {
    expect(fieldsOf('---\nassignee: @dana\ntext: |\n  - @one\n  by: @two\nlast: 1\n---\n')).toEqual({
      assignee: { quoted: '@dana' },
      text: { quoted: '- @one\nby: @two\n' },
      last: '1',
    });
  });

  it('says lines right where people had to be quoted', () => {
    expect(linesOf('---\nassignee: @dana\nb:\n  - @x\nc: 1\n---\n')).toEqual({ assignee: 2, b: 4, c: 5 });
  });
});

describe('broken front matter', () => {
  const malformed = (content: string | Buffer): readonly [number, string] => {
    const reading = parseFrontMatter(content);
    if (reading.kind !== 'malformed') throw new Error(`it is ${reading.kind}`);
    return [reading.line, reading.why];
  };

  it.each([
    ['YAML, with the line of the file', '---\na: 1\nb: [x\nc: 2\n---\n', 4, 'is not valid YAML: deficient indentation'],
    [
      'a key without a colon',
      '---\na: 1\nb\n---\n',
      4,
      'is not valid YAML: can not read a block mapping entry; a multiline key may not be an implicit key',
    ],
    ['a missing end', '---\na: 1\n', 1, 'has front matter that is not closed by a line ---'],
    ['NUL bytes', '---\na: 1\nb: \0\0\n---\n', 3, 'holds NUL bytes: the file was damaged'],
    ['a file of NUL bytes', '\0\0\0\0\0\0\0\0\0\0', 1, 'holds NUL bytes: the file was damaged, or is not UTF-8'],
    [
      'a conflict',
      '---\na: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n---\n',
      3,
      'holds a git conflict marker: resolve the merge',
    ],
    [
      'a conflict of whole files',
      '<<<<<<< HEAD\n---\na: 1\n---\n',
      1,
      'begins with a git conflict marker: resolve the merge',
    ],
    ['a list', '---\n- a\n---\n', 2, 'has front matter that is not keys and values'],
    ['an alias of nothing', '---\na: 1\nb: *x\n---\n', 3, 'has a YAML alias that names nothing above it'],
    ['an alias of itself', '---\na: &x [*x]\n---\n', 2, 'has a YAML alias that names nothing above it'],
    [
      'deep nesting',
      `---\na: ${'['.repeat(200)}${']'.repeat(200)}\n---\n`,
      2,
      'is not valid YAML: nesting exceeded maxDepth (32)',
    ],
  ])('names the line of %s', (_, text, line, why) => {
    expect(malformed(text)).toEqual([line, why]);
  });

  it('names the first line that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('---\na: é\nb: '), Buffer.from([0xff, 0xfe]), Buffer.from('\n---\n')]);
    expect(malformed(bytes)).toEqual([3, 'is not valid UTF-8: save the file as UTF-8']);
  });

  it('does not care what the body is', () => {
    const bytes = Buffer.concat([Buffer.from('---\na: 1\n---\n'), Buffer.from([0xff, 0xfe, 0, 0])]);
    expect(fieldsOf(bytes)).toEqual({ a: '1' });
  });

  it('knows UTF-16', () => {
    expect(malformed(Buffer.from('\ufeff---\na: 1\n---\n', 'utf16le'))).toEqual([
      1,
      'is UTF-16: save the file as UTF-8',
    ]);
  });

  it('refuses front matter that is too long', () => {
    expect(malformed(`---\na: ${'x'.repeat(300 * 1024)}\n---\n`)).toEqual([1, 'has front matter longer than 256 KiB']);
  });

  it('does not take a line that is cut off for the end', () => {
    expect(parseFrontMatter('---\na: 1\n---', false)).toMatchObject({ kind: 'malformed' });
    expect(parseFrontMatter('---\na: 1\n---\n', false)).toMatchObject({ kind: 'fields' });
  });
});
