import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hidesRows, parseQuery } from '../../../../src/protocol/query/parseQuery';

const troublesOf = (text: string): readonly string[] =>
  parseQuery(text).troubles.map(({ kind, name, text: what, from, to }) => `${kind} ${name} ${what} ${from}-${to}`);

const wordsOf = (text: string): readonly string[] =>
  parseQuery(text).words.map(
    ({ text: word, negated, quoted }) => `${negated ? '-' : ''}${word}${quoted ? ' quoted' : ''}`,
  );

describe('A query', () => {
  it('is of words and filters, wherever each stands', () => {
    const { words, filters, troubles } = parseQuery('schema is:ready  "two words" -label:bug,"help wanted" -old');
    expect(words.map(({ text, negated, quoted }) => [text, negated, quoted])).toEqual([
      ['schema', false, false],
      ['two words', false, true],
      ['old', true, false],
    ]);
    expect(filters.map(({ from, to, negated, conditions }) => [from, to, negated, conditions])).toEqual([
      [7, 15, false, [{ kind: 'status', status: 'ready' }]],
      [
        29,
        53,
        true,
        [
          { kind: 'value', field: 'label', value: 'bug' },
          { kind: 'value', field: 'label', value: 'help wanted' },
        ],
      ],
    ]);
    expect(troubles).toEqual([]);
  });

  it('takes names and values in any case, and other words for the same', () => {
    expect(parseQuery('IS:In-Progress').filters[0]?.conditions).toEqual([{ kind: 'status', status: 'inProgress' }]);
    expect(parseQuery('is:in_progress').filters[0]?.conditions).toEqual([{ kind: 'status', status: 'inProgress' }]);
    expect(parseQuery('is:mine').filters[0]?.conditions).toEqual(parseQuery('assignee:@me').filters[0]?.conditions);
    expect(parseQuery('phase:2').filters[0]?.conditions).toEqual(parseQuery('milestone:2').filters[0]?.conditions);
    expect(parseQuery('label：bug').filters[0]?.conditions).toEqual(parseQuery('label:bug').filters[0]?.conditions);
  });

  it('keeps quotes and backslashes that are meant', () => {
    expect(parseQuery('label:"say \\"hi\\" \\\\"').filters[0]?.conditions).toEqual([
      { kind: 'value', field: 'label', value: 'say "hi" \\' },
    ]);
  });
});

describe('What is not understood', () => {
  it('is searched for as a word where there is no such filter, and said', () => {
    expect(wordsOf('foo:bar -toString:x')).toEqual(['foo:bar', '-toString:x']);
    expect(troublesOf('x foo:bar')).toEqual(['name foo foo:bar 2-9']);
  });

  it('is a word and no trouble where it only looks like a filter', () => {
    expect(wordsOf('fix: 10:30 - --force')).toEqual(['fix:', '10:30', '-', '--force']);
    expect(troublesOf('fix: 10:30 - --force')).toEqual([]);
  });

  it.each([
    ['updated:<7x', 'value updated <7x 8-11'],
    ['created:2026-02-31', 'value created 2026-02-31 8-18'],
    ['is:constructor', 'value is constructor 3-14'],
    ['no:toString', 'value no toString 3-11'],
    ['priority:7', 'value priority 7 9-10'],
    ['unblocks:>many', 'value unblocks >many 9-14'],
    ['label:', 'noValue label  0-6'],
  ])('in %s is named with its place, and hides nothing', (text, trouble) => {
    expect(troublesOf(text)).toEqual([trouble]);
    expect(hidesRows(parseQuery(text))).toBe(false);
  });

  it('leaves what is understood beside it', () => {
    expect(parseQuery('is:ready,nonsense').filters[0]?.conditions).toEqual([{ kind: 'status', status: 'ready' }]);
    expect(troublesOf('is:ready,nonsense')).toEqual(['value is nonsense 9-17']);
  });

  it('is an open quote too, which ends with the text', () => {
    expect(troublesOf('label:"help wan')).toEqual(['quote label "help wan 6-15']);
    expect(wordsOf('"help wan')).toEqual(['help wan quoted']);
  });
});

const pieces = fc.constantFrom(
  'is:',
  'label:',
  '-',
  '"',
  '\\',
  ',',
  ':',
  ' ',
  '<',
  'ready',
  '7d',
  'é',
  '漢',
  '\u202e',
  '#',
);
const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces).map((all) => all.join('')),
);

describe('Anything that can be typed', () => {
  it('is read, with every place within the text', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { words, filters, troubles } = parseQuery(text);
        for (const { from, to } of [...words, ...filters, ...troubles]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is not lost: of each token something is a word, a filter or a trouble', () => {
    fc.assert(
      fc.property(typed, (text) => {
        fc.pre(!text.includes('"'));
        const { words, filters, troubles } = parseQuery(text);
        const told = [...words, ...filters, ...troubles];
        for (const { index, 0: token } of text.matchAll(/\S+/g)) {
          expect(told.some(({ from, to }) => from < index + token.length && to > index)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
