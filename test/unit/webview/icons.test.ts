import mapping from '@vscode/codicons/src/template/mapping.json';
import { expect, it } from 'vitest';
import { codePoints } from '../../../webview/components/icons';

it('every icon has the code point the font gives it', () => {
  const ofFont = new Map<string, number>();
  for (const [codePoint, names] of Object.entries<string[]>(mapping)) {
    for (const name of names) ofFont.set(name, Number(codePoint));
  }
  for (const [name, codePoint] of Object.entries(codePoints))
    expect([name, ofFont.get(name)]).toEqual([name, codePoint]);
});
