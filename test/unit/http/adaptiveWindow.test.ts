import { describe, expect, it } from 'vitest';
import { AdaptiveWindow } from '../../../src/adapters/http/adaptiveWindow';

function after(window: AdaptiveWindow, answers: number): number[] {
  const sizes = new Set<number>();
  for (let nth = 0; nth < answers; nth++) {
    window.good();
    sizes.add(window.size);
  }
  return [...sizes];
}

describe('the window', () => {
  it('doubles to 8, then grows by one with each window of good answers, up to its maximum', () => {
    const window = new AdaptiveWindow(12);
    expect(window.size).toBe(1);
    expect(after(window, 200)).toEqual([2, 4, 8, 9, 10, 11, 12]);
  });

  it('is halved once by the requests that were under way, and grows by one from there', () => {
    const window = new AdaptiveWindow(24);
    after(window, 15);
    expect(window.size).toBe(9);
    const { generation } = window;
    for (let nth = 0; nth < 9; nth++) window.trouble(generation);
    expect(window.size).toBe(4);
    expect(after(window, 9)).toEqual([4, 5, 6]);
  });

  it('is never smaller than one', () => {
    const window = new AdaptiveWindow(24);
    for (let nth = 0; nth < 5; nth++) window.trouble(window.generation);
    expect(window.size).toBe(1);
  });
});
