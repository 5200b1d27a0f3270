import { describe, expect, it } from 'vitest';
import { editFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatterEdit';
import type { EditValue } from '../../../src/adapters/trackers/markdown/yamlText';

const keyOrder = ['id', 'title', 'status', 'archived', 'labels', 'updated'];
const atMs = Date.UTC(2026, 0, 10, 10);

function outcome(content: string | Buffer, changes: Readonly<Record<string, EditValue>>): string {
  const edited = editFrontMatter(Buffer.from(content as string), new Map(Object.entries(changes)), {
    what: 'a.md',
    keyOrder,
  });
  if (edited.ok) return edited.value.toString('utf8');
  return edited.error.kind === 'unusable' ? `refused: ${edited.error.advice}` : edited.error.kind;
}

/** The front matter alone, between the delimiters. */
function edit(fields: string, changes: Readonly<Record<string, EditValue>>): string {
  const edited = outcome(`---\n${fields}\n---\nbody\n`, changes);
  return edited.startsWith('---\n') && edited.endsWith('\n---\nbody\n') ? edited.slice(4, -10) : edited;
}

describe('a changed value', () => {
  it.each([
    ['status: todo', 'status: closed'],
    ['status: todo   # soon', 'status: closed   # soon'],
    ["status: 'todo' # soon", "status: 'closed' # soon"],
    ['status: "todo"', 'status: "closed"'],
    ['"status": todo', '"status": closed'],
    ["'status' : todo", "'status' : closed"],
    ['status:   todo  ', 'status:   closed  '],
    ['status:\n  todo', 'status:\n  closed'],
    ['status: to\n  do', 'status: closed'],
    ["status: 'to\n\n  do' # two", "status: 'closed' # two"],
    ['status:', 'status: closed'],
    ['status: # none', 'status: closed # none'],
    ['status: ~', 'status: closed'],
    ['status: |\n  to\n  do\nid: 1', 'status: closed\nid: 1'],
    ['status: >-  # old\n  to\n\nid: 1', 'status: closed  # old\n\nid: 1'],
    ['status: [a, # one\n  b]\nid: 1', 'status: closed\nid: 1'],
    ['status: {a: [b, {}], c: }\nid: 1', 'status: closed\nid: 1'],
    ['status: # which\n- a\n-\n# next\nid: 1', 'status: closed # which\n# next\nid: 1'],
    ['status:\n  a: b\n  c:\n    - d\n\nid: 1', 'status: closed\n\nid: 1'],
    ['id: &x todo\nstatus: *x', 'id: &x todo\nstatus: closed'],
    ['status: todo\nid: 1\nstatus: todo', 'status: todo\nid: 1\nstatus: closed'],
    ['  id: 1\n  status: todo', '  id: 1\n  status: closed'],
    ['assignee: @dana\nstatus: todo\nowner: `x` # y', 'assignee: @dana\nstatus: closed\nowner: `x` # y'],
  ])('keeps everything around it: %j', (before, after) => {
    expect(edit(before, { status: 'closed' })).toBe(after);
  });

  it('replaces a name that YAML reserves', () => {
    expect(edit("assignee: @it's # who\nid: 1", { assignee: 'kim' })).toBe("assignee: 'kim' # who\nid: 1");
  });

  it.each<[string, EditValue, string]>([
    ["a: 'no'", true, 'a: true'],
    ['a: x', null, 'a: null'],
    ['a: x', 12.5, 'a: 12.5'],
    ['a: x', 'true', "a: 'true'"],
    ['a: x', 'no', "a: 'no'"],
    ['a: x', '12345678', "a: '12345678'"],
    ['a: x', '0b101010', "a: '0b101010'"],
    ['a: x', '', "a: ''"],
    ['a: x', "it's: #1", "a: 'it''s: #1'"],
    ["a: 'x'", "it's", "a: 'it''s'"],
    ['a: "x"', 'say "no"', 'a: "say \\"no\\""'],
    ["a: 'x'", 'tab\tand\u2028line', 'a: "tab\\tand\\u2028line"'],
    ['a: x', 'two\nlines', 'a: "two\\nlines"'],
    ['a: x', '😀 été', 'a: 😀 été'],
    ["a: '2026'", { atMs }, "a: '2026-01-10T10:00:00+00:00'"],
    ['a: x', { atMs: atMs + 5 }, "a: '2026-01-10T10:00:00.005000+00:00'"],
    ['a: 2025-01-01 00:00:00', { atMs }, 'a: 2026-01-10T10:00:00+00:00'],
    ['a: x', [], 'a: []'],
    ['a: x', 'why, so?', 'a: why, so?'],
    ['a: x', ['b', 'c, d', 'e?'], "a: [b, 'c, d', 'e?']"],
  ])('is written so that it reads back the same: %j, %j', (before, value, after) => {
    expect(edit(before, { a: value })).toBe(after);
  });

  it('keeps every byte when it says so already', () => {
    const fields = "status: 'todo'\narchived: false\nlabels:\n  -   a # first\n  - 'b'";
    expect(edit(fields, { status: 'todo', archived: false, labels: ['a', 'b'] })).toBe(fields);
  });
});

describe('a changed list', () => {
  it.each<[string, readonly string[], string]>([
    ['labels:\n- a\n- b\nid: 1', ['b', 'c'], 'labels:\n- b\n- c\nid: 1'],
    ['labels:\n  - a # one\n  # two\n  - "b"\nid: 1', ['b', 'x: y'], 'labels:\n  # two\n  - "b"\n  - \'x: y\'\nid: 1'],
    ['labels:\n- a\n- b', [], 'labels: []'],
    ['labels: []', ['a'], 'labels: [a]'],
    ["labels: [ 'a', b ] # all", ['b', 'a', 'c'], "labels: [b, 'a', c] # all"],
    ['labels:\n- - a\n- b: c\nid: 1', ['d'], 'labels:\n- d\nid: 1'],
  ])('keeps its style: %j', (before, labels, after) => {
    expect(edit(before, { labels })).toBe(after);
  });
});

describe('a missing key', () => {
  it('comes behind the nearest one before it in the order of the format', () => {
    expect(edit('id: 1\nstatus: todo # s\n\n# own\nmine: x', { archived: true, title: 'T' })).toBe(
      'id: 1\ntitle: T\nstatus: todo # s\narchived: true\n\n# own\nmine: x',
    );
  });

  it('comes behind the whole of that one', () => {
    expect(edit('labels:\n- a\n-\n# own\nmine: x', { updated: 'now' })).toBe(
      'labels:\n- a\n-\nupdated: now\n# own\nmine: x',
    );
    expect(edit('title: |\n  T\n\nmine: x', { status: 'todo' })).toBe('title: |\n  T\nstatus: todo\n\nmine: x');
  });

  it('comes last where none of those is there, in the order of the format', () => {
    expect(edit('  mine: x', { other: 1, title: 'T', labels: ['a'] })).toBe(
      '  mine: x\n  title: T\n  labels:\n  - a\n  other: 1',
    );
    expect(edit('mine: x', { other: [] })).toBe('mine: x\nother: []');
  });

  it('is the first in empty front matter', () => {
    expect(outcome('---\r\n---\r\n', { id: 'x' })).toBe('---\r\nid: x\r\n---\r\n');
    expect(outcome('---\n# only\n---', { id: 'x' })).toBe('---\n# only\nid: x\n---');
  });
});

describe('the file around', () => {
  it('keeps byte order mark, mixed line ends, a missing last one, and a body of any encoding', () => {
    const before = Buffer.concat([
      Buffer.from('\ufeff---\r\nstatus: todo\r\ntitle: T\nlabels:\r\n- a\n---\r\nbody '),
      Buffer.from([0xff, 0x00, 0xe9]),
    ]);
    const edited = editFrontMatter(
      before,
      new Map<string, EditValue>([
        ['status', 'closed'],
        ['labels', ['b', 'a']],
        ['archived', true],
      ]),
      { what: 'a.md', keyOrder },
    );
    expect(edited.ok && edited.value.toString('latin1')).toBe(
      before.toString('latin1').replace('todo\r\n', 'closed\r\narchived: true\r\n').replace('- a\n', '- b\n- a\n'),
    );
  });

  it('is refused when there is nothing to change in it', () => {
    expect(outcome('# title\n', { id: 'x' })).toBe('malformed');
    expect(outcome('---\nid: [\n---\n', { id: 'x' })).toBe('malformed');
    expect(outcome(Buffer.from('---\nid: \u0000\n---\n'), { id: 'x' })).toBe('malformed');
  });
});

describe('what cannot be changed without harm', () => {
  it.each([
    'status: &x todo\nid: *x',
    'status: !!str todo',
    'status: [a, &x b]',
    '? status\n: todo',
    '&x status: todo',
    '!!str status: todo',
    '{status: todo}',
    ': todo\nstatus: x',
    'status:\n  |\n  todo',
  ])('is refused: %j', (fields) => {
    expect(edit(fields, { status: 'closed' })).toMatch(/^refused: .*Change it by hand\.$/);
  });
});
