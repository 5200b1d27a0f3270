/** Answers for rows, cards and the board showing the texts of strangers as texts, each at once and none with an effect. */
import { describe, expect, it } from 'vitest';
import { shownText } from '../../../src/protocol/shownText';
import { hostileTexts } from '../../fakes/hostileTexts';
import { sampleDetails, sampleNode } from '../../fakes/issueDetails';
import { sampleNowMs, sampleRow, sampleSource, sampleState } from '../../fakes/panelState';
import { hearRefusals, lookForTraces, noTraces, watchHostility, type Hostility } from '../support/hostility';
import type { PanelPage } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();

/** A row's texts come bounded from the host; a card's do as well. */
const short = (text: string): string => text.slice(0, 2_000);
const idOf = (at: number): string => `h-${at}`;
const keyOf = (at: number): string => `beads:shop#${idOf(at)}`;

const rows = hostileTexts.map(({ text }, at) =>
  sampleRow(idOf(at), {
    title: text.slice(0, 120_000),
    status: at % 2 === 0 ? 'ready' : 'blocked',
    type: short(text),
    labels: [short(text), short(text)],
    assignees: [short(text)],
    parentTitle: short(text),
    phase: short(text),
    unknownBlockers: [short(text)],
    blockedBy:
      at % 2 === 0 ? [] : [{ reason: 'edge', kind: short(text), id: short(text), key: keyOf(0), title: short(text) }],
    drift: [{ kind: 'mergedPullRequest', subject: short(text), sentence: short(text), link: short(text) }],
    trackerStatus: short(text),
  }),
);
const state = sampleState(rows, { sources: [sampleSource({ label: '<b>Beads</b>', tag: '<i>tag</i>' })] });

const details = hostileTexts.map(({ text }, at) =>
  sampleDetails(idOf(at), {
    title: text.slice(0, 120_000),
    trackerStatus: short(text),
    type: short(text),
    labels: [short(text)],
    assignees: [short(text), `${short(text)} `],
    author: short(text),
    phase: short(text),
    parent: { key: keyOf(0), title: short(text) },
    excerpt: text.slice(0, 65_536),
    excerptIsWhole: false,
    blockers: { nodes: [sampleNode(short(text), { title: short(text) })], more: 1 },
    unblocks: { nodes: [sampleNode(idOf(0), { title: short(text), mark: 'cycle' })], more: 0 },
    pullRequests: [{ id: short(text), title: short(text), state: 'open', review: null, link: short(text) }],
    source: { label: short(text), freshness: 'fresh', confirmedAtMs: sampleNowMs },
    place: { path: short(text), line: 1 },
  }),
);
const answers = Object.fromEntries(
  details.flatMap((each, at): [string, unknown][] => [
    [`getDetails ${each.key}`, each],
    [`getText ${each.key}`, { markdown: (hostileTexts[at]?.text ?? '').slice(0, 200_000), isWhole: true }],
    [`getChain ${each.key} blockers`, each.blockers],
    [`getChain ${each.key} unblocks`, each.unblocks],
  ]),
);

async function open(kind: 'panel' | 'board'): Promise<{ panel: PanelPage; hostility: Hostility }> {
  const panel = await openPage({ kind, state, answers, nowMs: sampleNowMs, width: kind === 'board' ? 1_200 : 300 });
  const isOurs = (address: string): boolean =>
    address.startsWith('http://panel.invalid/') || address.startsWith('data:text/javascript,');
  const hostility = watchHostility(panel.page, isOurs);
  await hearRefusals(panel.page.mainFrame());
  await panel.page.locator('#root [data-key]').first().waitFor();
  return { panel, hostility };
}

async function expectNothingHappened({ page, complaints }: PanelPage, { happened }: Hostility): Promise<void> {
  expect(await lookForTraces(page.mainFrame())).toEqual(noTraces);
  expect(happened).toEqual([]);
  expect(complaints).toEqual([]);
  expect(page.url()).toBe('http://panel.invalid/');
}

describe('the texts of strangers', () => {
  it('are at least fifty', () => {
    expect(hostileTexts.length).toBeGreaterThan(50);
  });

  it('are texts in rows and cards', { timeout: 240_000 }, async () => {
    const { panel, hostility } = await open('panel');
    const { page } = panel;
    const slow: string[] = [];
    for (const [at, { name, text }] of hostileTexts.entries()) {
      await panel.send({ type: 'preview', key: keyOf(at) });
      const card = page.locator(`.issue-card[data-issue="${keyOf(at)}"]`);
      await card.waitFor();
      const row = page.locator(`#root [data-key="${keyOf(at)}"] .row-name`);
      expect([name, await row.textContent()]).toEqual([name, shownText(text.slice(0, 120_000))]);
      expect([name, await card.locator('h2').textContent()]).toEqual([name, shownText(text.slice(0, 120_000))]);
      expect([name, await lookForTraces(page.mainFrame())]).toEqual([name, noTraces]);
      const box = await card.boundingBox();
      expect([name, (box?.x ?? -1) >= 0 && (box?.width ?? 999) <= 300]).toEqual([name, true]);
      // Every link of the text, pressed: it asks the host, or nobody.
      const links = card.locator('.link[data-address]');
      for (let link = 0; link < Math.min(3, await links.count()); link++) await links.nth(link).click();
      const took = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const before = performance.now();
            requestAnimationFrame(() => {
              resolve(performance.now() - before);
            });
          }),
      );
      if (took > 1_000) slow.push(`${name}: ${Math.round(took)} ms`);
    }
    expect(slow).toEqual([]);
    const opened = (await panel.posted()).flatMap((message) =>
      message.name === 'openAddress' ? [message.argument.address] : [],
    );
    expect(opened.length).toBeGreaterThan(0);
    expect(opened.filter((address) => !/^(https?|mailto):/.test(address))).toEqual([]);
    await expectNothingHappened(panel, hostility);
    await page.locator('.tree').focus();
    await page.keyboard.press('Escape');
    await page.locator('.issue-card').waitFor({ state: 'detached' });
  });

  it('are texts on the board', { timeout: 240_000 }, async () => {
    const { panel, hostility } = await open('board');
    for (const [at, { name }] of hostileTexts.entries()) {
      await panel.send({ type: 'reveal', key: keyOf(at) });
      await panel.page.locator(`#root .chosen[data-key="${keyOf(at)}"]`).waitFor();
      await panel.page.locator('.markdown').waitFor({ state: 'attached' });
      expect([name, await lookForTraces(panel.page.mainFrame())]).toEqual([name, noTraces]);
    }
    await expectNothingHappened(panel, hostility);
  });
});
