import { describe, expect, it } from 'vitest';
import { RequestCancelledError } from '../../../src/protocol/messenger';
import { Now, tickMs } from '../../../webview/state/now';
import { PanelStore } from '../../../webview/state/panelStore';
import { ViewStore } from '../../../webview/state/viewState';
import { patchWith, sampleRow, sampleState } from '../../fakes/panelState';

const state = sampleState([sampleRow('a'), sampleRow('b', { current: true })]);
const never = (): Promise<never> => Promise.reject(new Error('Nobody should ask.'));

describe('PanelStore', () => {
  it('applies a patch of its own revision', () => {
    const store = new PanelStore(state, never);
    store.handle({ type: 'patch', patch: patchWith(state, sampleRow('a', { status: 'blocked', current: true })) });
    const data = store.data.get();
    expect(data?.revision).toBe(2);
    expect(data?.order).toMatchObject({ ready: ['beads:shop#b'], blocked: ['beads:shop#a'] });
    expect(data?.current).toEqual(['beads:shop#b', 'beads:shop#a']);
  });

  it('forgets removed rows', () => {
    const store = new PanelStore(state, never);
    store.handle({
      type: 'patch',
      patch: { ...patchWith(state, sampleRow('a')), upserts: [], removals: ['beads:shop#b'] },
    });
    expect([...(store.data.get()?.rows.keys() ?? [])]).toEqual(['beads:shop#a']);
    expect(store.data.get()?.current).toEqual([]);
  });

  it('asks once for everything when patches belong to another revision, and then shows that', async () => {
    let asked = 0;
    const later = { ...state, revision: 9 };
    const store = new PanelStore(state, () => {
      asked += 1;
      return Promise.resolve(later);
    });
    const stray = { ...patchWith(state, sampleRow('a')), baseRevision: 5 };
    store.handle({ type: 'patch', patch: stray });
    store.handle({ type: 'patch', patch: stray });
    await expect.poll(() => store.data.get()?.revision).toBe(9);
    expect(asked).toBe(1);
  });

  it('does not publish again what it already holds', async () => {
    const store = new PanelStore(state, () => Promise.resolve(structuredClone(state)));
    const before = store.data.get();
    await store.resync();
    expect(store.data.get()).toBe(before);
  });

  it('keeps its data, and says why, when the host does not answer', async () => {
    const store = new PanelStore(state, () => Promise.reject(new Error('The host is busy.')));
    await store.resync();
    expect(store.connectionFailure.get()).toBe('The host is busy.');
    expect(store.data.get()?.revision).toBe(1);
    store.handle({ type: 'state', state: { ...state, revision: 2 } });
    expect(store.connectionFailure.get()).toBeNull();
  });

  it('is silent when its page goes away', async () => {
    const store = new PanelStore(null, () => Promise.reject(new RequestCancelledError('closed')));
    await store.resync();
    expect(store.connectionFailure.get()).toBeNull();
  });
});

describe('ViewStore', () => {
  it('gives back what it saved', () => {
    const view = new ViewStore(undefined);
    view.setFilter('orders');
    view.setExpanded('blocked', false);
    view.setActive('row:a');
    view.anchor = { section: 'ready', id: 'row:a', offset: 12 };
    const again = new ViewStore(structuredClone(view.toSaved()));
    expect(again.get()).toEqual(view.get());
    expect(again.anchor).toEqual(view.anchor);
  });

  it.each([null, 'x', 3, { filter: 1, collapsed: 'ready', activeId: {}, anchor: { id: 1 } }])(
    'begins anew from %j',
    (saved) => {
      expect(new ViewStore(saved).get()).toEqual(new ViewStore(undefined).get());
    },
  );

  it('opens all sections for a filter and closes them again after it', () => {
    const view = new ViewStore(undefined);
    view.setFilter('x');
    view.setExpanded('ready', false);
    expect(view.get().collapsedInFilter).toEqual(['ready']);
    expect(view.get().collapsed).toContain('deferred');
    view.setFilter('');
    expect(view.get().collapsedInFilter).toEqual([]);
    expect(view.get().collapsed).not.toContain('ready');
  });
});

describe('Now', () => {
  it('runs one timer while somebody looks, and none afterwards', () => {
    let nowMs = 5;
    const timers: (() => void)[] = [];
    let running = 0;
    const now = new Now({
      nowMs: () => nowMs,
      every: (everyMs, callback) => {
        expect(everyMs).toBe(tickMs);
        running += 1;
        timers.push(callback);
        return () => {
          running -= 1;
        };
      },
    });
    let heard = 0;
    const ends = [1, 2].map(() => now.subscribe(() => (heard += 1)));
    expect(running).toBe(1);
    nowMs = 30_005;
    timers[0]?.();
    expect([now.get(), heard]).toEqual([30_005, 2]);
    for (const end of ends) end();
    expect(running).toBe(0);
  });
});
