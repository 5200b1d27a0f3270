import { describe, expect, it } from 'vitest';
import type { PanelState } from '../../../src/protocol/messages';
import type { ChipError } from '../../../src/protocol/sourceHealth';
import {
  largeState,
  sampleNowMs,
  sampleRepository,
  sampleSource,
  sampleState,
  shopState,
} from '../../fakes/panelState';
import { remoteStates } from '../../fakes/remoteState';
import { type PanelPage, type PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();

const openPanel = (options: PanelPageOptions): Promise<PanelPage> =>
  openPage({ nowMs: sampleNowMs + 1000, ...options });

const never = new Promise<void>(() => undefined);

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** The panel's markup below `place`, but for what the toolkit adds to its own elements, and for what is out of sight. */
async function markup(panel: PanelPage, place: string): Promise<string> {
  const html = await panel.page.locator(`${place} > .panel`).evaluate((element) => {
    for (const entry of element.querySelectorAll('.rows > *')) {
      if (entry.getBoundingClientRect().top > window.innerHeight) entry.remove();
    }
    return element.outerHTML;
  });
  return html
    .replaceAll(/<(vscode-[a-z-]+)[^>]*>/g, '<$1>')
    .replaceAll('><', '>\n<')
    .replaceAll(/ style="([^"]*)"/g, (_all, style: string) => ` style="${style.split('; ').sort().join('; ')}"`);
}

const failing: ChipError = {
  message: 'issues.jsonl cannot be read: permission denied.',
  sinceMs: sampleNowMs - 60_000,
  trouble: 'failing',
};
const pages: readonly (readonly [string, PanelState, object | null])[] = [
  ['a shop', shopState(), null],
  [
    'a shop with a chosen row and closed sections',
    shopState(),
    { collapsed: ['status:ready'], activeId: 'row:beads:shop#shop-401' },
  ],
  ['a shop that is filtered', shopState(), { filter: 'orders' }],
  ['a shop by label, filtered with a mistake', shopState(), { filter: 'is:ready is:redy', grouping: 'label' }],
  ['10,000 issues by priority, the newest first', largeState(10_000), { grouping: 'priority', sorting: 'created' }],
  ['10,000 issues, most of them left by a filter', largeState(10_000), { filter: 'issue' }],
  [
    'a restricted, failing, syncing shop of two repositories',
    shopState({
      trusted: false,
      syncing: true,
      failure: 'Broken.',
      repositories: [
        sampleRepository(),
        sampleRepository({ root: '/api', name: 'api', state: 'rebase', detached: true }),
      ],
      sources: [sampleSource({ tag: 'shop', error: failing }), sampleSource({ id: 'beads:api', freshness: 'stale' })],
    }),
    null,
  ],
  ['10,000 issues', largeState(10_000), null],
  ['no tracker', sampleState([], { sources: [] }), null],
  ...Object.entries(remoteStates).map(([name, state]) => [`GitHub, ${name}`, state, null] as const),
  ['nothing read yet', sampleState([], { phase: 'loading', repositories: [], sources: [] }), null],
];

describe('the first frame', () => {
  it.each(pages)('is what the program renders: %s', async (_what, state, saved) => {
    const first = await openPanel({ state, saved, program: never });
    const second = await openPanel({ state, saved });
    await second.page.locator('#root > .panel').waitFor();
    expect(await markup(first, '#opening-sight')).toBe(await markup(second, '#root'));
    expect(await second.page.locator('#opening-sight').count()).toBe(0);
    expect([...first.complaints, ...second.complaints]).toEqual([]);
  });

  it('is there without the program, scrolled to where the list was left, and nothing jumps when it comes', async () => {
    const state = largeState(10_000);
    const key = state.order.blocked[2_000] ?? '';
    const program = gate();
    const saved = { filter: '', collapsed: [], anchor: { group: 'status:blocked', id: `row:${key}`, offset: 7 } };
    const panel = await openPanel({ state, saved, program: program.opened });
    await panel.page.locator(`#opening-sight [data-key="${key}"]`).waitFor();
    const places = (within: string): Promise<unknown> =>
      panel.page.evaluate(
        (selector) =>
          [...document.querySelectorAll<HTMLElement>(`${selector} :is(.row, .section-header)`)]
            .map((element) => ({ element, box: element.getBoundingClientRect() }))
            .filter(({ box }) => box.bottom > 0 && box.top < window.innerHeight)
            .map(({ element, box }) => [
              element.dataset.key ?? element.dataset.section,
              box.top,
              box.height,
              box.width,
            ]),
        within,
      );
    const scrolled = (): Promise<number> => panel.page.locator('.scroller').evaluate(({ scrollTop }) => scrollTop);
    await expect.poll(scrolled).toBeGreaterThan(10_000);
    const [before, stood] = [await places('#opening-sight'), await scrolled()];
    program.open();
    await panel.page.locator(`#root [data-key="${key}"]`).waitFor();
    expect(await places('#root')).toEqual(before);
    expect(await scrolled()).toBe(stood);
    expect((before as readonly unknown[]).length).toBeGreaterThan(10);
  });

  it('leaves the list where it was when the keyboard is given to the page', async () => {
    const state = largeState(10_000);
    const key = state.order.blocked[2_000] ?? '';
    const saved = { filter: '', collapsed: [], anchor: { group: 'status:blocked', id: `row:${key}`, offset: 7 } };
    const scrolled = async ({ page }: PanelPage): Promise<number> => {
      await page.locator(`#root [data-key="${key}"]`).waitFor();
      return page.locator('#root .scroller').evaluate(({ scrollTop }) => scrollTop);
    };
    const left = await scrolled(await openPanel({ state, saved }));
    const panel = await openPanel({ state, saved, keyboard: true });
    await expect.poll(() => panel.page.evaluate(() => document.activeElement?.classList[0])).toBe('tree');
    await panel.page.locator('#root .row.active').waitFor();
    expect(await scrolled(panel)).toBe(left);
  });

  it('keeps where it was scrolled to by hand, and what was clicked, for the program', async () => {
    const program = gate();
    const panel = await openPanel({ state: largeState(10_000), program: program.opened });
    await panel.page.locator('#opening-sight .scroller').evaluate((scroller) => {
      scroller.scrollTo({ top: 330 });
    });
    await panel.page.locator('#opening-sight [data-key="beads:shop#big-109"]').click();
    await panel.page.locator('#opening-sight .tree').focus();
    program.open();
    await panel.page.locator('#root .row.active[data-key="beads:shop#big-109"]').waitFor();
    expect(await panel.page.locator('#root .scroller').evaluate(({ scrollTop }) => scrollTop)).toBe(330);
    expect(await panel.page.evaluate(() => document.activeElement?.classList[0])).toBe('tree');
    const opened = (await panel.posted()).filter(({ name }) => name === 'openIssue');
    expect(opened.map(({ argument }) => argument)).toEqual([{ key: 'beads:shop#big-109', preview: true }]);
  });

  it('passes on to the program what was typed into the filter, with the keyboard in it', async () => {
    const program = gate();
    const panel = await openPanel({ state: shopState(), program: program.opened });
    await panel.page.locator('#opening-sight .filter-input').click();
    await panel.page.keyboard.type('orders');
    program.open();
    await expect.poll(() => panel.page.locator('#root .filter-count').textContent()).toBe('4 of 26');
    await panel.page.keyboard.type(' api');
    await expect.poll(() => panel.page.locator('#root .filter-input').inputValue()).toBe('orders api');
  });

  it('passes a group that was folded on to the program', async () => {
    const program = gate();
    const panel = await openPanel({ state: shopState(), program: program.opened });
    await panel.page.locator('#opening-sight [data-section=ready]').click();
    program.open();
    await panel.page.locator('#root [data-section=ready][aria-expanded=false]').waitFor();
  });

  it('stays until all rows are here, and all of them are', async () => {
    const state = largeState(10_000);
    const panel = await openPanel({ state });
    await panel.page.locator('#root .row').first().waitFor();
    await panel.page.locator('#root .tree').waitFor();
    await panel.page.focus('.tree');
    await panel.page.keyboard.press('End');
    await panel.page.locator(`.row.active[data-key="${state.order.blocked.at(-1) ?? ''}"]`).waitFor();
  });

  it('says nothing but what is shown', async () => {
    const panel = await openPanel({ state: shopState(), program: never });
    const text = (): Promise<string | null> => panel.page.locator('body').textContent();
    expect(await text()).toContain('Schema migration for orders');
    expect(await text()).not.toContain('Gift cards');
    expect(await text()).not.toContain('could not be read: permission');
  });

  it('stays while the host does not hand out the rest', async () => {
    const panel = await openPanel({ state: largeState(10_000), answered: false });
    await panel.page.locator('#opening-sight .row').first().waitFor();
    await expect.poll(async () => (await panel.posted()).map(({ name }) => name)).toContain('getState');
    expect(await panel.page.locator('#opening-sight .row').count()).toBeGreaterThan(10);
  });

  it('tells the host what was arranged, so that the next page has the rows for it', async () => {
    const panel = await openPanel({ state: shopState() });
    await panel.page.locator('#root [data-section=ready]').click();
    const arranged = async (): Promise<unknown> =>
      (await panel.posted()).filter(({ name }) => name === 'arranged').at(-1)?.argument;
    await expect.poll(arranged).toMatchObject({
      grouping: 'status',
      filter: '',
      collapsed: ['status:deferred', 'status:other', 'problems', 'status:ready'],
    });
  });
});
