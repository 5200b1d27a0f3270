import { describe, expect, it } from 'vitest';
import type { PanelHeader, PanelPatch, Row } from '../../../src/protocol/messages';
import { sampleNowMs, sampleRepository, sampleSource, shopRows, shopState } from '../../fakes/panelState';
import type { PanelPage } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();
const minuteMs = 60_000;
const confirmedAtMs = sampleNowMs - 6 * minuteMs;

const headerWith = (freshness: 'fresh' | 'ageing' | 'stale'): PanelHeader =>
  shopState({ sources: [sampleSource({ freshness, confirmedAtMs })] }).header;

const patchOf = (baseRevision: number, header: PanelHeader, upserts: readonly Row[] = []): PanelPatch => ({
  baseRevision,
  revision: baseRevision + 1,
  header,
  order: [],
  upserts,
  removals: [],
});

async function openPanel(): Promise<PanelPage> {
  const panel = await openPage({ state: shopState({ sources: headerWith('fresh').sources }), nowMs: sampleNowMs });
  await panel.page.locator('#root .row').first().waitFor();
  await panel.page.locator('#opening-sight').waitFor({ state: 'detached' });
  return panel;
}

/**
 * Keys of the rows that React rendered since the last call. Each rendering of a row makes new properties for its element,
 * and React keeps the latest on the element itself.
 */
const rendered = (panel: PanelPage): Promise<readonly string[]> =>
  panel.page.evaluate(() => {
    const before = ((window as { rowProperties?: Map<Element, unknown> }).rowProperties ??= new Map());
    const keys: string[] = [];
    for (const row of document.querySelectorAll('#root .row')) {
      const name = Object.keys(row).find((each) => each.startsWith('__reactProps$'));
      if (name === undefined) throw new Error('React keeps the properties elsewhere.');
      const properties = (row as unknown as Record<string, unknown>)[name];
      if (before.get(row) !== properties) keys.push(row.getAttribute('data-key') ?? '');
      before.set(row, properties);
    }
    return keys;
  });

describe('the freshness of a source', () => {
  it('turns on its chip and at the end of its rows, and no row is rendered for that', async () => {
    const panel = await openPanel();
    const { page } = panel;
    expect((await rendered(panel)).length).toBeGreaterThan(10);
    expect(await page.locator('[data-fact=dataAge]').count()).toBe(0);
    for (const [at, freshness] of (['ageing', 'stale', 'fresh'] as const).entries()) {
      await panel.send({ type: 'patch', patch: patchOf(at + 1, headerWith(freshness)) });
      await page.locator(`.chip[data-freshness=${freshness}]`).waitFor();
      await expect
        .poll(() => page.locator('[data-fact=dataAge]').count())
        .toSatisfy((count: number) => (freshness === 'fresh' ? count === 0 : count > 10));
      expect([freshness, await rendered(panel)]).toEqual([freshness, []]);
    }
    expect(panel.complaints).toEqual([]);
  });

  it('is spoken with a row as long as it is old', async () => {
    const panel = await openPanel();
    await panel.send({ type: 'patch', patch: patchOf(1, headerWith('stale')) });
    const fact = panel.page.locator('#root .row').first().locator('[data-fact=dataAge]');
    await fact.waitFor();
    expect(await fact.textContent()).toBe('6m old');
    const id = await fact.getAttribute('id');
    expect(await panel.page.locator('#root .row').first().getAttribute('aria-describedby')).toBe(id);
  });

  it('does not keep a row that did change from being rendered', async () => {
    const panel = await openPanel();
    await rendered(panel);
    const row = shopRows().find(({ status }) => status === 'ready');
    if (row === undefined) throw new Error('no row');
    const changed = { ...row, title: 'Another title' };
    await panel.send({ type: 'patch', patch: patchOf(1, headerWith('stale'), [changed]) });
    await panel.page.locator('.row-name', { hasText: 'Another title' }).waitFor();
    expect(await rendered(panel)).toEqual([row.key]);
  });
});

describe('a repository that nothing tells the moves of', () => {
  it('says so, how old it is once it is stale, and why, on its line', async () => {
    const panel = await openPanel();
    await rendered(panel);
    const unwatched = 'The system opens no more watchers.';
    const repositories = [sampleRepository({ freshness: 'stale', agedSinceMs: sampleNowMs - 3 * minuteMs, unwatched })];
    await panel.send({ type: 'patch', patch: patchOf(1, { ...headerWith('fresh'), repositories }) });
    const line = panel.page.locator('.repository');
    await line.locator('.repository-age').waitFor();
    expect(await line.locator('.repository-age').textContent()).toBe('stale 3m');
    expect(await line.getAttribute('title')).toContain(unwatched);
    expect(await line.locator('[data-icon=eye-closed]').count()).toBe(1);
    expect(await rendered(panel)).toEqual([]);
  });
});
