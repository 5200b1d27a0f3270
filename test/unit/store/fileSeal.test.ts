import { describe, expect, it } from 'vitest';
import { isSealed, sealBytes, sealed } from '../../../src/adapters/store/fileSeal';

const pages = Uint8Array.from({ length: 8192 }, (_, at) => at % 251);

describe('the seal of a file', () => {
  it('stands behind the pages, which stay as they are', () => {
    const file = sealed(pages);
    expect(file.length).toBe(pages.length + sealBytes);
    expect(new Uint8Array(file.subarray(0, pages.length))).toEqual(pages);
    expect(isSealed(file)).toBe(true);
  });

  it('does not hold where a single bit is another, be it in the seal itself', () => {
    const whole = sealed(pages);
    for (let at = 0; at < whole.length; at += 13) {
      const file = new Uint8Array(whole);
      file[at] = (file[at] ?? 0) ^ (1 << (at % 8));
      expect(isSealed(file)).toBe(false);
    }
    const last = new Uint8Array(whole);
    last[last.length - 1] = (last[last.length - 1] ?? 0) ^ 1;
    expect(isSealed(last)).toBe(false);
  });

  it('is not there in a file that has none, or is cut', () => {
    expect(isSealed(pages)).toBe(false);
    expect(isSealed(sealed(pages).subarray(0, -1))).toBe(false);
    expect(isSealed(new Uint8Array(0))).toBe(false);
  });
});
