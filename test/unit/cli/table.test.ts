import { describe, expect, it } from 'vitest';
import { paint, renderTable, type Column } from '../../../src/cli/table';
import { printable, textWidth, truncate } from '../../../src/cli/textWidth';

const wideEnough = { width: Infinity, colours: false };
const column = (title: string, at: number, least?: number): Column<readonly string[]> => ({
  title,
  text: (row) => row[at] ?? '',
  ...(least === undefined ? {} : { least }),
});

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['äöü', 3],
    ['e\u0301', 1],
    ['日本', 4],
    ['한국', 4],
    ['🚀', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['a\u200bb', 2],
  ])('is what a terminal shows of %j', (text, cells) => {
    expect(textWidth(text)).toBe(cells);
  });

  it('is kept to by cutting between characters', () => {
    expect(truncate('short', 5)).toBe('short');
    expect(truncate('longer', 5)).toBe('long…');
    expect(truncate('日本語', 5)).toBe('日本…');
    expect(truncate('日本語', 4)).toBe('日…');
    expect(truncate('👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧…');
    expect(truncate('word word', 6)).toBe('word…');
    expect(truncate('x', 0)).toBe('');
  });

  it('counts nothing that would command the terminal or disguise the text', () => {
    expect(printable('a\u001b[31mred\u0007\nb')).toBe('a [31mred b');
    expect(printable('user\u202egnp.exe')).toBe('user gnp.exe');
  });
});

describe('a table', () => {
  it('stands in columns', () => {
    const rows = [
      ['x-1', 'Eins'],
      ['x-100', '日本'],
    ];
    expect(renderTable(rows, [column('ID', 0), column('TITLE', 1)], wideEnough)).toEqual([
      'ID     TITLE',
      'x-1    Eins',
      'x-100  日本',
    ]);
  });

  it('leaves out a column that says nothing', () => {
    expect(renderTable([['x', '']], [column('ID', 0), column('NOTE', 1)], wideEnough)).toEqual(['ID', 'x']);
  });

  it('fits the terminal by cutting the widest texts that may be cut', () => {
    const rows = [['identifier-1', 'a title that is quite long', 'a reason']];
    const columns = [column('ID', 0), column('TITLE', 1, 4), column('WHY', 2, 4)];
    const lines = renderTable(rows, columns, { width: 34, colours: false });
    expect(lines).toEqual(['ID            TITLE       WHY', 'identifier-1  a title t…  a reason']);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(34);
  });

  it('never cuts an id, however narrow the terminal', () => {
    const lines = renderTable([['identifier-1', 'title']], [column('ID', 0), column('TITLE', 1, 3)], {
      width: 5,
      colours: false,
    });
    expect(lines[1]).toBe('identifier-1  ti…');
  });

  it('is coloured only where the terminal has colours', () => {
    expect(paint('x', 'red', wideEnough)).toBe('x');
    expect(paint('x', 'red', { width: 80, colours: true })).toBe('\u001b[31mx\u001b[39m');
    const tinted = { ...column('ID', 0), tone: () => 'strong' as const };
    expect(renderTable([['x']], [tinted], wideEnough).join('')).not.toContain('\u001b');
    expect(renderTable([['x']], [tinted], { width: 80, colours: true })[1]).toBe('\u001b[1mx\u001b[22m');
  });
});
