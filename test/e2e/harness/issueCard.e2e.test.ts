/** Answers for the card of an issue: how it comes and goes, where it stands, what it says and what its parts do. */
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { IssueDetails } from '../../../src/protocol/issueDetails';
import { splicedOrder, splicesBetween } from '../../../src/protocol/sectionSplices';
import { fullDetails, sampleDetails } from '../../fakes/issueDetails';
import { patchWith, sampleNowMs, sampleRow, shopRows, shopState } from '../../fakes/panelState';
import { cacheFolder } from '../../rig/paths';
import { themeNames, type PanelPage, type PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();

const detailsOf: readonly IssueDetails[] = shopRows().map(({ id, title, status }) =>
  id === 'shop-401' ? fullDetails() : sampleDetails(id, { title, status, excerpt: `About **${title}**.` }),
);
const answers = Object.fromEntries(detailsOf.map((details) => [`getDetails ${details.key}`, details]));
const keyOf = (id: string): string => `beads:shop#${id}`;

async function openShop(options: Partial<PanelPageOptions> = {}): Promise<PanelPage> {
  const panel = await openPage({ state: shopState(), nowMs: sampleNowMs, answers, ...options });
  await panel.page.locator('#root .row').first().waitFor();
  await panel.page.locator('#opening-sight').waitFor({ state: 'detached' });
  return panel;
}

const card = ({ page }: PanelPage): Locator => page.locator('.issue-card');
const row = ({ page }: PanelPage, id: string): Locator => page.locator(`#root [data-key="${keyOf(id)}"]`);
const argumentsOf = async (panel: PanelPage, name: string): Promise<readonly unknown[]> =>
  (await panel.posted()).filter((message) => message.name === name).map(({ argument }) => argument);
const focused = (panel: PanelPage): Promise<string> =>
  panel.page.evaluate(() => document.activeElement?.classList[0] ?? '');

/** Puts the keyboard on the row and asks for its card. */
async function look(panel: PanelPage, id: string): Promise<void> {
  await panel.send({ type: 'preview', key: keyOf(id) });
  await panel.page.locator(`.issue-card[data-issue="${keyOf(id)}"]`).waitFor();
}

/** Whether the card is on the page as a whole, and beside its row. */
async function isWellPlaced(panel: PanelPage, id: string): Promise<boolean> {
  const box = await card(panel).boundingBox();
  const own = await row(panel, id).boundingBox();
  const size = panel.page.viewportSize();
  if (box === null || own === null || size === null) return false;
  const inside = box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height + 0.5;
  return inside && (box.y + box.height <= own.y + 0.5 || box.y >= own.y + own.height - 0.5);
}

describe('the card of an issue', () => {
  it('is legible in every theme and width, below its row or above it, within the page', async () => {
    for (const theme of themeNames) {
      for (const width of [200, 260, 480]) {
        const panel = await openShop({ theme, width, height: 760 });
        await look(panel, 'shop-401');
        await panel.page.evaluate(() => document.fonts.ready);
        const file = `card-${theme.replaceAll(' ', '')}-${width}.png`;
        await panel.page.screenshot({ path: path.join(cacheFolder('screenshots'), file) });
        await expect.poll(() => isWellPlaced(panel, 'shop-401')).toBe(true);
        await look(panel, 'shop-a1f3');
        await expect.poll(() => isWellPlaced(panel, 'shop-a1f3')).toBe(true);
        const beside = await card(panel).evaluate((element) =>
          [...element.querySelectorAll('*')]
            .filter((each) => each.getBoundingClientRect().right > element.getBoundingClientRect().right)
            .map(({ className }) => className),
        );
        expect([theme, width, beside]).toEqual([theme, width, []]);
        expect(panel.complaints).toEqual([]);
        await panel.close();
      }
    }
  });

  it('comes when the pointer rests, can be entered, and goes when it leaves', async () => {
    const panel = await openShop();
    await row(panel, 'shop-398').hover();
    await card(panel).waitFor();
    expect(await card(panel).getAttribute('data-by')).toBe('pointer');
    expect(await card(panel).textContent()).toContain('About Schema migration for orders.');
    await card(panel).hover();
    await panel.page.evaluate(async () => {
      for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    });
    expect(await card(panel).count()).toBe(1);
    await panel.page.mouse.move(150, 5);
    await card(panel).waitFor({ state: 'detached' });
    expect(await argumentsOf(panel, 'getDetails')).toEqual([{ key: keyOf('shop-398') }]);
  });

  it('goes at a press, a key or a scroll, and is back at once for the same revision', async () => {
    const panel = await openShop({ height: 400 });
    for (const send of [
      () => panel.page.mouse.click(150, 300, { button: 'right' }),
      () => panel.page.keyboard.press('ArrowDown'),
      () => panel.page.mouse.wheel(0, 300),
    ]) {
      await panel.page.mouse.move(150, 300);
      await card(panel).waitFor();
      await panel.page.mouse.move(150, 299);
      await send();
      await card(panel).waitFor({ state: 'detached' });
      await panel.page.mouse.move(150, 5);
      await panel.page.locator('.scroller').evaluate((scroller) => {
        scroller.scrollTo({ top: 0 });
      });
    }
    expect(await argumentsOf(panel, 'getDetails')).toHaveLength(1);
  });

  it('is opened by Space, stays while arrows move, and Escape closes it and nothing else', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    await panel.page.locator('.tree').focus();
    await keyboard.press('Home');
    await keyboard.press('Space');
    await panel.page.locator(`.issue-card[data-issue="${keyOf('shop-412')}"]`).waitFor();
    for (const key of ['ArrowDown', 'ArrowDown']) await keyboard.press(key);
    await panel.page.locator(`.issue-card[data-issue="${keyOf('shop-a1f3')}"]`).waitFor();
    expect(await panel.page.locator('body > .spoken').allTextContents()).toContain(
      'Preview. Tab goes into it, Escape closes it.',
    );
    await keyboard.press('Escape');
    await card(panel).waitFor({ state: 'detached' });
    expect(await focused(panel)).toBe('tree');
  });

  it('takes the keyboard with Tab, and gives it back at its ends and with Escape', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    await panel.page.locator('.tree').focus();
    await look(panel, 'shop-401');
    await keyboard.press('Tab');
    expect(await focused(panel)).toBe('issue-card');
    expect(await card(panel).getAttribute('role')).toBe('dialog');
    await keyboard.press('Shift+Tab');
    expect(await focused(panel)).toBe('tree');
    await keyboard.press('Tab');
    const stops: string[] = [];
    while ((await focused(panel)) !== 'tree' && stops.length < 30) {
      stops.push(await panel.page.evaluate(() => document.activeElement?.textContent ?? ''));
      await keyboard.press('Tab');
    }
    expect(stops.slice(1, 3)).toEqual(['the design', 'shop-398']);
    expect(stops.at(-1)).toBe('Move invoices to the new ledger');
    await keyboard.press('Tab');
    await keyboard.press('Escape');
    await card(panel).waitFor({ state: 'detached' });
    expect(await focused(panel)).toBe('tree');
  });

  it('leads to the issues of its chain, to its text, and outward only through the host', async () => {
    const panel = await openShop();
    await look(panel, 'shop-401');
    await card(panel).getByText('the design').click();
    await expect
      .poll(() => argumentsOf(panel, 'openAddress'))
      .toEqual([{ address: 'https://example.com/design/orders?v=2' }]);
    expect(await card(panel).getByText('the design').getAttribute('title')).toBe(
      'https://example.com/design/orders?v=2',
    );
    await card(panel).getByText('Pages for orders').click();
    await expect
      .poll(() => argumentsOf(panel, 'openLink'))
      .toEqual([{ key: keyOf('shop-401'), which: 'pullRequest #420' }]);
    await card(panel).getByText('Read All').click();
    await expect.poll(() => argumentsOf(panel, 'openIssue')).toEqual([{ key: keyOf('shop-401'), preview: true }]);
    await card(panel).getByRole('link', { name: 'shop-398' }).click();
    await panel.page.locator(`.issue-card[data-issue="${keyOf('shop-398')}"]`).waitFor();
    expect(await row(panel, 'shop-398').getAttribute('class')).toContain('active');
    await look(panel, 'shop-401');
    await card(panel).locator('.issue-step', { hasText: 'Split the pricing service' }).click();
    await panel.page.locator(`.issue-card[data-issue="${keyOf('shop-61')}"]`).waitFor();
    expect(panel.page.url()).toBe('http://panel.invalid/');
  });

  it('says in words what it says in shapes', async () => {
    const panel = await openShop();
    await look(panel, 'shop-401');
    const text = (await card(panel).textContent()) ?? '';
    for (const words of [
      'blocked',
      'Waits for shop-398 Schema migration for orders',
      'goes round to itself',
      'cannot be found',
      'listed above',
      'and 4 more',
      'merged, approved',
      'GitHub, confirmed 47m ago',
      'in 30d',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('follows new data, and goes with its issue', async () => {
    const panel = await openShop();
    await look(panel, 'shop-398');
    const state = shopState();
    const renamed = patchWith(state, sampleRow('shop-398', { title: 'Renamed' }));
    await panel.send({ type: 'patch', patch: renamed });
    await expect.poll(() => argumentsOf(panel, 'getDetails')).toHaveLength(2);
    const { header } = state;
    const before = splicedOrder(state.order, renamed.order);
    const order = splicesBetween(before, {
      ...before,
      ready: before.ready.filter((key) => key !== keyOf('shop-398')),
    });
    const removals = [keyOf('shop-398')];
    await panel.send({ type: 'patch', patch: { baseRevision: 2, revision: 3, header, order, upserts: [], removals } });
    await card(panel).waitFor({ state: 'detached' });
  });

  it('is not in the first screen’s program', async () => {
    const panel = await openShop();
    const asked = await panel.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
    );
    expect(asked).not.toContain('/card.js');
  });
});
