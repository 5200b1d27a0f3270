import { describe, expect, it } from 'vitest';
import { RequestCancelledError } from '../../../src/protocol/messenger';
import { Now, tickMs } from '../../../webview/state/now';
import { portionRows, type PanelState } from '../../../src/protocol/messages';
import { StateTransfer } from '../../../src/vscode/panel/stateTransfer';
import { dataOfState } from '../../../webview/state/panelData';
import { PanelStore, type StateSupply } from '../../../webview/state/panelStore';
import { prepareFinding } from '../../../webview/state/prepareFinding';
import { largeState, patchWith, sampleRow, sampleState } from '../../fakes/panelState';

/** What a host with this state answers; copied, as between two processes. */
function hostOf(state: PanelState): StateSupply & { asked: number } {
  const transfer = new StateTransfer();
  return {
    asked: 0,
    outline(known) {
      this.asked += 1;
      return Promise.resolve(structuredClone(transfer.begin(state, known)));
    },
    rows: (revision, from) => Promise.resolve(structuredClone(transfer.rows(revision, from))),
  };
}

const state = sampleState([sampleRow('a'), sampleRow('b', { current: true })]);
const refuse = (why: string): StateSupply => {
  const refused = (): Promise<never> => Promise.reject(new Error(why));
  return { outline: refused, rows: refused };
};
const never = refuse('Nobody should ask.');

describe('PanelStore', () => {
  it('applies a patch of its own revision', () => {
    const store = new PanelStore(dataOfState(state), never);
    store.handle({ type: 'patch', patch: patchWith(state, sampleRow('a', { status: 'blocked', current: true })) });
    const data = store.data.get();
    expect(data?.revision).toBe(2);
    expect(data?.order).toMatchObject({ ready: ['beads:shop#b'], blocked: ['beads:shop#a'] });
    expect(data?.current).toEqual(['beads:shop#b', 'beads:shop#a']);
  });

  it('forgets removed rows', () => {
    const store = new PanelStore(dataOfState(state), never);
    store.handle({
      type: 'patch',
      patch: { ...patchWith(state, sampleRow('a')), upserts: [], removals: ['beads:shop#b'] },
    });
    expect([...(store.data.get()?.rows.keys() ?? [])]).toEqual(['beads:shop#a']);
    expect(store.data.get()?.current).toEqual([]);
  });

  it('asks once for everything when patches belong to another revision, and then shows that', async () => {
    const host = hostOf({ ...state, revision: 9 });
    const store = new PanelStore(dataOfState(state), host);
    const stray = { ...patchWith(state, sampleRow('a')), baseRevision: 5 };
    store.handle({ type: 'patch', patch: stray });
    store.handle({ type: 'patch', patch: stray });
    await expect.poll(() => store.data.get()?.revision).toBe(9);
    expect(host.asked).toBe(1);
  });

  it('does not publish again what it already holds', async () => {
    const store = new PanelStore(dataOfState(state), hostOf(state));
    const before = store.data.get();
    await store.resync();
    expect(store.data.get()).toBe(before);
  });

  it('gathers a large state from portions, in order', async () => {
    const large = largeState(3 * portionRows + 7);
    const store = new PanelStore(null, hostOf(large));
    await store.resync();
    expect([...(store.data.get()?.rows.values() ?? [])]).toEqual(large.rows);
    expect(store.data.get()?.order).toEqual(large.order);
  });

  it('takes in what changed while the portions were on their way', async () => {
    const large = largeState(portionRows + 1);
    const host = hostOf(large);
    const store: PanelStore = new PanelStore(null, {
      outline: (known) => host.outline(known),
      rows: async (revision, from) => {
        const changed = sampleRow('big-0', { title: 'Changed meanwhile' });
        if (from === 0) store.handle({ type: 'patch', patch: patchWith(large, changed) });
        return host.rows(revision, from);
      },
    });
    await store.resync();
    expect(store.data.get()?.revision).toBe(2);
    expect(store.data.get()?.rows.get('beads:shop#big-0')?.title).toBe('Changed meanwhile');
  });

  it('asks when it is told to be behind, and once more when told so meanwhile', async () => {
    const host = hostOf(largeState(portionRows + 1));
    const store: PanelStore = new PanelStore(null, {
      outline: (known) => {
        if (host.asked === 0) store.handle({ type: 'behind' });
        return host.outline(known);
      },
      rows: (revision, from) => host.rows(revision, from),
    });
    store.handle({ type: 'behind' });
    await expect.poll(() => store.data.get()?.rows.size).toBe(portionRows + 1);
    await expect.poll(() => host.asked).toBe(2);
  });

  it('shows a part when it is all there is, and still asks for the whole', async () => {
    const large = largeState(portionRows);
    const part = dataOfState({ ...large, rows: large.rows.slice(0, 10) });
    const host = hostOf(large);
    const store = new PanelStore(null, host);
    store.showPart(part);
    expect(store.data.get()).toBe(part);
    await store.resync();
    expect(store.data.get()?.rows.size).toBe(portionRows);
    store.showPart(part);
    expect(store.data.get()?.rows.size).toBe(portionRows);
  });

  it('asks again when the host hands its rows to another page in between', async () => {
    const large = largeState(2 * portionRows);
    const host = hostOf(large);
    let disturbed = false;
    const store = new PanelStore(null, {
      outline: (known) => host.outline(known),
      rows: async (revision, from) => {
        if (!disturbed) await host.outline(large.revision);
        disturbed = true;
        return host.rows(revision, from);
      },
    });
    await store.resync();
    expect(store.data.get()?.rows.size).toBe(2 * portionRows);
  });

  it('keeps the problems it has when a patch says they are the same', () => {
    const problems = [{ source: 'beads:shop', path: 'a', line: 1, message: 'Broken.' }];
    const broken = sampleState([sampleRow('a')], { problems, problemCount: 1 });
    const store = new PanelStore(dataOfState(broken), never);
    const patch = patchWith(broken, sampleRow('a', { title: 'Other' }));
    store.handle({ type: 'patch', patch: { ...patch, header: { ...patch.header, problems: null } } });
    expect(store.data.get()?.header.problems).toEqual(problems);
  });

  it('keeps its data, and says why, when the host does not answer', async () => {
    const store = new PanelStore(dataOfState(state), refuse('The host is busy.'));
    await store.resync();
    expect(store.connectionFailure.get()).toBe('The host is busy.');
    expect(store.data.get()?.revision).toBe(1);
    store.handle({ type: 'state', state: { ...state, revision: 2 } });
    expect(store.connectionFailure.get()).toBeNull();
  });

  it('is silent when its page goes away', async () => {
    const closed = (): Promise<never> => Promise.reject(new RequestCancelledError('closed'));
    const store = new PanelStore(null, { outline: closed, rows: closed });
    await store.resync();
    expect(store.connectionFailure.get()).toBeNull();
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

describe('prepareFinding', () => {
  it('takes a few rows at a time, and leaves off when there are others', () => {
    const store = new PanelStore(dataOfState(largeState(1_000)), never);
    const waiting: (() => void)[] = [];
    const view = () => ({ grouping: 'status', sorting: 'priority' }) as const;
    prepareFinding(store, view, (callback) => waiting.push(callback));
    waiting.shift()?.();
    expect(waiting).toHaveLength(1);
    store.handle({ type: 'state', state: { ...largeState(500), revision: 2 } });
    let steps = 0;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      next();
      steps += 1;
    }
    // One that finds other rows, the look at what there is, two slices, and a search of so few.
    expect(steps).toBe(5);
  });
});
