/** What every store of what cannot be fetched again does, whatever it is made of. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptRecord, KeptStore } from '../../src/ports/keptStore';
import { source } from './issueStoreReading';
import { valuesOf } from './issueStoreSandbox';

/** A place stores keep their records in. */
export interface KeptPlace {
  /** A store over what earlier stores of this place kept, which are closed by then or are other processes. */
  open(): KeptStore;
  /** Ends all stores of the place, which may write what they have to. */
  close(): Promise<void>;
  /** Removes the place; all its stores are closed. */
  remove(): Promise<void>;
}

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('', '\0', '\u0001', '\ud800', '💩'));

const anyRecord: fc.Arbitrary<KeptRecord> = fc.record({
  key: fc.oneof(fc.constantFrom('a', 'b', 'c'), text),
  value: fc.option(text),
  atMs: fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 0, max: 8_640_000_000_000_000 })),
});

/** By key the record that comes last in time, and of those the one whose value comes last. */
function holding(records: readonly KeptRecord[]): Readonly<Record<string, string | null>> {
  const inOrder = [...records].sort(
    (a, b) => a.atMs - b.atMs || (a.value === b.value ? 0 : a.value === null || (b.value ?? '') > a.value ? -1 : 1),
  );
  const all = new Map(inOrder.map((record) => [record.key, record]));
  return valuesOf(new Map([...all].filter(([, { value }]) => value !== null)));
}

export function describeKeptStore(name: string, newPlace: () => Promise<KeptPlace>): void {
  describe(name, () => {
    let place: KeptPlace;

    const found = async (of = source, store = place.open()): Promise<Readonly<Record<string, string | null>>> => {
      const result = await store.loadKept(of);
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return valuesOf(result.value);
    };

    beforeEach(async () => {
      place = await newPlace();
    });

    afterEach(async () => {
      await place.close();
      await place.remove();
    });

    it('has nothing of a source of which nothing was kept', async () => {
      expect(await found()).toEqual({});
    });

    it('gives back records as they were, in the same store and in the next', async () => {
      const records = [
        { key: 'a', value: '1', atMs: 5 },
        { key: 'b', value: 'läden \ud800', atMs: 6.5 },
      ];
      const store = place.open();
      expect(await store.keep(source, records)).toEqual({ ok: true, value: undefined });
      for (const each of [store, place.open()]) {
        const loaded = await each.loadKept(source);
        expect(loaded.ok && [...loaded.value.values()].sort((a, b) => a.atMs - b.atMs)).toEqual(records);
      }
    });

    it('holds the latest of each key whoever kept it, in whatever order', { timeout: 60_000 }, async () => {
      const batches = fc.array(fc.array(anyRecord, { maxLength: 8 }), { minLength: 1, maxLength: 5 });
      const all: KeptRecord[] = [];
      await fc.assert(
        fc.asyncProperty(batches, async (handed) => {
          const stores = [place.open(), place.open()];
          await Promise.all(handed.map(async (records, index) => stores[index % 2]?.keep(source, records)));
          all.push(...handed.flat());
          expect(await found()).toEqual(holding(all));
          await place.close();
          expect(await found()).toEqual(holding(all));
        }),
        { numRuns: 12 },
      );
    });

    it('leaves out facts that are no more, until they come again', async () => {
      const store = place.open();
      await store.keep(source, [{ key: 'a', value: '1', atMs: 1 }]);
      await store.keep(source, [{ key: 'a', value: null, atMs: 2 }]);
      expect(await found()).toEqual({});
      await store.keep(source, [{ key: 'a', value: 'too old', atMs: 1 }]);
      expect(await found()).toEqual({});
      await store.keep(source, [{ key: 'a', value: '3', atMs: 3 }]);
      expect(await found()).toEqual({ a: '3' });
    });

    it('keeps sources apart by id and by folder', async () => {
      const sources = [source, { ...source, root: '/home/dev/other' }, { ...source, id: 'roadmap:shop' }];
      const store = place.open();
      for (const [index, one] of sources.entries())
        await store.keep(one, [{ key: 'a', value: String(index), atMs: 1 }]);
      for (const [index, one] of sources.entries()) expect(await found(one)).toEqual({ a: String(index) });
    });

    it('keeps records handed over at once, all of them', async () => {
      const store = place.open();
      const keys = Array.from({ length: 200 }, (_, index) => `key-${index}`);
      const kept = await Promise.all(keys.map((key) => store.keep(source, [{ key, value: key, atMs: 1 }])));
      expect(kept.every(({ ok }) => ok)).toBe(true);
      await place.close();
      expect(Object.keys(await found()).sort()).toEqual([...keys].sort());
    });
  });
}
