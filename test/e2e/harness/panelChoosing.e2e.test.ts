import { describe, expect, it } from 'vitest';
import { splicesBetween } from '../../../src/protocol/sectionSplices';
import { patchWith, sampleRow, shopState } from '../../fakes/panelState';
import type { PanelPage, PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';
import { activeKey, focusedClass, openShopPanel, requests, selectedIds } from './shopPanel';

const openPanel = panelPages();

const openShop = (options: Partial<PanelPageOptions> = {}): Promise<PanelPage> => openShopPanel(openPanel, options);

const key = (id: string): string => `beads:shop#${id}`;
const row = (panel: PanelPage, id: string) => panel.page.locator(`#root .row[data-key="${key(id)}"]`);
const contextOf = async (panel: PanelPage, selector: string): Promise<unknown> =>
  JSON.parse((await panel.page.locator(selector).getAttribute('data-vscode-context')) ?? '');

describe('choosing in the panel', () => {
  it('chooses several by keyboard, which one command acts on, and lets go with Escape', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    await row(panel, 'shop-398').click();
    expect(await selectedIds(panel)).toEqual(['shop-398']);
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-398', 'shop-77c0', 'shop-51']);
    await keyboard.press('Shift+ArrowUp');
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-398', 'shop-77c0']);
    await keyboard.press('Control+c');
    await expect
      .poll(() => requests(panel, 'run'))
      .toEqual([{ command: 'copyIssueKey', keys: [key('shop-398'), key('shop-77c0')] }]);
    await keyboard.press('Escape');
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-77c0']);
  });

  it('chooses single ones with Control, without letting go of the others', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    await row(panel, 'shop-398').click();
    await keyboard.press('Control+ArrowDown');
    await keyboard.press('Control+ArrowDown');
    await keyboard.press('Control+Space');
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-398', 'shop-51']);
    await keyboard.press('ArrowDown');
    await expect.poll(async () => (await selectedIds(panel)).length).toBe(1);
  });

  it('chooses by clicks: Control adds and takes out, Shift chooses all between, and neither opens anything', async () => {
    const panel = await openShop();
    await row(panel, 'shop-398').click();
    await row(panel, 'shop-51').click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-398', 'shop-51']);
    await row(panel, 'shop-398').click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-51']);
    await row(panel, 'shop-398').click();
    await row(panel, 'shop-51').click({ modifiers: ['Shift'] });
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-398', 'shop-77c0', 'shop-51']);
    expect(await requests(panel, 'openIssue')).toHaveLength(2);
  });

  it('chooses all that the filter leaves, says how many, and lets go with a button', async () => {
    const panel = await openShop({ saved: { filter: 'orders' } });
    await panel.page.focus('.tree');
    await panel.page.keyboard.press('Control+a');
    await expect.poll(async () => (await selectedIds(panel)).length).toBe(4);
    expect(await panel.page.locator('.selection-line').textContent()).toContain('4 selected');
    await expect
      .poll(() => panel.page.locator('.panel > .spoken[role=status]').textContent())
      .toBe('4 issues selected');
    await panel.page.getByRole('button', { name: 'Clear Selection' }).click();
    await expect.poll(() => panel.page.locator('.whose').count()).toBe(1);
  });

  it('tells the menu of all that are chosen where it is opened on one of them, elsewhere of that one', async () => {
    const panel = await openShop();
    await row(panel, 'shop-398').click();
    await row(panel, 'shop-51').click({ modifiers: ['ControlOrMeta'] });
    const several = { several: true, issueKey: key('shop-51') };
    await expect.poll(() => contextOf(panel, '#root .tree')).toMatchObject(several);
    expect(await contextOf(panel, `#root [data-key="${key('shop-398')}"]`)).toMatchObject({ several: true });
    expect(await contextOf(panel, `#root [data-key="${key('shop-77c0')}"]`)).toMatchObject({ several: false });
    await row(panel, 'shop-398').click({ button: 'right' });
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-398', 'shop-51']);
    await row(panel, 'shop-77c0').click({ button: 'right' });
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-77c0']);
  });

  it('forgets a chosen issue that is gone, and keeps the others over a change', async () => {
    const panel = await openShop();
    await row(panel, 'shop-398').click();
    await panel.page.keyboard.press('Shift+ArrowDown');
    const state = shopState();
    const patch = patchWith(state, sampleRow('shop-9d2', { title: 'Changed' }));
    await panel.send({
      type: 'patch',
      patch: {
        ...patch,
        order: splicesBetween(state.order, {
          ...state.order,
          ready: state.order.ready.filter((each) => each !== key('shop-398')),
        }),
        removals: [key('shop-398')],
      },
    });
    await expect.poll(() => selectedIds(panel)).toEqual(['shop-77c0']);
    expect(await focusedClass(panel)).toBe('tree');
    expect(await panel.page.locator('.issue-list.choosing').count()).toBe(1);
  });

  it('is a tree of which several can be selected, with levels and places of groups and rows', async () => {
    const panel = await openShop();
    const tree = panel.page.getByRole('tree', { name: 'Issues' });
    expect(await tree.getAttribute('aria-multiselectable')).toBe('true');
    const place = (selector: string): Promise<readonly (string | null)[]> =>
      panel.page
        .locator(selector)
        .evaluate((element) =>
          ['aria-level', 'aria-posinset', 'aria-setsize'].map((name) => element.getAttribute(name)),
        );
    expect(await place('#root .row.pinned')).toEqual(['1', '1', '7']);
    expect(await place('#root [data-section=ready]')).toEqual(['1', '3', '7']);
    expect(await place(`#root [data-key="${key('shop-398')}"]`)).toEqual(['2', '1', '12']);
  });
});

describe('the keys of the panel', () => {
  it('looks at an issue with Space, and asks the host to open nothing', async () => {
    const panel = await openShop();
    await row(panel, 'shop-398').click();
    const opened = (await requests(panel, 'openIssue')).length;
    await panel.page.keyboard.press('Space');
    await expect.poll(() => requests(panel, 'getDetails')).toContainEqual({ key: key('shop-398') });
    await panel.page.keyboard.press('ArrowDown');
    await expect.poll(() => requests(panel, 'getDetails')).toContainEqual({ key: key('shop-77c0') });
    expect(await requests(panel, 'openIssue')).toHaveLength(opened);
  });

  it('runs commands with Alt, which no title begins with', async () => {
    const panel = await openShop();
    await row(panel, 'shop-398').click();
    for (const press of ['Alt+s', 'Alt+o', 'Alt+b', 'Alt+ArrowUp', 'Alt+ArrowDown']) {
      await panel.page.keyboard.press(press);
    }
    const keys = [key('shop-398')];
    await expect
      .poll(() => requests(panel, 'run'))
      .toEqual(
        ['startWork', 'openInBrowser', 'copyBranchName', 'whyBlocked', 'showUnblocks'].map((command) => ({
          command,
          keys,
        })),
      );
    expect(await activeKey(panel)).toBe(key('shop-398'));
  });

  it('shows its keys, keeps the keyboard in them, and gives it back to where it was', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    await row(panel, 'shop-398').click();
    await keyboard.press('?');
    const dialog = panel.page.getByRole('dialog', { name: 'Keys of the Panel' });
    await dialog.waitFor();
    for (let press = 0; press < 3; press++) await keyboard.press('Tab');
    expect(await panel.page.evaluate(() => document.activeElement?.closest('dialog') !== null)).toBe(true);
    await keyboard.press('ArrowDown');
    expect(await activeKey(panel)).toBe(key('shop-398'));
    await keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await focusedClass(panel)).toBe('tree');
    await panel.send({ type: 'keys' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => dialog.count()).toBe(0);
  });

  it('types a question mark and a slash into the filter as they are', async () => {
    const panel = await openShop();
    await panel.page.locator('.filter-input').click();
    await panel.page.keyboard.type('a/b?');
    expect(await panel.page.locator('.filter-input').inputValue()).toBe('a/b?');
    expect(await panel.page.getByRole('dialog').count()).toBe(0);
  });
});
