/** What every issue store does, whatever it is made of. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IssueStore, StoredReading } from '../../src/ports/issueStore';
import { issueOf } from '../fakes/issues';
import { readingOf, source } from './issueStoreReading';
import { anyReading } from './issueStoreReadings';

/** A place stores keep their data in. */
export interface StorePlace {
  /** A store over what earlier stores of this place saved. */
  open(): IssueStore;
  /** Removes the place; all its stores are closed. */
  remove(): Promise<void>;
}

export function describeIssueStore(name: string, newPlace: () => Promise<StorePlace>): void {
  describe(name, () => {
    let place: StorePlace;
    let store: IssueStore;

    const reopen = async (): Promise<void> => {
      await store.close();
      store = place.open();
    };

    const loaded = async (of = source): Promise<StoredReading | null> => {
      const result = await store.load(of);
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return result.value;
    };

    beforeEach(async () => {
      place = await newPlace();
      store = place.open();
    });

    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    it('has nothing of a source nobody saved', async () => {
      expect(await store.load(source)).toEqual({ ok: true, value: null });
    });

    it('gives back every field of every reading, in the same store and in the next', { timeout: 60_000 }, async () => {
      let last: StoredReading | null = null;
      await fc.assert(
        fc.asyncProperty(anyReading, async (reading) => {
          expect(await store.save(source, reading)).toEqual({ ok: true, value: 'written' });
          expect(await loaded()).toEqual(reading);
          last = reading;
        }),
        { numRuns: 50 },
      );
      await reopen();
      expect(await loaded()).toEqual(last);
    });

    it(
      'gives back any reading that follows any other, where issues stay, move, change, come and go',
      { timeout: 60_000 },
      async () => {
        const facts = fc.array(fc.tuple(fc.nat(11), fc.boolean()), { maxLength: 12 });
        await fc.assert(
          fc.asyncProperty(fc.array(facts, { minLength: 2, maxLength: 5 }), async (steps) => {
            const pool = Array.from({ length: 12 }, (_, index) => issueOf(`shop-${index}`));
            for (const [step, picks] of steps.entries()) {
              const issues = picks.map(([index, changed]) => {
                const known = pool[index] ?? issueOf('shop-x');
                return changed ? { ...known, title: `Changed in step ${step}` } : known;
              });
              issues.forEach((issue, index) => {
                pool[picks[index]?.[0] ?? 0] = issue;
              });
              await store.save(source, readingOf({ issues, confirmedAtMs: step }));
              expect(await loaded()).toEqual(readingOf({ issues, confirmedAtMs: step }));
            }
          }),
          { numRuns: 25 },
        );
      },
    );

    it('keeps the order of many issues', async () => {
      const issues = Array.from({ length: 2_345 }, (_, index) => issueOf(`shop-${(index * 7) % 2_345}`));
      await store.save(source, readingOf({ issues }));
      await reopen();
      expect((await loaded())?.issues.map(({ id }) => id)).toEqual(issues.map(({ id }) => id));
    });

    it('forgets issues that are no longer in the reading', async () => {
      await store.save(source, readingOf());
      await store.save(source, readingOf({ issues: [] }));
      expect((await loaded())?.issues).toEqual([]);
    });

    it('goes on from a reading it loaded', async () => {
      await store.save(source, readingOf({ issues: [issueOf('a'), issueOf('b'), issueOf('c')] }));
      await reopen();
      const issues = [...((await loaded())?.issues ?? [])];
      issues[1] = issueOf('b', { title: 'Changed' });
      await store.save(source, readingOf({ issues }));
      await reopen();
      expect((await loaded())?.issues.map(({ title }) => title)).toEqual(['Title of a', 'Changed', 'Title of c']);
    });

    it('keeps sources apart by id and by folder', async () => {
      const sources = [
        source,
        { ...source, root: '/home/dev/other' },
        { ...source, id: 'roadmap:shop' },
        { ...source, id: 'beads.shop' },
      ];
      for (const [index, one] of sources.entries()) await store.save(one, readingOf({ confirmedAtMs: index }));
      await reopen();
      for (const [index, one] of sources.entries()) expect((await loaded(one))?.confirmedAtMs).toBe(index);
    });

    it('ends a burst of saves with the last', async () => {
      const saves = Array.from({ length: 20 }, (_, index) => store.save(source, readingOf({ confirmedAtMs: index })));
      for (const result of await Promise.all(saves)) expect(result.ok).toBe(true);
      expect((await loaded())?.confirmedAtMs).toBe(19);
      await reopen();
      expect((await loaded())?.confirmedAtMs).toBe(19);
    });

    it('saves and loads several sources at once', async () => {
      const sources = Array.from({ length: 6 }, (_, index) => ({ id: `beads:repo-${index}`, root: '/home/dev' }));
      await Promise.all(sources.map((one, index) => store.save(one, readingOf({ confirmedAtMs: index }))));
      await reopen();
      const all = await Promise.all(sources.map((one) => loaded(one)));
      expect(all.map((reading) => reading?.confirmedAtMs)).toEqual([0, 1, 2, 3, 4, 5]);
    });

    it('answers a load with what was handed over last, written or not', async () => {
      const saving = store.save(source, readingOf({ confirmedAtMs: 5 }));
      expect((await loaded())?.confirmedAtMs).toBe(5);
      await saving;
    });

    it('writes what waits when it closes', async () => {
      const saving = store.save(source, readingOf());
      await reopen();
      expect(await saving).toEqual({ ok: true, value: 'written' });
      expect(await loaded()).toEqual(readingOf());
    });

    it('keeps a checkpoint of some MB, changed or not, until there is none', async () => {
      const large = JSON.stringify(Array.from({ length: 60_000 }, (_, index) => `issues/läden-${index}.md`));
      const issues = [issueOf('shop-1'), issueOf('shop-2'), issueOf('shop-3')];
      for (const checkpoint of [large, large, `${large} `, null, '', large]) {
        await store.save(source, readingOf({ issues, checkpoint }));
        await reopen();
        expect((await loaded())?.checkpoint).toBe(checkpoint);
      }
    });

    it('keeps the checkpoint of a reading it loaded', async () => {
      await store.save(source, readingOf({ checkpoint: 'abc' }));
      await reopen();
      const reading = (await loaded()) ?? readingOf();
      await store.save(source, { ...reading, confirmedAtMs: 1 });
      await reopen();
      expect(await loaded()).toEqual(readingOf({ checkpoint: 'abc', confirmedAtMs: 1 }));
    });

    it('clears every source, says how many there were, and stores anew', async () => {
      const sources = [source, { ...source, root: '/home/dev/other' }, { ...source, id: 'roadmap:shop' }];
      expect(await store.clear()).toEqual({ ok: true, value: 0 });
      for (const one of sources) await store.save(one, readingOf());
      await reopen();
      await loaded();
      expect(await store.clear()).toEqual({ ok: true, value: 3 });
      for (const one of sources) expect(await loaded(one)).toBeNull();
      expect(await store.clear()).toEqual({ ok: true, value: 0 });
      await store.save(source, readingOf());
      await reopen();
      expect(await loaded()).toEqual(readingOf());
    });

    it('clears what waits to be written, and keeps what is handed over afterwards', async () => {
      const other = { ...source, id: 'roadmap:shop' };
      const before = [store.save(source, readingOf({ via: 'before' })), store.save(other, readingOf())];
      const clearing = store.clear();
      const between = loaded();
      const after = store.save(source, readingOf({ via: 'after' }));
      for (const saved of before) expect((await saved).ok).toBe(true);
      expect(await after).toEqual({ ok: true, value: 'written' });
      expect((await clearing).ok).toBe(true);
      expect(await between).toBeNull();
      await reopen();
      expect((await loaded())?.via).toBe('after');
      expect(await loaded(other)).toBeNull();
    });

    it('clears after a save that is under way, and before that of a source nobody asked for yet', async () => {
      const saving = store.save(source, readingOf());
      // It has begun.
      await nextTurn();
      await nextTurn();
      const clearing = store.clear();
      const other = { ...source, id: 'roadmap:shop' };
      await store.save(other, readingOf());
      expect([await saving, await clearing]).toEqual([
        { ok: true, value: 'written' },
        { ok: true, value: 1 },
      ]);
      await reopen();
      expect([await loaded(), await loaded(other)]).toEqual([null, readingOf()]);
    });

    it('clears as often as it is told, each time before what comes next', async () => {
      const clearings = [store.clear()];
      for (let round = 0; round < 3; round++) {
        void store.save({ ...source, id: `beads:${round}` }, readingOf());
        void store.save(source, readingOf({ confirmedAtMs: round }));
        clearings.push(store.clear());
      }
      const last = store.save(source, readingOf({ via: 'last' }));
      for (const clearing of clearings) expect((await clearing).ok).toBe(true);
      await last;
      await reopen();
      expect((await loaded())?.via).toBe('last');
      expect(await store.clear()).toEqual({ ok: true, value: 1 });
    });

    it('finishes a clearing when it closes', async () => {
      await store.save(source, readingOf());
      const clearing = store.clear();
      await reopen();
      expect(await clearing).toEqual({ ok: true, value: 1 });
      expect(await loaded()).toBeNull();
    });

    it('fails with a value once it is closed, and closes as often as it is told', async () => {
      await store.close();
      await store.close();
      const closed = { ok: false, error: { kind: 'closed' } };
      expect(await store.load(source)).toMatchObject(closed);
      expect(await store.save(source, readingOf())).toMatchObject(closed);
      expect(await store.clear()).toMatchObject(closed);
    });
  });
}
