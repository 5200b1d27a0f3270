import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findReferences, type Reference } from '../../../src/domain/reference';

function say({ host, repository, number, closes }: Reference): string {
  return `${closes ? 'closes ' : ''}${host === null ? '' : `${host}:`}${repository ?? ''}#${number}`;
}

const found = (text: string): string[] => findReferences(text).map(say);

describe('findReferences', () => {
  it.each<[text: string, expected: string[]]>([
    ['#12', ['#12']],
    ['Merge pull request #12 from o/branch', ['#12']],
    ['feat: hold the list (#12)', ['#12']],
    ['[#12], "#13"; #14. #15!', ['#12', '#13', '#14', '#15']],
    ['GH-12 and gh-13', ['#12', '#13']],
    ['octo/shop.js#12', ['octo/shop.js#12']],
    ['(octo/.github#3)', ['octo/.github#3']],
    ['octo_corp/my_repo-#3', ['octo_corp/my_repo-#3']],
    ['https://github.com/octo/shop/issues/12', ['github.com:octo/shop#12']],
    ['see https://GitHub.com/octo/shop/pull/12.', ['github.com:octo/shop#12']],
    ['https://github.com/octo/shop/pull/12/files#diff-1', ['github.com:octo/shop#12']],
    ['https://github.com/octo/shop/issues/12#issuecomment-99', ['github.com:octo/shop#12']],
    ['http://127.0.0.1:8080/octo/shop/issues/12?q=#9', ['127.0.0.1:8080:octo/shop#12']],
    ['<https://ghe.example.org/o/r/issues/1>', ['ghe.example.org:o/r#1']],
    ['[#12](https://github.com/o/r/issues/12)', ['#12', 'github.com:o/r#12']],
    ['_#12_ and **#13**', ['#12', '#13']],
    ['#12を修正、修复#13', ['#12', '#13']],
    ['#123456', ['#123456']],
    ['#999999999', ['#999999999']],
    ['#12-foo', ['#12']],
  ])('finds in %j what GitHub links', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'a#12',
    'é#12',
    '𝒜#12',
    'x_#12',
    '&#12;',
    '#12abc',
    '#12é',
    '#12_a',
    '#0',
    '#012',
    '##12',
    '#1234567890',
    '# 12',
    '#',
    'GH-0',
    'GH12',
    'EGH-12',
    'a-GH-12',
    'octo/shop/issues/12',
    'a/b/c#12',
    'octo/#12',
    'octo/..#12',
    '@scope/name#12',
    'https://example.com/page#12',
    'https://example.com/octo/shop#12',
    'https://github.com/octo/shop/issues/12abc',
    'https://github.com/octo/shop/issues/0',
    'https://github.com/octo/shop/issues',
    'https://github.com/octo/shop/issues?q=#12',
    'https://github.com/octo/shop/discussions/12',
    'https://user@github.com/octo/shop/issues/12',
    'https://github.com/octo/../issues/12',
    'xhttps://github.com/octo/shop/issues/12',
    'https://gi\u212Ahub.com/octo/shop/issues/12',
    'color: #ffffff',
    '/#12',
    '?a=#12',
  ])('finds nothing in %j', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each<[text: string, expected: string[]]>([
    ['Fixes #12', ['closes #12']],
    ['FIXED: #12', ['closes #12']],
    ['closes:#12', ['closes #12']],
    [
      'close #1, closed #2, fix #3, resolve #4, resolves #5, resolved #6',
      [1, 2, 3, 4, 5, 6].map((n) => `closes #${n}`),
    ],
    ['Fixes #1, #2 and #3', ['closes #1', '#2', '#3']],
    ['resolves o/r#2', ['closes o/r#2']],
    ['fixes GH-2', ['closes #2']],
    ['Closes https://github.com/o/r/issues/2', ['closes github.com:o/r#2']],
    ['this wraps and fixes\n#12', ['closes #12']],
    ['What this fixes\n\n#12', ['#12']],
    ['fixes#12', []],
    ['prefix #12', ['#12']],
    ['fixing #12', ['#12']],
    ['éfix #12', ['#12']],
    ['fixes the #12', ['#12']],
    ['fixes (#12)', ['#12']],
  ])('reads the closing keywords of %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('says where a reference stands, so that an editor can mark it', () => {
    const text = '😀 see octo/shop#12, then https://github.com/o/r/issues/3#issuecomment-1.';
    expect(findReferences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'octo/shop#12',
      'https://github.com/o/r/issues/3#issuecomment-1',
    ]);
  });

  it('answers in order, without overlaps, with numbers that are written there, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '#',
        '#1',
        '#12',
        'GH-',
        'o/r',
        '/',
        'a',
        ' ',
        '\n',
        'https://',
        'h.io/o/r/issues/4',
        'fixes ',
        '_',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end, number, repository } of findReferences(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          last = end;
          expect(Number.isInteger(number) && number > 0 && number < 1e9).toBe(true);
          const written = text.slice(start, end);
          expect(written).toContain(`${number}`);
          if (repository !== null) expect(written).toContain(repository);
        }
      }),
    );
  });

  it('finds every reference that stands between spaces', () => {
    const word = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
    const reference = fc.oneof(
      fc.integer({ min: 1, max: 999_999_999 }).map((number) => `#${number}`),
      fc.tuple(word, word, fc.integer({ min: 1, max: 9999 })).map(([o, r, n]) => `${o}/${r}#${n}`),
      fc.tuple(word, word, fc.nat(9999)).map(([o, r, n]) => `https://h.example/${o}/${r}/issues/${n + 1}`),
    );
    fc.assert(
      fc.property(fc.array(reference, { maxLength: 10 }), (written) => {
        const text = written.join(' ');
        expect(findReferences(text).map(({ start, end }) => text.slice(start, end))).toEqual(written);
      }),
    );
  });

  it.each([
    ['number signs', '#'],
    ['slashes', 'a/'],
    ['half addresses', 'https://'],
    ['addresses without a number', 'https://h/o/r/issues/'],
    ['glued numbers', 'a#1'],
    ['long names', 'aaaaaaaaa#1'],
    ['keywords', 'fixes '],
    ['numbers', '9'],
    ['GH', 'gh-1'],
    ['white space', 'fixes   \t  \n'],
  ])('takes linear time for a megabyte of %s', (_, piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const startedAt = performance.now();
    findReferences(text);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
