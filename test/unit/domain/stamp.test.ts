import { describe, expect, it } from 'vitest';
import { stampOf, youthMs } from '../../../src/domain/stamp';

const nowMs = Date.parse('2026-01-10T10:00:00.000Z');
const nsAt = (ms: number, fraction = 123_456n): bigint => BigInt(ms) * 1_000_000n + fraction;
const stampAt = (mtimeMs: number, ctimeMs = mtimeMs): string =>
  stampOf({ size: 5n, mtimeNs: nsAt(mtimeMs), ctimeNs: nsAt(ctimeMs), ino: 9n });

describe('stampOf', () => {
  it('tells two writes of one microsecond apart', () => {
    const [one, other] = [100n, 101n].map((fraction) =>
      stampOf({ size: 5n, mtimeNs: nsAt(nowMs, fraction), ctimeNs: nsAt(nowMs, fraction), ino: 9n }),
    );
    expect(one).not.toBe(other);
  });

  it('tells an old time that was put back from the one that was', () => {
    expect(stampAt(nowMs - 60_000, nowMs)).not.toBe(stampAt(nowMs - 60_000));
  });
});

describe('youthMs', () => {
  it('relies on nothing that changed within a step of the clock', () => {
    expect(youthMs(stampAt(nowMs - 5), nowMs, nowMs)).toBeGreaterThan(10);
    expect(youthMs(stampAt(nowMs - 5), nowMs, nowMs)).toBeLessThanOrEqual(20);
    expect(youthMs(stampAt(nowMs - 25), nowMs, nowMs)).toBe(0);
  });

  it('takes the youngest of many, wherever it stands', () => {
    const mark = JSON.stringify(['main', stampAt(nowMs - 60_000), { inner: `x>${stampAt(nowMs)}` }, '-']);
    expect(youthMs(mark, nowMs, nowMs)).toBeGreaterThan(0);
    expect(youthMs(mark, nowMs, nowMs + 25)).toBe(0);
  });

  it('is not misled by an old time that was put on a young file', () => {
    expect(youthMs(stampAt(nowMs - 60_000, nowMs), nowMs, nowMs)).toBeGreaterThan(0);
  });

  it('relies on a time to come once it was seen for a step', () => {
    const mark = stampAt(nowMs + 3_600_000);
    expect(youthMs(mark, nowMs, nowMs)).toBe(20);
    expect(youthMs(mark, nowMs, nowMs + 20)).toBe(0);
  });

  it('waits two seconds where times are whole seconds', () => {
    const whole = BigInt(nowMs) * 1_000_000n;
    const mark = stampOf({ size: 5n, mtimeNs: whole, ctimeNs: whole, ino: 9n });
    expect(youthMs(mark, nowMs, nowMs + 1_000)).toBeGreaterThan(900);
    expect(youthMs(mark, nowMs, nowMs + 2_001)).toBe(0);
  });

  it('relies on a mark without any stamp', () => {
    expect(youthMs('3 roadmap 2 - -', nowMs, nowMs)).toBe(0);
  });
});
