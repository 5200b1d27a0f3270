import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/domain/excerpt';
import { excerptLimit } from '../../../src/domain/issue';
import { openFence } from '../../../src/domain/markdownProse';
import { sameFacts } from '../../../src/domain/sameFacts';
import { issueOf } from '../../fakes/issues';

const textOf = (text: string): string | undefined => excerptOf(text)?.text;

describe('an excerpt', () => {
  it('is all of a short text, without the blanks around it and with plain line ends', () => {
    expect(excerptOf(' \r\n\r\n  Two\r\nlines\rand one \n\n')).toEqual({ text: 'Two\nlines\nand one', isWhole: true });
  });

  it('keeps the indent that makes code of the first line', () => {
    expect(textOf('\n\n    code()\n\ttext\n')).toBe('    code()\n\ttext');
  });

  it.each([
    '',
    ' \t\r\n\u00a0\u3000\ufeff',
    '<!-- say what is wrong -->',
    '<!-- never closed\n\ntext',
    '<!--a--><!--b-->\n',
  ])('is none of %j, in which nothing is to be seen', (text) => {
    expect(excerptOf(text)).toBeUndefined();
  });

  it('leaves the comments of a template out, with the lines they fill, and none that stand in code', () => {
    const text = [
      '<!-- Thank you!',
      '',
      'Please search first. -->',
      '## What happens',
      '<!-- in a sentence -->',
      'It stops <!-- really? -->at `<!--`.',
      '```html',
      '<!-- kept -->',
      '```',
    ].join('\n');
    expect(textOf(text)).toBe('## What happens\nIt stops at `<!--`.\n```html\n<!-- kept -->\n```');
  });

  it('finds the text behind comments of several thousand characters', () => {
    expect(excerptOf(`<!--${'x'.repeat(6_000)}-->\nHere it is.`)).toEqual({ text: 'Here it is.', isWhole: true });
  });

  it('ends with a word, and says that it is not all', () => {
    const excerpt = excerptOf('several words '.repeat(60));
    expect(excerpt?.isWhole).toBe(false);
    expect(excerpt?.text).toMatch(/^(?:several words )+several(?: words)?$/);
    expect(excerpt?.text.length).toBeGreaterThan(excerptLimit - 20);
  });

  it('ends with a whole character where there are no words', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(textOf(family.repeat(100))).toBe(family.repeat(Math.floor(excerptLimit / family.length)));
    expect(textOf(`x${'😀'.repeat(400)}`)).toBe(`x${'😀'.repeat((excerptLimit - 2) / 2)}`);
    expect(textOf('漢字'.repeat(400))).toHaveLength(excerptLimit);
    expect(textOf(`e${'\u0301'.repeat(2_000)}`)).toHaveLength(excerptLimit);
  });

  it('closes the code it ends in', () => {
    const code = `Before\n\n- \`\`\`\`ts\n  ${'call();\n  '.repeat(200)}`;
    expect(textOf(code)).toMatch(/call\(\);\n {2}````$/);
    expect(textOf(code)?.length).toBeLessThanOrEqual(excerptLimit);
    expect(textOf(`${'word '.repeat(118)}\n\`\`\`\ncode\ncode\n`)?.endsWith('word')).toBe(true);
  });

  it('is not whole where the text goes on elsewhere', () => {
    expect(excerptOf('The beginning', false)).toEqual({ text: 'The beginning', isWhole: false });
  });

  it('of a megabyte costs what one of a few thousand characters costs', () => {
    const timed = (text: string): number => {
      const atMs = performance.now();
      for (let round = 0; round < 200; round++) excerptOf(text);
      return performance.now() - atMs;
    };
    for (const part of ['word ', '<!-- x -->\n', '` ', '```\n', '👩‍👩‍👧‍👦', '\r']) {
      const [short, long] = [part.repeat(Math.ceil(20_000 / part.length)), part.repeat(2 ** 20 / part.length)];
      long.indexOf('?');
      timed(long);
      // The least of several, as other programs take their share of each.
      const least = (text: string): number => Math.min(timed(text), timed(text), timed(text));
      expect(least(long)).toBeLessThan(10 * least(short) + 5);
    }
  });

  it('is a fact of an issue', () => {
    const issue = issueOf('a', { excerpt: { text: 'One', isWhole: true } });
    expect(sameFacts(issue, issueOf('a', { excerpt: { text: 'One', isWhole: true } }))).toBe(true);
    expect(sameFacts(issue, issueOf('a', { excerpt: { text: 'Two', isWhole: true } }))).toBe(false);
    expect(sameFacts(issue, issueOf('a', { excerpt: { text: 'One', isWhole: false } }))).toBe(false);
    expect(sameFacts(issue, issueOf('a'))).toBe(false);
  });
});

/** Halves of characters that have lost the other one. */
const halves = /\p{Cs}/u;

describe('an excerpt of any text', () => {
  const parts = [
    'word',
    ' ',
    '\n',
    '\r\n',
    '`',
    '```',
    '~~~',
    '```ts\n',
    '<!--',
    '-->',
    '- ',
    '> ',
    '    ',
    '👩‍👩‍👧‍👦',
    '漢',
    '\ud83d',
    '\t',
  ];
  const anyText = fc
    .array(
      fc.oneof(
        fc.constantFrom(...parts),
        fc.string(),
        fc.constantFrom(...parts).map((part) => part.repeat(300)),
      ),
      {
        maxLength: 40,
      },
    )
    .map((each) => each.join(''));

  it('is short, begins and ends with something to be seen, and breaks nothing in two', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const excerpt = excerptOf(text);
        if (excerpt === undefined) return;
        expect(excerpt.text.length).toBeLessThanOrEqual(excerptLimit);
        expect(excerpt.text).toMatch(/\S/);
        expect(excerpt.text.trimEnd()).toBe(excerpt.text);
        expect(excerpt.text.split('\n', 1)[0]).toMatch(/\S/);
        expect(excerpt.text).not.toContain('\r');
        if (!halves.test(text)) expect(excerpt.text).not.toMatch(halves);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says that it is whole only where nothing but comments and blanks is missing', () => {
    const anyPlain = fc.array(fc.constantFrom('word ', '\n', '漢字', 'a '.repeat(100)), { maxLength: 30 });
    fc.assert(
      fc.property(anyPlain, (each) => {
        const text = each.join('').trim();
        const excerpt = excerptOf(text);
        expect(excerpt?.isWhole ?? true).toBe(text.length <= excerptLimit);
        expect(text.startsWith(excerpt?.text ?? '')).toBe(true);
      }),
    );
  });

  it('leaves no code open that it cut', () => {
    const anyCode = fc.tuple(fc.nat(700), fc.constantFrom('```', '~~~~', '- ```js', '`````'), fc.nat(900));
    fc.assert(
      fc.property(anyCode, ([before, fence, within]) => {
        const text = `${'word '.repeat(before / 5)}\n${fence}\n${'code;\n'.repeat(within / 6)}${'more '.repeat(200)}`;
        expect(openFence(textOf(text) ?? '')).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
