import { describe, expect, it } from 'vitest';
import { ReadingMarks, type Mark } from '../../../src/app/mark';
import { stampOf } from '../../../src/domain/stamp';
import { FakeClock } from '../../fakes/fakeClock';

const never = new AbortController().signal;

const stampAt = (ms: number): string => {
  const timeNs = BigInt(Math.round(ms)) * 1_000_000n + 1n;
  return stampOf({ size: 1n, mtimeNs: timeNs, ctimeNs: timeNs, ino: 1n });
};

/** Marks of something that says what it is told to. */
function markedThing() {
  const clock = new FakeClock();
  const thing: { mark: Mark | null; taken: number } = { mark: { says: 'a', written: '1' }, taken: 0 };
  const marks = new ReadingMarks(clock, never, () => {
    thing.taken++;
    return Promise.resolve(thing.mark);
  });
  return { clock, thing, marks };
}

describe('ReadingMarks', () => {
  it('says that something stood still, and that it moved', async () => {
    const { marks, thing } = markedThing();
    marks.adopt(await marks.beforeReading());
    expect(await marks.stoodStill()).toBe(true);
    thing.mark = { says: 'b', written: '1' };
    expect(await marks.stoodStill()).toBe(false);
    expect(await marks.saySomethingElse()).toBe(true);
  });

  it('does not take what went and came back for still, nor for something else', async () => {
    const { marks, thing } = markedThing();
    marks.adopt(await marks.beforeReading());
    thing.mark = { says: 'a', written: '3' };
    expect(await marks.stoodStill()).toBe(false);
    expect(await marks.saySomethingElse()).toBe(false);
  });

  it('does not know where nothing tells', async () => {
    const { marks, thing } = markedThing();
    thing.mark = null;
    marks.adopt(await marks.beforeReading());
    expect(await marks.stoodStill()).toBe('unknown');
    expect(await marks.saySomethingElse()).toBe(true);
  });

  it('waits a moment for a young mark, and takes it again', async () => {
    const { clock, marks, thing } = markedThing();
    thing.mark = { says: stampAt(clock.nowMs()), written: '' };
    const taking = marks.beforeReading();
    await Promise.resolve();
    expect([clock.pending, thing.taken]).toEqual([1, 1]);
    clock.advance(25);
    marks.adopt(await taking);
    expect([clock.pending, thing.taken]).toEqual([0, 2]);
    expect(await marks.stoodStill()).toBe(true);
  });

  it('reads what keeps being written without waiting longer, and does not rely on it', async () => {
    const { clock, marks, thing } = markedThing();
    thing.mark = { says: stampAt(clock.nowMs()), written: '' };
    const taking = marks.beforeReading();
    await Promise.resolve();
    clock.advance(15);
    thing.mark = { says: stampAt(clock.nowMs()), written: '' };
    clock.advance(10);
    marks.adopt(await taking);
    expect(await marks.stoodStill()).toBe(false);
    expect(clock.pending).toBe(0);
  });

  it('relies on a time to come when it has stood for a moment', async () => {
    const { clock, marks, thing } = markedThing();
    thing.mark = { says: stampAt(clock.nowMs() + 3_600_000), written: '' };
    const taking = marks.beforeReading();
    await Promise.resolve();
    clock.advance(25);
    marks.adopt(await taking);
    expect(await marks.stoodStill()).toBe(true);
    clock.advance(1_000);
    marks.adopt(await marks.beforeReading());
    expect([await marks.stoodStill(), clock.pending]).toEqual([true, 0]);
  });

  it('does not wait for a file system that counts in seconds before it reads', async () => {
    const { clock, marks, thing } = markedThing();
    const wholeNs = BigInt(Math.floor(clock.nowMs() / 1_000)) * 1_000_000_000n;
    thing.mark = { says: stampOf({ size: 1n, mtimeNs: wholeNs, ctimeNs: wholeNs, ino: 1n }), written: '' };
    marks.adopt(await marks.beforeReading());
    expect([await marks.stoodStill(), clock.pending]).toEqual([false, 0]);
    const resting = marks.untilReliable();
    await Promise.resolve();
    clock.advance(2_001);
    await resting;
    marks.adopt(await marks.beforeReading());
    expect(await marks.stoodStill()).toBe(true);
  });

  it('leaves no timer when it is over', async () => {
    const clock = new FakeClock();
    const ending = new AbortController();
    const mark = { says: stampAt(clock.nowMs()), written: '' };
    const marks = new ReadingMarks(clock, ending.signal, () => Promise.resolve(mark));
    const taking = marks.beforeReading();
    await Promise.resolve();
    ending.abort();
    await expect(taking).rejects.toThrow('abort');
    expect(clock.pending).toBe(0);
  });
});
