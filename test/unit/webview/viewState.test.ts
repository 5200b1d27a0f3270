import { describe, expect, it } from 'vitest';
import { maxCollapsed, readArrangement } from '../../../src/protocol/arrangement';
import { maxKeysAtOnce } from '../../../src/protocol/rowCommand';
import { SelectionStore } from '../../../webview/state/selection';
import { ViewStore } from '../../../webview/state/viewState';

describe('ViewStore', () => {
  it('gives back what it saved', () => {
    const view = new ViewStore(undefined);
    view.setFilter('is:ready orders');
    view.arrange({ grouping: 'label', sorting: 'updated' });
    view.setExpanded('label:db', false);
    view.setActive('row:a');
    view.anchor = { group: 'label:db', id: 'row:a', offset: 12 };
    const again = new ViewStore(structuredClone(view.toSaved()));
    expect(again.get()).toEqual(view.get());
    expect(again.anchor).toEqual(view.anchor);
    expect(readArrangement(structuredClone(view.toArrangement()))).toEqual(view.toArrangement());
  });

  it.each([
    null,
    'x',
    3,
    { filter: 1, grouping: 'colour', sorting: [], collapsed: 'ready', activeId: {}, anchor: { id: 1 } },
  ])('begins anew from %j', (saved) => {
    expect(new ViewStore(saved).get()).toEqual(new ViewStore(undefined).get());
  });

  it('understands what was saved when there were sections and no groups', () => {
    const saved = {
      filter: 'orders',
      collapsed: ['ready', 'problems'],
      collapsedInFilter: ['blocked'],
      anchor: { section: 'ready', id: 'row:a', offset: 3 },
    };
    expect(readArrangement(saved)).toEqual({
      grouping: 'status',
      sorting: 'priority',
      filter: 'orders',
      collapsed: ['status:ready', 'problems'],
      collapsedInFilter: ['status:blocked'],
      anchor: { group: 'status:ready', id: 'row:a', offset: 3 },
    });
  });

  it('opens all groups for a filter and closes them again after it', () => {
    const view = new ViewStore(undefined);
    view.setFilter('x');
    view.setExpanded('status:ready', false);
    expect(view.get().collapsedInFilter).toEqual(['status:ready']);
    expect(view.get().collapsed).toContain('status:deferred');
    view.setFilter('');
    expect(view.get().collapsedInFilter).toEqual([]);
    expect(view.get().collapsed).not.toContain('status:ready');
  });

  it('arranges only what it is told to, and is silent when that is so already', () => {
    const view = new ViewStore(undefined);
    let heard = 0;
    view.subscribe(() => (heard += 1));
    view.arrange({ grouping: null, sorting: 'updated' });
    view.arrange({ sorting: 'updated' });
    expect(view.get()).toMatchObject({ grouping: 'status', sorting: 'updated' });
    expect(heard).toBe(1);
  });

  it('forgets the oldest of very many closed groups', () => {
    const view = new ViewStore(undefined);
    for (let index = 0; index < maxCollapsed + 5; index++) view.setExpanded(`label:${index}`, false);
    expect(view.get().collapsed).toHaveLength(maxCollapsed);
    expect(view.get().collapsed.at(-1)).toBe(`label:${maxCollapsed + 4}`);
  });
});

describe('SelectionStore', () => {
  it('takes what the keyboard is on along when a second one is chosen', () => {
    const selection = new SelectionStore();
    selection.toggle('b', 'a');
    expect(selection.get().keys).toEqual(['a', 'b']);
    selection.toggle('a', 'b');
    expect(selection.get().keys).toEqual(['b']);
  });

  it('chooses a range in place of another, from the same origin', () => {
    const selection = new SelectionStore();
    selection.clear('a');
    selection.choose(['a', 'b', 'c'], selection.get().origin);
    selection.choose(['a', 'b'], selection.get().origin);
    expect(selection.get()).toMatchObject({ keys: ['a', 'b'], origin: 'a', isCut: false });
    selection.clear();
    expect(selection.get().keys).toEqual([]);
  });

  it('chooses no more than a command can act on at once, and says so', () => {
    const selection = new SelectionStore();
    selection.choose(
      Array.from({ length: maxKeysAtOnce + 1 }, (_, index) => `k${index}`),
      null,
    );
    expect(selection.get().keys).toHaveLength(maxKeysAtOnce);
    expect(selection.get().isCut).toBe(true);
  });

  it('lets go of issues that are gone, and keeps still when none is', () => {
    const selection = new SelectionStore();
    selection.choose(['a', 'b'], 'a');
    let heard = 0;
    selection.subscribe(() => (heard += 1));
    selection.keepOnly(() => true);
    expect(heard).toBe(0);
    selection.keepOnly((key) => key === 'b');
    expect(selection.get().keys).toEqual(['b']);
  });
});
