import { describe, expect, it } from 'vitest';
import { largeState, shopState } from '../../fakes/panelState';
import type { PanelPage, PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';
import { activeKey, focusedClass, openShopPanel } from './shopPanel';

const openPanel = panelPages();

const openShop = (options: Partial<PanelPageOptions> = {}): Promise<PanelPage> => openShopPanel(openPanel, options);

const filterText = (panel: PanelPage): Promise<string> => panel.page.locator('.filter-input').inputValue();
const count = (panel: PanelPage): Promise<string | null> => panel.page.locator('.filter-count').textContent();
const shownGroups = (panel: PanelPage): Promise<readonly string[]> =>
  panel.page.locator('.section-name').allTextContents();
const spoken = (panel: PanelPage): Promise<string | null> =>
  panel.page.locator('.panel > .spoken[role=status]').textContent();

describe('finding in the panel', () => {
  it('filters as one types, says what it hides, in all and of each group, and clears with Escape', async () => {
    const panel = await openShop();
    await panel.page.focus('.tree');
    await panel.page.keyboard.press('/');
    await panel.page.keyboard.type('orders');
    await expect.poll(() => count(panel)).toBe('4 of 26');
    await expect.poll(() => panel.page.locator('.row').count()).toBe(4);
    expect(await panel.page.locator('[data-section=blocked] .badge').textContent()).toMatch(/^\d of \d+$/);
    await panel.page.keyboard.type(' of the moon');
    await panel.page.locator('[data-state=noMatch]').waitFor();
    await panel.page.keyboard.press('Escape');
    await panel.page.locator('[data-key="beads:shop#shop-77c0"]').waitFor();
    expect(await panel.page.locator('.filter-count').count()).toBe(0);
  });

  it('is a combobox that is spoken by what it does, and says once how much is left when the typing stops', async () => {
    const panel = await openShop();
    const field = panel.page.getByRole('combobox', { name: 'Filter issues by text or by filters such as is:ready' });
    await field.fill('orders');
    expect(await field.getAttribute('aria-expanded')).toBe('false');
    expect(await spoken(panel)).toBe('');
    await expect.poll(() => spoken(panel)).toBe('4 of 26 issues shown');
  });

  it('suggests filters by name and their values, which arrows choose and Enter or Tab takes', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    const options = panel.page.getByRole('option');
    await panel.page.keyboard.press('/');
    await keyboard.type('lab');
    await expect.poll(() => options.count()).toBe(1);
    await keyboard.press('Tab');
    await expect.poll(() => filterText(panel)).toBe('label:');
    await expect.poll(() => options.count()).toBeGreaterThan(3);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    const chosen = panel.page.locator('[role=option][aria-selected=true]');
    await expect.poll(() => chosen.count()).toBe(1);
    const id = await chosen.getAttribute('id');
    expect(await panel.page.locator('.filter-input').getAttribute('aria-activedescendant')).toBe(id);
    const value = await chosen.locator('.popup-name').textContent();
    await keyboard.press('Enter');
    await expect.poll(() => filterText(panel)).toBe(`label:${value ?? ''} `);
    await expect.poll(() => options.count()).toBe(0);
    await expect.poll(() => panel.page.locator('.row').count()).toBeGreaterThan(0);
    expect(await focusedClass(panel)).toBe('filter-input');
  });

  it('takes a suggestion that is clicked, closes them with Escape, and shows all that can be asked when asked', async () => {
    const panel = await openShop();
    const options = panel.page.getByRole('option');
    await panel.page.locator('.filter-input').click();
    await options.getByText('is:', { exact: true }).click();
    await expect.poll(() => filterText(panel)).toBe('is:');
    await options.getByText('ready', { exact: true }).click();
    await expect.poll(() => filterText(panel)).toBe('is:ready ');
    await panel.page.keyboard.press('Control+Space');
    await expect.poll(() => options.count()).toBeGreaterThan(5);
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => options.count()).toBe(0);
    expect(await filterText(panel)).toBe('is:ready ');
  });

  it('goes on with Tab when nothing is typed, though suggestions show', async () => {
    const panel = await openShop();
    await panel.page.locator('.filter-input').click();
    await expect.poll(() => panel.page.getByRole('option').count()).toBeGreaterThan(5);
    await panel.page.keyboard.press('Tab');
    expect(await filterText(panel)).toBe('');
    expect(await focusedClass(panel)).toBe('whose-chip');
  });

  it('says in a sentence what is not understood, once the typing stops', async () => {
    const panel = await openShop();
    await panel.page.locator('.filter-input').fill('is:redy orders');
    const trouble = panel.page.locator('.filter-troubles');
    expect(await trouble.textContent()).toBe('');
    await expect.poll(() => trouble.textContent()).toBe('“redy” is no value of is, and is left out.');
    expect(await count(panel)).toBe('4 of 26');
  });

  it('shows mine, those of nobody and those of anyone in one click, beside what is typed', async () => {
    const panel = await openShop({ state: shopState({ me: ['gf', 'grace fischer'] }) });
    const chip = (whose: string) => panel.page.locator(`[data-whose=${whose}]`);
    const pressed = (): Promise<(string | null)[]> =>
      panel.page
        .locator('.whose-chip[aria-pressed=true]')
        .evaluateAll((chips) => chips.map((each) => each.getAttribute('data-whose')));
    expect(await pressed()).toEqual(['anyone']);
    await panel.page.locator('.filter-input').fill('is:ready');
    await chip('unassigned').click();
    await expect.poll(() => filterText(panel)).toBe('is:ready no:assignee');
    await expect.poll(pressed).toEqual(['unassigned']);
    await chip('mine').click();
    await expect.poll(() => filterText(panel)).toBe('is:ready assignee:@me');
    await chip('mine').click();
    await expect.poll(() => filterText(panel)).toBe('is:ready');
    await expect.poll(pressed).toEqual(['anyone']);
  });

  it('groups and sorts by a menu that keys work, which gives the keyboard back', async () => {
    const panel = await openShop();
    const { keyboard } = panel.page;
    const button = panel.page.locator('.arrange-button');
    await button.focus();
    await keyboard.press('Enter');
    await expect
      .poll(() => panel.page.evaluate(() => document.activeElement?.getAttribute('aria-checked')))
      .toBe('true');
    expect(await panel.page.getByRole('menuitemradio').count()).toBe(12);
    await keyboard.press('End');
    await keyboard.press('Escape');
    await expect.poll(() => panel.page.getByRole('menu').count()).toBe(0);
    expect(await focusedClass(panel)).toBe('arrange-button');
    await keyboard.press('ArrowDown');
    await panel.page.getByRole('menu').waitFor();
    await keyboard.type('a');
    await keyboard.press('Enter');
    await expect.poll(() => shownGroups(panel)).toContain('Unassigned');
    expect(await button.getAttribute('aria-label')).toBe('Group and sort: by Assignee, by Priority');
    expect(await focusedClass(panel)).toBe('arrange-button');
  });

  it('keeps grouping, order, filter and closed groups for the next life of the page', async () => {
    const first = await openShop();
    await first.send({ type: 'arrange', grouping: 'label', sorting: 'updated' });
    await first.page.locator('[data-group="label:db"]').click();
    await first.page.locator('[data-group="label:db"][aria-expanded=false]').waitFor();
    const arranged = async (): Promise<unknown> =>
      (await first.posted()).filter(({ name }) => name === 'arranged').at(-1)?.argument;
    await expect.poll(arranged).toMatchObject({ grouping: 'label', sorting: 'updated' });
    const again = await openShop({ saved: await arranged() });
    expect(await again.page.locator('[data-group="label:db"]').getAttribute('aria-expanded')).toBe('false');
    expect(await again.page.locator('.arrange-button').getAttribute('aria-label')).toContain('by Last Updated');
  });

  it('begins at the top when it is arranged anew, and keeps the keyboard on its issue', async () => {
    const panel = await openShop({ state: largeState(1_000) });
    const scrolled = (): Promise<number> => panel.page.locator('.scroller').evaluate(({ scrollTop }) => scrollTop);
    await panel.page.focus('.tree');
    await panel.page.keyboard.press('End');
    const key = await activeKey(panel);
    await expect.poll(scrolled).toBeGreaterThan(1_000);
    await panel.send({ type: 'arrange', grouping: 'priority', sorting: null });
    await expect.poll(scrolled).toBe(0);
    await expect.poll(() => activeKey(panel)).toBe(key);
  });

  it('puts the keyboard into the filter, with a query where the host has one', async () => {
    const panel = await openShop();
    await panel.send({ type: 'find', query: 'is:blocked' });
    await expect.poll(() => focusedClass(panel)).toBe('filter-input');
    expect(await filterText(panel)).toBe('is:blocked');
    await panel.send({ type: 'find', query: null });
    expect(await filterText(panel)).toBe('is:blocked');
  });

  it('hides nobody’s name: what people typed is shown as it was written', async () => {
    const panel = await openShop({ saved: { grouping: 'label' } });
    expect(await shownGroups(panel)).toContain('db');
    const transform = await panel.page
      .locator('[data-group="label:db"] .section-name')
      .evaluate((element) => getComputedStyle(element).textTransform);
    expect(transform).toBe('none');
  });

  it('leaves all that is on the line of the filter on the page, however narrow', async () => {
    const panel = await openShop({ width: 200, saved: { filter: 'is:ready is:redy label:' } });
    await panel.page.locator('.filter-troubles p').first().waitFor();
    await panel.page.locator('.arrange-button').click();
    await panel.page.getByRole('menu').waitFor();
    const beside = await panel.page.evaluate(() =>
      [...document.querySelectorAll('.filter *')]
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return width > 0 && (left < 0 || right > window.innerWidth);
        })
        .map((element) => element.className),
    );
    expect(beside).toEqual([]);
  });
});
