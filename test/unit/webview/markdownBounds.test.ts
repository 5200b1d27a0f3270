import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { BoundedTokenizer } from '../../../webview/markdown/boundedTokenizer';

const marked = new Marked({ gfm: true });
const markup = (text: string): string => marked.parse(text, { async: false, tokenizer: new BoundedTokenizer() });
const signs = (text: string): string => text.repeat(Math.ceil(65_536 / text.length)).slice(0, 65_536);

/** Without bounds each of the first four ends in an error, or takes seconds to minutes. */
const hostile = [
  '>',
  '> ',
  '1. ',
  '- ',
  '**a*b ',
  '_a__',
  'a**b',
  '~~a',
  '[',
  '![',
  '[a](',
  '[a](<<',
  '`',
  '<a ',
  '<!--',
  'a@b.',
];

describe('the markdown of others', () => {
  it.each(hostile)('is read soon though it is 64 kB of %j', (text) => {
    const before = performance.now();
    expect(markup(signs(text))).not.toBe('');
    // Ten times what it takes alone: other tests run beside it.
    expect(performance.now() - before).toBeLessThan(6_000);
  });

  it('is what it was within the bounds', () => {
    const text = [
      '# Title',
      '',
      '> - **bold _and_ italic** ~~gone~~ [link](https://example.com)',
      '>   1. deeper',
      '',
      `${'word '.repeat(300)}me@example.com https://example.com/${'a'.repeat(600)}`,
    ].join('\n');
    expect(markup(text)).toBe(new Marked({ gfm: true }).parse(text));
  });

  it('is words where quotes and lists go deeper than anybody reads', () => {
    expect(markup('> '.repeat(40)).match(/<blockquote>/g)).toHaveLength(12);
    expect(markup(`${'- '.repeat(40)}x`).match(/<li>/g)).toHaveLength(12);
  });
});
