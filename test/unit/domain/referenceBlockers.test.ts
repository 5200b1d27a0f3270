import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownProse } from '../../../src/domain/markdownProse';
import { findBlockers } from '../../../src/domain/reference';

const blockers = (text: string): string[] =>
  findBlockers(text).map(({ host, repository, number }) => `${host ?? ''}${repository ?? ''}#${number}`);

describe('findBlockers', () => {
  it.each<[text: string, expected: string[]]>([
    ['blocked by #12', ['#12']],
    ['Blocked by: #12', ['#12']],
    ['**Blocked by:** #12', ['#12']],
    ['**Blocked by**: #12', ['#12']],
    ['- Blocked by #12, #13 and o/r#4', ['#12', '#13', 'o/r#4']],
    ['blocked by #1, #2, and #3', ['#1', '#2', '#3']],
    ['blocked by #1 & #2; #3 #4', ['#1', '#2', '#3', '#4']],
    ['Depends on o/r#12', ['o/r#12']],
    ['depends upon GH-3', ['#3']],
    ['Depends-On: https://github.com/o/r/pull/3', ['github.como/r#3']],
    ['blocked by issue #12 (see #13)', ['#12']],
    ['## Blocked by #12', ['#12']],
    ['_Blocked by #12_', ['#12']],
    ['(depends on #12)', ['#12']],
    [
      'blocked by [#12](https://github.com/o/r/issues/12), [#13](https://github.com/o/r/issues/13)',
      ['#12', 'github.como/r#12', '#13', 'github.como/r#13'],
    ],
    ['blocked by #12. #13 is not', ['#12']],
    ['blocked by #12\n#13', ['#12']],
    ['blocked by\n#12', []],
    ['blocked by the work in #12', []],
    ['#1 blocked by #2, see #3; depends on #4', ['#2', '#4']],
    ['no longer blocked by #12', []],
    ['not blocked by #12', []],
    ["isn't blocked by #12", []],
    ['unblocked by #12', []],
    ['un-blocked by #12', []],
    ['blocked byte #12', []],
    ['blocks #12', []],
    ['requires #12', []],
    ['> blocked by #12', []],
    ['- > blocked by #12', []],
    ['> quoted\n\nblocked by #12', ['#12']],
    ['`blocked by #12`', []],
    ['``a ` blocked by #12`` blocked by #13', ['#13']],
    ['a ` blocked by #12', ['#12']],
    ['blocked by `#12`', []],
    ['blocked by `this` #12', []],
    ['`a\nblocked by #12\nb`', []],
    ['a `\n\nblocked by #12 ` b', ['#12']],
    ['```\nblocked by #12\n```\nblocked by #13', ['#13']],
    ['````\n```\nblocked by #12\n````\nblocked by #13', ['#13']],
    ['~~~ text\nblocked by #12', []],
    ['- ```\n  blocked by #12\n  ```\n- blocked by #13', ['#13']],
    ['<!-- blocked by #12 -->', []],
    ['<!--\n\nblocked by #12\n-->\nblocked by #13', ['#13']],
    ['<!-- ```\n\n-->\nblocked by #13', ['#13']],
    ['<!-- never ends\n\nblocked by #12', []],
    ['`<!--` blocked by #12 -->', ['#12']],
    ['``` <!-- ```\nblocked by #12', ['#12']],
    ['blocked by #12\r\nblocked by #13\r\n', ['#12', '#13']],
  ])('reads %j', (text, expected) => {
    expect(blockers(text)).toEqual(expected);
  });

  it.each([
    ['phrases', 'blocked by '],
    ['phrases with references', 'blocked by #1, '],
    ['backticks', '`'],
    ['runs of backticks', '` `` ``` '],
    ['comment starts', '<!-- '],
    ['comment starts in lines', '<!--\n\n'],
    ['quote marks', '>\n'],
    ['fences', '```\n'],
    ['list marks', '- - '],
    ['spaces behind a phrase', 'blocked    '],
    ['brackets', 'blocked by [(['],
    ['spaces', ' '],
    ['emphasis', '*_'],
  ])('takes linear time for a megabyte of %s', (_, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const startedAt = performance.now();
    findBlockers(`${text}\nblocked by #1`);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('takes linear time for runs of backticks that are all of another length', () => {
    const text = Array.from({ length: 1400 }, (_, index) => '`'.repeat(index + 1)).join(' ');
    const startedAt = performance.now();
    expect(blockers(`${text} blocked by #1`)).toEqual(['#1']);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

describe('markdownProse', () => {
  it('leaves lengths and lines as they are, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom('`', '```', '\n', '\r\n', '> ', '<!--', '-->', '~~~', '- ', ' ', 'text', '#1'),
      fc.string({ unit: 'binary', maxLength: 2 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const prose = markdownProse(text);
        expect(prose.length).toBe(text.length);
        expect(prose.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
        for (let at = 0; at < text.length; at++) expect([text[at], '\uFFFC']).toContain(prose[at]);
      }),
    );
  });
});
