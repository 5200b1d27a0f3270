/** Answers for a bench that fails: it takes nothing with it. */
import { describe, expect, it } from 'vitest';
import type { Figure } from '../../bench/figure';
import { figuresOf, partByPart } from '../../bench/measured';

const figure: Figure = { figure: 'start', value: 10, unit: 'ms', yardstick: null, target: '' };

/** Gives one figure, then fails. */
async function* failing(): AsyncGenerator<Figure> {
  yield await Promise.resolve(figure);
  throw new Error('no window came up\nCall log: much');
}

describe('a bench', () => {
  it('gives its figures', async () => {
    const all = { figures: [figure], failure: null };
    expect(await figuresOf('panel', () => Promise.resolve([figure]))).toEqual(all);
  });

  it('that fails keeps what it had measured and says why in a row', async () => {
    const { figures, failure } = await figuresOf('panel', failing);
    expect(figures).toEqual([
      figure,
      expect.objectContaining({ value: null, note: 'panel failed: no window came up' }),
    ]);
    expect(failure?.cause).toBeInstanceOf(Error);
  });

  it('that cannot even begin is a row too', async () => {
    const { figures, failure } = await figuresOf('panel', () => {
      throw new Error('nothing was built');
    });
    expect(figures).toEqual([expect.objectContaining({ note: 'panel failed: nothing was built' })]);
    expect(failure).not.toBeNull();
  });
});

describe('parts of a bench', () => {
  const last: Figure = { ...figure, figure: 'end' };
  async function* whole(): AsyncGenerator<Figure> {
    yield await Promise.resolve(last);
  }

  it('come one after the other', async () => {
    const { figures, failure } = await figuresOf('github', () => partByPart([whole, whole]));
    expect([figures, failure]).toEqual([[last, last], null]);
  });

  it('that fail take nothing from the others, and each says why', async () => {
    const { figures, failure } = await figuresOf('github', () => partByPart([failing, whole, failing]));
    expect(figures).toEqual([
      figure,
      last,
      figure,
      expect.objectContaining({ value: null, note: 'github failed: no window came up; no window came up' }),
    ]);
    expect(failure?.cause).toBeInstanceOf(AggregateError);
  });
});
