import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PanelState, Row } from '../../../src/protocol/messages';
import { largeState, patchWith, sampleRepository, sampleRow, sampleState, shopState } from '../../fakes/panelState';
import { cacheFolder } from '../../rig/paths';
import { themeNames, type PanelPage, type PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';
import { activeKey, focusedClass, openShopPanel, requests } from './shopPanel';

const openPanel = panelPages();

const openShop = (options: Partial<PanelPageOptions> = {}): Promise<PanelPage> => openShopPanel(openPanel, options);

describe('the panel in a browser', () => {
  it('starts under its content security policy without a complaint, in every theme', async () => {
    for (const theme of themeNames) {
      const panel = await openShop({ theme });
      await panel.page.screenshot({ path: path.join(cacheFolder('screenshots'), `page-${theme}.png`) });
      // A progress ring and buttons are the elements the shop's first sight does not show.
      await panel.send({ type: 'state', state: shopState({ syncing: true }, 2) });
      await panel.page.locator('vscode-progress-ring:defined').waitFor();
      await panel.send({ type: 'state', state: sampleState([], { sources: [] }, 3) });
      await panel.page.locator('vscode-button:defined').first().waitFor();
      expect(panel.complaints).toEqual([]);
    }
  });

  it('shows at every width what fits, and nothing beside the page', async () => {
    const crowded = shopState({
      repositories: [
        sampleRepository({ name: 'a-repository-with-a-rather-long-name', changes: 1234, ahead: 120, behind: 99 }),
        sampleRepository({ root: '/api', state: 'rebase', detached: true, conflicted: 12, changes: 345 }),
        sampleRepository({ root: '/new', name: 'new', unborn: true, head: null, upstream: null }),
        sampleRepository({ root: '/docs', name: 'docs', isGit: false, branch: null }),
      ],
    });
    const seen = { shop: shopState(), crowded };
    for (const [name, state] of Object.entries(seen)) {
      for (const width of name === 'shop' ? [200, 260, 300, 480, 600] : [260, 300, 480, 600]) {
        await lookForOverflow(name, state, width);
      }
    }
  });

  async function lookForOverflow(name: string, state: PanelState, width: number): Promise<void> {
    const panel = await openShop({ state, width, height: 900 });
    await panel.page.screenshot({ path: path.join(cacheFolder('screenshots'), `page-${name}-${width}.png`) });
    const overflowing = await panel.page.evaluate(() =>
      [...document.querySelectorAll('.repository, .repository > *, .chip, .section-header, .row, .filter *')]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
        .map((element) => element.className),
    );
    expect([name, width, overflowing]).toEqual([name, width, []]);
  }

  it('cuts no reason to make room for labels', async () => {
    const longReason: Row['blockedBy'] = [
      { reason: 'edge', kind: 'blocks', id: 's-1', key: 'beads:shop#s-1', title: 'A blocker with quite a long title' },
    ];
    const row = sampleRow('s-2', { status: 'blocked', labels: ['db'], unblocks: { direct: 2, total: 2 } });
    for (const width of [260, 300]) {
      const panel = await openShop({ width, state: sampleState([{ ...row, blockedBy: longReason }]) });
      const facts = panel.page.locator('.row-facts');
      const line = await facts.boundingBox();
      const reason = await facts.locator('[data-fact=reason]').boundingBox();
      expect(reason?.y).toBe(line?.y);
      expect(reason?.width).toBeGreaterThan(width / 3);
      expect(await facts.locator('.labels').isVisible()).toBe(false);
    }
  });

  it('asks for the state when the page brings nothing that was read, and shows where rows will be until it comes', async () => {
    const panel = await openPanel({ state: null });
    await panel.page.locator('[data-state=loading]').waitFor();
    await expect.poll(() => requests(panel, 'getState')).toEqual([{ revision: 0 }]);
    await panel.send({ type: 'state', state: shopState() });
    await panel.page.locator('[data-key="beads:shop#shop-398"]').waitFor();
    expect(await panel.page.locator('[data-state=loading]').count()).toBe(0);
  });

  it('tells the host of each revision that was painted', async () => {
    const panel = await openShop();
    await panel.send({ type: 'state', state: shopState({}, 2) });
    await expect.poll(() => requests(panel, 'painted')).toMatchObject([{ revision: 1 }, { revision: 2 }]);
  });

  it('asks for everything when a patch belongs to another revision', async () => {
    const panel = await openShop();
    await expect.poll(() => requests(panel, 'getState')).toHaveLength(1);
    const { header } = shopState();
    await panel.send({
      type: 'patch',
      patch: { baseRevision: 7, revision: 8, header, order: [], upserts: [], removals: [] },
    });
    await expect.poll(() => requests(panel, 'getState')).toHaveLength(2);
  });

  it('previews on a click, pins on a double click, and goes to the blocker from the reason', async () => {
    const panel = await openShop();
    await panel.page.locator('[data-key="beads:shop#shop-77c0"]').click();
    await expect.poll(() => requests(panel, 'openIssue')).toEqual([{ key: 'beads:shop#shop-77c0', preview: true }]);
    expect(await focusedClass(panel)).toBe('tree');
    await panel.page.locator('[data-key="beads:shop#shop-77c0"]').dblclick();
    await expect
      .poll(() => requests(panel, 'openIssue'))
      .toContainEqual({ key: 'beads:shop#shop-77c0', preview: false });
    const before = (await requests(panel, 'openIssue')).length;
    await panel.page.locator('.scroller').evaluate((scroller) => {
      scroller.scrollTo({ top: scroller.scrollHeight });
    });
    await panel.page.locator('[data-key="beads:shop#shop-402"] [data-fact=reason]').click();
    await expect.poll(() => activeKey(panel)).toBe('beads:shop#shop-398');
    expect(await focusedClass(panel)).toBe('tree');
    expect(await requests(panel, 'openIssue')).toHaveLength(before);
  });

  it('is one tab stop that keys move through', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    await panel.page.focus('.tree');
    expect(await activeKey(panel)).toBe('beads:shop#shop-412');
    await keyboard.press('ArrowDown');
    expect(await activeKey(panel)).toBeNull();
    await keyboard.press('ArrowDown');
    expect(await activeKey(panel)).toBe('beads:shop#shop-a1f3');
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    await expect
      .poll(() => panel.page.locator('[data-section=inProgress]').getAttribute('aria-expanded'))
      .toBe('false');
    await keyboard.press('ArrowRight');
    await keyboard.press('End');
    expect(await panel.page.evaluate(() => document.activeElement?.classList[0])).toBe('tree');
    await expect.poll(() => panel.page.locator('.section-header.active').getAttribute('data-section')).toBe('problems');
    await keyboard.type('sche');
    expect(await activeKey(panel)).toBe('beads:shop#shop-398');
    await keyboard.press('Enter');
    await keyboard.press('Control+c');
    await expect.poll(() => requests(panel, 'openIssue')).toEqual([{ key: 'beads:shop#shop-398', preview: false }]);
    await expect
      .poll(() => requests(panel, 'run'))
      .toEqual([{ command: 'copyIssueKey', keys: ['beads:shop#shop-398'] }]);
    await keyboard.type('orders api');
    expect(await activeKey(panel)).toBe('beads:shop#shop-401');
    await keyboard.press('Alt+Enter');
    await expect.poll(() => activeKey(panel)).toBe('beads:shop#shop-398');
  });

  it('goes from the filter to the first issue it leaves, and Escape in the list clears it', async () => {
    const panel = await openShop();
    await panel.page.locator('[data-key="beads:shop#shop-77c0"]').click();
    await panel.page.keyboard.press('/');
    await panel.page.keyboard.type('orders');
    await expect.poll(() => panel.page.locator('.row').count()).toBe(4);
    expect(await panel.page.locator('[data-section=inProgress]').count()).toBe(0);
    await panel.page.keyboard.press('ArrowDown');
    await expect.poll(() => activeKey(panel)).toBe('beads:shop#shop-398');
    expect(await focusedClass(panel)).toBe('tree');
    await panel.page.keyboard.press('Escape');
    await panel.page.locator('[data-section=inProgress]').waitFor();
    expect(await panel.page.locator('.filter-count').count()).toBe(0);
    expect(await activeKey(panel)).toBe('beads:shop#shop-398');
  });

  it('keeps the row under the pointer where it is when rows come in above it', async () => {
    const panel = await openShop({ height: 600 });
    const row = panel.page.locator('[data-key="beads:shop#shop-361"]');
    await panel.page.locator('.scroller').evaluate((scroller) => {
      scroller.scrollTo({ top: 300 });
    });
    await row.hover();
    const before = await row.boundingBox();
    const state = shopState();
    const fresh = [1, 2, 3].map((number) => sampleRow(`shop-new${number}`, { priority: 0 }));
    await panel.send({
      type: 'patch',
      patch: {
        baseRevision: 1,
        revision: 2,
        header: state.header,
        order: [{ section: 'ready', at: 0, removed: 0, keys: fresh.map(({ key }) => key) }],
        upserts: fresh,
        removals: [],
      },
    });
    await expect.poll(() => panel.page.locator('.panel').getAttribute('data-revision')).toBe('2');
    expect(await row.boundingBox()).toEqual(before);
  });

  it('keeps the keyboard on its issue when a patch moves it to another section', async () => {
    const panel = await openShop();
    await panel.page.locator('[data-key="beads:shop#shop-77c0"]').click();
    await panel.send({
      type: 'patch',
      patch: patchWith(shopState(), sampleRow('shop-77c0', { status: 'inProgress', title: 'Rate limiter' })),
    });
    await expect.poll(() => panel.page.locator('.row.active .row-name').textContent()).toBe('Rate limiter');
    expect(await activeKey(panel)).toBe('beads:shop#shop-77c0');
  });

  it('reveals a row that is in a closed section and hidden by the filter', async () => {
    const panel = await openShop({ saved: { filter: 'orders' } });
    await panel.send({ type: 'reveal', key: 'beads:shop#shop-503' });
    await expect.poll(() => activeKey(panel)).toBe('beads:shop#shop-503');
    expect(await panel.page.evaluate(() => document.activeElement?.classList[0])).toBe('tree');
  });

  it('remembers filter, closed sections and place', async () => {
    const panel = await openShop({
      saved: { filter: '', collapsed: ['status:ready'], activeId: 'row:beads:shop#shop-401' },
    });
    expect(await panel.page.locator('[data-section=ready]').getAttribute('aria-expanded')).toBe('false');
    expect(await activeKey(panel)).toBe('beads:shop#shop-401');
  });

  it('holds at most a hundred row elements of 100,000 issues, wherever one scrolls', async () => {
    const panel = await openShop({ height: 1000 });
    await panel.send({ type: 'state', state: { ...largeState(100_000), revision: 2 } });
    await panel.page.locator('[data-key="beads:shop#big-9"]').waitFor();
    for (const part of [0, 0.25, 0.5, 0.999, 0.1]) {
      const shown = await panel.page.locator('.scroller').evaluate(async (scroller, wanted) => {
        scroller.scrollTo({ top: scroller.scrollHeight * wanted });
        const painted = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
        await painted();
        await painted();
        const bounds = scroller.getBoundingClientRect();
        const hit = document.elementFromPoint(bounds.left + 60, bounds.top + bounds.height / 2);
        return { rows: document.querySelectorAll('.row').length, hit: hit?.closest('.row, .section-header') !== null };
      }, part);
      expect(shown.hit).toBe(true);
      expect(shown.rows).toBeLessThanOrEqual(100);
    }
  });
});
