import { describe, expect, it } from 'vitest';
import { RecordFields } from '../../../src/adapters/trackers/markdown/fields';
import { parseFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatter';

function fields(...lines: readonly string[]): RecordFields {
  const reading = parseFrontMatter(['---', ...lines, '---', ''].join('\n'));
  if (reading.kind !== 'fields') throw new Error(JSON.stringify(reading));
  return new RecordFields(reading.frontMatter);
}

const time = (text: string): number | null => fields(`at: ${text}`).time('at');

describe('fields of a record', () => {
  it('reads texts as they stand, without blanks around them', () => {
    const of = fields('a: 1e234567', 'b: " x "', 'c: "null"', 'd: |', '  two', '  lines');
    expect(['a', 'b', 'c', 'd'].map((key) => of.text(key))).toEqual(['1e234567', 'x', 'null', 'two\nlines']);
    expect(of.remarks).toEqual([]);
  });

  it.each(['', ' ~', ' null', ' Null', ' ""'])('takes %j as nothing', (value) => {
    const of = fields(`a:${value}`);
    expect([of.text('a'), of.texts('a'), of.number('a'), of.flag('a'), of.time('a')]).toEqual([
      null,
      [],
      null,
      null,
      null,
    ]);
    expect(of.remarks).toEqual([]);
  });

  it('takes a missing key as nothing', () => {
    const of = fields('a: 1');
    expect([of.text('b'), of.texts('b'), of.table('b'), of.has('b'), of.has('a')]).toEqual([
      null,
      [],
      null,
      false,
      true,
    ]);
  });

  it('takes a single text as a list of one, and leaves out what is nothing', () => {
    expect(fields('a: x').texts('a')).toEqual(['x']);
    expect(fields('a: [x, ~, null, "", "null", y]').texts('a')).toEqual(['x', 'null', 'y']);
  });

  it('remarks what has the wrong type once, with its line, and keeps the rest', () => {
    const of = fields('a: [x]', 'b:', '  - x', '  - {y: 1}', 'c: 3', 'd: perhaps', 'e: soon', 'f: many', 'g: {x: 1}');
    expect([
      of.text('a'),
      of.texts('b'),
      of.table('c'),
      of.flag('d'),
      of.time('e'),
      of.number('f'),
      of.texts('g'),
    ]).toEqual([null, ['x'], null, null, null, null, []]);
    expect(of.remarks).toEqual([
      { line: 2, clause: 'a is not a text' },
      { line: 4, clause: 'b is not a list of texts' },
      { line: 6, clause: 'c is not keys and values' },
      { line: 7, clause: 'd is not true or false' },
      { line: 8, clause: 'e is not a date or time' },
      { line: 9, clause: 'f is not a number' },
      { line: 10, clause: 'g is not a list of texts' },
    ]);
  });

  it('reads numbers and flags, quoted or not', () => {
    expect(['3', '-2.5', '"7"', '1e3', '.5'].map((text) => fields(`a: ${text}`).number('a'))).toEqual([
      3, -2.5, 7, 1000, 0.5,
    ]);
    expect(['true', 'False', 'yes', '"no"'].map((text) => fields(`a: ${text}`).flag('a'))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('reads a table as fields of its own', () => {
    const table = fields('remote_ids:', '  github: 12').table('remote_ids');
    expect(table === null ? null : new RecordFields(table).number('github')).toBe(12);
  });

  it.each([
    ['2025-08-26', '2025-08-26T00:00:00.000Z'],
    ['2025-08-26 16:46', '2025-08-26T16:46:00.000Z'],
    ['2025-08-26T16:46:01.123456', '2025-08-26T16:46:01.123Z'],
    ["'2025-08-26T16:46:01.5+02:00'", '2025-08-26T14:46:01.500Z'],
    ['2025-08-26 16:46:01 -0530', '2025-08-26T22:16:01.000Z'],
    ['2025-8-6 6:46Z', '2025-08-06T06:46:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['0099-01-01', '0099-01-01T00:00:00.000Z'],
  ])('reads the time %s', (text, expected) => {
    expect(time(text)).toBe(Date.parse(expected));
  });

  it.each([
    '2025-02-30',
    '2025-13-01',
    '2025-01-01 24:00',
    '2025-01-01 10:60',
    '2025-01-01T10:00+25:00',
    '26.08.2025',
    '12',
  ])('takes %s as no time', (text) => {
    const of = fields(`at: ${text}`);
    expect(of.time('at')).toBeNull();
    expect(of.remarks).toEqual([{ line: 2, clause: 'at is not a date or time' }]);
  });
});
