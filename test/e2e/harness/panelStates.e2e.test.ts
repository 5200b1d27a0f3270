import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PanelState, SourceChip } from '../../../src/protocol/messages';
import {
  patchWith,
  sampleNowMs,
  sampleRepository,
  sampleRow,
  sampleSource,
  sampleState,
  shopRows,
  shopState,
} from '../../fakes/panelState';
import { cacheFolder } from '../../rig/paths';
import { themeNames, type PanelPage, type PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();

async function openPanel(options: PanelPageOptions): Promise<PanelPage> {
  const panel = await openPage({ nowMs: sampleNowMs + 1000, ...options });
  await panel.page.locator('#root > .panel').waitFor();
  return panel;
}

const argumentsOf = async (panel: PanelPage, name: string): Promise<readonly unknown[]> =>
  (await panel.posted()).filter((message) => message.name === name).map(({ argument }) => argument);

const recalledChip: Partial<SourceChip> = {
  freshness: 'stale',
  recalled: true,
  via: '',
  confirmedAtMs: sampleNowMs - 2 * 3_600_000,
};
const recalled = shopState({ consistency: 'cached', syncing: true, sources: [sampleSource(recalledChip)] });

const problems = Array.from({ length: 100 }, (_, at) => ({
  source: 'beads:shop',
  path: at % 2 === 0 ? '.beads/issues.jsonl' : `.roadmap/issues/a-rather-long-milestone/5eed${at}-some-issue.md`,
  line: at + 1,
  message: 'The line is not JSON: it ends in the middle of a text.',
}));
const broken = shopState({ problems, problemCount: 2_000 });

const several = sampleState(
  shopRows()
    .filter(({ status }) => status !== 'done')
    .map((row, at) => ({ ...row, source: ['beads:shop', 'roadmap:shop', 'beads:api'][at % 3] ?? '' })),
  {
    repositories: [sampleRepository(), sampleRepository({ root: '/home/dev/api', name: 'api' })],
    sources: [
      sampleSource({ tag: 'shop Beads' }),
      sampleSource({ id: 'roadmap:shop', kind: 'roadmap', label: 'Roadmap', tag: 'shop Roadmap' }),
      sampleSource({ id: 'beads:api', repository: 'api', tag: 'api' }),
    ],
  },
);

const noTracker = sampleState([], { sources: [] });

describe('the states of the panel', () => {
  it('are legible in every theme at every width, with nothing beside the page', async () => {
    const states: Readonly<Record<string, PanelState>> = { recalled, broken, several, noTracker };
    const saved = { collapsed: ['deferred', 'other', 'inProgress', 'ready'] };
    for (const theme of themeNames) {
      for (const width of [260, 300, 600]) {
        for (const [name, state] of Object.entries(states)) {
          const panel = await openPanel({ state, theme, width, ...(name === 'broken' && { saved }) });
          if (name !== 'noTracker') await panel.page.locator('#root .filter-input').waitFor();
          else await panel.page.locator('vscode-button:defined').first().waitFor();
          const file = `state-${name}-${theme.replaceAll(' ', '')}-${width}.png`;
          await panel.page.screenshot({ path: path.join(cacheFolder('screenshots'), file) });
          const beside = await panel.page.evaluate(() =>
            [...document.querySelectorAll('.chip, .row, .row > *, .more-problems, .state-page > *')]
              .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
              .map((element) => element.className),
          );
          expect([name, theme, width, beside]).toEqual([name, theme, width, []]);
          expect(panel.complaints).toEqual([]);
          await panel.close();
        }
      }
    }
  });

  it('say on the chip how old the rows of an earlier run are, and that they are being read', async () => {
    const panel = await openPanel({ state: recalled });
    const chip = panel.page.locator('.chip');
    expect(await chip.textContent()).toBe('Beads2h ago, reading');
    expect(await chip.getAttribute('class')).toBe('chip tone-plain');
    expect(await panel.page.locator('[data-fact=dataAge], .skeleton').count()).toBe(0);
    expect(await panel.page.locator('.row').count()).toBeGreaterThan(10);
  });

  it('touch no row when the live reading finds what was known', async () => {
    const panel = await openPanel({ state: recalled });
    // The program has taken over, and painted what it had to.
    await panel.page.locator('#root .row').first().waitFor();
    await panel.page.locator('#opening-sight').waitFor({ state: 'detached' });
    await panel.page.evaluate(async () => {
      await document.fonts.ready;
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
    await panel.page.evaluate(() => {
      const records: string[] = [];
      Object.assign(window, { records });
      const note = (found: readonly MutationRecord[]): void => {
        for (const { type, target } of found) records.push(`${type} ${(target as Element).className}`);
      };
      const tree = document.querySelector('#root .tree');
      if (tree === null) throw new Error('no tree');
      const all = { subtree: true, childList: true, attributes: true, characterData: true };
      new MutationObserver(note).observe(tree, all);
    });
    const live = shopState({}, 2);
    await panel.send({
      type: 'patch',
      patch: { baseRevision: 1, revision: 2, header: live.header, order: [], upserts: [], removals: [] },
    });
    await panel.page.locator('.chip[data-freshness=live]').waitFor();
    const records = (): Promise<unknown> => panel.page.evaluate('window.records');
    expect(await records()).toEqual([]);
    const changed = sampleRow('shop-398', { title: 'Changed' });
    await panel.send({ type: 'patch', patch: patchWith(live, changed) });
    await panel.page.locator('.row-name', { hasText: 'Changed' }).waitFor();
    expect(await records()).not.toEqual([]);
  });

  it('name the source of each row where there are several, and tell which can be archived', async () => {
    const panel = await openPanel({ state: several, height: 1200 });
    const tagOf = (id: string): Promise<string | null> =>
      panel.page.locator(`[data-key="beads:shop#${id}"] [data-fact=source]`).textContent();
    expect([await tagOf('shop-412'), await tagOf('shop-a1f3'), await tagOf('shop-77')]).toEqual([
      'shop Beads',
      'shop Roadmap',
      'api',
    ]);
    const archivable = async (id: string): Promise<unknown> => {
      const context = await panel.page.locator(`[data-key="beads:shop#${id}"]`).getAttribute('data-vscode-context');
      return (JSON.parse(context ?? '') as { readonly archivable?: unknown }).archivable;
    };
    expect([await archivable('shop-412'), await archivable('shop-a1f3')]).toEqual([false, true]);
  });

  it('list a hundred unreadable records, each opening at its place, and lead to all', async () => {
    const saved = { collapsed: ['deferred', 'other', 'inProgress', 'ready', 'blocked'] };
    const panel = await openPanel({ state: broken, saved });
    const header = panel.page.locator('[data-section=problems]');
    for (const said of ['.spoken', '.section-name']) {
      expect(await header.locator(said).textContent()).toBe('2,000 records could not be read');
    }
    await panel.page.locator('.problem').nth(1).click();
    const { source, path: file, line } = problems[1] ?? {};
    await expect.poll(() => argumentsOf(panel, 'openProblem')).toEqual([{ source, path: file, line }]);
    await panel.page.keyboard.press('End');
    await panel.page.locator('.more-problems.active').waitFor();
    expect(await panel.page.locator('.more-problems').textContent()).toBe('and 1,900 more Show All');
    await panel.page.keyboard.press('Enter');
    await expect.poll(() => argumentsOf(panel, 'act')).toEqual([{ action: 'showProblems' }]);
  });

  it('begin with New Issue where there is no tracker, and name what is read', async () => {
    const panel = await openPanel({ state: noTracker });
    const page = panel.page.locator('[data-state=noTracker]');
    expect(await page.locator('code').allTextContents()).toEqual([
      '.beads/issues.jsonl',
      '.roadmap/issues',
      'backlog/',
      'git remote',
    ]);
    await page.locator('vscode-button:defined', { hasText: 'New Issue' }).click();
    await expect.poll(() => argumentsOf(panel, 'act')).toEqual([{ action: 'newIssue' }]);
  });
});
