import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/protocol/query/parseQuery';
import { troublesOf } from '../../../webview/components/FilterTroubles';
import { withWhose } from '../../../webview/finding/withWhose';
import { windowAt, windowItems, scrollTopToShow } from '../../../webview/state/listWindow';
import { whoseOf } from '../../../webview/state/whose';
import { listOf } from '../../fakes/listModel';
import { largeState } from '../../fakes/panelState';

describe('whose issues', () => {
  it.each([
    ['', 'anyone'],
    ['orders is:ready', 'anyone'],
    ['assignee:@me', 'mine'],
    ['is:mine orders', 'mine'],
    ['no:assignee', 'unassigned'],
    ['assignee:ada', null],
    ['assignee:@me,ada', null],
    ['-assignee:@me', null],
    ['assignee:@me no:assignee', null],
  ])('of %j are %s', (query, whose) => {
    expect(whoseOf(parseQuery(query))).toBe(whose);
  });

  it.each([
    ['', 'mine', 'assignee:@me'],
    ['orders', 'mine', 'orders assignee:@me'],
    ['assignee:@me orders', 'anyone', 'orders'],
    ['is:ready assignee:@me orders', 'unassigned', 'is:ready orders no:assignee'],
    ['assignee:ada -assignee:bob x', 'mine', 'x assignee:@me'],
    ['no:assignee', 'anyone', ''],
  ] as const)('in %j become %s by %j', (text, whose, changed) => {
    expect(withWhose(text, whose)).toBe(changed);
    expect(whoseOf(parseQuery(changed))).toBe(whose);
  });
});

describe('troublesOf', () => {
  const told = (text: string, me: readonly string[] = ['ada']): readonly string[] => troublesOf(parseQuery(text), me);

  it('says in a sentence what is not understood', () => {
    expect(told('is:redy')).toEqual(['“redy” is no value of is, and is left out.']);
    expect(told('colour:red')).toEqual(['There is no filter “colour”; it is searched for as a word.']);
    expect(told('label:')).toEqual(['label: waits for a value.']);
    expect(told('"open')).toEqual(['A quote is not closed.']);
  });

  it('says nothing of what is understood, and no more than two things at once', () => {
    expect(told('is:ready orders')).toEqual([]);
    expect(told('is:a is:b is:c')).toHaveLength(2);
  });

  it('says so when nobody knows who “me” is', () => {
    expect(told('assignee:@me', [])).toEqual(['Your name in these trackers is not known, so @me finds nothing.']);
    expect(told('assignee:@me')).toEqual([]);
  });
});

describe('the window on the list', () => {
  const model = listOf(largeState(100_000));
  const heights = { header: 22, row: 44 };

  it('puts in the page what is on the screen and a little more, wherever that is', () => {
    for (const offset of [0, 1_000, 2_000_000, model.heightOfAll(heights)]) {
      const items = windowItems(model, heights, windowAt(model, heights, offset, 1_000), 70_000);
      const indexes = items.map(({ index }) => index);
      expect(indexes).toEqual([...indexes].sort((one, other) => one - other));
      expect(new Set(indexes).size).toBe(indexes.length);
      expect(items.length).toBeLessThan(50);
      expect(indexes).toContain(70_000);
      expect(items.filter(({ start }) => start === null)).toHaveLength(1);
    }
  });

  it('scrolls as far as it takes to show an entry below the header that sticks, and not at all when it is shown', () => {
    const window = { scrollTop: 10_000, viewHeight: 500 };
    const top = model.indexAt(10_000, heights);
    expect(scrollTopToShow(model, heights, window, top + 3)).toBeNull();
    expect(scrollTopToShow(model, heights, window, top - 5)).toBe(model.offsetAt(top - 5, heights) - heights.header);
    expect(scrollTopToShow(model, heights, window, top + 50)).toBe(model.offsetAt(top + 50, heights) + 44 - 500);
  });
});
