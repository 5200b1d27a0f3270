import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleNowMs, sampleSource } from '../../fakes/panelState';
import { remoteRows, remoteSource, remoteState, remoteStates, sampleTrouble } from '../../fakes/remoteState';
import { cacheFolder } from '../../rig/paths';
import { themeNames, type PanelPage, type PanelPageOptions } from './panelPage';
import { panelPages } from './panelPages';

const openPage = panelPages();

async function openPanel(options: PanelPageOptions): Promise<PanelPage> {
  const panel = await openPage({ nowMs: sampleNowMs + 1000, ...options });
  await panel.page.locator('#root > .panel').waitFor();
  await panel.page.locator('#opening-sight').waitFor({ state: 'detached' });
  return panel;
}

const acts = async (panel: PanelPage, name = 'act'): Promise<readonly unknown[]> =>
  (await panel.posted()).filter((message) => message.name === name).map(({ argument }) => argument);

const chipText = (panel: PanelPage): Promise<string | null> => panel.page.locator('.chip').textContent();

const rowOf = (panel: PanelPage, number: number) => panel.page.locator(`[data-key="github:shop#${number}"]`);

describe('a repository on a server', () => {
  it('is legible in every state, theme and width, with nothing beside the page', { timeout: 300_000 }, async () => {
    for (const theme of themeNames) {
      // What fits does not depend on colours.
      for (const width of theme === 'Light Modern' ? [260, 300, 480, 600] : [300]) {
        for (const [name, state] of Object.entries(remoteStates)) {
          const panel = await openPanel({ state, theme, width });
          const file = `remote-${name}-${theme.replaceAll(' ', '')}-${width}.png`;
          await panel.page.screenshot({ path: path.join(cacheFolder('screenshots'), file) });
          const beside = await panel.page.evaluate(() =>
            [...document.querySelectorAll('.chip, .chip > *, .row, .row > *, .state-page > *, .source-details')]
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

  it('says on its chip what is so, and when it goes on', async () => {
    const said: string[] = [];
    for (const name of ['healthy', 'firstSync', 'limited', 'offline', 'signIn', 'incomplete'] as const) {
      said.push((await chipText(await openPanel({ state: remoteStates[name] }))) ?? '');
    }
    expect(said).toEqual([
      'GitHub2m@dana',
      'GitHub1,200 of 3,000@dana',
      'GitHubpaused · 9m ago · goes on in 12m',
      'GitHuboffline · 3h ago · next try in 40s',
      'GitHubsign-in needed · 3h agoSign In',
      'GitHub2m@danaincomplete',
    ]);
  });

  it('counts down to the next attempt by itself', async () => {
    const panel = await openPanel({ state: remoteStates.offline });
    await panel.page.clock.setFixedTime(sampleNowMs + 11_000);
    await expect.poll(() => chipText(panel)).toBe('GitHuboffline · 3h ago · next try in 30s');
    await panel.page.clock.setFixedTime(sampleNowMs + 60_000);
    await expect.poll(() => chipText(panel)).toBe('GitHuboffline · 3h ago · trying again');
  });

  it('shows how far the first reading is, speaks every tenth, and can be cancelled', async () => {
    const panel = await openPanel({ state: remoteStates.firstSync });
    const bar = panel.page.getByRole('progressbar', { name: 'Reading GitHub' });
    expect(await bar.getAttribute('aria-valuenow')).toBe('1200');
    expect(await bar.locator('span').evaluate((element) => element.style.width)).toBe('40%');
    expect(await panel.page.locator('header .spoken[role=status]').textContent()).toBe('GitHub shop: 40 percent read');
    await panel.page.getByRole('button', { name: 'Cancel: GitHub' }).click();
    await expect.poll(() => acts(panel)).toEqual([{ action: 'cancelSync', source: 'github:shop' }]);
    expect(await panel.page.locator('.row').count()).toBe(10);
  });

  it('shows where rows will be only until the first are here', async () => {
    const panel = await openPanel({ state: remoteStates.beginning });
    await panel.page.locator('.skeleton').waitFor();
    await panel.send({ type: 'state', state: { ...remoteStates.firstSync, revision: 2 } });
    await rowOf(panel, 398).waitFor();
    expect(await panel.page.locator('.skeleton').count()).toBe(0);
  });

  it('offers an account where a private repository was never read', async () => {
    const panel = await openPanel({ state: remoteStates.private });
    const page = panel.page.locator('[data-state=failure]');
    expect(await page.locator('h2').textContent()).toBe('GitHub could not be read.');
    expect(await page.textContent()).toContain('Nobody is signed in at github.com.');
    await page.locator('vscode-button:defined', { hasText: 'Sign In' }).click();
    await page.locator('vscode-button:defined', { hasText: 'Use a Token' }).click();
    await panel.page.locator('.chip').getByRole('button', { name: 'Sign In: GitHub' }).click();
    const source = 'github:shop';
    await expect
      .poll(() => acts(panel))
      .toEqual([
        { action: 'signIn', source },
        { action: 'useToken', source },
        { action: 'signIn', source },
      ]);
  });

  it('leads to the page that authorises the account', async () => {
    const panel = await openPanel({ state: remoteStates.authorize });
    await panel.page.getByRole('button', { name: 'Authorize: GitHub' }).click();
    await expect.poll(() => acts(panel)).toEqual([{ action: 'openOffer', source: 'github:shop' }]);
  });

  it('tells all of it on a click or by the keyboard: account, budget, notes, and what helps', async () => {
    const panel = await openPanel({ state: remoteStates.note });
    await panel.page.locator('button.chip-main').focus();
    await panel.page.keyboard.press('Enter');
    const details = panel.page.getByRole('region', { name: 'Details of GitHub shop' });
    const text = (await details.textContent()) ?? '';
    expect(text).toContain('acme/shop at github.com, without an account');
    expect(text).toContain('4,980 of 5,000 requests left (core), renewed in 42m');
    expect(text).toContain('Without an account: 60 requests an hour, no pull requests.');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Enter');
    await expect.poll(() => acts(panel)).toEqual([{ action: 'signIn', source: 'github:shop' }]);
    await panel.page.keyboard.press('Escape');
    await expect.poll(() => details.count()).toBe(0);
    expect(await panel.page.evaluate(() => document.activeElement?.className)).toBe('chip-main');
  });

  it('says that rows of others are not all there is while it was never read', async () => {
    const error = sampleTrouble('offline', 'github.com cannot be reached.');
    const unread = remoteSource({ freshness: 'never', confirmedAtMs: null, error });
    const state = remoteState(unread, { sources: [sampleSource(), unread] }, remoteRows().slice(2, 4));
    const panel = await openPanel({ state });
    expect(await panel.page.locator('[data-banner=unread]').textContent()).toContain(
      'Without GitHub, which could not be read yet. github.com cannot be reached.',
    );
    expect(await panel.page.locator('.row').count()).toBe(2);
  });

  it('opens by name what a row speaks of, and the row itself only where it is clicked', async () => {
    const panel = await openPanel({ state: remoteStates.healthy, height: 900 });
    await rowOf(panel, 412).locator('[data-fact=pullRequest]').click();
    await rowOf(panel, 377).locator('[data-fact=drift]').click();
    await rowOf(panel, 330).locator('[data-fact=reason]').dblclick();
    await panel.page.keyboard.press('Alt+Enter');
    await rowOf(panel, 398).locator('.row-name').click();
    await panel.page.keyboard.press('Alt+Enter');
    await expect
      .poll(() => acts(panel, 'openLink'))
      .toEqual([
        { key: 'github:shop#412', which: 'pullRequest #415' },
        { key: 'github:shop#377', which: 'commit 9f2c1a3' },
        { key: 'github:shop#330', which: 'issue acme/api#7' },
        { key: 'github:shop#330', which: 'issue acme/api#7' },
        { key: 'github:shop#398', which: 'pullRequest #399' },
      ]);
    expect(await acts(panel, 'openIssue')).toEqual([{ key: 'github:shop#398', preview: true }]);
  });

  it('tells the editor which rows have a page', async () => {
    const panel = await openPanel({ state: remoteStates.healthy });
    const context = await rowOf(panel, 398).getAttribute('data-vscode-context');
    expect(JSON.parse(context ?? '')).toMatchObject({ issueKey: 'github:shop#398', linkable: true });
  });

  it('speaks pull request, review and drift with the row', async () => {
    const panel = await openPanel({ state: remoteStates.healthy });
    expect(await rowOf(panel, 412).locator('.spoken').textContent()).toContain(
      'Pull request #415 Reload the cache after a rebase: open, changes requested',
    );
    expect(await rowOf(panel, 377).locator('.spoken').textContent()).toContain(
      'Something is off: fixedByCommit 9f2c1a3.',
    );
  });
});
