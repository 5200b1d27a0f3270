import { describe, expect, it } from 'vitest';
import { movementFor } from '../../../webview/state/navigation';
import { dataOfState } from '../../../webview/state/panelData';
import { entryIds as ids, listOf, listOfData } from '../../fakes/listModel';
import { largeState, sampleRow, sampleState, shopState } from '../../fakes/panelState';

const heights = { header: 22, row: 44 };

const small = sampleState([
  sampleRow('now', { status: 'inProgress', current: true }),
  sampleRow('a'),
  sampleRow('b'),
  sampleRow('c', { status: 'blocked' }),
]);

describe('ListModel', () => {
  it('pins the current issue and lists it nowhere else, but counts it', () => {
    const model = listOf(small);
    expect(ids(model)).toEqual([
      'row:beads:shop#now',
      'section:status:inProgress',
      'section:status:ready',
      'row:beads:shop#a',
      'row:beads:shop#b',
      'section:status:blocked',
      'row:beads:shop#c',
    ]);
    expect(model.sections.map(({ facts }) => facts.total)).toEqual([1, 2, 1]);
    expect([model.matching, model.total]).toEqual([4, 4]);
  });

  it.each(['status', 'label', 'assignee', 'parent', 'priority'] as const)(
    'finds every entry where it is, and its offset is the sum of the heights before it: by %s',
    (grouping) => {
      const model = listOf(shopState(), { grouping });
      let offset = 0;
      for (let index = 0; index < model.count; index++) {
        expect(model.indexOf(model.entryAt(index)?.id ?? '')).toBe(index);
        if (index < model.pinned.length) continue;
        const height = model.heightAt(index, heights);
        expect(model.offsetAt(index, heights)).toBe(offset);
        expect(model.indexAt(offset, heights)).toBe(index);
        expect(model.indexAt(offset + height - 1, heights)).toBe(index);
        offset += height;
      }
      expect(model.heightOfAll(heights)).toBe(offset);
      expect(model.indexAt(offset + 999, heights)).toBe(model.count - 1);
      expect(model.entryAt(model.count)).toBeNull();
      expect(model.entryAt(-1)).toBeNull();
    },
  );

  it('counts places within the parent, as those who listen are told', () => {
    const model = listOf(small);
    expect(model.entryAt(0)).toMatchObject({ position: 1, of: 4 });
    expect(model.entryAt(2)).toMatchObject({ kind: 'section', position: 3, of: 4 });
    expect(model.entryAt(4)).toMatchObject({ kind: 'row', position: 2, of: 2 });
  });

  it('holds only the header of a closed group, and still knows who is in it', () => {
    const model = listOf(small, { collapsed: ['status:ready'] });
    expect(ids(model)).not.toContain('row:beads:shop#a');
    expect(model.indexOf('row:beads:shop#a')).toBe(-1);
    expect(model.groupOf('beads:shop#a')).toBe('status:ready');
  });

  it('opens all groups for a filter, but those that were closed in it', () => {
    const filtered = { filter: 'issue', collapsed: ['status:ready'] };
    expect(ids(listOf(small, filtered))).toContain('row:beads:shop#a');
    const closed = listOf(small, { ...filtered, collapsedInFilter: ['status:ready'] });
    expect(ids(closed)).not.toContain('row:beads:shop#a');
  });

  it('filters by title, id, label and assignee, in any group, and says how much of each group is left', () => {
    const state = sampleState([
      sampleRow('x-1', { title: 'Orders API' }),
      sampleRow('x-6', { title: 'Nothing of it' }),
      sampleRow('orders-2', { status: 'blocked' }),
      sampleRow('x-3', { labels: ['Orders'], status: 'deferred' }),
      sampleRow('x-4', { assignees: ['ORDERS bot'], status: 'other' }),
    ]);
    const model = listOf(state, { filter: '  oRDers ', collapsed: ['status:deferred', 'status:other'] });
    expect([model.matching, model.total, model.filtering]).toEqual([4, 5, true]);
    expect(ids(model).filter((id) => id?.startsWith('row:'))).toHaveLength(4);
    expect(model.sections.map(({ facts }) => [facts.matching, facts.total])).toEqual([
      [1, 2],
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  it('shows no group in which the filter leaves nothing', () => {
    expect(ids(listOf(small, { filter: '"issue c"' }))).toEqual(['section:status:blocked', 'row:beads:shop#c']);
  });

  it('keeps a pinned issue on top in every grouping, and lists no group that holds it alone', () => {
    const state = sampleState([
      sampleRow('now', { labels: ['alone'], current: true }),
      sampleRow('a', { labels: ['db'] }),
      sampleRow('b'),
    ]);
    const model = listOf(state, { grouping: 'label' });
    expect(model.pinned).toEqual(['beads:shop#now']);
    expect(model.sections.map(({ id }) => id)).toEqual(['label:db', 'label']);
  });

  it('leaves a pinned issue out when the filter hides it, and shows one that is done until a filter is set', () => {
    expect(listOf(small, { filter: 'is:ready' }).pinned).toEqual([]);
    const done = sampleState([sampleRow('now', { status: 'done', current: true }), sampleRow('a')]);
    expect(listOf(done)).toMatchObject({ pinned: ['beads:shop#now'], total: 2, matching: 2 });
    expect(listOf(done, { filter: 'issue' })).toMatchObject({ pinned: [], total: 2, matching: 1 });
  });

  it('says that nothing is ready when there is something that waits', () => {
    const waiting = listOf(sampleState([sampleRow('a', { status: 'blocked' })]));
    expect(waiting.sections.find(({ id }) => id === 'status:ready')?.facts.note).toBe('nothingReady');
    expect(listOf(sampleState([])).sections.every(({ facts }) => facts.note === null)).toBe(true);
  });

  it('lists unreadable records and says when there are more', () => {
    const model = listOf(shopState({ problemCount: 16 }));
    expect(ids(model).slice(-3)).toEqual(['problem:0', 'problem:1', 'more:problems']);
    expect(model.sections.at(-1)?.facts.total).toBe(16);
    const last = model.count - 1;
    expect(movementFor(model, last - 1, 'ArrowDown', 5)).toEqual({ kind: 'move', index: last });
    expect(model.entryAt(last)).toMatchObject({ kind: 'more', position: 3, of: 3 });
    expect(model.heightAt(last, heights)).toBe(heights.header);
  });

  it('leaves out Deferred and Other when they are empty', () => {
    const names = listOf(small).sections.map(({ id }) => id);
    expect(names).toEqual(['status:inProgress', 'status:ready', 'status:blocked']);
  });

  it('gives the keys between two entries in either direction, without headers', () => {
    const model = listOf(small);
    const keys = ['beads:shop#b', 'beads:shop#c'];
    expect(model.keysBetween(4, 6)).toEqual(keys);
    expect(model.keysBetween(6, 4)).toEqual(keys);
  });

  it('looks at few of 100,000 issues, however often it is made and wherever it is scrolled', () => {
    const state = largeState(100_000);
    let looks = 0;
    const counted = (keys: readonly string[]): readonly string[] =>
      new Proxy(keys, {
        get: (target, name) => {
          if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
          return Reflect.get(target, name) as unknown;
        },
      });
    const data = dataOfState(state);
    const { order } = data;
    const watched = { ...order, ready: counted(order.ready), blocked: counted(order.blocked) };
    const model = listOfData({ ...data, order: watched });
    for (let offset = 0; offset < model.heightOfAll(heights); offset += 50_000) {
      model.entryAt(model.indexAt(offset, heights));
    }
    expect(looks).toBeLessThan(200);
  });
});
