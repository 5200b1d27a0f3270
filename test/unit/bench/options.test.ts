/** Answers for the words of `npm run bench`. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../bench/options';

const parse = (...args: string[]): ReturnType<typeof parseOptions> => parseOptions(args, ['git', 'idle'], '/work');

describe('the words of a bench run', () => {
  it('choose all when there are none', () => {
    expect(parse()).toEqual({ chosen: [], markdown: null, idleSeconds: null });
  });

  it('choose benches, a file and a time', () => {
    expect(parse('idle', '--seconds', '60', '--markdown', 'docs/scorecard.md')).toEqual({
      chosen: ['idle'],
      markdown: path.resolve('/work', 'docs/scorecard.md'),
      idleSeconds: 60,
    });
  });

  it.each([[['idel']], [['--seconds', '0']], [['--seconds', 'long']], [['--fast']]])('refuse %o', (args) => {
    expect(() => parse(...args)).toThrow();
  });
});
