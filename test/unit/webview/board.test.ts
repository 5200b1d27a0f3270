import { describe, expect, it } from 'vitest';
import type { Chain, IssueDetails } from '../../../src/protocol/issueDetails';
import { boardOpening } from '../../../src/vscode/board/boardOpening';
import { BoardModel } from '../../../webview/board/boardModel';
import { BoardView } from '../../../webview/board/boardView';
import { ChainModel } from '../../../webview/board/chainModel';
import { DetailStore, type DetailSupply } from '../../../webview/board/detailStore';
import { dataOfOpening, dataOfState } from '../../../webview/state/panelData';
import { sampleDetails, sampleNode } from '../../fakes/boardAnswers';
import { largeState, sampleNowMs, sampleRow, shopState } from '../../fakes/panelState';

const none: ReadonlySet<string> = new Set();

describe('the columns of the board', () => {
  it('hold what is under way, ready and blocked, and say what a query leaves', () => {
    const data = dataOfState(shopState());
    const all = new BoardModel(data, '', sampleNowMs);
    expect(all.columns.map(({ id, total }) => [id, total])).toEqual([
      ['inProgress', 3],
      ['ready', 12],
      ['blocked', 7],
    ]);
    expect([all.total, all.matching, all.filtering, all.partial]).toEqual([22, 22, false, false]);
    const some = new BoardModel(data, 'label:payments', sampleNowMs);
    expect(some.columns.map(({ keys, total }) => [keys.length, total])).toEqual([
      [0, 3],
      [1, 12],
      [1, 7],
    ]);
    expect(all.placeOf('beads:shop#shop-401')).toEqual({ column: 'blocked', index: 0 });
    expect(all.placeOf('beads:shop#shop-501')).toBeNull();
  });

  it('open with the top of each, however much there is', () => {
    const opening = boardOpening(largeState(10_000));
    expect(opening.whole).toBe(false);
    expect(opening.rows).toHaveLength(120);
    const model = new BoardModel(dataOfOpening(opening), '', sampleNowMs);
    expect([model.total, model.partial]).toEqual([10_000, true]);
    expect(model.column('ready').keys[0]).toBe('beads:shop#big-0');
    expect(boardOpening(shopState()).whole).toBe(true);
  });
});

describe('what was arranged on the board', () => {
  it('is as it was in the next life, and untouched where it cannot be understood', () => {
    const view = new BoardView(null);
    view.setQuery('is:ready');
    view.choose('a', 'blocked');
    view.follow('b', 'ready');
    view.anchors.ready = { key: 'b', index: 3, offset: 12 };
    const next = new BoardView(JSON.parse(JSON.stringify(view.toSaved())));
    expect(next.get()).toEqual(view.get());
    expect(next.anchors).toEqual(view.anchors);
    const strange = new BoardView({ query: 7, back: ['a', 7], column: 'done', anchors: { ready: { key: 'a' } } });
    expect(strange.get()).toEqual({ query: '', selected: null, column: 'ready', back: ['a'], forward: [] });
    expect(strange.anchors).toEqual({});
  });

  it('leads back and forward along a chain, and a new choice begins a new way', () => {
    const view = new BoardView(null);
    const nowhere = (): null => null;
    view.choose('a', 'blocked');
    view.follow('b', 'ready');
    view.follow('c', null);
    expect(view.step('back', nowhere)).toBe(true);
    expect(view.step('back', nowhere)).toBe(true);
    expect(view.step('back', nowhere)).toBe(false);
    expect(view.get()).toMatchObject({ selected: 'a', back: [], forward: ['c', 'b'] });
    view.step('forward', nowhere);
    expect(view.get()).toMatchObject({ selected: 'b', back: ['a'], forward: ['c'] });
    view.choose('d', 'ready');
    expect(view.get()).toMatchObject({ back: [], forward: [] });
  });
});

describe('a chain as a tree', () => {
  const model = new ChainModel({
    nodes: [
      sampleNode('a'),
      sampleNode('b', { depth: 2 }),
      sampleNode('c', { depth: 3 }),
      sampleNode('d', { depth: 2, mark: 'cycle' }),
      sampleNode('e'),
    ],
    more: 0,
  });
  const [a, b, c, d] = model.items.map(({ path }) => path);

  it('tells each node its place among its siblings', () => {
    expect(model.items.map(({ position, of, hasChildren }) => [position, of, hasChildren])).toEqual([
      [1, 2, true],
      [1, 2, true],
      [1, 1, false],
      [2, 2, false],
      [2, 2, false],
    ]);
  });

  it('hides what is below a closed node, however deep', () => {
    const ids = (closed: ReadonlySet<string>): readonly string[] => model.visible(closed).map(({ node }) => node.id);
    expect(ids(new Set([b ?? '']))).toEqual(['a', 'b', 'd', 'e']);
    expect(ids(new Set([a ?? '']))).toEqual(['a', 'e']);
  });

  it('is walked as trees are', () => {
    expect(model.movement(none, a ?? null, 'ArrowRight')).toEqual({ kind: 'move', path: b });
    expect(model.movement(none, c ?? null, 'ArrowLeft')).toEqual({ kind: 'move', path: b });
    expect(model.movement(none, b ?? null, 'ArrowLeft')).toEqual({ kind: 'expand', path: b, expanded: false });
    expect(model.movement(new Set([b ?? '']), b ?? null, 'ArrowRight')).toMatchObject({ expanded: true });
    expect(model.movement(new Set([b ?? '']), b ?? null, 'ArrowDown')).toEqual({ kind: 'move', path: d });
    expect(model.movement(none, a ?? null, 'ArrowUp')).toBeNull();
  });
});

describe('the detail of the chosen issue', () => {
  const details = (key: string): IssueDetails => ({ ...sampleDetails(sampleRow(key)), key });
  const chain: Chain = { nodes: [], more: 0 };

  it('asks for the last of keys that follow each other quickly, and shows no other in between', async () => {
    const asked: string[] = [];
    const shown: string[] = [];
    const supply: DetailSupply = {
      details: (key) => {
        asked.push(key);
        return Promise.resolve(details(key));
      },
      chain: () => Promise.resolve(chain),
      text: () => Promise.resolve(null),
    };
    const store = new DetailStore(supply);
    store.shown.subscribe(() => {
      const detail = store.shown.get();
      if (detail.kind === 'shown') shown.push(detail.key);
    });
    for (const key of ['a', 'b', 'c', 'd']) store.show(key);
    await store.refresh();
    await expect.poll(() => shown).toContain('d');
    expect(asked).toEqual(expect.arrayContaining(['a', 'd']));
    expect(asked).not.toContain('b');
    expect(new Set(shown)).toEqual(new Set(['d']));
  });

  it('stays the same object when asked again and nothing changed, and tells that an issue is gone', async () => {
    let present = true;
    const store = new DetailStore({
      details: (key) => Promise.resolve(present ? details(key) : null),
      chain: () => Promise.resolve(chain),
      text: () => Promise.resolve({ markdown: 'a text', isWhole: true }),
    });
    store.show('a');
    await expect.poll(() => store.shown.get()).toMatchObject({ kind: 'shown', text: { markdown: 'a text' } });
    const before = store.shown.get();
    await store.refresh();
    expect(store.shown.get()).toBe(before);
    present = false;
    await store.refresh();
    expect(store.shown.get()).toEqual({ kind: 'gone', key: 'a' });
  });

  it('says why where the host says no', async () => {
    const refused = (): Promise<never> => Promise.reject(new Error('It is not to be had.'));
    const store = new DetailStore({ details: refused, chain: refused, text: refused });
    store.show('a');
    await expect.poll(() => store.shown.get()).toEqual({ kind: 'failed', key: 'a', message: 'It is not to be had.' });
  });
});
