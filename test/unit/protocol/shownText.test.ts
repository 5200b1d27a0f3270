import { describe, expect, it } from 'vitest';
import { shownLines, shownText } from '../../../src/protocol/shownText';

describe('a text that others wrote, in one line', () => {
  it.each([
    ['is itself where it is plain', 'Größe, 漢字, עברית, 👩‍👩‍👧 and e\u0301', 'Größe, 漢字, עברית, 👩‍👩‍👧 and e\u0301'],
    ['shows what would turn its direction', 'user\u202egnp.exe', 'user[U+202E]gnp.exe'],
    ['shows isolates as well', '\u2066a\u2069', '[U+2066]a[U+2069]'],
    ['keeps the marks that right-to-left texts are written with', 'שלום\u200f!', 'שלום\u200f!'],
    ['shows controls as their pictures', 'a\u0000b\u001bc\u007f\u0085', 'a\u2400b\u241bc\u2421[U+0085]'],
    ['is one line, whatever ends lines', 'a\r\nb\u2028c\td\u000be', 'a b c d e'],
    ['shows half a character as none', 'a\ud83d b', 'a\ufffd b'],
    ['stacks no more marks than languages do', `a${'\u0301'.repeat(90)}b`, `a${'\u0301'.repeat(6)}b`],
  ])('%s', (_what, text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  it('ends where nobody reads on, and says so', () => {
    const shown = shownText('x'.repeat(100_000));
    expect(shown).toBe(`${'x'.repeat(1_000)}…`);
  });
});

it('a text of several lines keeps them, and its tabs', () => {
  expect(shownLines('a\r\n\tb\u2029c\u202e')).toBe('a\n\tb\nc[U+202E]');
});
