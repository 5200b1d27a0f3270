/** Front matter made to hold up its reader: work that grows with the square of its length would take minutes here. */
import { describe, expect, it } from 'vitest';
import { RecordFields } from '../../../src/adapters/trackers/markdown/fields';
import { parseFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatter';
import { editFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatterEdit';
import { startOfLine } from '../../../src/adapters/trackers/markdown/frontMatterLayout';
import { quoteReservedStarts } from '../../../src/adapters/trackers/markdown/reservedStarts';
import { shortened } from '../../../src/adapters/trackers/markdown/shortened';
import { decodeRoadmapRecord } from '../../../src/adapters/trackers/roadmap/record';

const length = 250_000;
const longestMs = 5_000;
const many = (part: string): string => part.repeat(length / part.length);

describe('texts that YAML reserves', () => {
  it.each([
    ['blanks in a name', `assignee: @a${many(' ')}x`, `assignee: '@a${many(' ')}x'`],
    ['blanks in a name in brackets', `assignee: [@a${many(' ')}x`, null],
    ['blanks behind a name in brackets', `assignee: [@a${many(' ')}]`, `assignee: ['@a'${many(' ')}]`],
    ['brackets', `assignee: ${many('[@')}`, null],
    ['commas', `assignee: [${many(', ')}@`, null],
    ['blanks behind a name', `assignee: @a${many(' ')}`, `assignee: '@a'${many(' ')}`],
    ['marks that are no comments', `assignee: @a${many('#')}`, `assignee: '@a${many('#')}'`],
    ['comments', `assignee: @a${many(' #')}`, `assignee: '@a'${many(' #')}`],
    ['blocks that are none, and a line separator', `a: ${many(' |#')}\u2028x`, null],
    ['keys that are none, and a line separator', `a: ${many('@: ')}\u2028x`, `a: '${many('@: ').trimEnd()}\u2028x'`],
    ['dashes', `${many('- ')}x`, null],
  ])(
    'are read in no time with many %s',
    (_, text, expected) => {
      const quoted = quoteReservedStarts(text);
      if (expected !== null && !text.includes('\u2028')) expect(quoted === expected).toBe(true);
      expect(quoted.replaceAll("'", '') === text).toBe(true);
    },
    longestMs,
  );

  it('keep the blanks and the comment behind them', () => {
    expect(quoteReservedStarts('a: @b#c \t# d # e')).toBe("a: '@b#c' \t# d # e");
    expect(quoteReservedStarts('a: [@b , @c d,\t`e`  ] # f')).toBe("a: ['@b' , '@c d',\t'`e`'  ] # f");
  });
});

describe('a hostile record', () => {
  const fieldsOf = (text: string): RecordFields => {
    const parsed = parseFrontMatter(`---\n${text}\n---\n`);
    if (parsed.kind !== 'fields') throw new Error(JSON.stringify(parsed));
    return new RecordFields(parsed.frontMatter);
  };

  it.each([
    ['blanks', ' '],
    ['line ends', '\\n'],
    ['lines of blanks', ' \\n '],
  ])(
    'has a short title in one line, whatever %s are in it',
    (_, part) => {
      const text = `---\nid: 0a0b0c01\ntitle: "a${many(part)}b"\n---\n`;
      const parsed = parseFrontMatter(text);
      if (parsed.kind !== 'fields') throw new Error(JSON.stringify(parsed));
      const decoded = decodeRoadmapRecord({ path: '.roadmap/issues/0a0b0c01-x.md', frontMatter: parsed.frontMatter });
      const title = decoded.kind === 'issue' ? decoded.facts.title : '';
      expect(title.startsWith('a ')).toBe(true);
      expect(title.length).toBeLessThanOrEqual(300);
      expect(title).not.toContain('\n');
    },
    longestMs,
  );

  it.each([
    ['number', `1${many('0')}x`],
    ['time', `2026-01-10 10:00:00.${many('1')} x`],
    ['time', `2026-01-10${many(' ')}x`],
    ['flag', many('yes')],
  ] as const)(
    'is not held up by its %s',
    (kind, value) => {
      expect(fieldsOf(`key: "${value}"`)[kind]('key')).toBeNull();
    },
    longestMs,
  );

  it(
    'is edited as quickly as any, however many keys it has',
    () => {
      const keys = Array.from({ length: 30_000 }, (_, index) => `k${index}:`).join('\n');
      const record = `---\narchived: false\n${keys}\n---\nbody\n`;
      const edited = editFrontMatter(Buffer.from(record), new Map([['archived', true]]), {
        what: 'a.md',
        keyOrder: [],
      });
      expect(edited.ok && edited.value.toString() === record.replace('false', 'true')).toBe(true);
    },
    longestMs,
  );

  it(
    'is edited although its aliases explode',
    () => {
      const levels = Array.from({ length: 15 }, (_, level) =>
        level === 0
          ? 'l0: &l0 {x: y}'
          : `l${level}: &l${level} [${Array(9)
              .fill(`*l${level - 1}`)
              .join(', ')}]`,
      );
      const record = `---\narchived: false\n${levels.join('\n')}\n---\nbody\n`;
      const edited = editFrontMatter(Buffer.from(record), new Map([['archived', true]]), {
        what: 'a.md',
        keyOrder: [],
      });
      expect(edited.ok && edited.value.toString()).toBe(record.replace('false', 'true'));
    },
    longestMs,
  );
});

describe('the start of a line', () => {
  it.each([
    ['', 0, 0],
    ['ab', -1, 0],
    ['ab', 2, 0],
    ['a\nb', 2, 2],
    ['a\nb', 1, 0],
    ['a\r\nb\r', 4, 3],
    ['a\rb', 3, 2],
  ])('%j at %d is %d', (text, at, start) => {
    expect(startOfLine(text, at)).toBe(start);
  });
});

describe('a shortened text', () => {
  it.each([
    ['abcd', 4, 'abcd'],
    ['abcde', 4, 'abc…'],
    ['ab😀de', 4, 'ab…'],
    ['a😀de', 4, 'a😀…'],
  ])('%s in %d is %s', (text, longest, expected) => {
    expect(shortened(text, longest)).toBe(expected);
  });
});
