import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceReading } from '../../../src/ports/tracker';
import { gate, minute, readingOf, RemoteWindow, settle, sourceOf, type Gate } from './remoteWindow';

let at: RemoteWindow;

beforeEach(() => {
  at = new RemoteWindow();
});

describe('a source on a server that is read for the first time', () => {
  let over: Gate;
  let partial: (reading: SourceReading) => void;
  let failing: boolean;

  beforeEach(() => {
    over = gate();
    failing = false;
    at.tracker.whileReading = async (options, signal) => {
      partial = (reading) => options?.onPartial(reading);
      await Promise.race([
        over.passed,
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error);
          });
        }),
      ]);
      if (failing) throw new Error('failing is an answer, not this');
    };
  });

  it('shows what the workspace says without waiting for it', async () => {
    const scout = at.scoutOf();
    void scout.refresh();
    await settle();
    expect(scout.context?.repositories[0]?.git).toEqual(at.git);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'never', confirmedAtMs: null, error: null });
    expect(scout.syncing).toBe(true);
  });

  it('shows page after page, none of it as fresh, and then all of it', async () => {
    const scout = at.scoutOf();
    const whole = scout.refresh();
    await settle();
    partial(readingOf(1));
    await at.pass(300);
    expect(scout.context?.issues).toHaveLength(1);
    partial(readingOf(5));
    await at.pass(300);
    expect(scout.context?.issues).toHaveLength(5);
    expect(sourceOf(scout)).toMatchObject({ freshness: 'never', confirmedAtMs: null });
    expect(scout.context?.consistency).toBe('cached');
    over.open();
    expect((await whole).consistency).toBe('strict');
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', confirmedAtMs: at.clock.nowMs() });
  });

  it('is not all there is to know while something of it could not be read', async () => {
    const scout = at.scoutOf();
    const whole = scout.refresh();
    await settle();
    at.remote.tells({ incomplete: ['The blockers of 3 issues could not be read.'] });
    over.open();
    expect((await whole).consistency).toBe('eventual');
    expect(sourceOf(scout)).toMatchObject({ freshness: 'fresh', error: null });
  });

  it('publishes at most a few times a second, however many pages come', async () => {
    const scout = at.scoutOf();
    void scout.refresh();
    await settle();
    const before = at.published.length;
    for (let page = 1; page <= 100; page++) {
      partial(readingOf(page));
      await at.pass(10);
    }
    expect(at.published.length - before).toBeLessThanOrEqual(5);
    expect(at.published.length - before).toBeGreaterThanOrEqual(3);
  });

  it('remembers what came by now, with where to go on from', async () => {
    const scout = at.scoutOf();
    void scout.refresh();
    await settle();
    partial(readingOf(3));
    await at.pass(2_100);
    expect(at.store.saved).toMatchObject([{ checkpoint: 'page 3', confirmedAtMs: 0 }]);
  });

  it('keeps what came when it fails, and says both', async () => {
    const scout = at.scoutOf();
    at.tracker.fails({ kind: 'offline', host: 'github.example', detail: 'cut' });
    const whole = scout.refresh();
    await settle();
    partial(readingOf(3));
    over.open();
    const context = await whole;
    expect(context.issues).toHaveLength(3);
    expect(context.sources[0]).toMatchObject({ freshness: 'never', error: { failure: { kind: 'offline' } } });
  });

  it('keeps what came when a person cancels, without an error, and goes on later', async () => {
    const scout = at.scoutOf();
    const whole = scout.refresh('user');
    await settle();
    partial(readingOf(3));
    scout.cancel();
    const context = await whole;
    expect(context.issues).toHaveLength(3);
    expect(context.sources[0]).toMatchObject({
      error: null,
      freshness: 'never',
      nextAttemptAtMs: at.clock.nowMs() + 13 * minute,
    });
    expect(context.consistency).toBe('cached');
    expect(scout.syncing).toBe(false);
    over.open();
    at.tracker.whileReading = () => undefined;
    await scout.refresh('user');
    expect(sourceOf(scout).freshness).toBe('fresh');
  });

  it('forgets with a cancel also the reading that was to follow', async () => {
    const scout = at.scoutOf();
    const first = scout.refresh('user');
    await settle();
    const second = scout.refresh('user');
    await settle();
    scout.cancel();
    await Promise.all([first, second]);
    expect(at.tracker.reads).toBe(1);
  });

  it('takes nothing that comes after the end', async () => {
    const scout = at.scoutOf();
    const whole = scout.refresh();
    await settle();
    over.open();
    await whole;
    partial(readingOf(1));
    await at.pass(300);
    expect(scout.context?.issues).toHaveLength(2);
  });

  it('is not asked on when the source went', async () => {
    const scout = at.scoutOf();
    void scout.refresh();
    await settle();
    at.tracker.present = false;
    await scout.refresh();
    expect(scout.syncing).toBe(false);
    expect(scout.context?.sources).toEqual([]);
  });
});
